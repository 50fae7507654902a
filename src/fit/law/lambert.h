/* The lower real branch of Lambert's function, which says where an exponential and a power of x cross. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* W_{-1} (z), the solution w <= -1 of w exp (w) = z for -1/e <= z < 0; NaN for other z. */
double lab_lambert_lower           (double z);

/* -W_{-1} (-exp (-t)), the solution u >= 1 of u - ln u = t for t >= 1, also where exp (-t) is too
 * small for a number; NaN for t < 1. */
double lab_lambert_lower_logarithm (double t);

G_END_DECLS
