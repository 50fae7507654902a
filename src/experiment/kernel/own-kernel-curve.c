/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which sizes have a kernel, which a pilot, and their means over the repeats. */
#include "experiment/kernel/own-kernel-private.h"

#include "core/error.h"
#include "core/memory-available.h"
#include "experiment/kernel/kernel-pilot.h"

#include <glib/gi18n.h>
#include <math.h>

/* On one Zen 4 core, rounded up: multiply-adds of gradients in a second, and seconds of a
 * decomposition per n^3. */
#define GRADIENT_SPEED     2e10
#define DECOMPOSITION_COST 2.5e-10

/* Of values over the repeats. */
typedef struct
{
  double sum, squares;
} Tally;

/* Sizes of the grid from first on that share a kernel. */
typedef struct
{
  guint first, count;
  double sum[LAB_GRID_MAX][LAB_OWN_KERNEL_MOMENTS]; /* of test risks over the repeats */
  Tally told[LAB_GRID_MAX];                         /* likewise of those where runs stop */
} Group;

typedef struct
{
  LabOwnKernelErrand common;
  LabOwnKernelProgress progress;
  gpointer user_data;
  LabOwnKernelCurve *curve;
} Errand;

gboolean
lab_own_kernel_goes_over (LabSweep axis)
{
  return axis == LAB_SWEEP_DATA || axis == LAB_SWEEP_MODEL;
}

/* What a size can have. */
typedef enum
{
  SIZE_NOTHING,
  SIZE_PILOT, /* too many labels for a kernel of its own */
  SIZE_KERNEL,
} SizeState;

/* Sets *reason (free with g_free()) where so many examples, with others beside them, have no kernel
 * that memory and patience allow. */
static gboolean
is_affordable (const Errand *errand,
               const LabRunPlan *plan,
               gsize examples,
               gsize others,
               char **reason)
{
  const LabExperiment *experiment = errand->common.experiment;
  const guint outputs = lab_experiment_outputs (experiment);
  const double rows = (double)(examples * outputs);
  g_autoptr (GError) error = NULL;
  LabKernelPlan kernel;
  LabModelShape shape;
  double seconds;

  lab_experiment_model_shape (experiment, plan, &shape);
  seconds = rows * (rows + 2.0 * (double)(others * outputs)) *
                (double)lab_model_shape_parameters (&shape) / GRADIENT_SPEED +
            DECOMPOSITION_COST * rows * rows * rows;
  if (!lab_kernel_plan (&shape, examples, others,
                        lab_parallel_workers (errand->common.workers, G_MAXINT), 0, FALSE, &kernel,
                        &error) ||
      !lab_memory_fits (kernel.bytes, N_ ("the kernel"), &error))
    *reason = g_strdup (error->message);
  else if (seconds > LAB_OWN_KERNEL_SECONDS)
    *reason = g_strdup_printf ("the kernel of n = %" G_GUINT64_FORMAT
                               " would take about %.0f s a repeat; at most %d are spent.",
                               plan->n, seconds, LAB_OWN_KERNEL_SECONDS);
  return *reason == NULL;
}

/* So many sizes have nothing; the curve takes the first reason. */
static void
leave_out (LabOwnKernelCurve *curve, guint count, const char *reason)
{
  curve->left_out += count;
  if (*curve->reason == '\0')
    g_strlcpy (curve->reason, reason, sizeof curve->reason);
}

/* What a size has. */
static SizeState
state_of (const Errand *errand, const LabRunPlan *plan)
{
  const LabExperiment *experiment = errand->common.experiment;
  const guint outputs = lab_experiment_outputs (experiment);
  const gsize n = lab_own_kernel_examples (experiment, plan);
  const gsize most = errand->curve->most_points;
  g_autofree char *reason = NULL;

  if (n * outputs <= most &&
      is_affordable (errand, plan, n, lab_own_kernel_others (experiment, plan), &reason))
    return SIZE_KERNEL;
  if (n * outputs > most) {
    if (errand->curve->wants_pilots && most >= LAB_KERNEL_PILOT_LEAST &&
        is_affordable (errand, plan, most / outputs, 0, &reason))
      return SIZE_PILOT;
    if (reason == NULL)
      reason = g_strdup_printf ("n = %" G_GUINT64_FORMAT " has more than %" G_GSIZE_FORMAT
                                " training labels.",
                                plan->n, most);
  }
  leave_out (errand->curve, 1, reason);
  return SIZE_NOTHING;
}

