/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked beyond a curve's law, how well it fits, and what was left out. */
#include "cli/print/fit-answer.h"

#include "cli/output.h"

#include <math.h>

static void
append_count (GString *text, guint count, const char *what)
{
  if (count > 0)
    g_string_append_printf (text, "Left out: %u %s.\n", count, what);
}

static void
append_at (GString *text, const LabFitAnswers *answers, const LabFitAnswer *answer)
{
  const LabBandPoint *at = &answer->at;
  const double one = lab_fit_shown (answers, at->new_low),
               other = lab_fit_shown (answers, at->new_high);
  const gboolean is_beyond = at->x > answer->fit.x_maximum,
                 is_before = at->x < answer->fit.x_minimum;

  g_string_append_printf (text,
                          "At x = %g: y = %.6g; a new value lies between %.6g and %.6g (95 %%)%s\n",
                          at->x, lab_fit_shown (answers, at->value), MIN (one, other),
                          MAX (one, other), is_beyond || is_before ? "," : ".");
  if (is_beyond || is_before)
    g_string_append_printf (
        text, "  if the law holds there: this is an extrapolation, %.2g decades %s the points.\n",
        fabs (log10 (at->x / (is_beyond ? answer->fit.x_maximum : answer->fit.x_minimum))),
        is_beyond ? "beyond" : "before");
}

static void
append_reach (GString *text, const LabFitAnswers *answers, const LabFitAnswer *answer)
{
  const LabReach *reach = &answer->reach;
  const double y = lab_fit_shown (answers, reach->y);

  switch (reach->outcome) {
  case LAB_REACH_BELOW_FLOOR:
    g_string_append_printf (text, "To reach y = %g: no x does, it lies beyond the floor (%.6g).\n",
                            y, lab_fit_shown (answers, answer->fit.curve.floor));
    return;
  case LAB_REACH_OUT_OF_REACH:
    g_string_append_printf (
        text,
        "To reach y = %g: not within a factor of %g of the points, where no law is believed.\n", y,
        LAB_REACH_MOST);
    return;
  case LAB_REACH_REACHED:
    break;
  }
  g_string_append_printf (text, "To reach y = %g: x = %.6g", y, reach->x);
  if (isfinite (reach->high))
    g_string_append_printf (text, ", 95 %% interval %.6g to %.6g", reach->low, reach->high);
  else
    g_string_append_printf (text, ", 95 %% sure only that it takes more than %.6g", reach->low);
  g_string_append (text, reach->decades_beyond > 0.0 ? ": an extrapolation.\n" : ".\n");
}

/* A bad fit is called bad. */
static void
append_goodness (GString *text, const LabFitAnswer *answer)
{
  const LabGoodness *goodness = &answer->goodness;
  g_autoptr (GString) sentence = g_string_new (NULL);

  if (!answer->fit.valid || !goodness->is_bad)
    return;
  if (goodness->chance < LAB_GOODNESS_CHANCE)
    g_string_append_printf (
        sentence,
        "the points lie on one side of the curve for long stretches: %u of them, where "
        "chance would give %.0f. ",
        goodness->runs, goodness->expected);
  if (goodness->lack_chance < LAB_GOODNESS_CHANCE)
    g_string_append_printf (
        sentence,
        "the means lie %.2g times as far from the curve as the spread of repeats "
        "explains. ",
        goodness->lack);
  g_string_append (sentence, "The interval does not cover that.");
  lab_append_wrapped (text, "A bad fit: ", sentence->str);
}

static void
append_left_out (GString *text, const LabFitAnswer *answer)
{
  const LabUnusable *unusable = &answer->curve->unusable;

  append_count (text, unusable->x, "values whose x is not positive or not finite");
  append_count (text, unusable->zero, "values that are zero");
  append_count (text, unusable->negative, "negative values");
  append_count (text, unusable->infinite, "infinite values");
  append_count (text, unusable->missing, "values that are missing or not a number");
  append_count (text, answer->fit.points_outside, "values outside the window");
  append_count (text, answer->fit.duplicates, "exact repetitions of a point");
}

void
lab_fit_text_more (GString *text, const LabFitAnswers *answers, const LabFitAnswer *answer)
{
  if (answer->has_at)
    append_at (text, answers, answer);
  if (answer->has_reach)
    append_reach (text, answers, answer);
  append_goodness (text, answer);
  append_left_out (text, answer);
  if (answer->held_out != NULL && answer->fit.valid) {
    g_autofree char *words = lab_held_out_words (answer->held_out, "x");
    lab_append_wrapped (text, "Held out: ", words);
  }
}
