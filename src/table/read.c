/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door: from a file's bytes to a table. */
#include "core/error.h"
#include "core/folder.h"
#include "core/input.h"
#include "core/memory.h"
#include "core/shown.h"
#include "table/decode.h"
#include "table/first-row.h"
#include "table/rows.h"
#include "table/table-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define LONGEST_QUOTE 40

/* The first row is held back until the second is there: together they tell what it is. */
typedef struct
{
  LabTable *table;
  GPtrArray *first; /* of char *; NULL before there is one */
  gsize first_line;
  gboolean is_begun;
} Filling;

static gboolean
refuse_mixed (const Filling *filling, GError **error)
{
  const char *name, *value;

  lab_first_row_mixed ((const char *const *)filling->first->pdata, filling->first->len, &name,
                       &value);
  g_autofree char *shown_name = lab_shown (name, ""), *shown_value = lab_shown (value, "");
  return lab_refuse (
      error, LAB_ERROR_FILE,
      /* Translators: .* takes two values, a length and a text: keep their order. */
      _ ("%s, line %zu: “%.*s” names a column and “%.*s” looks like a number; the first "
         "row must hold names or values, not both."),
      filling->table->source, filling->first_line, LONGEST_QUOTE, shown_name, LONGEST_QUOTE,
      shown_value);
}

static gboolean
refuse_count (const Filling *filling, guint count, gsize line, GError **error)
{
  return lab_refuse (
      error, LAB_ERROR_FILE,
      _ ("%s, line %zu: fields in this row: %u, in the first row: %u; all rows must have "
         "as many."),
      filling->table->source, line, count, filling->first->len);
}

/* Columns without a name are called by their place. */
static gboolean
name_columns (const Filling *filling, gboolean has_names, GError **error)
{
  LabTable *table = filling->table;

  table->has_names = has_names;
  for (guint i = 0; i < filling->first->len; i++) {
    const char *word = g_ptr_array_index (filling->first, i);
    g_autofree char *name = !has_names      ? g_strdup_printf ("%u", i + 1)
                            : *word == '\0' ? g_strdup_printf (_ ("column %u"), i + 1)
                                            : g_strdup (word);

    if (lab_table_add_column (table, name, error) == G_MAXUINT)
      return FALSE;
    if (table->columns->len != i + 1)
      return lab_refuse (error, LAB_ERROR_FILE,
                         _ ("%s, line %zu: two columns are called %s; names must differ."),
                         table->source, filling->first_line,
                         lab_table_name (table, (guint)lab_table_find (table, name)));
  }
  return TRUE;
}

