/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Median scale, and outliers pulled in toward a curve. */
#include "fit/robust.h"

#include <math.h>
#include <stdlib.h>

/* MAD to standard deviation of a normal. */
#define MAD_TO_SPREAD 1.4826

static int
compare_doubles (const void *left, const void *right)
{
  const double *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

double
lab_robust_scale (double *residual, guint count, guint fitted)
{
  g_return_val_if_fail (residual != NULL && count > 0, NAN);

  for (guint i = 0; i < count; i++)
    residual[i] = fabs (residual[i]);
  qsort (residual, count, sizeof *residual, compare_doubles);
  double median = 0.5 * (residual[(count - 1) / 2] + residual[count / 2]);
  double degrees = count > fitted ? count - fitted : 1.0;
  return MAD_TO_SPREAD * median * sqrt (count / degrees);
}

static gboolean
is_usable (const LabFitSample *sample)
{
  return isfinite (sample->x) && sample->x > 0.0 && isfinite (sample->y) && sample->y > 0.0;
}

void
lab_robust_pull_in (const LabFitSample *samples,
                    guint count,
                    const LabLawFit *curve,
                    LabFitSample *pulled)
{
  g_return_if_fail (samples != NULL && curve != NULL && pulled != NULL);

  g_autofree double *distance = g_new (double, MAX (count, 1));
  guint usable = 0;

  for (guint i = 0; i < count; i++)
    if (is_usable (&samples[i]))
      distance[usable++] = log (samples[i].y / lab_law_value (curve, samples[i].x));
  double bend =
      usable > 0 ? LAB_HUBER_CONSTANT * lab_robust_scale (distance, usable, curve->parameters - 1)
                 : 0.0;
  for (guint i = 0; i < count; i++) {
    pulled[i] = samples[i];
    if (!is_usable (&samples[i]))
      continue;
    double middle = lab_law_value (curve, samples[i].x), ratio = log (samples[i].y / middle);
    if (fabs (ratio) > bend)
      pulled[i].y = middle * exp (copysign (bend, ratio));
  }
}
