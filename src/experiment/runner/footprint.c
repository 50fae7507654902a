/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/runner/footprint.h"

#include <glib/gi18n.h>

#include "core/error.h"
#include "core/memory.h"
#include "experiment/experiment-keys.h"
#include "experiment/run/evaluator.h"
#include "experiment/run/hidden-dimension.h"
#include "experiment/task.h"
#include "experiment/runner/backend.h"

/* Everything that does not grow with the experiment: curves, files, threads. */
#define FIXED_BYTES ((guint64)4 << 20)

/* What of a worker does not, its arena of small blocks among it. */
#define WORKER_BYTES ((guint64)1 << 20)

static guint64
data_bytes (const LabExperiment *experiment, const LabRunPlan *plan)
{
  const gboolean deals = lab_task_info (experiment->task)->deals;
  const gsize n = deals ? 0 : lab_run_points_to_draw (experiment, plan);
  const gsize validation = experiment->validation == LAB_VALIDATION_SPLIT
                               ? 0
                               : lab_experiment_validation_labels (experiment, plan);
  const gsize rows = n + validation + lab_experiment_test_points (experiment);
  LabRunSource source;

  lab_experiment_run_source (experiment, plan, &source);
  /* A run has its own order of the rows; those of a file are put into the order of the repeat. */
  return (guint64)rows * lab_run_source_row_bytes (&source) + n * sizeof (guint32) +
         (experiment->points != NULL ? experiment->points->n * sizeof (guint32) : 0) +
         (deals ? lab_token_set_bytes (experiment->corpus, plan->n) : 0);
}

static guint64
model_bytes (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabModelShape shape;
  LabTrainingSettings settings;

  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  return lab_trainer_bytes (&shape, &settings) +
         lab_evaluator_bytes (experiment, plan, lab_model_shape_parameters (&shape)) +
         lab_hidden_dimension_bytes (experiment, &shape);
}

void
lab_experiment_footprint (const LabExperiment *experiment, LabFootprint *footprint)
{
  g_return_if_fail (experiment != NULL && footprint != NULL);

  const guint runs = lab_experiment_run_count (experiment);

  *footprint = (LabFootprint){.repeats = experiment->repeats, .runs = runs};
  for (guint run = 0; run < runs; run += experiment->repeats) {
    LabRunPlan plan;

    lab_experiment_plan (experiment, run, &plan);
    footprint->data = MAX (footprint->data, data_bytes (experiment, &plan));
    footprint->model = MAX (footprint->model, model_bytes (experiment, &plan));
  }
}

guint64
lab_footprint_bytes (const LabFootprint *footprint, guint workers)
{
  g_return_val_if_fail (footprint != NULL, 0);

  const guint64 met = MIN (footprint->repeats, (footprint->runs + workers - 1) / MAX (workers, 1));
  const guint64 shelf =
      MAX (footprint->data,
           MIN (met * footprint->data, (guint64)LAB_RUNNER_SHELF_BYTES / MAX (workers, 1)));

  return FIXED_BYTES + workers * (shelf + footprint->model + WORKER_BYTES);
}

/* How many of at most `most` workers fit. */
static guint
fitting_workers (const LabFootprint *footprint, guint most, guint64 available, LabMemoryBound bound)
{
  const guint64 thread = lab_memory_of_thread (bound);
  guint workers = 0;

  while (workers < most &&
         lab_footprint_bytes (footprint, workers + 1) + (workers + 2) * thread <= available)
    workers++;
  return workers;
}

/* The key that costs most. */
static const char *
expensive_key (const LabExperiment *experiment)
{
  LabFootprint footprint;

  lab_experiment_footprint (experiment, &footprint);
  if (footprint.data >= footprint.model)
    return "n";
  return lab_axis_has_key (experiment->sweep, "depth") ? "depth" : "width";
}

/* The experiment with no larger value of key than this; where a grid gives the values, with this one. */
static gboolean
with_value (const LabExperiment *experiment, const char *key, guint64 value, LabExperiment *trial)
{
  *trial = *experiment;
  if (experiment->grid_length > 0 && lab_axis_has_key (experiment->sweep, key)) {
    trial->grid_length = 1;
    trial->grid[0] = (double)value;
  }
  if (experiment->grid_length == 0 || !lab_axis_has_key (experiment->sweep, key))
    lab_experiment_set_number (trial, key, (double)value, NULL);
  return lab_experiment_check (trial, NULL);
}