static gboolean
add_fields (const Filling *filling, char **fields, guint count, gsize line, GError **error)
{
  /* A separator at the end of a line begins no field. */
  if (count == filling->first->len + 1 && *fields[count - 1] == '\0')
    count--;
  if (count != filling->first->len)
    return refuse_count (filling, count, line, error);
  if (!lab_table_add_row (filling->table, line, error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    if (!lab_table_set (filling->table, i, fields[i], error))
      return FALSE;
  return TRUE;
}

/* A name over a column of values, then values that are names of columns: a pivot table's first row. */
static gboolean
is_pivot (const Filling *filling, char **second)
{
  double value;

  if (filling->first->len < 3 || second == NULL ||
      lab_field_read (second[0], LAB_MARK_UNKNOWN, &value) != LAB_FIELD_NUMBER)
    return FALSE;
  for (guint i = 0; i < filling->first->len; i++)
    if ((lab_field_read (g_ptr_array_index (filling->first, i), LAB_MARK_UNKNOWN, &value) ==
         LAB_FIELD_NUMBER) == (i == 0))
      return FALSE;
  return TRUE;
}

/* With the second row, or NULL where there is none. */
static gboolean
begin (Filling *filling, char **second, GError **error)
{
  char **first = (char **)filling->first->pdata;
  const guint count = filling->first->len;
  LabFirstRow kind = lab_first_row_kind ((const char *const *)first, count);

  filling->is_begun = TRUE;
  if (kind == LAB_FIRST_ROW_MIXED && is_pivot (filling, second))
    kind = LAB_FIRST_ROW_NAMES;
  if (kind == LAB_FIRST_ROW_MIXED && filling->table->format == LAB_TABLE_SEPARATED)
    return refuse_mixed (filling, error);
  if (filling->table->format != LAB_TABLE_SEPARATED)
    kind = LAB_FIRST_ROW_NAMES;
  if (!name_columns (filling, kind == LAB_FIRST_ROW_NAMES, error))
    return FALSE;
  return kind == LAB_FIRST_ROW_NAMES ||
         add_fields (filling, first, count, filling->first_line, error);
}

static gboolean
take_row (gpointer data, char **fields, guint count, gsize line, gsize consumed, GError **error)
{
  Filling *filling = data;

  (void)consumed;
  if (filling->first == NULL) {
    filling->first = g_ptr_array_new_with_free_func (g_free);
    filling->first_line = line;
    for (guint i = 0; i < count; i++)
      g_ptr_array_add (filling->first, g_strdup (fields[i]));
    return TRUE;
  }
  if (!filling->is_begun && !begin (filling, count == filling->first->len ? fields : NULL, error))
    return FALSE;
  return add_fields (filling, fields, count, line, error);
}

static void
take_comment (gpointer data, const char *comment)
{
  Filling *filling = data;

  g_ptr_array_add (filling->table->comments, g_strdup (comment));
}

static gboolean
read_rows (LabTable *table,
           const LabDialect *dialect,
           const char *text,
           gsize length,
           GError **error)
{
  Filling filling = {.table = table};
  const LabRowSink sink = {take_row, take_comment, &filling, LAB_TABLE_MOST_COLUMNS};
  gboolean well = lab_rows_read (dialect, table->source, text, length, &sink, error);

  if (well && filling.first != NULL && !filling.is_begun)
    well = begin (&filling, NULL, error);
  g_clear_pointer (&filling.first, g_ptr_array_unref);
  return well;
}

static gboolean
fill (LabTable *table, const LabDialect *dialect, const char *text, gsize length, GError **error)
{
  gboolean well;

  table->mark = dialect->mark;
  switch (dialect->format) {
  case LAB_TABLE_JSON:
    table->mark = LAB_MARK_POINT;
    well = lab_table_read_json (table, text, length, error);
    break;
  case LAB_TABLE_LOG:
    well = lab_table_read_log (table, text, length, error);
    break;
  case LAB_TABLE_EVENTS:
    well = lab_table_read_events (table, text, length, error);
    break;
  default:
    well = read_rows (table, dialect, text, length, error);
  }
  if (well && table->lines->len == 0)
    return lab_refuse (
        error, LAB_ERROR_FILE,
        _ ("%s holds no rows of values; it needs one row per point, such as 100,0.25."),
        table->source);
  return well;
}

/* Takes bytes (from lab_memory_new(), with a zero after their length). */
static LabTable *
parse (const char *name, char *bytes, gsize length, GError **error)
{
  g_autoptr (LabTable) table = NULL;
  g_autofree char *checksum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)bytes, length);
  gboolean well;

  bytes = lab_decode (name, bytes, &length, LAB_TABLE_MOST_BYTES, error);
  if (bytes == NULL)
    return NULL;
  const LabDialect dialect = lab_dialect_tell (bytes, length);
  table = lab_table_new (name, dialect.format);
  g_strlcpy (table->checksum, checksum, sizeof table->checksum);
  well = fill (table, &dialect, bytes, length, error);
  lab_memory_free (bytes);
  return well ? g_steal_pointer (&table) : NULL;
}

LabTable *
lab_table_parse (const char *name, const char *bytes, gsize length, GError **error)
{
  char *copy;

  g_return_val_if_fail (name != NULL && (bytes != NULL || length == 0), NULL);

  copy = lab_memory_new (length + 1, 1, N_ ("the table"), error);
  if (copy == NULL)
    return NULL;
  if (length > 0)
    memcpy (copy, bytes, length);
  return parse (name, copy, length, error);
}

/* Without a last line that has no end yet; a text of one line is whole, as JSON may be. */
static gsize
whole_lines (const char *bytes, gsize length)
{
  const char *feed = memrchr (bytes, '\n', length);

  return feed == NULL || (length >= 2 && memcmp (bytes, "\x1f\x8b", 2) == 0) ||
                 lab_dialect_tell (bytes, length).format == LAB_TABLE_EVENTS
             ? length
             : (gsize)(feed - bytes) + 1;
}

static LabTable *
read_file (const char *path, gboolean is_growing, GError **error)
{
  g_autofree char *name = NULL;
  char *bytes;
  gsize length;

  lab_folder_mend_for (path);
  name = lab_input_name (path);
  bytes = lab_input_read (path, LAB_TABLE_MOST_BYTES, NULL, 1.0, &length, error);
  if (bytes != NULL && is_growing) {
    length = whole_lines (bytes, length);
    bytes[length] = '\0';
  }
  return bytes != NULL ? parse (name, bytes, length, error) : NULL;
}

LabTable *
lab_table_read (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return read_file (path, FALSE, error);
}

LabTable *
lab_table_read_growing (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return read_file (path, TRUE, error);
}
