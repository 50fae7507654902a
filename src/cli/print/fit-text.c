/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of the command fit in words. One curve's lines are written in fit-text-answer.c. */
#include "cli/print/fit-answer.h"

#include "cli/output.h"

static void
append_rows (GString *text, guint count, const char *what)
{
  if (count > 0)
    g_string_append_printf (text, "Left out: %u %s.\n", count, what);
}

static void
append_curve (GString *text, const LabFitAnswers *answers, const LabFitAnswer *answer)
{
  if (answers->answers->len > 1 || answers->curves.reading.by >= 0)
    g_string_append_printf (text, "\nCurve %s\n", answer->curve->name);
  if (answer->error != NULL)
    lab_append_wrapped (text, "Not fitted: ", answer->error->message);
  else
    lab_fit_text_answer (text, answers, answer);
}

static void
append_difference (GString *text, const LabFitAnswer *first, const LabFitAnswer *second)
{
  LabFitDifference difference;

  if (!lab_fit_difference (first, second, &difference))
    return;
  g_autofree char *sentence = g_strdup_printf (
      "exponents differ by %.4f (95 %% interval %.4f to %.4f): %s; at x = %g it is %.4g times as "
      "large "
      "(%.4g to %.4g).",
      difference.exponent, difference.low, difference.high,
      difference.differs ? "the slopes are not the same" : "the slopes may be the same",
      difference.x, difference.level, difference.level_low, difference.level_high);
  g_autofree char *head =
      g_strdup_printf ("%s against %s: ", second->curve->name, first->curve->name);
  lab_append_wrapped (text, head, sentence);
}

char *
lab_fit_text (const LabFitAnswers *answers)
{
  GString *text = g_string_new (NULL);

  lab_append_wrapped (text, "Columns: ", answers->curves.reading.why);
  if (answers->window != NULL)
    lab_append_wrapped (text, "Window: ", answers->window);
  for (guint i = 0; i < answers->answers->len; i++)
    append_curve (text, answers, g_ptr_array_index (answers->answers, i));
  if (answers->compares)
    g_string_append_c (text, '\n');
  for (guint i = 1; answers->compares && i < answers->answers->len; i++)
    append_difference (text, g_ptr_array_index (answers->answers, 0),
                       g_ptr_array_index (answers->answers, i));
  append_rows (text, answers->curves.rows_unfinished, "rows of runs that did not finish");
  append_rows (text, answers->curves.rows_narrower, "rows of smaller widths");
  append_rows (text, lab_table_lines_passed (answers->table), "lines that hold no values");
  return g_string_free (text, FALSE);
}
