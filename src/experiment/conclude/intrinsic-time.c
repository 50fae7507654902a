/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/conclude/intrinsic-time.h"

#include <math.h>

double
lab_intrinsic_time (const LabExperiment *experiment, guint steps)
{
  LabScheduleShape shape;
  double sum = 0;

  g_return_val_if_fail (experiment != NULL, NAN);

  lab_experiment_schedule (experiment, &shape);
  for (guint step = 0; step < steps; step++)
    sum += experiment->learning_rate * lab_schedule_share (&shape, step);
  return sum;
}

void
lab_intrinsic_time_init (LabIntrinsicTime *intrinsic, const LabCurve *curve, const LabCurveFit *fit)
{
  g_autoptr (GArray) samples = NULL;

  g_return_if_fail (intrinsic != NULL && curve != NULL && fit != NULL);

  *intrinsic = (LabIntrinsicTime){.count = 0};
  if (curve->experiment.sweep != LAB_SWEEP_TIME)
    return;
  for (guint i = 0; i < curve->point_count && intrinsic->count < LAB_INTRINSIC_TIME_POINTS; i++)
    if (curve->points[i].group == fit->group) {
      intrinsic->time[intrinsic->count] =
          lab_intrinsic_time (&curve->experiment, (guint)lround (curve->points[i].x));
      intrinsic->excess_risk[intrinsic->count++] = curve->points[i].mean;
    }
  samples = lab_curve_fit_samples (curve, fit);
  for (guint i = 0; i < samples->len; i++) {
    LabFitSample *sample = &g_array_index (samples, LabFitSample, i);

    sample->x = lab_intrinsic_time (&curve->experiment, (guint)lround (sample->x));
  }
  lab_power_law_fit ((const LabFitSample *)(gpointer)samples->data, samples->len,
                     curve->experiment.seed, &intrinsic->power, NULL);
}