static void
add_value (Tally *tally, double value)
{
  tally->sum += value;
  tally->squares += value * value;
}

/* What is known of a size after so many repeats; oracle of it is told apart. */
static void
tell (const Errand *errand, guint size, const Tally *tally, guint repeats, LabOwnKernelPoint *point)
{
  const LabExperiment *experiment = errand->common.experiment;
  const double mean = tally->sum / repeats;
  const double variance = MAX (tally->squares / repeats - mean * mean, 0);
  const double error = repeats > 1 ? sqrt (variance / (repeats - 1)) : 0;
  LabModelShape shape;
  LabRunPlan plan;

  lab_experiment_plan (experiment, size * experiment->repeats, &plan);
  lab_experiment_model_shape (experiment, &plan, &shape);
  *point = (LabOwnKernelPoint){
      .x = lab_axis (experiment->sweep)->place (&plan, lab_model_shape_parameters (&shape), 0, 0),
      .repeats = repeats,
      .excess_risk = mean,
      .low = mean - error,
      .high = mean + error,
      .oracle_excess_risk = mean,
  };
}

static double
least_of_mean (const double *sum, guint repeats)
{
  double least = INFINITY;

  for (guint t = 0; t < LAB_OWN_KERNEL_MOMENTS; t++)
    least = MIN (least, sum[t] / repeats);
  return least;
}

/* Adds one repeat to all sizes of a group. */
static gboolean
make_repeat (const LabOwnKernelErrand *errand, Group *group, guint index, GError **error)
{
  const guint repeats = errand->experiment->repeats;
  g_auto (LabOwnKernelRepeat) repeat = {.data = NULL};
  LabRunPlan first, plan;

  lab_experiment_plan (errand->experiment, group->first * repeats + index, &first);
  lab_experiment_plan (errand->experiment, (group->first + group->count - 1) * repeats + index,
                       &plan);
  if (!lab_own_kernel_repeat_init (&repeat, errand, &first, &plan, error))
    return FALSE;
  for (guint i = 0; i < group->count; i++) {
    double test[LAB_OWN_KERNEL_MOMENTS];
    guint stop;

    lab_experiment_plan (errand->experiment, (group->first + i) * repeats + index, &plan);
    if (!lab_own_kernel_repeat_follow (&repeat, errand, &plan, test, &stop, error))
      return FALSE;
    for (guint t = 0; t < LAB_OWN_KERNEL_MOMENTS; t++)
      group->sum[i][t] += test[t] - repeat.points.irreducible;
    add_value (&group->told[i], test[stop] - repeat.points.irreducible);
  }
  return TRUE;
}

/* Counts the sizes once they have a repeat, and shows them. */
static void
show (const Errand *errand, guint repeat, guint *there, guint count)
{
  if (repeat == 0)
    *there += count;
  if (errand->progress != NULL)
    errand->progress (errand->curve, errand->user_data);
}

static gboolean
make_group (const Errand *errand, guint first, guint count, GError **error)
{
  g_autofree Group *group = g_new0 (Group, 1);
  LabOwnKernelCurve *curve = errand->curve;
  LabOwnKernelPoint *points = &curve->points[curve->count];

  group->first = first;
  group->count = count;
  for (guint repeat = 0; repeat < errand->common.experiment->repeats; repeat++) {
    if (!make_repeat (&errand->common, group, repeat, error))
      return FALSE;
    for (guint i = 0; i < count; i++) {
      tell (errand, first + i, &group->told[i], repeat + 1, &points[i]);
      points[i].oracle_excess_risk = least_of_mean (group->sum[i], repeat + 1);
    }
    show (errand, repeat, &curve->count, count);
  }
  return TRUE;
}

