/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands a kernel study to the account of its phase boundary. */
#include "experiment/kernel/kernel-phases.h"

#include "experiment/conclude/prediction.h"

#include <math.h>

static LabOwnKernel
own_kernel (const LabKernelStudy *study)
{
  LabOwnKernel own = {
      .known = study->moment_count > 0,
      .end = study->end_of_optimisation,
      .condition_number = study->condition_number,
      .condition_is_bound = study->condition_is_bound,
      .rate = study->rate * study->modes->eigenvalue[0],
      .least_risk = INFINITY,
  };

  for (guint i = 0; i < study->moment_count; i++) {
    double risk = study->moments[i].predicted.test;

    own.initial_risk = i == 0 ? risk : own.initial_risk;
    own.least_risk = fmin (own.least_risk, risk);
  }
  return own;
}

LabPhases *
lab_kernel_study_phases (const LabExperiment *experiment, const LabKernelStudy *study)
{
  LabPhaseNumbers numbers;

  g_return_val_if_fail (experiment != NULL && study != NULL, NULL);

  lab_phase_numbers_init (&numbers);
  numbers.has_trajectory = TRUE;
  numbers.noise = lab_experiment_measures_test_error (experiment) ? NAN : experiment->noise;
  numbers.points = (double)study->n;
  if (study->moment_count > 0)
    numbers.last = study->moments[study->moment_count - 1].step;
  numbers.choice = &study->measured_law;
  numbers.own = own_kernel (study);
  numbers.step_time = numbers.own.rate;
  if (numbers.noise > 0.0 && lab_experiment_why_no_law (experiment) == NULL)
    lab_level_two_compute (lab_experiment_smoothness (experiment),
                           lab_experiment_dimension (experiment), LAB_PREDICTION_NU, numbers.noise,
                           (double)study->n, (double)study->parameters, &numbers.level_two);
  return lab_phases_new (&numbers);
}
