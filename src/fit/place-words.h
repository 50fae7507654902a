/* A place on an axis, as sentences write it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "12.5", "8,192", from a million on and below a thousandth "3.04 × 10^9": in the user's locale, to
 * three digits except for whole numbers below a million. x is finite and > 0. Free with g_free(). */
char *lab_place_words (double x);

G_END_DECLS
