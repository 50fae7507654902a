/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/statistics/exponents.h"

#include "fit/sample/student.h"

#include <math.h>

/* Floors that are tried, from 0 to just below the last entropy. */
#define FLOORS        2000
#define FLOOR_HIGHEST 0.995
#define POINTS_LEAST  5
#define ABOVE_NOISE   3.0

static const LabExponentRange none = {NAN, NAN, NAN};

/* Slope of y over x (count) by least squares; *residual is the sum of squares about the line. */
static double
slope (const double *x, const double *y, guint count, double *residual)
{
  double mean_x = 0.0, mean_y = 0.0, xx = 0.0, xy = 0.0;

  for (guint i = 0; i < count; i++) {
    mean_x += x[i] / count;
    mean_y += y[i] / count;
  }
  for (guint i = 0; i < count; i++) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  *residual = 0.0;
  for (guint i = 0; i < count; i++) {
    const double off = y[i] - mean_y - xy / xx * (x[i] - mean_x);

    *residual += off * off;
  }
  return xy / xx;
}

/* gamma above one floor. */
static double
above_floor (const double *entropies, guint last, double floor, double *residual)
{
  g_autofree double *x = g_new (double, last);
  g_autofree double *y = g_new (double, last);

  for (guint m = 1; m <= last; m++) {
    x[m - 1] = log (m);
    y[m - 1] = log (entropies[m] - floor);
  }
  return -slope (x, y, last, residual);
}

/* The straightest of all floors for orders 1 .. last, and what the scatter does not tell from it. */
static LabExponentRange
profile (const double *entropies, guint last)
{
  LabExponentRange range = {NAN, HUGE_VAL, -HUGE_VAL};
  const double critical = lab_student_critical_value (last - 3, 0.95);
  double gamma[FLOORS], residual[FLOORS], best = HUGE_VAL;

  for (guint i = 0; i < FLOORS; i++) {
    gamma[i] =
        above_floor (entropies, last, FLOOR_HIGHEST * entropies[last] * i / FLOORS, &residual[i]);
    if (residual[i] < best) {
      best = residual[i];
      range.value = gamma[i];
    }
  }
  for (guint i = 0; i < FLOORS; i++)
    if (residual[i] <= best * (1.0 + critical * critical / (last - 3))) {
      range.low = MIN (range.low, gamma[i]);
      range.high = MAX (range.high, gamma[i]);
    }
  return range;
}

LabExponentRange
lab_entropy_exponent (const double *entropies, guint last)
{
  LabExponentRange range, fewer;

  if (last < 4)
    return none;
  range = profile (entropies, last);
  if (last == 4)
    return range;
  fewer = profile (entropies, last - 1);
  range.low = MIN (range.low, fewer.low);
  range.high = MAX (range.high, fewer.high);
  return range;
}

static double
beta_between (const LabTokenCorrelations *correlations, guint first, guint end)
{
  double x[LAB_CORRELATION_DISTANCES], y[LAB_CORRELATION_DISTANCES], residual;

  for (guint i = first; i < end; i++) {
    x[i - first] = log (lab_correlation_distances[i]);
    y[i - first] = log (correlations->size[i]);
  }
  return -slope (x, y, end - first, &residual);
}

LabExponentRange
lab_correlation_exponent (const LabTokenCorrelations *correlations)
{
  static const guint firsts[] = {0, 1, 3}; /* distances 1, 2, 4 */
  LabExponentRange range = {NAN, HUGE_VAL, -HUGE_VAL};
  guint end = 0;

  while (end < LAB_CORRELATION_DISTANCES &&
         correlations->size[end] > ABOVE_NOISE * correlations->noise)
    end++;
  if (end < POINTS_LEAST)
    return none;
  range.value = beta_between (correlations, 0, end);
  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    for (guint last = MAX (end / 2, POINTS_LEAST); last <= end; last++) {
      double beta;

      if (last < firsts[i] + POINTS_LEAST)
        continue;
      beta = beta_between (correlations, firsts[i], last);
      range.low = MIN (range.low, beta);
      range.high = MAX (range.high, beta);
    }
  return range;
}

LabExponentRange
lab_data_exponent (LabExponentRange entropy, LabExponentRange correlation)
{
  return (LabExponentRange){entropy.value / (2.0 * correlation.value),
                            entropy.low / (2.0 * correlation.high),
                            entropy.high / (2.0 * correlation.low)};
}
