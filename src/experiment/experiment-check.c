/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an experiment can be run: ranges, and relations between keys. */
#include "experiment/experiment-keys.h"

#include <glib/gi18n.h>

#include "core/error.h"
#include "experiment/refusal.h"
#include "experiment/task.h"

/* Every field must read back from its own text: the same rules as for words. */
static gboolean
check_ranges (const LabExperiment *experiment, GError **error)
{
  LabExperiment copy = *experiment;
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);
  for (guint i = 0; i < count; i++) {
    g_autofree char *value = lab_experiment_get (experiment, keys[i].key);
    if (!lab_experiment_set (&copy, keys[i].key, value, error))
      return FALSE;
  }
  return experiment->grid_length <= LAB_GRID_MAX ||
         lab_experiment_refuse (error, "grid", experiment->grid_length,
                                _ ("grid holds too many values"));
}

/* Of points of a file, or drawn: what the task asks of them. */
static gboolean
check_data (const LabExperiment *experiment, GError **error)
{
  const LabTaskInfo *task = lab_task_info (experiment->task);
  if (experiment->points == NULL || task->takes_files)
    return task->check (experiment, error);
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("points=%s: points of a file are no sequences; task must be points"),
               lab_point_set_name (experiment->points));
  return FALSE;
}

static gboolean
check_heads (const LabExperiment *experiment, const char *key, double width, GError **error)
{
  if ((guint64)width % experiment->heads == 0)
    return TRUE;
  g_autofree char *sentence =
      g_strdup_printf (_ ("%s must be a multiple of heads=%u"), key, experiment->heads);
  return lab_experiment_refuse (error, key, width, sentence);
}

static gboolean
check_grid (const LabExperiment *experiment, GError **error)
{
  const LabKey own = lab_experiment_key_of (
      experiment, lab_experiment_find_key (lab_axis (experiment->sweep)->key));
  const LabKey *swept = &own;
  gboolean widths = g_str_equal (swept->key, "width");
  for (guint i = 0; i < experiment->grid_length; i++) {
    double value = experiment->grid[i];
    if (value < swept->minimum || value > swept->maximum) {
      g_autofree char *range = lab_experiment_key_range (swept);
      /* Translators: in a sweep each grid value is a value of the named key. */
      g_autofree char *sentence = g_strdup_printf (
          _ ("each value of grid is one of %s here and must be %s"), swept->key, range);
      return lab_experiment_refuse (error, "grid", value, sentence);
    }
    if (widths && !check_heads (experiment, "grid", value, error))
      return FALSE;
  }
  gboolean width_used = !widths || experiment->grid_length == 0;
  return !width_used || check_heads (experiment, "width", experiment->width, error);
}

/* Of a depth sweep at fixed parameters the shallowest model must be as large as the deepest. */
static gboolean
check_fixed (const LabExperiment *experiment, GError **error)
{
  if (!lab_axis_has_key (experiment->sweep, "depth") || experiment->fixed != LAB_FIXED_PARAMETERS)
    return TRUE;
  LabRunPlan shallowest;
  lab_experiment_plan (experiment, 0, &shallowest);
  if (shallowest.width + experiment->heads <= LAB_MODEL_WIDTH_MAX)
    return TRUE;
  g_autofree char *sentence =
      g_strdup_printf (_ ("width must be smaller with fixed=parameters: the shallowest model would "
                          "have to be wider than %u to have as many parameters as the deepest"),
                       LAB_MODEL_WIDTH_MAX);
  return lab_experiment_refuse (error, "width", experiment->width, sentence);
}

static gboolean
check_schedule (const LabExperiment *experiment, GError **error)
{
  LabScheduleShape shape;

  lab_experiment_schedule (experiment, &shape);
  return shape.warm_up + shape.stable <= 1 ||
         lab_experiment_refuse (error, "stable", shape.stable,
                                _ ("stable and warm_up are shares of the same steps and must "
                                   "together be at most 1"));
}

/* C must be countable for every run. */
static gboolean
check_compute (const LabExperiment *experiment, GError **error)
{
  guint count = lab_experiment_run_count (experiment);
  for (guint i = 0; i < count; i += experiment->repeats) {
    LabRunPlan plan;
    LabModelShape shape;
    LabTrainingSettings training;
    lab_experiment_plan (experiment, i, &plan);
    lab_experiment_model_shape (experiment, &plan, &shape);
    lab_experiment_training (experiment, &plan, &training);
    if (!lab_model_shape_check (&shape, error))
      return FALSE;
    guint64 compute;
    if (!g_uint64_checked_mul (&compute, lab_model_shape_training_flop (&shape), training.batch) ||
        !g_uint64_checked_mul (&compute, compute, training.steps) || compute > G_MAXINT64)
      return lab_experiment_refuse (
          error, "steps", experiment->steps,
          _ ("steps must be fewer, or the batch or the model smaller: a run would need "
             "more operations than can be counted"));
  }
  return TRUE;
}

gboolean
lab_experiment_check (const LabExperiment *experiment, GError **error)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return check_ranges (experiment, error) && check_data (experiment, error) &&
         check_grid (experiment, error) && check_fixed (experiment, error) &&
         check_schedule (experiment, error) && check_compute (experiment, error);
}
