/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laws panel says beyond the slope: reasons, what-if, held-out check, consistency. */
#include "config.h"
#include "ui/laws/laws-text.h"

#include <glib/gi18n.h>

#include "experiment/conclude/more-runs.h"
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

static void
append_point (GString *text, const char *words)
{
  g_autofree char *markup = lab_words_markup (words);
  g_string_append_printf (text, "%s• %s", text->len > 0 ? "\n" : "", markup);
}

static void
append_more (GString *text, const LabCurve *curve, const LabCurveFit *fit)
{
  LabMore open;
  lab_more_runs (fit, curve, &open);
  g_autofree char *words = lab_more_runs_words (&open, fit);
  if (words != NULL)
    append_point (text, words);
}

char *
lab_laws_reasons (const LabCurve *curve, const LabCurveFit *fit)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; fit != NULL && fit->power.valid && i < fit->finding_count; i++)
    if (!is_told (fit->findings[i].reason)) {
      g_autofree char *words = lab_finding_words (&fit->findings[i], fit->axis);
      append_point (text, words);
    }
  if (curve != NULL && fit != NULL && fit->power.valid)
    append_more (text, curve, fit);
  return g_string_free (text, text->len == 0);
}

char *
lab_laws_what_if (const LabCurveStudy *study)
{
  GString *text;
  if (study == NULL || study->answer_count == 0)
    return NULL;
  text = g_string_new (_ ("Half of this error takes"));
  for (guint i = 0; i < study->answer_count; i++) {
    g_autofree char *answer = lab_curve_what_if_words (&study->answers[i]);
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