/* Adds one repeat's pilot to the sizes from first on, which share its network. */
static gboolean
pilot_repeat (const Errand *errand,
              guint first,
              guint count,
              guint index,
              Tally *tally,
              GError **error)
{
  const LabExperiment *experiment = errand->common.experiment;
  double labels[LAB_GRID_MAX], risk[LAB_GRID_MAX];
  LabRunPlan plan;

  lab_experiment_plan (experiment, first * experiment->repeats + index, &plan);
  g_autoptr (LabKernelPilot) pilot =
      lab_kernel_pilot_new (experiment, &plan, errand->curve->most_points, errand->common.shelf,
                            errand->common.workers, errand->common.task, error);
  if (pilot == NULL)
    return FALSE;
  errand->curve->pilot_labels = pilot->labels;
  for (guint i = 0; i < count; i++) {
    lab_experiment_plan (experiment, (first + i) * experiment->repeats, &plan);
    labels[i] = (double)lab_experiment_training_points (experiment, &plan) *
                lab_experiment_outputs (experiment);
  }
  if (!lab_kernel_pilot_sizes (pilot, experiment->noise, errand->curve->stops_on_validation,
                               LAB_OWN_KERNEL_LAST, count, labels, risk, error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    add_value (&tally[i], risk[i]);
  return TRUE;
}

/* A pilot that tells nothing of larger sizes leaves them out; what earlier repeats told stays. */
static gboolean
make_pilot (const Errand *errand, guint first, guint count, GError **error)
{
  LabOwnKernelCurve *curve = errand->curve;
  LabOwnKernelPoint *points = &curve->pilots[curve->pilot_count];
  Tally tally[LAB_GRID_MAX] = {{0}};

  for (guint repeat = 0; repeat < errand->common.experiment->repeats; repeat++) {
    g_autoptr (GError) refusal = NULL;

    if (!pilot_repeat (errand, first, count, repeat, tally, &refusal)) {
      if (g_error_matches (refusal, LAB_ERROR, LAB_ERROR_INVALID_VALUE)) {
        leave_out (curve, repeat == 0 ? count : 0, refusal->message);
        return TRUE;
      }
      if (refusal != NULL)
        g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
    for (guint i = 0; i < count; i++)
      tell (errand, first + i, &tally[i], repeat + 1, &points[i]);
    show (errand, repeat, &curve->pilot_count, count);
  }
  return TRUE;
}

/* Sizes from first on that share a network: of data all in one state. */
static guint
shared_from (const LabExperiment *experiment, const SizeState *states, guint length, guint first)
{
  guint count = 1;

  while (lab_axis_has_key (experiment->sweep, "n") && first + count < length &&
         states[first + count] == states[first])
    count++;
  return count;
}

/* All in one state, the grid over. */
static gboolean
make_all (const Errand *errand,
          const SizeState *states,
          guint length,
          SizeState wanted,
          GError **error)
{
  guint count;

  for (guint i = 0; i < length; i += count) {
    count = shared_from (errand->common.experiment, states, length, i);
    if (states[i] != wanted)
      continue;
    if (wanted == SIZE_KERNEL ? !make_group (errand, i, count, error)
                              : !make_pilot (errand, i, count, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
lab_own_kernel_curve_compute (const LabExperiment *experiment,
                              gsize most_points,
                              gboolean pilots,
                              guint workers,
                              LabTask *task,
                              LabOwnKernelProgress progress,
                              gpointer user_data,
                              LabOwnKernelCurve *curve,
                              GError **error)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  Errand errand = {.common = {experiment, workers, task, shelf, {0}},
                   .progress = progress,
                   .user_data = user_data,
                   .curve = curve};
  double grid[LAB_GRID_MAX];
  SizeState states[LAB_GRID_MAX];
  guint length;

  g_return_val_if_fail (experiment != NULL && curve != NULL, FALSE);
  g_return_val_if_fail (lab_own_kernel_goes_over (experiment->sweep), FALSE);
  g_return_val_if_fail (most_points >= 2 && most_points <= LAB_OWN_KERNEL_POINTS_MAX, FALSE);

  *curve = (LabOwnKernelCurve){.stops_on_validation = experiment->validation != LAB_VALIDATION_NONE,
                               .wants_pilots = pilots && lab_kernel_pilot_fits (experiment),
                               .most_points = most_points};
  for (guint i = 0; i < LAB_OWN_KERNEL_MOMENTS; i++)
    errand.common.times[i] = pow (LAB_OWN_KERNEL_LAST, i / (LAB_OWN_KERNEL_MOMENTS - 1.0));
  length = lab_experiment_grid (experiment, grid);
  for (guint i = 0; i < length; i++) {
    LabRunPlan plan;

    lab_experiment_plan (experiment, i * experiment->repeats, &plan);
    states[i] = state_of (&errand, &plan);
  }
  return make_all (&errand, states, length, SIZE_KERNEL, error) &&
         make_all (&errand, states, length, SIZE_PILOT, error);
}
