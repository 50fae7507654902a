/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points far from all others. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many of the values (count), ln T_k of each point, exceed their median by more than 5 robust
 * standard deviations (1.4826 times the median absolute deviation). stride: between one point's value
 * and the next. work (count) is room to work in. */
gsize lab_outliers_count (const double *values,
                          gsize         count,
                          gsize         stride,
                          double       *work);

G_END_DECLS
