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
  return lab_words_power (axis, slope);
}

/* What varies along the axis is no condition. */
static const char *
conditions (LabSweep axis)
{
  switch (axis) {
  case LAB_SWEEP_DATA:
    return _ ("for this N and T");
  case LAB_SWEEP_MODEL:
    return _ ("for this n and T");
  default:
    return _ ("for this n and N");
  }
}

static const char *
constant_sentence (LabSweep axis, LabConstant constant)
{
  gboolean time = lab_sweep_is_trajectory (axis);
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
                          expectation->prediction.level, conditions (axis));
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
  const char *symbol = lab_sweep_symbol (axis);
  if (low > 0 && high > 0)
    return g_strdup_printf (_ ("Fitted from %s = %s to %s"), symbol, from, to);
  if (low > 0)
    return g_strdup_printf (_ ("Fitted from %s = %s on"), symbol, from);
  if (high > 0)
    return g_strdup_printf (_ ("Fitted up to %s = %s"), symbol, to);
  return NULL;
}

/* "2.1 times less data", "2.1 times more data". */
static char *
amount_text (LabSweep axis, double amount)
{
  double factor = amount > 1 ? amount : 1 / amount;
  g_autofree char *number =
      factor < 100 ? g_strdup_printf ("%.1f", factor) : lab_words_count (factor);
  static const char *const more[] = {
      N_ ("needs %s times more data for the same error"),
      N_ ("needs %s times more parameters for the same error"),
      N_ ("needs %s times more steps for the same error"),
      N_ ("needs %s times more compute for the same error"),
  };
  static const char *const less[] = {
      N_ ("needs %s times less data for the same error"),
      N_ ("needs %s times fewer parameters for the same error"),
      N_ ("needs %s times fewer steps for the same error"),
      N_ ("needs %s times less compute for the same error"),
  };
  return g_strdup_printf (_ (amount > 1 ? more[axis] : less[axis]), number);
}

char *
lab_laws_comparison (LabSweep axis, const LabComparison *comparison)
{
  g_return_val_if_fail (axis < LAB_SWEEP_DEPTH && comparison != NULL, NULL);

  g_autofree char *before = lab_words_signed (comparison->slope_before, 2);
  g_autofree char *now = lab_words_signed (comparison->slope_now, 2);
  g_autofree char *at = lab_words_count (comparison->x);
  GString *text = g_string_new (NULL);

  /* Translators: a factor on the error, where; then two slopes. */
  g_string_append_printf (text, _ ("Error %.2f × at %s = %s, slope %s → %s"), comparison->error,
                          lab_sweep_symbol (axis), at, before, now);
  if (isfinite (comparison->amount) && comparison->amount > 0) {
    g_autofree char *amount = amount_text (axis, comparison->amount);
    g_string_append_printf (text, ", %s", amount);
  }
  g_string_append (text, comparison->measured ? _ (" (measured).") : _ (" (kernel model)."));
  return g_string_free (text, FALSE);
}
