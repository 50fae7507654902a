/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A share or a distance in per cent, as sentences write it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "12 %", below one "0.4 %": share 1 is 100 %. What has no digits to show is said in words: "less than
 * 0.1 %" (0 as well: a measured 0 is a small number), "more than 1,000 %" (infinity as well). NaN is
 * "an unknown part". share >= 0 or NaN; translated, in the user's locale; free with g_free(). */
char *lab_percent_words (double share);

G_END_DECLS
