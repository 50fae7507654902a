/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lower branch of Lambert's W function. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* W_{-1} (-exp (ln_x)): the solution w <= -1 of w exp (w) = -x, for x in (0, 1/e], given ln x so
 * that tiny x do not underflow. NaN for ln_x > -1, where there is none. */
double lab_lambert_w_lower (double ln_x);

G_END_DECLS
