/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curve in time of a run with more labels than a kernel holds. */
#include "experiment/kernel/tangent-private.h"

#include "experiment/kernel/kernel-pilot.h"
#include "theory/phase-boundary.h"
#include "theory/stochastic-descent.h"

#include <math.h>

static double
labels_of (const LabTangentErrand *errand)
{
  return (double)lab_experiment_training_points (errand->experiment, errand->plan) *
         lab_experiment_outputs (errand->experiment);
}

/* Level 3: one pass of the run's own batches under its own schedule, and its end without the decay. */
static gboolean
descend (const LabTangentErrand *errand,
         const LabKernelPilot *pilot,
         guint count,
         const guint *steps,
         LabTangentCurve *curve)
{
  LabTrainingSettings training;

  lab_experiment_training (errand->experiment, errand->plan, &training);
  LabStochasticDescent descent = {
      .noise = errand->experiment->noise,
      .batch = training.batch * lab_experiment_outputs (errand->experiment),
      .learning_rate = errand->experiment->learning_rate * pilot->largest,
  };
  lab_experiment_schedule (errand->experiment, &descent.shape);
  if (!lab_stochastic_descent (&descent, pilot->spectrum, count, steps, errand->task,
                               curve->excess_risk))
    return FALSE;
  if (descent.shape.kind == LAB_SCHEDULE_CONSTANT)
    return TRUE;
  descent.shape.kind = LAB_SCHEDULE_CONSTANT;
  return lab_stochastic_descent (&descent, pilot->spectrum, 1, &descent.shape.steps, errand->task,
                                 &curve->without_decay);
}

/* Level 2, at a constant rate. */
static gboolean
flow (const LabTangentErrand *errand,
      const LabKernelPilot *pilot,
      double rate,
      guint count,
      const guint *steps,
      double *risk,
      GError **error)
{
  double time[LAB_TANGENT_CURVE_MOMENTS];

  for (guint i = 0; i < count; i++)
    time[i] = steps[i] * rate;
  return lab_kernel_pilot_times (pilot, errand->experiment->noise, labels_of (errand), count, time,
                                 risk, error);
}

/* Where noise costs as much as is left to learn, at all labels. */
static void
tell_phases (const LabTangentErrand *errand, const LabKernelPilot *pilot, LabTangentCurve *curve)
{
  const double rate = curve->rate * pilot->largest;
  double end = NAN;

  lab_boundary_crossing (pilot->spectrum, labels_of (errand), INFINITY, errand->experiment->noise,
                         &end, errand->task, 1, 1, NULL);
  curve->own = (LabOwnKernel){
      .known = curve->count > 0,
      .end = end / rate,
      .condition_number = pilot->condition_number,
      .condition_is_bound = TRUE, /* that of all labels is larger */
      .is_stand_in = curve->kind == LAB_TANGENT_STAND_IN,
      .rate = rate,
      .initial_risk = pilot->spectrum->variance,
      .least_risk = INFINITY,
  };
  for (guint i = 0; i < curve->count; i++)
    curve->own.least_risk = fmin (curve->own.least_risk, curve->excess_risk[i]);
}

gboolean
lab_tangent_pilot (const LabTangentErrand *errand, LabTangentCurve *curve, GError **error)
{
  g_autoptr (LabKernelPilot) pilot =
      lab_kernel_pilot_new (errand->experiment, errand->plan, errand->most_points, errand->shelf,
                            errand->workers, errand->task, error);
  const double unit = lab_tangent_unit (errand);
  guint steps[LAB_TANGENT_CURVE_MOMENTS];
  gboolean well;

  if (pilot == NULL)
    return FALSE;
  const guint count = lab_tangent_steps (errand->experiment, steps);
  curve->is_pilot = TRUE;
  curve->n = pilot->labels;
  curve->asked = (gsize)labels_of (errand);
  curve->largest_rate = 2 / pilot->largest;
  curve->rate =
      curve->kind == LAB_TANGENT_STAND_IN ? 1 / pilot->largest : errand->experiment->learning_rate;
  curve->schedule &= curve->kind != LAB_TANGENT_MINIBATCH;
  if (!(curve->rate < curve->largest_rate))
    return TRUE;
  well = curve->kind == LAB_TANGENT_MINIBATCH ? descend (errand, pilot, count, steps, curve)
                                              : flow (errand, pilot, curve->rate * pilot->largest,
                                                      count, steps, curve->excess_risk, error);
  for (guint i = 0;
       well && i < count && curve->excess_risk[i] > 0 && isfinite (curve->excess_risk[i]); i++)
    curve->x[curve->count++] = steps[i] * unit;
  if (well)
    tell_phases (errand, pilot, curve);
  return well && !lab_task_is_cancelled (errand->task);
}
