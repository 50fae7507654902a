/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a smaller error costs, each answer as one line of a list. */
#include "experiment/conclude/curve-what-if.h"

#include <glib/gi18n.h>
#include <math.h>

#include "words/words.h"

static const char *
source_text (LabAnswerSource source)
{
  switch (source) {
  case LAB_ANSWER_MEASURED:
    return _ ("measured");
  case LAB_ANSWER_PREDICTED:
    return _ ("predicted, kernel model");
  default:
    return _ ("by the slope of theory alone");
  }
}

/* Two digits, no more. */
static char *
rough_text (double factor)
{
  double unit = pow (10.0, floor (log10 (factor)) - 1.0);
  double rounded = round (factor / unit) * unit;

  return rounded < 10.0 ? g_strdup_printf ("%.1f", rounded) : lab_words_count (rounded);
}

/* Far beyond what was measured only the ends are told, roughly. */
static char *
extrapolated_text (const char *amount, double low, double high)
{
  g_autofree char *least = rough_text (low);

  if (!isfinite (high))
    /* Translators: a factor and what it multiplies: 12 × the data. */
    return g_strdup_printf (_ ("at least %s × %s, an extrapolation"), least, amount);
  g_autofree char *most = rough_text (high);
  return g_strdup_printf (_ ("%s to %s × %s, an extrapolation"), least, most, amount);
}

char *
lab_what_if_amount_words (const char *amount, double factor, double low, double high, gboolean far)
{
  g_return_val_if_fail (amount != NULL, NULL);

  if (far && isfinite (low))
    return extrapolated_text (amount, low, high);
  g_autofree char *number = lab_words_factor (factor);
  if (!isfinite (low))
    return g_strdup_printf (_ ("%s × %s"), number, amount);
  g_autofree char *least = lab_words_factor (low);
  if (!isfinite (high))
    return g_strdup_printf (_ ("%s × %s (at least %s)"), number, amount, least);
  g_autofree char *most = lab_words_factor (high);
  /* Translators: a factor, what it multiplies, its interval: 3.7 × the data (2.9 to 5.1) */
  return g_strdup_printf (_ ("%s × %s (%s to %s)"), number, amount, least, most);
}

static char *
reached_text (const LabCurveWhatIf *answer)
{
  gboolean width = lab_axis (answer->axis)->told_by_width;
  gboolean far = answer->source == LAB_ANSWER_MEASURED &&
                 answer->what_if.decades_beyond > LAB_WHAT_IF_FAR_DECADES;
  g_autofree char *amount = lab_what_if_amount_words (
      _ (lab_axis (answer->axis)->amount), width ? answer->width_factor : answer->what_if.factor,
      width ? answer->width_low : answer->what_if.low,
      width ? answer->width_high : answer->what_if.high, far);

  /* Translators: an amount, where it comes from: "3.7 × the data (2.9 to 5.1), measured" */
  return far ? g_steal_pointer (&amount)
             : g_strdup_printf (_ ("%s, %s"), amount, source_text (answer->source));
}

char *
lab_curve_what_if_words (const LabCurveWhatIf *answer)
{
  g_return_val_if_fail (answer != NULL, NULL);

  const char *amount = _ (lab_axis (answer->axis)->amount);
  switch (answer->what_if.outcome) {
  case LAB_WHAT_IF_REACHED:
    return reached_text (answer);
  case LAB_WHAT_IF_BELOW_FLOOR:
    /* Translators: %s is an amount such as "the steps"; %.2g an error. */
    return g_strdup_printf (_ ("not by %s alone: the error ends at %.2g (%s)"), amount,
                            answer->what_if.floor, source_text (answer->source));
  case LAB_WHAT_IF_DOES_NOT_FALL:
    return g_strdup_printf (_ ("not by %s: the error is not known to fall"), amount);
  case LAB_WHAT_IF_OUT_OF_REACH:
    break;
  }
  return g_strdup_printf (_ ("not by %s within a million times (%s)"), amount,
                          source_text (answer->source));
}
