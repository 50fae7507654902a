/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lower real branch of Lambert's function, which says where an exponential and a power of x cross. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* -W_{-1} (-exp (-t)), the solution u >= 1 of u - ln u = t for t >= 1, also where exp (-t) is too
 * small for a number; NaN for t < 1. */
double lab_lambert_lower_logarithm (double t);

G_END_DECLS
