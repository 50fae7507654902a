/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/tangent-private.h"

#include "core/error.h"
#include "experiment/kernel/kernel-pilot.h"
#include "experiment/kernel/kernel-study.h"

#include <math.h>

/* FALSE when stopped. */
static gboolean
follow_flow (const LabTangentErrand *errand, const LabKernelStudy *study, LabTangentCurve *curve)
{
  LabTask *task = errand->task;
  LabFlowRisks risks[LAB_TANGENT_CURVE_MOMENTS];
  guint steps[LAB_TANGENT_CURVE_MOMENTS];
  const guint count = lab_tangent_steps (errand->experiment, steps);
  const double unit = lab_tangent_unit (errand);

  if (curve->kind == LAB_TANGENT_MINIBATCH && study->batch < study->n) {
    if (!lab_kernel_flow_minibatch (study->flow, curve->rate, study->batch, count, steps, risks,
                                    task))
      return FALSE;
  } else
    for (guint i = 0; i < count && !lab_task_is_cancelled (task); i++)
      lab_kernel_flow_at (study->flow, LAB_FLOW_DESCENT, curve->rate, steps[i], &risks[i]);
  if (lab_task_is_cancelled (task))
    return FALSE;
  for (guint i = 0; i < count && isfinite (risks[i].test) && risks[i].test > 0; i++) {
    curve->x[i] = steps[i] * unit;
    curve->excess_risk[i] = risks[i].test;
    curve->count++;
  }
  return TRUE;
}

/* What the kernel says of the phases; of the curve, the least risk. */
static void
tell_phases (const LabKernelStudy *study, LabTask *task, LabTangentCurve *curve)
{
  LabFlowRisks start;

  lab_kernel_flow_at (study->flow, LAB_FLOW_CONTINUOUS, curve->rate, 0, &start);
  curve->own = (LabOwnKernel){
      .known = curve->count > 0,
      .end = lab_kernel_flow_end_of_optimisation (study->flow, curve->rate, task),
      .condition_number = study->condition_number,
      .condition_is_bound = study->condition_is_bound,
      .is_stand_in = curve->kind == LAB_TANGENT_STAND_IN,
      .rate = curve->rate / lab_kernel_flow_rate (study->flow),
      .initial_risk = start.test,
      .least_risk = INFINITY,
  };
  for (guint i = 0; i < curve->count; i++)
    curve->own.least_risk = fmin (curve->own.least_risk, curve->excess_risk[i]);
}

/* The curve of one repeat by the kernel of all its labels, or of the first of them. */
static gboolean
follow_kernel (const LabTangentErrand *errand, LabTangentCurve *curve, GError **error)
{
  const LabExperiment *experiment = errand->experiment;
  g_autoptr (LabKernelStudy) study = NULL;
  LabKernelStudySettings settings;

  lab_kernel_study_default (&settings);
  settings.most_points = errand->most_points;
  settings.test_points = LAB_TANGENT_CURVE_TEST_POINTS;
  settings.head_scale = experiment->head_scale; /* the run's own start */
  settings.centred = FALSE;
  settings.step_count = 1; /* step 0: the curve asks the flow itself */
  study = lab_kernel_study_new (experiment, errand->plan, &settings, errand->shelf, errand->workers,
                                errand->task, error);
  if (study == NULL)
    return FALSE;
  curve->n = study->n;
  curve->asked = study->asked;
  curve->largest_rate = 2 * lab_kernel_flow_rate (study->flow);
  curve->rate = curve->kind == LAB_TANGENT_STAND_IN ? lab_kernel_flow_rate (study->flow)
                                                    : experiment->learning_rate;
  if (!(curve->rate < curve->largest_rate))
    return TRUE;
  if (!follow_flow (errand, study, curve))
    return FALSE;
  tell_phases (study, errand->task, curve);
  return TRUE;
}

/* Whether a pilot is needed and can be had. */
static gboolean
needs_pilot (const LabTangentErrand *errand)
{
  return lab_experiment_training_points (errand->experiment, errand->plan) *
                 lab_experiment_outputs (errand->experiment) >
             errand->most_points &&
         errand->most_points >= LAB_KERNEL_PILOT_LEAST &&
         lab_kernel_pilot_fits (errand->experiment);
}

/* By a pilot where there are many labels; where its kernel has too few modes for one, by the kernel of a part
 * of the labels. */
static gboolean
follow (const LabTangentErrand *errand, LabTangentCurve *curve, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (!needs_pilot (errand))
    return follow_kernel (errand, curve, error);
  if (lab_tangent_pilot (errand, curve, &refusal))
    return TRUE;
  if (g_error_matches (refusal, LAB_ERROR, LAB_ERROR_INVALID_VALUE))
    return follow_kernel (errand, curve, error);
  if (refusal != NULL)
    g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

/* Takes a further repeat into the mean. The rate told is that of the repeat where descent diverges first. */
static void
gather (LabTangentCurve *curve, const LabTangentCurve *one)
{
  const double before = curve->repeats, all = before + 1;

  if (curve->repeats == 0) {
    *curve = *one;
    curve->repeats = 1;
    return;
  }
  curve->repeats++;
  curve->count = MIN (curve->count, one->count);
  for (guint i = 0; i < curve->count; i++)
    curve->excess_risk[i] = (before * curve->excess_risk[i] + one->excess_risk[i]) / all;
  curve->without_decay = (before * curve->without_decay + one->without_decay) / all;
  if (one->largest_rate < curve->largest_rate) {
    curve->largest_rate = one->largest_rate;
    curve->rate = one->rate;
  }
}

gboolean
lab_tangent_curve_compute (const LabExperiment *experiment,
                           gsize most_points,
                           guint workers,
                           LabTask *task,
                           LabTangentCurve *curve,
                           GError **error)
{
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  LabRunPlan plan;
  LabTangentErrand errand = {experiment, &plan, most_points, shelf, workers, task};
  guint first;

  g_return_val_if_fail (experiment != NULL && curve != NULL, FALSE);
  g_return_val_if_fail (lab_axis (experiment->sweep)->kernel == LAB_AXIS_KERNEL_TANGENT, FALSE);

  *curve = (LabTangentCurve){.repeats = 0};
  first = lab_experiment_run_count (experiment) - experiment->repeats;
  for (guint repeat = 0; repeat < experiment->repeats; repeat++) {
    lab_experiment_plan (experiment, first + repeat, &plan);
    LabTangentCurve one = {.axis = experiment->sweep,
                           .kind = lab_tangent_kind (experiment->optimizer),
                           .width = plan.width,
                           .outputs = lab_experiment_outputs (experiment),
                           .schedule = !lab_experiment_rate_is_constant (experiment),
                           .without_decay = NAN};

    one.schedule &= one.kind != LAB_TANGENT_STAND_IN;
    if (!follow (&errand, &one, error) || lab_task_is_cancelled (task))
      return FALSE;
    gather (curve, &one);
  }
  return TRUE;
}
