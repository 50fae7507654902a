/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compute-optimal frontier in words. */
#include "experiment/conclude/frontier.h"

#include <glib/gi18n.h>
#include <math.h>

#include "words/words.h"

static const char *const STATES[LAB_FRONTIER_STATES] = {
    [LAB_FRONTIER_TOLD] = "told",
    [LAB_FRONTIER_ONE_WIDTH] = "one width",
    [LAB_FRONTIER_NOT_YET] = "not measured yet",
    [LAB_FRONTIER_SMALLEST_LEADS] = "smallest width leads",
    [LAB_FRONTIER_TOO_SHORT] = "too short",
};

const char *
lab_frontier_state_name (LabFrontierState state)
{
  g_return_val_if_fail (state < LAB_FRONTIER_STATES, NULL);
  return STATES[state];
}

/* The widths that lead at the ends of the fitted part; FALSE where nothing is fitted. */
static gboolean
find_ends (const LabFrontier *frontier,
           const LabFrontierPoint **first,
           const LabFrontierPoint **last)
{
  *first = *last = NULL;
  for (guint i = 0; i < frontier->point_count; i++)
    if (frontier->points[i].is_fitted) {
      *last = &frontier->points[i];
      if (*first == NULL)
        *first = *last;
    }
  return *first != NULL;
}

static char *
untold_words (const LabFrontier *frontier)
{
  switch (frontier->state) {
  case LAB_FRONTIER_ONE_WIDTH:
    return g_strdup (_ ("A compute-optimal frontier takes several widths: one alone shows its own "
                        "curve."));
  case LAB_FRONTIER_NOT_YET:
    return g_strdup (_ ("The frontier can be told when all widths have ended on one target."));
  case LAB_FRONTIER_SMALLEST_LEADS:
    return g_strdup (_ ("No frontier: the smallest width leads as long as it trains. Train longer, "
                        "or add smaller widths."));
  default:
    return g_strdup (_ ("No slope of the frontier: the part on which a choice among the widths "
                        "decides is too short. Train longer, or add widths."));
  }
}

static void
append_end (GString *text, const LabFrontier *frontier)
{
  g_string_append_c (text, ' ');
  if (frontier->end == LAB_FRONTIER_END_LARGEST)
    g_string_append_printf (
        text, _ ("From there on the largest width, %u, leads, and its curve is no frontier."),
        frontier->end_width);
  else
    g_string_append_printf (text,
                            _ ("There width %u runs out of steps while it leads: what lies beyond "
                               "could be better with more steps."),
                            frontier->end_width);
}

/* "N grows like C^0.42 (0.31 to 0.53)" */
static char *
growth_words (const LabPowerLawFit *power, const char *symbol)
{
  g_autofree char *exponent = lab_words_signed (power->exponent, 2);
  g_autofree char *low = lab_words_signed (power->low, 2);
  g_autofree char *high = lab_words_signed (power->high, 2);

  /* Translators: a symbol (N or T), a power of C, and its 95 % interval. */
  return g_strdup_printf (_ ("%s like C^%s (%s to %s)"), symbol, exponent, low, high);
}

static void
append_growth (GString *text, const LabFrontier *frontier)
{
  if (!frontier->parameters.valid || !frontier->steps.valid)
    return;
  g_autofree char *parameters = growth_words (&frontier->parameters, "N");
  g_autofree char *steps = growth_words (&frontier->steps, "T");

  g_string_append_c (text, ' ');
  /* Translators: "N like C^0.42 (0.31 to 0.53)", then T likewise. */
  g_string_append_printf (text, _ ("On the frontier %s and %s grow."), parameters, steps);
}

char *
lab_frontier_describe (const LabFrontier *frontier)
{
  const LabFrontierPoint *first, *last;

  g_return_val_if_fail (frontier != NULL, NULL);

  if (frontier->state != LAB_FRONTIER_TOLD || !find_ends (frontier, &first, &last))
    return untold_words (frontier);
  g_autofree char *exponent = lab_words_signed (frontier->power.exponent, 2);
  g_autofree char *low = lab_words_signed (frontier->power.low, 2);
  g_autofree char *high = lab_words_signed (frontier->power.high, 2);
  g_autofree char *from = lab_words_count (first->compute);
  g_autofree char *to = lab_words_count (last->compute);
  GString *text = g_string_new (NULL);

  if (first->width == last->width)
    /* Translators: number of widths, a power of C with its 95 % interval, two values of C, a width. */
    g_string_append_printf (text,
                            _ ("With the best of %u widths at each C the error falls like C^%s "
                               "(95 %% interval %s to %s), from C = %s to %s FLOP; width %u leads "
                               "at both ends."),
                            frontier->widths, exponent, low, high, from, to, first->width);
  else
    /* Translators: likewise, with two widths. */
    g_string_append_printf (text,
                            _ ("With the best of %u widths at each C the error falls like C^%s "
                               "(95 %% interval %s to %s), from C = %s to %s FLOP; the best width "
                               "goes from %u to %u."),
                            frontier->widths, exponent, low, high, from, to, first->width,
                            last->width);
  append_growth (text, frontier);
  append_end (text, frontier);
  return g_string_free (text, FALSE);
}

/* "paper A: C^−0.33, N like C^0.50, T like C^0.50" */
static char *
law_words (const LabFrontierLaw *law, gboolean is_worst_case)
{
  const char *name = _ (law->risk.name);
  g_autofree char *exponent = lab_words_signed (law->risk.exponent, 2);

  if (!isfinite (law->parameters_share) || !isfinite (law->steps_share))
    /* Translators: in each, whose law it is, and its power of C: paper B: C^−0.14 */
    return g_strdup_printf (is_worst_case ? _ ("%s: C^%s in the worst case over data")
                                          : _ ("%s: C^%s"),
                            name, exponent);
  g_autofree char *parameters = lab_words_signed (law->parameters_share, 2);
  g_autofree char *steps = lab_words_signed (law->steps_share, 2);
  /* Translators: likewise, then what the law says of the best size and number of steps. */
  return g_strdup_printf (is_worst_case
                              ? _ ("%s: C^%s in the worst case over data, N like C^%s, T like C^%s")
                              : _ ("%s: C^%s, N like C^%s, T like C^%s"),
                          name, exponent, parameters, steps);
}

char *
lab_frontier_theory (const LabFrontier *frontier)
{
  g_return_val_if_fail (frontier != NULL, NULL);

  GString *list = g_string_new (NULL);
  for (guint i = 0; i < LAB_FRONTIER_LAW_COUNT; i++) {
    if (!frontier->laws[i].risk.valid)
      continue;
    g_autofree char *law = law_words (&frontier->laws[i], i == LAB_FRONTIER_LAW_PAPER_B);
    /* Translators: what stands between the parts of a list of descriptions. */
    g_string_append_printf (list, "%s%s", list->len > 0 ? _ ("; ") : "", law);
  }
  g_string_append_c (list, '.');
  return g_string_free (list, FALSE);
}
