/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from a study once its curves are there. */
#include "experiment/kernel/kernel-study-private.h"

#include <math.h>

/* Sign vectors of the Monte Carlo estimate: 1 % of it, about. */
#define SIGN_DRAWS 200

/* Points of the ODE's curve that its law is chosen from. */
#define LAW_POINTS 40

/* What each curve says of the phases; "not enough" where there are too few moments. */
static void
choose_laws (LabKernelStudy *study)
{
  LabFitSample predicted[LAW_POINTS], measured[LAB_KERNEL_STUDY_MOMENTS] = {{0}};
  const double last = study->moment_count > 0 ? study->moments[study->moment_count - 1].step : 0;
  guint count = 0;

  for (guint i = 0; i < study->moment_count; i++)
    if (study->moments[i].step > 0 && isfinite (study->moments[i].measured_test))
      measured[count++] =
          (LabFitSample){study->moments[i].step, study->moments[i].measured_test, 0, 0.0};
  lab_two_phase_choose (measured, count, &study->measured_law);
  for (guint i = 0; i < LAW_POINTS && last > 1; i++) {
    const double step = pow (last, i / (LAW_POINTS - 1.0));
    LabFlowRisks risks;

    lab_kernel_flow_at (study->flow, LAB_FLOW_CONTINUOUS, study->rate, step, &risks);
    predicted[i] = (LabFitSample){step, risks.test, 0, 0.0};
  }
  lab_two_phase_choose (predicted, last > 1 ? LAW_POINTS : 0, &study->predicted_law);
}

/* Of the last moment, where training got that far; else of the flow there. */
static gboolean
measure_complexity (LabKernelStudyWork *work)
{
  LabKernelStudy *study = work->study;
  const LabKernelMoment *last;
  double move, test, train;

  if (study->moment_count == 0)
    return TRUE;
  last = &study->moments[study->moment_count - 1];
  move = isfinite (last->weight_move) ? last->weight_move : last->predicted_weight_move;
  test = isfinite (last->measured_test) ? last->measured_test : last->predicted.test;
  train = isfinite (last->measured_train) ? last->measured_train : last->predicted.train;
  study->ball_radius = move * study->initial_norm;
  study->generalisation_gap = test + work->experiment->noise * work->experiment->noise - train;
  return lab_rademacher_complexity (work->kernel->matrix, study->ball_radius, SIGN_DRAWS,
                                    work->experiment->seed, work->task, &study->ball);
}

gboolean
lab_kernel_study_conclude (LabKernelStudyWork *work)
{
  choose_laws (work->study);
  return measure_complexity (work);
}

double
lab_kernel_study_gap (const LabKernelStudy *study)
{
  double sum = 0;
  guint count = 0;

  g_return_val_if_fail (study != NULL, NAN);

  for (guint i = 0; i < study->moment_count; i++) {
    const LabKernelMoment *moment = &study->moments[i];
    const double distance = log (moment->measured_test / moment->predicted.test);

    if (moment->step == 0 || !isfinite (distance))
      continue;
    sum += distance * distance;
    count++;
  }
  return count > 0 ? sqrt (sum / count) : NAN;
}
