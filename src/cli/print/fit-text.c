/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of the command fit in words. */
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

static void
append_count (GString *text, guint count, const char *what)
{
  if (count > 0)
    g_string_append_printf (text, "Left out: %u %s.\n", count, what);
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
  if (fit->floor > 0.0)
    g_string_append_printf (text, "  floor      %.6g\n", fit->floor);
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

static void
append_choice (GString *text, const LabModelFit *fit)
{
  if (fit->choice == LAB_CHOICE_NONE_FITS)
    g_string_append (text, "None of the laws fits.\n");
  if (fit->choice == LAB_CHOICE_CANNOT_TELL)
    append_remaining (text, &fit->rivals);
  append_refused (text, &fit->rivals);
}

char *
lab_fit_text (const LabCsvSamples *samples, const LabModelFit *fit, const LabHeldOut *held_out)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, "Model: %s%s. %s against %s, %u different positions from %g to %g.\n",
      fit->valid ? lab_model_name (fit->model) : "none fits", fit->robust ? ", robust" : "",
      samples->y_column, samples->x_column, fit->points_used, fit->x_minimum, fit->x_maximum);
  if (fit->valid)
    append_law (text, fit);
  append_choice (text, fit);
  append_count (text, fit->points_left_out, "values that are not positive or not finite");
  append_count (text, fit->points_outside, "values outside the window");
  append_count (text, fit->duplicates, "exact repetitions of a point");
  append_count (text, samples->rows_unfinished, "rows of runs that did not finish");
  append_count (text, samples->rows_narrower, "rows of smaller widths");
  if (held_out != NULL) {
    g_autofree char *words = lab_held_out_words (held_out, "x");
    lab_append_wrapped (text, "Held out: ", words);
  }
  return g_string_free (text, FALSE);
}
