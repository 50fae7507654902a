/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton's method on u - ln u = t, which is W_{-1} in logarithms: convex, so that it converges from
 * every start beyond the solution. */
#include "fit/law/lambert.h"
#include "fit/law/lambert-testing.h"

#include <math.h>

#define MOST_STEPS 60

double
lab_lambert_lower_logarithm (double t)
{
  if (!(t >= 1.0))
    return NAN;
  if (isinf (t))
    return t;

  /* Larger than the solution for every t: u = 1 + e + ln u with e = t - 1 and ln u < sqrt (2 e) + e. */
  double u = t + sqrt (2.0 * (t - 1.0)) + log (t);
  for (guint step = 0; step < MOST_STEPS && u > 1.0; step++) {
    double next = u - (u - log (u) - t) / (1.0 - 1.0 / u);
    if (!(next < u))
      break;
    u = MAX (next, 1.0);
  }
  return u;
}

double
lab_lambert_lower (double z)
{
  /* -1/e is no double: what rounds to it belongs to the branch point. */
  const double branch = -exp (-1.0);

  if (!(z < 0.0) || z < branch - 1e-16)
    return NAN;
  return -lab_lambert_lower_logarithm (MAX (-log (-z), 1.0));
}
