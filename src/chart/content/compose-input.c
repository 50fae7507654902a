/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked for when a chart is composed: which curve is the current one, and places on its axis. */
#include "chart/content/compose-private.h"

#include <math.h>

const LabChartCurve *
lab_compose_current (const LabChartInput *input)
{
  for (guint i = input->curve_count; i-- > 0;)
    if (!input->curves[i].ghost)
      return &input->curves[i];
  return NULL;
}

const LabExperiment *
lab_compose_experiment (const LabChartInput *input)
{
  const LabChartCurve *current = lab_compose_current (input);

  return current != NULL && current->curve != NULL ? &current->curve->experiment
                                                   : input->experiment;
}

double
lab_compose_abscissa (const LabExperiment *experiment,
                      const LabRunPlan *plan,
                      const LabEvaluation *evaluation)
{
  LabModelShape shape;

  lab_experiment_model_shape (experiment, plan, &shape);
  return lab_axis (experiment->sweep)
      ->place (plan, lab_model_shape_parameters (&shape), evaluation->step, evaluation->compute);
}

/* An evaluation of a run after `step` steps, for its place on the axis only. */
static double
abscissa_at_step (const LabExperiment *experiment, const LabRunPlan *plan, guint step)
{
  LabModelShape shape;
  LabTrainingSettings settings;
  LabEvaluation evaluation = {.step = step};

  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  evaluation.compute = lab_model_shape_training_flop (&shape) * settings.batch * step;
  return lab_compose_abscissa (experiment, plan, &evaluation);
}

void
lab_chart_grid (const LabExperiment *experiment, double *low, double *high)
{
  LabRunPlan first, last;

  g_return_if_fail (experiment != NULL && low != NULL && high != NULL);

  lab_experiment_plan (experiment, 0, &first);
  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - 1, &last);
  *low = abscissa_at_step (experiment, &first, 1);
  *high = abscissa_at_step (experiment, &last, experiment->steps);
}
