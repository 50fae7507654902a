/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laws panel says beyond the slope: reasons, what-if, held-out check, consistency. */
#include "config.h"
#include "ui/laws/laws-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "words/words.h"

/* Told by the verdict's sentence already. */
static gboolean
is_told (LabReason reason)
{
  return reason == LAB_REASON_UPPER_BOUND || reason == LAB_REASON_BEST_NETWORK ||
         reason == LAB_REASON_PREDICTION_HOLDS || reason == LAB_REASON_OPTIMISATION_FLOOR;
}

char *
lab_laws_frontier (const LabCurveFit *fit)
{
  if (fit == NULL || fit->frontier == NULL)
    return NULL;
  g_autofree char *measured = lab_frontier_describe (fit->frontier);
  g_autofree char *theory = lab_frontier_theory (fit->frontier);
  if (fit->frontier->state != LAB_FRONTIER_TOLD)
    return lab_words_markup (measured);
  /* Translators: what was measured, a new line, then what theory says. */
  g_autofree char *both = g_strdup_printf (_ ("%s\nTheory: %s"), measured, theory);
  return lab_words_markup (both);
}

char *
lab_laws_reasons (const LabCurveFit *fit)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; fit != NULL && fit->power.valid && i < fit->finding_count; i++)
    if (!is_told (fit->findings[i].reason)) {
      g_autofree char *words = lab_finding_words (&fit->findings[i], fit->axis);
      g_autofree char *markup = lab_words_markup (words);
      g_string_append_printf (text, "%s• %s", text->len > 0 ? "\n" : "", markup);
    }
  return g_string_free (text, text->len == 0);
}

static char *
factor_text (double factor)
{
  return factor < 100 ? g_strdup_printf ("%.1f", factor) : lab_words_count (factor);
}

static const char *
amount_of (const LabCurveWhatIf *answer)
{
  return _ (lab_axis (answer->axis)->amount);
}

static const char *
source_of (LabAnswerSource source)
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

static char *
reached_text (const LabCurveWhatIf *answer)
{
  gboolean width = lab_axis (answer->axis)->told_by_width;
  double factor = width ? answer->width_factor : answer->what_if.factor;
  double low = width ? answer->width_low : answer->what_if.low;
  double high = width ? answer->width_high : answer->what_if.high;
  g_autofree char *number = factor_text (factor);

  if (isfinite (low) && isfinite (high)) {
    g_autofree char *least = factor_text (low);
    g_autofree char *most = factor_text (high);
    /* Translators: a factor and what it multiplies, its interval, where it comes from:
     * 3.7 × the data (2.9 to 5.1), measured */
    return g_strdup_printf (_ ("%s × %s (%s to %s), %s"), number, amount_of (answer), least, most,
                            source_of (answer->source));
  }
  return g_strdup_printf (_ ("%s × %s, %s"), number, amount_of (answer),
                          source_of (answer->source));
}

static char *
answer_text (const LabCurveWhatIf *answer)
{
  const char *amount = amount_of (answer);
  switch (answer->what_if.outcome) {
  case LAB_WHAT_IF_REACHED:
    return reached_text (answer);
  case LAB_WHAT_IF_BELOW_FLOOR:
    /* Translators: %s is an amount such as "the steps"; %.2g an error. */
    return g_strdup_printf (_ ("not by %s alone: the error ends at %.2g (%s)"), amount,
                            answer->what_if.floor, source_of (answer->source));
  case LAB_WHAT_IF_DOES_NOT_FALL:
    return g_strdup_printf (_ ("not by %s: the error is not known to fall"), amount);
  case LAB_WHAT_IF_OUT_OF_REACH:
  default:
    return g_strdup_printf (_ ("not by %s within a million times (%s)"), amount,
                            source_of (answer->source));
  }
}

char *
lab_laws_what_if (const LabCurveStudy *study)
{
  GString *text;
  if (study == NULL || study->answer_count == 0)
    return NULL;
  text = g_string_new (_ ("Half of this error takes"));
  for (guint i = 0; i < study->answer_count; i++) {
    g_autofree char *answer = answer_text (&study->answers[i]);
    g_string_append_printf (text, "\n• %s", answer);
  }
  return g_string_free (text, FALSE);
}

char *
lab_laws_held_out (const LabCurveStudy *study)
{
  return study != NULL ? g_strdup (study->held_out_words) : NULL;
}

char *
lab_laws_consistency (const LabConsistency *consistency)
{
  g_autofree char *check = NULL;
  g_autofree char *allocation = NULL;
  g_autofree char *both = NULL;
  if (consistency == NULL)
    return NULL;
  check = lab_consistency_words (consistency);
  allocation = lab_consistency_allocation_words (consistency);
  both = g_strdup_printf ("%s\n%s", check, allocation);
  return lab_words_markup (both);
}
