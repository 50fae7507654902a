/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Student's distribution by its finite series (Abramowitz & Stegun 26.7.3-4), inverted by
 * bisection: exact to rounding and cheap for the few hundred degrees of freedom a fit can have. */
#include "fit/sample/student.h"

#include <math.h>

/* Beyond this the normal limit is within 1e-5 of the quantile, and the series gets long. */
#define MOST_DEGREES 20000

/* P(|t| < value) for degrees >= 1 degrees of freedom; value >= 0.
 * Abramowitz & Stegun 26.7.3 and 26.7.4. */
static double
student_central_probability (guint degrees, double value)
{
  g_return_val_if_fail (degrees >= 1, NAN);
  g_return_val_if_fail (value >= 0.0, NAN);

  guint terms = MIN (degrees, MOST_DEGREES + degrees % 2);
  double theta = atan (value / sqrt ((double)terms));
  double cosine_squared = cos (theta) * cos (theta);
  gboolean odd = terms % 2 == 1;
  double term = odd ? cos (theta) : 1.0;
  double sum = terms > 1 ? term : 0.0;

  for (guint k = odd ? 3 : 2; k < terms; k += 2) {
    term *= cosine_squared * (k - 1) / k;
    sum += term;
  }
  if (odd)
    return (theta + sin (theta) * sum) / G_PI_2;
  return sin (theta) * sum;
}

double
lab_student_critical_value (guint degrees, double probability)
{
  g_return_val_if_fail (degrees >= 1, NAN);
  g_return_val_if_fail (probability > 0.0 && probability < 1.0, NAN);

  double low = 0.0, high = 1.0;
  while (student_central_probability (degrees, high) < probability)
    high *= 2.0;
  while (high - low > 1e-13 * high) {
    double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high)
      break;
    if (student_central_probability (degrees, middle) < probability)
      low = middle;
    else
      high = middle;
  }
  return 0.5 * (low + high);
}
