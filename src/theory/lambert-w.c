/* SPDX-License-Identifier: GPL-3.0-or-later */
/* W_{-1} in logarithms: with w = -u the equation reads u - ln u = -ln x, u >= 1. */
#include "theory/lambert-w.h"

#include <math.h>

#define MOST_STEPS 60

double
lab_lambert_w_lower (double ln_x)
{
  double right = -ln_x;
  if (isnan (ln_x) || right < 1.0)
    return NAN;

  /* Near the branch point u - ln u = 1 + (u - 1)^2 / 2 - ..., far from it u = right + ln right;
   * the sum of both excesses starts right of the root, where Newton's steps on a convex function
   * come down without overshooting. */
  double u = 1.0 + sqrt (2.0 * (right - 1.0)) + (right - 1.0);
  for (guint step = 0; step < MOST_STEPS && u > 1.0; step++) {
    double next = u - (u - log (u) - right) / (1.0 - 1.0 / u);
    if (!(next < u))
      break;
    u = MAX (next, 1.0);
  }
  return -u;
}
