/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a trainer's log: its lines that hold values. */
#include "table/lines.h"
#include "table/log.h"
#include "table/table-private.h"

typedef struct
{
  LabTable *table;
  GError *error;
} Records;

/* The first of two values of a key counts. */
static gboolean
take_pair (gpointer data, const char *key, const char *value)
{
  Records *records = data;
  LabTable *table = records->table;
  const guint column = lab_table_add_column (table, key, &records->error);

  if (column == G_MAXUINT)
    return FALSE;
  return *lab_table_field (table, table->lines->len - 1, column) != '\0' ||
         lab_table_set (table, column, value, &records->error);
}

gboolean
lab_table_read_log (LabTable *table, const char *text, gsize length, GError **error)
{
  g_auto (LabLines) lines = {.name = NULL};
  Records records = {.table = table};

  table->has_names = TRUE;
  table->mark = LAB_MARK_POINT;
  lab_lines_begin (&lines, table->source, text, length);
  while (lab_lines_next (&lines, &records.error)) {
    const char *line = lines.current->str;

    if (!lab_log_line_has_values (line)) {
      table->passed += *line != '\0';
      continue;
    }
    if (!lab_table_add_row (table, lines.number, &records.error) ||
        !lab_log_read_line (line, take_pair, &records))
      break;
  }
  if (records.error == NULL)
    return TRUE;
  g_propagate_error (error, records.error);
  return FALSE;
}
