/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a curve in time has its points, and what its descent is. */
#include "experiment/kernel/tangent-private.h"

#include <math.h>

double
lab_tangent_unit (const LabTangentErrand *errand)
{
  LabTrainingSettings settings;
  LabModelShape shape;

  if (lab_axis (errand->experiment->sweep)->theory != LAB_THEORY_COMPUTE)
    return 1;
  lab_experiment_model_shape (errand->experiment, errand->plan, &shape);
  lab_experiment_training (errand->experiment, errand->plan, &settings);
  return (double)lab_model_shape_training_flop (&shape) * settings.batch;
}

guint
lab_tangent_steps (const LabExperiment *experiment, guint steps[LAB_TANGENT_CURVE_MOMENTS])
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

LabTangentKind
lab_tangent_kind (LabOptimizer optimizer)
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
