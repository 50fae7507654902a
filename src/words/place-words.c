/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place on an axis, as sentences write it. */
#include "words/place-words.h"

#include <math.h>

/* Outside of these, powers of ten. */
#define PLAIN_MINIMUM 1e-3
#define PLAIN_MAXIMUM 1e6

/* From here on there is nothing behind the decimal sign. */
#define WHOLE_MINIMUM 100.0

char *
lab_place_words (double x)
{
  if (x > 0.0 && isfinite (x) && (x < PLAIN_MINIMUM || x >= PLAIN_MAXIMUM)) {
    int power = (int)floor (log10 (x));
    power += x / pow (10.0, power) >= 9.995; /* which is written as 1.00 */
    return g_strdup_printf ("%.2f\u00a0×\u00a010^%s%d", x / pow (10.0, power),
                            power < 0 ? "\u2212" : "", ABS (power));
  }
  if (x >= WHOLE_MINIMUM)
    return g_strdup_printf ("%'.0f", x);
  return g_strdup_printf ("%.3g", x);
}
