/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a curve's fit says, in words. */
#include "cli/print/fit-answer.h"

#include "cli/output.h"

#include <math.h>

/* Intervals this narrow are those of values that a formula made. */
#define NO_SCATTER 1e-6

static void
append_interval (GString *text, const LabModelFit *fit)
{
  if (fit->curve.is_exponent_fixed)
    g_string_append (text, "fixed\n");
  else if (isfinite (fit->low) && isfinite (fit->high))
    g_string_append_printf (
        text, "95 %% interval %.4f to %.4f%s\n", fit->low, fit->high,
        fit->high - fit->low < NO_SCATTER ? " (no scatter: the points lie on the curve)" : "");
  else if (isfinite (fit->high))
    g_string_append_printf (text, "95 %% sure only that it is below %.4f\n", fit->high);
  else
    g_string_append (text, "too few points beyond the break for an interval\n");
}

/* The interval of a break or a crossing, one end of which may be open. */
static void
append_place (GString *text, const LabModelFit *fit)
{
  g_string_append_printf (text, "x = %.6g", fit->break_x);
  if (isfinite (fit->break_low) && isfinite (fit->break_high))
    g_string_append_printf (text, " (95 %% interval %.6g to %.6g)", fit->break_low,
                            fit->break_high);
  else if (isfinite (fit->break_low))
    g_string_append_printf (text, " (95 %% sure only that it lies beyond %.6g)", fit->break_low);
  else if (isfinite (fit->break_high))
    g_string_append_printf (text, " (95 %% sure only that it lies before %.6g)", fit->break_high);
}

static void
append_sum (GString *text, const LabModelFit *fit)
{
  g_string_append_printf (text, "  R0, C0, A  %.6g exp(-x/%.6g) + %.6g x^%.4f\n",
                          exp (fit->curve.transient), 1.0 / fit->curve.early,
                          exp (fit->curve.level), fit->exponent);
  if (!isfinite (fit->break_x)) {
    g_string_append (text, "  crossing   none: the power law is the larger part everywhere\n");
    return;
  }
  g_string_append (text, "  crossing   at ");
  append_place (text, fit);
  g_string_append (text, ": from there on the power law is the\n             larger part\n");
}

/* Ends of an interval that may be open. */
static void
append_ends (GString *text, double low, double high)
{
  if (isfinite (low) && isfinite (high))
    g_string_append_printf (text, ", 95 %% interval %.6g to %.6g\n", low, high);
  else if (isfinite (low))
    g_string_append_printf (text, ", 95 %% sure only that it is above %.6g\n", low);
  else
    g_string_append_c (text, '\n');
}

static void
append_prefactor (GString *text, const LabModelFit *fit)
{
  if (!isfinite (fit->prefactor))
    return;
  g_string_append_printf (text, "  prefactor  %.6g", fit->prefactor);
  append_ends (text, fit->prefactor_low, fit->prefactor_high);
}

static void
append_floor (GString *text, const LabModelFit *fit)
{
  if (fit->floor == 0.0 && fit->model != LAB_MODEL_POWER_FLOOR)
    return;
  g_string_append_printf (text, "  floor      %.6g", fit->floor);
  append_ends (text, fit->floor_low, fit->floor_high);
  if (fit->curve.has_shift)
    g_string_append_printf (text, "  shift      %.6g, added to x\n", fit->curve.shift);
}

static void
append_law (GString *text, const LabModelFit *fit)
{
  g_string_append_printf (text, "  exponent   %.4f, ", fit->exponent);
  append_interval (text, fit);
  if (lab_law_form (fit->curve.law) == LAB_FORM_SUM) {
    append_sum (text, fit);
  } else if (isfinite (fit->break_x)) {
    g_string_append (text, "  break      at ");
    append_place (text, fit);
    g_string_append (text, ";\n             the exponent belongs to what lies beyond\n");
  }
  append_prefactor (text, fit);
  append_floor (text, fit);
  if (isfinite (fit->aicc))
    g_string_append_printf (text, "  AICc       %.3f\n", fit->aicc);
}

