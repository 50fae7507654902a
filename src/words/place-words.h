/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place on an axis, as sentences write it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "12.5", "8,192", from a million on and below a thousandth "3.04 × 10^9": in the user's locale, to
 * three digits except for whole numbers below a million. Only x > 0 is a place on a logarithmic
 * axis; others come as C writes them. Free with g_free(). */
char *lab_place_words (double x);

G_END_DECLS