static guint64
present_value (const LabExperiment *experiment, const char *key)
{
  if (experiment->grid_length > 0 && lab_axis_has_key (experiment->sweep, key))
    return (guint64)experiment->grid[experiment->grid_length - 1];
  return (guint64)lab_experiment_get_number (experiment, key);
}

/* 0 where no value fits. */
static guint64
largest_value (const LabExperiment *experiment,
               const char *key,
               guint64 available,
               LabMemoryBound bound)
{
  const guint64 step = g_str_equal (key, "width") ? experiment->heads : 1;
  guint64 fits = 0, too_many = (present_value (experiment, key) + step - 1) / step;

  while (too_many - fits > 1) {
    const guint64 middle = fits + (too_many - fits) / 2;
    LabExperiment trial;
    LabFootprint footprint = {0};
    gboolean small_enough = TRUE;

    /* What is too small to be allowed is no reason to go lower. */
    if (with_value (experiment, key, middle * step, &trial)) {
      lab_experiment_footprint (&trial, &footprint);
      small_enough = fitting_workers (&footprint, 1, available, bound) == 1;
    }
    if (small_enough)
      fits = middle;
    else
      too_many = middle;
  }
  LabExperiment trial;
  return fits > 0 && with_value (experiment, key, fits * step, &trial) ? fits * step : 0;
}

static gboolean
refuse_experiment (const LabExperiment *experiment,
                   const LabFootprint *footprint,
                   guint64 available,
                   LabMemoryBound bound,
                   GError **error)
{
  const char *key = expensive_key (experiment);
  const guint64 largest = largest_value (experiment, key, available, bound);
  g_autofree char *needed =
      lab_memory_words (lab_footprint_bytes (footprint, 1) + 2 * lab_memory_of_thread (bound));
  g_autofree char *left = lab_memory_words (available);

  if (largest > 0) {
    g_autofree char *value = g_strdup_printf ("%" G_GUINT64_FORMAT, largest);
    /* Translators: sizes such as 3.25 GiB; then KEY=VALUE. */
    return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                       _ ("one run of this experiment needs %s of memory, and %s are available; at "
                          "most %s=%s fits"),
                       needed, left, key, value);
  }
  return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                     _ ("one run of this experiment needs %s of memory, and %s are available; no "
                        "smaller %s makes it fit"),
                     needed, left, key);
}

gboolean
lab_experiment_choose_workers_within (const LabExperiment *experiment,
                                      guint asked,
                                      guint cores,
                                      guint64 available,
                                      LabMemoryBound bound,
                                      guint *workers,
                                      GError **error)
{
  g_return_val_if_fail (experiment != NULL && workers != NULL && cores > 0, FALSE);

  const guint wanted = MIN (asked > 0 ? asked : cores, lab_experiment_run_count (experiment));
  LabFootprint footprint;

  lab_experiment_footprint (experiment, &footprint);
  *workers = fitting_workers (&footprint, wanted, available, bound);
  if (*workers == 0)
    return refuse_experiment (experiment, &footprint, available, bound, error);
  if (*workers == wanted || asked == 0)
    return TRUE;
  g_autofree char *needed = lab_memory_words (lab_footprint_bytes (&footprint, wanted) +
                                              (wanted + 1) * lab_memory_of_thread (bound));
  g_autofree char *left = lab_memory_words (available);
  return lab_refuse (
      error, LAB_ERROR_TOO_LARGE,
      /* Translators: sizes such as 3.25 GiB. */
      _ ("workers=%u: %u runs at once need %s of memory, and %s are available; at most "
         "workers=%u fit"),
      asked, wanted, needed, left, *workers);
}

gboolean
lab_experiment_choose_workers (const LabExperiment *experiment,
                               guint asked,
                               guint *workers,
                               GError **error)
{
  LabMemoryBound bound;
  const guint64 available = lab_memory_available (&bound);

  return lab_experiment_choose_workers_within (experiment, asked, g_get_num_processors (),
                                               available, bound, workers, error);
}

char *
lab_experiment_workers_words (const LabExperiment *experiment, guint asked, guint workers)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  const guint wanted = MIN (g_get_num_processors (), lab_experiment_run_count (experiment));
  LabFootprint footprint;

  if (asked > 0 || workers >= wanted)
    return NULL;
  lab_experiment_footprint (experiment, &footprint);
  g_autofree char *each = lab_memory_words (footprint.data + footprint.model);
  return g_strdup_printf (
      _ ("Of %u cores %u train at once (workers=%u): each run needs %s of memory, "
         "and no more fit."),
      wanted, workers, workers, each);
}
