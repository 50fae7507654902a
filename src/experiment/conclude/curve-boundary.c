/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands what was measured and predicted of an experiment to the account of its phase boundary. */
#include "experiment/conclude/curve-boundary.h"

#include "experiment/conclude/prediction.h"

#include <math.h>

/* Where level 2, its step fitted, still lies farther from the curve (root mean square of ln), it says nothing
 * of this training: more than a factor of 1.5. */
#define MOST_MISFIT 0.4

static double
known_noise (const LabExperiment *experiment)
{
  return lab_experiment_measures_test_error (experiment) ? NAN : experiment->noise;
}

/* What is known before anything is measured: axis, unit of a step (of the largest width), noise and n. */
static void
experiment_phase_numbers (const LabExperiment *experiment, LabPhaseNumbers *numbers)
{
  const LabAxis *axis;
  LabPredictionRequest request;
  LabRunPlan last;

  g_return_if_fail (experiment != NULL && numbers != NULL);

  axis = lab_axis (experiment->sweep);
  lab_phase_numbers_init (numbers);
  numbers->has_trajectory = axis->is_trajectory;
  numbers->symbol = axis->is_choice ? NULL : axis->symbol;
  numbers->noise = known_noise (experiment);
  if (!axis->is_trajectory)
    return;
  lab_prediction_request_init (&request, experiment);
  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - 1, &last);
  numbers->axis = axis->theory == LAB_THEORY_COMPUTE ? LAB_PLACE_COMPUTE : LAB_PLACE_STEPS;
  numbers->unit = request.unit;
  numbers->points = (double)lab_experiment_training_points (experiment, &last) *
                    lab_experiment_outputs (experiment);
}

/* The last x of what was fitted; NaN before anything was. */
static double
last_place (const LabCurveFit *fit, const LabCurve *curve)
{
  double last = NAN;

  for (guint i = 0; i < curve->sample_count; i++)
    if (curve->samples[i].group == fit->group)
      last = fmax (last, curve->samples[i].x); /* of a NaN and a number, the number */
  return last;
}

void
lab_curve_fit_tell_phases (LabCurveFit *fit, const LabCurve *curve, const LabPrediction *prediction)
{
  LabPhaseNumbers numbers;
  LabCalibration calibration;

  g_return_if_fail (fit != NULL && curve != NULL);

  experiment_phase_numbers (&curve->experiment, &numbers);
  numbers.own = fit->phase_numbers.own;
  numbers.last = last_place (fit, curve);
  numbers.choice = fit->has_two_phase ? &fit->two_phase : NULL;
  if (numbers.has_trajectory && prediction != NULL && prediction->level == 2 &&
      prediction->spectrum == LAB_PREDICTION_MATERN) {
    lab_prediction_calibrate (prediction, curve, fit, &calibration);
    numbers.level_two = prediction->level_two;
    numbers.step_time =
        calibration.fitted && calibration.error <= MOST_MISFIT ? exp (calibration.shift) : NAN;
    numbers.step_is_fitted = TRUE;
  }
  fit->phase_numbers = numbers;
  g_clear_pointer (&fit->phases, lab_phases_free);
  fit->phases = lab_phases_new (&fit->phase_numbers);
}

void
lab_curve_fit_set_own_kernel (LabCurveFit *fit, const LabOwnKernel *own)
{
  g_return_if_fail (fit != NULL && own != NULL);

  fit->phase_numbers.own = *own;
  g_clear_pointer (&fit->phases, lab_phases_free);
  fit->phases = lab_phases_new (&fit->phase_numbers);
}
