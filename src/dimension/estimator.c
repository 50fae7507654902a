/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimators of intrinsic dimension from distances to nearest neighbours; formulas and sources in
 * the header. */
#include "dimension/estimator.h"

#include <math.h>
#include <stdlib.h>

/* Newton's iteration for Gride: relative step at which it ends, and most steps. From a bad start it
 * needs about ten. */
#define TOLERANCE  1e-13
#define MOST_STEPS 100

static const char *const names[LAB_ESTIMATOR_COUNT] = {
    [LAB_ESTIMATOR_MLE] = "mle",
    [LAB_ESTIMATOR_MLE_MEAN] = "mle-mean",
    [LAB_ESTIMATOR_MLE_UNBIASED] = "mle-unbiased",
    [LAB_ESTIMATOR_TWONN] = "twonn",
    [LAB_ESTIMATOR_TWONN_SHIFTED] = "twonn-shifted",
    [LAB_ESTIMATOR_TWONN_MLE] = "twonn-mle",
    [LAB_ESTIMATOR_GRIDE] = "gride",
    [LAB_ESTIMATOR_LOCAL_PCA] = "local-pca",
};

const char *
lab_estimator_name (LabEstimator estimator)
{
  g_return_val_if_fail (estimator < LAB_ESTIMATOR_COUNT, NULL);
  return names[estimator];
}

gboolean
lab_estimator_from_name (const char *name, LabEstimator *estimator)
{
  g_return_val_if_fail (name != NULL && estimator != NULL, FALSE);

  for (guint i = 0; i < LAB_ESTIMATOR_COUNT; i++)
    if (g_str_equal (name, names[i])) {
      *estimator = (LabEstimator)i;
      return TRUE;
    }
  return FALSE;
}

guint
lab_estimator_neighbours (LabEstimator estimator, guint k)
{
  switch (estimator) {
  case LAB_ESTIMATOR_TWONN:
  case LAB_ESTIMATOR_TWONN_SHIFTED:
  case LAB_ESTIMATOR_TWONN_MLE:
    return 2;
  case LAB_ESTIMATOR_GRIDE:
    return k - k % 2;
  case LAB_ESTIMATOR_MLE_UNBIASED:
    return k >= 3 ? k : 0;
  default:
    return k >= 2 ? k : 0;
  }
}

double
lab_estimator_row (LabEstimator estimator, guint k, const double *log_distance)
{
  double sum = 0.0;

  switch (estimator) {
  case LAB_ESTIMATOR_MLE:
  case LAB_ESTIMATOR_MLE_MEAN:
  case LAB_ESTIMATOR_MLE_UNBIASED:
    for (guint j = 0; j + 1 < k; j++)
      sum += log_distance[k - 1] - log_distance[j];
    return sum / (k - 1);
  case LAB_ESTIMATOR_TWONN:
  case LAB_ESTIMATOR_TWONN_SHIFTED:
  case LAB_ESTIMATOR_TWONN_MLE:
    return log_distance[1] - log_distance[0];
  case LAB_ESTIMATOR_GRIDE:
    return log_distance[k - 1] - log_distance[k / 2 - 1];
  default:
    g_return_val_if_reached (NAN);
  }
}

static double
mean (const double *values, gsize count)
{
  double sum = 0.0;

  for (gsize i = 0; i < count; i++)
    sum += values[i];
  return sum / (double)count;
}

static double
mean_of_inverses (const double *values, gsize count)
{
  double sum = 0.0;

  for (gsize i = 0; i < count; i++)
    sum += 1.0 / values[i];
  return sum / (double)count;
}

static int
compare_values (const void *first, const void *second)
{
  double a = *(const double *)first;
  double b = *(const double *)second;

  return (a > b) - (a < b);
}

/* Slope of -ln (1 - F) against ln mu; the i-th (from 1) has F = (i - shift) / count. */
static double
line_through_origin (double *log_ratios, gsize count, double discard, guint shift)
{
  gsize used = (gsize)((double)count * (1.0 - discard));
  double product = 0.0;
  double square = 0.0;

  qsort (log_ratios, count, sizeof *log_ratios, compare_values);
  for (gsize i = 0; i < MIN (used, count - 1 + shift); i++) {
    product -= log_ratios[i] * log1p (-(double)(i + 1 - shift) / (double)count);
    square += log_ratios[i] * log_ratios[i];
  }
  return product / square;
}

/* The derivative of the log-likelihood of d, and in slope its own, for ln mu in log_ratios:
 * density d (mu^d - 1)^(m-1) / (mu^((2m-1) d + 1) B (m, m)), m = k / 2. */
static double
gride_score (const double *log_ratios, gsize count, guint m, double d, double *slope)
{
  double score = (double)count / d;
  double bend = -(double)count / (d * d);

  for (gsize i = 0; i < count; i++) {
    double a = log_ratios[i];

    score -= (2.0 * m - 1.0) * a;
    if (m == 1)
      continue;
    if (a > 0.0) {
      double survival = -expm1 (-d * a);

      score += (m - 1.0) * a / survival;
      bend -= (m - 1.0) * a * a * (1.0 - survival) / (survival * survival);
    } else {
      score += (m - 1.0) / d;
      bend -= (m - 1.0) / (d * d);
    }
  }
  *slope = bend;
  return score;
}

/* The root of the score, which falls in d: Newton's iteration in ln d, at most a factor e a step. */
static double
gride_estimate (const double *log_ratios, gsize count, guint m)
{
  double d = 1.0 / mean (log_ratios, count);

  if (!isfinite (d))
    return NAN;
  for (guint step = 0; step < MOST_STEPS; step++) {
    double slope;
    double score = gride_score (log_ratios, count, m, d, &slope);
    double move = -score / (slope * d);

    d *= exp (CLAMP (move, -1.0, 1.0));
    if (fabs (move) < TOLERANCE)
      return d;
  }
  return NAN;
}

double
lab_estimator_combine (LabEstimator estimator,
                       guint k,
                       double discard,
                       double *row_values,
                       gsize count)
{
  double value = NAN;

  g_return_val_if_fail (row_values != NULL && discard >= 0.0 && discard < 1.0, NAN);

  if (count < 2 || k < 2)
    return NAN;
  switch (estimator) {
  case LAB_ESTIMATOR_MLE:
    value = 1.0 / mean (row_values, count);
    break;
  case LAB_ESTIMATOR_MLE_MEAN:
    value = mean_of_inverses (row_values, count);
    break;
  case LAB_ESTIMATOR_MLE_UNBIASED:
    value = (k - 2.0) / (k - 1.0) / mean (row_values, count);
    break;
  case LAB_ESTIMATOR_TWONN:
    value = line_through_origin (row_values, count, discard, 0);
    break;
  case LAB_ESTIMATOR_TWONN_SHIFTED:
    value = line_through_origin (row_values, count, discard, 1);
    break;
  case LAB_ESTIMATOR_TWONN_MLE:
    value = (double)(count - 1) / ((double)count * mean (row_values, count));
    break;
  case LAB_ESTIMATOR_GRIDE:
    value = gride_estimate (row_values, count, k / 2);
    break;
  case LAB_ESTIMATOR_LOCAL_PCA:
    value = mean (row_values, count);
    break;
  default:
    g_return_val_if_reached (NAN);
  }
  return isfinite (value) ? value : NAN;
}
