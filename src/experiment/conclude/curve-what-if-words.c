/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a smaller error costs, in one sentence. */
#include "experiment/conclude/curve-what-if.h"

#include <glib/gi18n.h>
#include <math.h>

/* Answers this many decades beyond the points fitted are told to be far off. */
#define FAR_DECADES 0.5

/* "3.7", "120", "1,500": three digits tell a factor well enough. */
static char *
factor_text (double factor)
{
  if (factor < 100.0)
    return g_strdup_printf ("%.*f", factor < 10.0 ? 2 : 1, factor);
  return g_strdup_printf ("%'.0f", factor);
}

/* What there would be more of; only axes with a resource are asked about. */
static const char *
resource_of (const LabCurveWhatIf *answer)
{
  return _ (lab_axis (answer->axis)->resource);
}

/* "half of this error", "10 % of this error" */
static char *
goal_text (double share)
{
  if (fabs (share - 0.5) < 1e-9)
    return g_strdup (_ ("half of this error"));
  return g_strdup_printf (_ ("%.3g %% of this error"), 100.0 * share);
}

static const char *
source_text (LabAnswerSource source)
{
  switch (source) {
  case LAB_ANSWER_MEASURED:
    return _ ("measured");
  case LAB_ANSWER_PREDICTED:
    return _ ("predicted by the kernel picture for these sizes");
  default:
    return _ ("by the slope of theory alone, reached only for ever larger sizes");
  }
}

/* "3.70 times the data (between 2.90 and 5.20)" */
static char *
amount_text (const LabCurveWhatIf *answer)
{
  const LabWhatIf *what_if = &answer->what_if;
  const char *resource = resource_of (answer);
  gboolean is_model = lab_axis (answer->axis)->told_by_width;
  double low_factor = is_model ? answer->width_low : what_if->low;
  double high_factor = is_model ? answer->width_high : what_if->high;
  g_autofree char *factor = factor_text (is_model ? answer->width_factor : what_if->factor);

  if (!isfinite (low_factor))
    /* Translators: in each, a factor and what it multiplies: "3.7 times the data". */
    return g_strdup_printf (_ ("%s times the %s"), factor, resource);
  g_autofree char *low = factor_text (low_factor);
  if (!isfinite (high_factor))
    return g_strdup_printf (_ ("%s times the %s (at least %s, with no upper limit)"), factor,
                            resource, low);
  g_autofree char *high = factor_text (high_factor);
  return g_strdup_printf (_ ("%s times the %s (between %s and %s)"), factor, resource, low, high);
}

static char *
reached_words (const LabCurveWhatIf *answer, const char *goal)
{
  g_autofree char *amount = amount_text (answer);
  /* Translators: "For half of this error: 3.7 times the data (between 2.9 and 5.2), measured." */
  g_autofree char *sentence =
      g_strdup_printf (_ ("For %s: %s, %s."), goal, amount, source_text (answer->source));

  if (answer->source != LAB_ANSWER_MEASURED || answer->what_if.decades_beyond < FAR_DECADES)
    return g_steal_pointer (&sentence);
  return g_strdup_printf (_ ("%s That is %.1f decades beyond the largest size measured."), sentence,
                          answer->what_if.decades_beyond);
}

char *
lab_curve_what_if_words (const LabCurveWhatIf *answer, double share)
{
  g_return_val_if_fail (answer != NULL, NULL);

  g_autofree char *goal = goal_text (share);
  const char *resource = resource_of (answer);
  const LabWhatIf *what_if = &answer->what_if;

  switch (what_if->outcome) {
  case LAB_WHAT_IF_REACHED:
    return reached_words (answer, goal);
  case LAB_WHAT_IF_BELOW_FLOOR:
    return g_strdup_printf (_ ("For %s: no amount of %s alone is enough; the error stays above a "
                               "floor of %.2g (%s)."),
                            goal, resource, what_if->floor, source_text (answer->source));
  case LAB_WHAT_IF_DOES_NOT_FALL:
    return g_strdup_printf (
        _ ("For %s: more %s is not known to help; the measured slope may be zero."), goal,
        resource);
  case LAB_WHAT_IF_OUT_OF_REACH:
    break;
  }
  return g_strdup_printf (_ ("For %s: more than a million times the %s, farther than any law here "
                             "can be believed (%s)."),
                          goal, resource, source_text (answer->source));
}
