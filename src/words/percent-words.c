/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A share or a distance in per cent, as sentences write it. */
#include "words/percent-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* In per cent: beyond these a number would be false or tell nothing. */
#define LEAST 0.1
#define MOST  1000.0

/* Below it one decimal is written: what rounds to 1 is "1 %", not "1.0 %". */
#define WHOLE_MINIMUM 0.95

char *
lab_percent_words (double share)
{
  const double percent = 100.0 * share;

  if (isnan (percent))
    /* Translators: in the place of a percentage that is not known. */
    return g_strdup (_ ("an unknown part"));
  if (percent < LEAST)
    return g_strdup_printf (_ ("less than %.1f %%"), LEAST);
  if (percent > MOST)
    return g_strdup_printf (_ ("more than %'.0f %%"), MOST);
  if (percent < WHOLE_MINIMUM)
    return g_strdup_printf ("%.1f %%", percent);
  return g_strdup_printf ("%.0f %%", percent);
}