/* What each law that remains says of slope and boundary. */
static void
append_remaining (GString *text, const LabTwoPhaseChoice *rivals)
{
  g_string_append (text, "Cannot tell: these laws remain, the closest first.\n");
  for (guint i = 0; i < rivals->remaining_count; i++) {
    const LabLawFit *law = &rivals->fits[rivals->remaining[i]];

    g_string_append_printf (text, "  %-11s AICc %.1f, exponent %.4f",
                            lab_model_name (lab_model_of_law (law->law)), law->aicc, law->exponent);
    if (isfinite (law->break_x))
      g_string_append_printf (text,
                              lab_law_form (law->law) == LAB_FORM_SUM ? ", crossing at x = %.6g"
                                                                      : " beyond x = %.6g",
                              law->break_x);
    if (law->floor > 0.0)
      g_string_append_printf (text, ", floor %.6g", law->floor);
    g_string_append_c (text, '\n');
  }
}

/* Laws that scatter too much, by name; a sum's two fixed exponents go with the free one. */
static void
append_refused (GString *text, const LabTwoPhaseChoice *rivals)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint law = 0; law < LAB_LAW_SUM_SEVENTH; law++)
    if (rivals->refused[law])
      g_string_append_printf (names, "%s%s (%.2g)", names->len > 0 ? ", " : "",
                              lab_law_name ((LabLaw)law),
                              lab_law_scatter (&rivals->fits[law], rivals->points_used));
  if (names->len == 0)
    return;
  g_autofree char *sentence = g_strdup_printf (
      "these laws scatter (in ln y) more than %g times as much as a smooth curve (%.2g): %s.",
      LAB_LAW_MOST_SCATTER, MAX (rivals->reference_scatter, LAB_LAW_LEAST_SCATTER), names->str);
  lab_append_wrapped (text, "Refused: ", sentence);
}

/* What a choice among laws would need. */
static void
append_not_enough (GString *text, const LabModelFit *fit)
{
  g_autofree char *sentence =
      g_strdup_printf ("too few points to choose among laws: %u different positions over a factor "
                       "of %.3g are there, %d over "
                       "a factor of %g are needed.",
                       fit->points_used, fit->x_maximum / fit->x_minimum,
                       LAB_TWO_PHASE_MINIMUM_ABSCISSAS, LAB_TWO_PHASE_MINIMUM_SPAN);

  lab_append_wrapped (text, "Not enough: ", sentence);
}

static void
append_choice (GString *text, const LabModelFit *fit)
{
  if (fit->choice == LAB_CHOICE_NONE_FITS)
    g_string_append (text, "None of the laws fits: the points bend away from each of them.\n");
  if (fit->choice == LAB_CHOICE_NOT_ENOUGH)
    append_not_enough (text, fit);
  if (fit->choice == LAB_CHOICE_CANNOT_TELL)
    append_remaining (text, &fit->rivals);
  append_refused (text, &fit->rivals);
}

void
lab_fit_text_answer (GString *text, const LabFitAnswers *answers, const LabFitAnswer *answer)
{
  const LabModelFit *fit = &answer->fit;

  g_string_append_printf (
      text, "Model: %s%s. %s against %s, %u different positions from %g to %g.\n",
      fit->valid ? lab_model_name (fit->model) : "none fits", fit->robust ? ", robust" : "",
      answer->curve->y_column, answers->curves.x_column, fit->points_used, fit->x_minimum,
      fit->x_maximum);
  if (isfinite (answers->maximum))
    g_string_append_printf (text, "Fitted is how far y lies below its maximum: %g - y.\n",
                            answers->maximum);
  if (fit->valid)
    append_law (text, fit);
  append_choice (text, fit);
  lab_fit_text_more (text, answers, answer);
}
