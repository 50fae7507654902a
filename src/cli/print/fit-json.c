/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of the command fit for other programs. Members of one curve are written in fit-json-answer.c. */
#include "cli/print/fit-answer.h"

#include "session/json-values.h"

#include <math.h>

static void
add_name (JsonBuilder *builder, const char *name, const LabTable *table, int column)
{
  if (column >= 0)
    lab_json_add_text (builder, name, lab_table_name (table, (guint)column));
}

/* Which columns were used, and why. */
static void
add_columns (JsonBuilder *builder, const LabFitAnswers *answers)
{
  const LabReading *reading = &answers->curves.reading;
  const LabTable *table = answers->table;

  json_builder_set_member_name (builder, "columns");
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "x", answers->curves.x_column);
  if (reading->y->len == 1) {
    lab_json_add_text (builder, "y", lab_table_name (table, g_array_index (reading->y, guint, 0)));
  } else {
    json_builder_set_member_name (builder, "y");
    json_builder_begin_array (builder);
    for (guint i = 0; i < reading->y->len; i++)
      json_builder_add_string_value (builder,
                                     lab_table_name (table, g_array_index (reading->y, guint, i)));
    json_builder_end_array (builder);
  }
  lab_json_add_text (builder, "why", reading->why);
  add_name (builder, "by", table, reading->by);
  add_name (builder, "error", table, reading->error);
  add_name (builder, "repeat", table, reading->repeat);
  add_name (builder, "last_of", table, reading->run);
  json_builder_end_object (builder);
}

static void
add_curves (JsonBuilder *builder, const LabFitAnswers *answers)
{
  json_builder_set_member_name (builder, "curves");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answers->answers->len; i++) {
    const LabFitAnswer *answer = g_ptr_array_index (answers->answers, i);

    json_builder_begin_object (builder);
    lab_json_add_text (builder, "name", answer->curve->name);
    lab_json_add_text (builder, "error", answer->error != NULL ? answer->error->message : NULL);
    lab_fit_json_answer (builder, answers, answer);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_difference (JsonBuilder *builder, const LabFitAnswer *first, const LabFitAnswer *second)
{
  LabFitDifference difference;

  if (!lab_fit_difference (first, second, &difference))
    return;
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "first", first->curve->name);
  lab_json_add_text (builder, "second", second->curve->name);
  lab_json_add_real (builder, "exponent", difference.exponent);
  lab_json_add_real (builder, "low", difference.low);
  lab_json_add_real (builder, "high", difference.high);
  lab_json_add_real (builder, "x", difference.x);
  lab_json_add_real (builder, "level", difference.level);
  lab_json_add_real (builder, "level_low", difference.level_low);
  lab_json_add_real (builder, "level_high", difference.level_high);
  json_builder_set_member_name (builder, "differs");
  json_builder_add_boolean_value (builder, difference.differs);
  json_builder_end_object (builder);
}

/* Each curve against the first. */
static void
add_differences (JsonBuilder *builder, const LabFitAnswers *answers)
{
  json_builder_set_member_name (builder, "differences");
  json_builder_begin_array (builder);
  for (guint i = 1; i < answers->answers->len; i++)
    add_difference (builder, g_ptr_array_index (answers->answers, 0),
                    g_ptr_array_index (answers->answers, i));
  json_builder_end_array (builder);
}

static void
add_all (JsonBuilder *builder, const LabFitAnswers *answers)
{
  const LabFitAnswer *first = g_ptr_array_index (answers->answers, 0);

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "file", lab_table_source (answers->table));
  lab_json_add_text (builder, "sha256", lab_table_checksum (answers->table));
  add_columns (builder, answers);
  lab_json_add_text (builder, "window", answers->window);
  /* Where columns are curves, the first one's answer stands for the table too. */
  if (answers->curves.reading.by < 0)
    lab_fit_json_answer (builder, answers, first);
  if (answers->curves.reading.by >= 0 || answers->answers->len > 1)
    add_curves (builder, answers);
  if (answers->compares)
    add_differences (builder, answers);
  lab_json_add_integer (builder, "rows_unfinished", answers->curves.rows_unfinished);
  lab_json_add_integer (builder, "rows_narrower", answers->curves.rows_narrower);
  lab_json_add_integer (builder, "rows_not_asked_for", answers->curves.reading.rows_left_out);
  lab_json_add_integer (builder, "lines_passed", lab_table_lines_passed (answers->table));
  json_builder_end_object (builder);
}

char *
lab_fit_json (const LabFitAnswers *answers)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  add_all (builder, answers);
  return lab_json_end (builder);
}

JsonNode *
lab_fit_node (const LabFitAnswers *answers)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  add_all (builder, answers);
  return json_builder_get_root (builder);
}
