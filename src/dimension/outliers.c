/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points far from all others, by median and median absolute deviation (Hampel 1974): up to half of
 * the points do not move the limit. */
#include "dimension/outliers.h"

#include <math.h>
#include <stdlib.h>

/* Robust standard deviations beyond the median, and what makes the median absolute deviation one
 * for a normal distribution. */
#define OUTLIER_LIMIT    5.0
#define NORMAL_DEVIATION 1.4826

static int
compare_values (const void *first, const void *second)
{
  double a = *(const double *)first;
  double b = *(const double *)second;

  return (a > b) - (a < b);
}

static double
median (double *values, gsize count)
{
  qsort (values, count, sizeof *values, compare_values);
  return (values[(count - 1) / 2] + values[count / 2]) / 2.0;
}

gsize
lab_outliers_count (const double *values, gsize count, gsize stride, double *work)
{
  gsize outliers = 0;
  double middle, deviation;

  g_return_val_if_fail (values != NULL && work != NULL && count > 0, 0);

  for (gsize i = 0; i < count; i++)
    work[i] = values[i * stride];
  middle = median (work, count);
  for (gsize i = 0; i < count; i++)
    work[i] = fabs (values[i * stride] - middle);
  deviation = NORMAL_DEVIATION * median (work, count);
  for (gsize i = 0; i < count; i++)
    outliers += values[i * stride] > middle + OUTLIER_LIMIT * deviation;
  return outliers;
}
