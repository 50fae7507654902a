/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a grid of keys. */
#include "cli/print/grid-rows.h"

#include "config.h"
#include "experiment/experiment-keys.h"
#include "session/json-values.h"
#include "session/results-rows.h"

#include <math.h>
#include <string.h>

#define DIGITS "%.17g"

static gboolean
is_swept (const LabKeyGrid *grid, const char *word)
{
  for (guint a = 0; a < grid->axes; a++) {
    gsize length = strlen (grid->axis[a].key);
    if (strncmp (word, grid->axis[a].key, length) == 0 && word[length] == '=')
      return TRUE;
  }
  return g_str_has_prefix (word, "sweep=") || g_str_has_prefix (word, "grid=");
}

char *
lab_grid_words (const LabKeyGrid *grid)
{
  g_autofree char *sweep = lab_key_grid_sweep_text (grid);
  g_autofree char *values = lab_key_grid_grid_text (grid);
  g_autofree char *base = lab_experiment_to_text (&grid->base);
  g_auto (GStrv) words = g_strsplit (base, " ", -1);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "sweep=%s grid=%s", sweep, values);
  for (guint i = 0; words[i] != NULL; i++)
    if (!is_swept (grid, words[i]))
      g_string_append_printf (text, " %s", words[i]);
  return g_string_free (text, FALSE);
}

/* Whether every points.csv has a column of that name. */
static gboolean
is_column (const LabExperiment *experiment, const char *key)
{
  for (guint c = 0; c < lab_results_column_count (experiment); c++)
    if (g_str_equal (lab_results_column_name (experiment, c), key))
      return TRUE;
  return FALSE;
}

static LabResultsRow
row_of (const LabRun *run)
{
  return (LabResultsRow){run, run->chosen >= 0 ? &run->evaluations[run->chosen] : NULL};
}

static void
append_value (GString *csv, const LabResultsValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (value->type == LAB_RESULTS_INTEGER)
    g_string_append_printf (csv, "%" G_GUINT64_FORMAT, value->integer);
  else if (value->type == LAB_RESULTS_REAL)
    g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, DIGITS, value->real));
  else if (value->type == LAB_RESULTS_TEXT)
    g_string_append (csv, value->text);
}

/* Values of the swept keys that have no column of their own. */
static void
append_keys (GString *csv, const LabKeyGrid *grid, guint cell)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint a = 0; a < grid->axes; a++) {
    double value = grid->axis[a].value[lab_key_grid_place (grid, cell, a)];
    if (!is_column (&grid->base, grid->axis[a].key))
      g_string_append_printf (csv, "%s,", g_ascii_formatd (buffer, sizeof buffer, DIGITS, value));
  }
}

static void
append_row (GString *csv, const LabKeyGrid *grid, const LabRun *run)
{
  guint cell = run->plan.index / grid->base.repeats;
  LabResultsRow row = row_of (run);

  append_keys (csv, grid, cell);
  for (guint c = 0; c < lab_results_column_count (&grid->base); c++) {
    LabResultsValue value = lab_results_value (&grid->base, &row, c);
    g_string_append (csv, c > 0 ? "," : "");
    append_value (csv, &value);
  }
  g_string_append_c (csv, '\n');
}

char *
lab_grid_csv (const LabKeyGrid *grid, LabRun *const *runs)
{
  g_autofree char *words = lab_grid_words (grid);
  GString *csv = g_string_new (NULL);

  g_string_append_printf (csv, "# Scaling Lab %s: measured points\n# experiment: %s\n", LAB_VERSION,
                          words);
  g_string_append (csv, "# one row per run, at the step that counts; an empty field is a value "
                        "that is not there\n");
  for (guint a = 0; a < grid->axes; a++)
    if (!is_column (&grid->base, grid->axis[a].key))
      g_string_append_printf (csv, "%s,", grid->axis[a].key);
  for (guint c = 0; c < lab_results_column_count (&grid->base); c++)
    g_string_append_printf (csv, "%s%s", c > 0 ? "," : "",
                            lab_results_column_name (&grid->base, c));
  g_string_append_c (csv, '\n');
  for (guint i = 0; i < lab_key_grid_runs (grid); i++)
    if (runs[i] != NULL)
      append_row (csv, grid, runs[i]);
  return g_string_free (csv, FALSE);
}

void
lab_grid_add_experiment (JsonBuilder *builder, const LabKeyGrid *grid)
{
  g_autofree char *words = lab_grid_words (grid);

  lab_json_add_experiment (builder, &grid->base);
  lab_json_add_text (builder, "words", words);
  json_builder_set_member_name (builder, "sweep");
  json_builder_begin_array (builder);
  for (guint a = 0; a < grid->axes; a++)
    json_builder_add_string_value (builder, grid->axis[a].key);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "grid");
  json_builder_begin_array (builder);
  for (guint a = 0; a < grid->axes; a++) {
    json_builder_begin_array (builder);
    for (guint i = 0; i < grid->axis[a].count; i++)
      json_builder_add_double_value (builder, grid->axis[a].value[i]);
    json_builder_end_array (builder);
  }
  json_builder_end_array (builder);
}

static void
add_row (JsonBuilder *builder, const LabKeyGrid *grid, const LabRun *run)
{
  guint cell = run->plan.index / grid->base.repeats;
  LabResultsRow row = row_of (run);

  json_builder_begin_object (builder);
  for (guint a = 0; a < grid->axes; a++)
    if (!is_column (&grid->base, grid->axis[a].key))
      lab_json_add_real (builder, grid->axis[a].key,
                         grid->axis[a].value[lab_key_grid_place (grid, cell, a)]);
  for (guint c = 0; c < lab_results_column_count (&grid->base); c++) {
    const char *name = lab_results_column_name (&grid->base, c);
    LabResultsValue value = lab_results_value (&grid->base, &row, c);
    if (value.type == LAB_RESULTS_TEXT)
      lab_json_add_text (builder, name, value.text);
    else if (value.type == LAB_RESULTS_INTEGER)
      lab_json_add_integer (builder, name, value.integer);
    else
      lab_json_add_real (builder, name, value.type == LAB_RESULTS_REAL ? value.real : NAN);
  }
  json_builder_end_object (builder);
}

void
lab_grid_add_points (JsonBuilder *builder, const LabKeyGrid *grid, LabRun *const *runs)
{
  json_builder_set_member_name (builder, "points");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lab_key_grid_runs (grid); i++)
    if (runs[i] != NULL)
      add_row (builder, grid, runs[i]);
  json_builder_end_array (builder);
}
