/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/kernel/tangent-curve.h"

#include "experiment/kernel/kernel-study.h"

#include <math.h>

/* One training step costs the same FLOP for each of its examples. */
static double
flop_per_step (const LabExperiment *experiment,
               const LabRunPlan *plan,
               const LabTangentCurve *curve)
{
  LabTrainingSettings settings;
  LabModelShape shape;

  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  return (double)lab_model_shape_training_flop (&shape) * (curve->kind == LAB_TANGENT_STAND_IN
                                                               ? (double)(curve->n / curve->outputs)
                                                               : settings.batch);
}

static guint
choose_steps (const LabExperiment *experiment, guint steps[LAB_TANGENT_CURVE_MOMENTS])
{
  guint count = 0;

  for (guint i = 0; i < LAB_TANGENT_CURVE_MOMENTS; i++) {
    const guint step =
        (guint)lround (pow (experiment->steps, i / (LAB_TANGENT_CURVE_MOMENTS - 1.0)));

    if (count == 0 || step > steps[count - 1])
      steps[count++] = step;
  }
  return count;
}

/* FALSE when stopped. */
static gboolean
follow_flow (const LabExperiment *experiment,
             const LabKernelStudy *study,
             LabTask *task,
             LabTangentCurve *curve)
{
  LabFlowRisks risks[LAB_TANGENT_CURVE_MOMENTS];
  guint steps[LAB_TANGENT_CURVE_MOMENTS];
  const guint count = choose_steps (experiment, steps);
  const double unit = lab_axis (curve->axis)->theory == LAB_THEORY_COMPUTE
                          ? flop_per_step (experiment, &study->plan, curve)
                          : 1;

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

static LabTangentKind
kind_of (LabOptimizer optimizer)
{
  switch (optimizer) {
  case LAB_OPTIMIZER_GD:
    return LAB_TANGENT_DESCENT;
  case LAB_OPTIMIZER_SGD:
    return LAB_TANGENT_MINIBATCH;
  case LAB_OPTIMIZER_ADAMW:
  default:
    return LAB_TANGENT_STAND_IN;
  }
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

gboolean
lab_tangent_curve_compute (const LabExperiment *experiment,
                           gsize most_points,
                           guint workers,
                           LabTask *task,
                           LabTangentCurve *curve,
                           GError **error)
{
  g_autoptr (LabKernelStudy) study = NULL;
  LabKernelStudySettings settings;
  LabRunPlan plan;

  g_return_val_if_fail (experiment != NULL && curve != NULL, FALSE);
  g_return_val_if_fail (lab_axis (experiment->sweep)->kernel == LAB_AXIS_KERNEL_TANGENT, FALSE);

  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - experiment->repeats,
                       &plan);
  lab_kernel_study_default (&settings);
  settings.most_points = most_points;
  settings.test_points = LAB_TANGENT_CURVE_TEST_POINTS;
  settings.head_scale = experiment->head_scale; /* the run's own start */
  settings.centred = FALSE;
  settings.step_count = 1; /* step 0: the curve asks the flow itself */
  study = lab_kernel_study_new (experiment, &plan, &settings, NULL, workers, task, error);
  if (study == NULL)
    return FALSE;
  *curve = (LabTangentCurve){.axis = experiment->sweep,
                             .kind = kind_of (experiment->optimizer),
                             .width = plan.width,
                             .outputs = study->outputs,
                             .n = study->n,
                             .asked = study->asked,
                             .largest_rate = 2 * lab_kernel_flow_rate (study->flow),
                             .schedule = !lab_experiment_rate_is_constant (experiment)};
  curve->rate = curve->kind == LAB_TANGENT_STAND_IN ? lab_kernel_flow_rate (study->flow)
                                                    : experiment->learning_rate;
  curve->schedule &= curve->kind != LAB_TANGENT_STAND_IN;
  if (!(curve->rate < curve->largest_rate))
    return TRUE;
  if (!follow_flow (experiment, study, task, curve))
    return FALSE;
  tell_phases (study, task, curve);
  return !lab_task_is_cancelled (task);
}
