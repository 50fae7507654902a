/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep over keys in words. */
#include "cli/print/grid-answer.h"

#include "cli/output.h"
#include "cli/print/joint-answer.h"
#include "cli/print/grid-rows.h"

#include <math.h>

static void
append_cells (GString *text, const LabGridAnswer *answer)
{
  const LabKeyGrid *grid = answer->grid;
  g_autofree double *errors = lab_key_grid_errors (grid, answer->runs);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  char align[LAB_KEY_GRID_AXES + 3] = {0};

  for (guint a = 0; a <= grid->axes + 1; a++)
    align[a] = 'r';
  for (guint a = 0; a < grid->axes; a++)
    g_ptr_array_add (cells, g_strdup (grid->axis[a].key));
  g_ptr_array_add (cells, g_strdup ("excess risk"));
  g_ptr_array_add (cells, g_strdup ("unfinished"));
  for (guint cell = 0; cell < lab_key_grid_cells (grid); cell++) {
    double mean = lab_grid_cell_mean (answer, errors, cell);
    guint unfinished = 0;
    for (guint a = 0; a < grid->axes; a++)
      g_ptr_array_add (
          cells, g_strdup_printf ("%.4g", grid->axis[a].value[lab_key_grid_place (grid, cell, a)]));
    g_ptr_array_add (cells, isfinite (mean) ? g_strdup_printf ("%.4g", mean) : g_strdup ("-"));
    for (guint r = 0; r < grid->base.repeats; r++)
      unfinished += isnan (errors[cell * grid->base.repeats + r]) ? 1 : 0;
    g_ptr_array_add (cells, g_strdup_printf ("%u", unfinished));
  }
  g_ptr_array_add (cells, NULL);
  g_autofree char *table = lab_columns (align, (const char *const *)cells->pdata);
  g_string_append (text, table);
}

static void
append_best (GString *text, const LabGridAnswer *answer)
{
  const LabKeyBest *best = answer->best;
  const char *key = answer->grid->axis[0].key;
  g_autoptr (GString) sentence = g_string_new (NULL);

  if (!best->valid) {
    g_string_append (text, "Best value: cannot tell, fewer than three values finished.\n");
    return;
  }
  g_string_append_printf (sentence, "Best %s: %.4g", key, best->value);
  if (isfinite (best->low) && !best->at_end)
    g_string_append_printf (sentence, " (95 %% interval %.4g to %.4g)", best->low, best->high);
  if (best->at_end)
    g_string_append (sentence, ", at the end of what was tried: the best may lie beyond");
  g_string_append_printf (sentence, "; within %.0f %% of the best from %.4g to %.4g.",
                          100.0 * (LAB_KEY_GOOD - 1.0), best->good_from, best->good_to);
  lab_append_wrapped (text, "", sentence->str);
}

static void
append_valley (GString *text, const LabGridAnswer *answer)
{
  const LabKeyValley *valley = answer->valley;
  const char *tuned = answer->grid->axis[valley->tuned].key;
  const LabKeyAxis *other = &answer->grid->axis[valley->other];

  for (guint i = 0; i < valley->count; i++) {
    const LabKeyBest *best = &valley->best[i];
    if (best->valid)
      g_string_append_printf (text, "Best %s at %s = %.4g: %.4g%s\n", tuned, other->key,
                              other->value[i], best->value,
                              best->at_end ? " (at the end of what was tried)" : "");
  }
  if (!valley->valid)
    g_string_append_printf (text,
                            "Valley: cannot tell, fewer than two values of %s have a best "
                            "%s inside the grid.\n",
                            other->key, tuned);
  else if (isfinite (valley->low))
    g_string_append_printf (text, "Valley: best %s ~ %s^%.3f (95 %% interval %.3f to %.3f).\n",
                            tuned, other->key, valley->exponent, valley->low, valley->high);
  else
    g_string_append_printf (text,
                            "Valley: best %s ~ %s^%.3f, from too few points for an "
                            "interval.\n",
                            tuned, other->key, valley->exponent);
}

char *
lab_grid_text (const LabGridAnswer *answer)
{
  static const LabJointColumns columns = {"parameters", "n", "excess risk", NULL, NULL};
  g_autofree char *words = lab_grid_words (answer->grid);
  GString *text = g_string_new (NULL);

  lab_append_wrapped (text, "", words);
  g_string_append_c (text, '\n');
  append_cells (text, answer);
  g_string_append_c (text, '\n');
  if (answer->best != NULL)
    append_best (text, answer);
  if (answer->valley != NULL)
    append_valley (text, answer);
  if (answer->joint != NULL) {
    g_autofree char *joint = lab_joint_text (answer->joint, &columns);
    g_string_append (text, joint);
  } else if (answer->why_no_joint != NULL) {
    g_autofree char *sentence = g_strconcat ("No joint law. ", answer->why_no_joint, NULL);
    lab_append_wrapped (text, "", sentence);
  }
  return g_string_free (text, FALSE);
}
