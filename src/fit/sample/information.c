/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrected Akaike criterion; the header gives formula and sources. */
#include "fit/sample/information.h"

#include <math.h>

#define EXACT                1e-9
#define MOST_AUTOCORRELATION 0.9

double
lab_information_criterion (double residual, guint count, guint parameters, double inflation)
{
  g_return_val_if_fail (count >= parameters + 2, NAN);
  g_return_val_if_fail (inflation >= 1.0, NAN);

  double variance = MAX (residual / count, EXACT * EXACT);
  double k = parameters;
  return count * log (variance) / inflation + 2.0 * k + 2.0 * k * (k + 1.0) / (count - k - 1.0);
}

double
lab_correlation_inflation (double correlation)
{
  double r = CLAMP (correlation, 0.0, MOST_AUTOCORRELATION);
  return (1.0 + r) / (1.0 - r);
}

double
lab_residual_correlation (const double *residual, guint count, guint curve_parameters)
{
  double mean = 0.0, squares = 0.0, products = 0.0;

  for (guint i = 0; i < count; i++)
    mean += residual[i] / count;
  for (guint i = 0; i < count; i++) {
    double here = residual[i] - mean;
    squares += here * here;
    if (i > 0)
      products += here * (residual[i - 1] - mean);
  }
  double correlation = squares > 0.0 ? products / squares : 0.0;
  return correlation + (double)curve_parameters / count;
}

double
lab_residual_inflation (const double *residual, guint count, guint curve_parameters)
{
  return lab_correlation_inflation (lab_residual_correlation (residual, count, curve_parameters));
}
