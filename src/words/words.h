/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, powers and durations as sentences write them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All return text to free with g_free(). */

/* −0.52 with a real minus sign, in the user's locale. */
char *lab_words_signed     (double        value,
                            guint         decimals);
/* An exponent of theory: "−1/2" where it is a simple fraction, else "−0.53". */
char *lab_words_exponent   (double        exponent);
/* Pango markup n<sup>−0.52</sup>; exponent as it is written. */
char *lab_words_power      (const char   *symbol,
                            const char   *exponent);
/* A sentence as Pango markup, its powers (n^−0.52) raised; a number keeps its % or × beside it. */
char *lab_words_markup     (const char   *sentence);
/* "8,192"; from a million on in three digits: "3.14 × 10⁹". */
char *lab_words_count      (double        value);
/* How many times: "3.7", "120", "1,500". */
char *lab_words_factor     (double        factor);
/* "about 6 s", "about 2 min". */
char *lab_words_duration   (double        seconds);

G_END_DECLS
