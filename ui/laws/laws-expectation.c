/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laws panel says of expectation, fit window and baseline. */
#include "config.h"
#include "ui/laws/laws-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "words/percent-words.h"
#include "words/words.h"

char *
lab_laws_expected (LabSweep axis, const LabExpectation *expectation)
{
  g_autofree char *slope = NULL;
  if (expectation == NULL || !isfinite (expectation->slope))
    return NULL;
  slope = lab_words_signed (expectation->slope, 2);
  return lab_words_power (lab_axis (axis)->symbol, slope);
}

static const char *
constant_sentence (LabSweep axis, LabConstant constant)
{
  gboolean time = lab_axis (axis)->is_trajectory;
  switch (constant) {
  case LAB_CONSTANT_FITTED:
    return time ? _ ("Its time scale is fitted to the points, its shape is not.")
                : _ ("Its height is fitted to the points, its shape is not.");
  case LAB_CONSTANT_CARRIED:
    return time ? _ ("Its time scale is that of the earlier curve: nothing is fitted here.")
                : _ ("Its height is that of the earlier curve: nothing is fitted here.");
  default:
    return time ? _ ("Its time scale is not fitted yet: one step counts as one unit of time.")
                : _ ("Its height is not fitted yet.");
  }
}

char *
lab_laws_expected_note (LabSweep axis, const LabExpectation *expectation)
{
  GString *text;
  if (expectation == NULL || !isfinite (expectation->slope))
    return NULL;
  text = g_string_new (NULL);
  /* Translators: %s says which sizes are given; %u is 1 or 2. */
  g_string_append_printf (text, _ ("kernel model, level %u, %s (a reconstruction)."),
                          expectation->prediction.level, _ (lab_axis (axis)->condition));
  g_string_append_printf (text, " %s", constant_sentence (axis, expectation->constant));
  if (isfinite (expectation->error)) {
    g_autofree char *off = lab_percent_words (expm1 (expectation->error));
    /* Translators: the typical distance of points and prediction. */
    g_string_append_printf (text, _ (" Points lie %s off."), off);
  }
  return g_string_free (text, FALSE);
}

char *
lab_laws_window (LabSweep axis, double low, double high)
{
  g_autofree char *from = lab_words_count (low);
  g_autofree char *to = lab_words_count (high);
  const char *symbol = lab_axis (axis)->symbol;
  if (low > 0 && high > 0)
    return g_strdup_printf (_ ("Fitted from %s = %s to %s"), symbol, from, to);
  if (low > 0)
    return g_strdup_printf (_ ("Fitted from %s = %s on"), symbol, from);
  if (high > 0)
    return g_strdup_printf (_ ("Fitted up to %s = %s"), symbol, to);
  return NULL;
}

/* "2.1 times less data", "2.1 times more data"; far beyond what was measured the ends alone. */
static char *
amount_text (LabSweep axis, const LabComparison *comparison)
{
  double amount = comparison->amount;
  double factor = amount > 1 ? amount : 1 / amount;
  if (comparison->is_far) {
    g_autofree char *ends = lab_what_if_amount_words (
        _ (lab_axis (axis)->amount), factor, comparison->amount_low, comparison->amount_high, TRUE);
    /* Translators: an amount such as "12 to 45 × the data, an extrapolation". */
    return g_strdup_printf (_ ("for the same error %s"), ends);
  }
  g_autofree char *number = lab_words_factor (factor);
  return g_strdup_printf (_ (amount > 1 ? lab_axis (axis)->more : lab_axis (axis)->less), number);
}

char *
lab_laws_comparison (LabSweep axis, const LabComparison *comparison)
{
  g_return_val_if_fail (lab_axis (axis)->more != NULL && comparison != NULL, NULL);

  g_autofree char *before = lab_words_signed (comparison->slope_before, 2);
  g_autofree char *now = lab_words_signed (comparison->slope_now, 2);
  g_autofree char *at = lab_words_count (comparison->x);
  GString *text = g_string_new (NULL);

  /* Translators: a factor on the error, where; then two slopes. */
  g_string_append_printf (text, _ ("Error %.2f × at %s = %s, slope %s → %s"), comparison->error,
                          lab_axis (axis)->symbol, at, before, now);
  if (isfinite (comparison->amount) && comparison->amount > 0) {
    g_autofree char *amount = amount_text (axis, comparison);
    g_string_append_printf (text, ", %s", amount);
  }
  g_string_append (text, comparison->measured ? _ (" (measured).") : _ (" (kernel model)."));
  if (comparison->difference.valid) {
    g_autofree char *difference = lab_curve_difference_describe (&comparison->difference);
    g_string_append_printf (text, " %s", difference);
  }
  return g_string_free (text, FALSE);
}
