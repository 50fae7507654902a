/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as a value: what is asked of it, and how it grows while it is read. */
#include "table/table.h"
#include "table/table-private.h"

#include "core/error.h"
#include "core/memory-available.h"
#include "core/shown.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define LONGEST_QUOTE 40

static void
column_free (gpointer data)
{
  LabTableColumn *column = data;

  g_free (column->name);
  g_free (column->base);
  g_free (column->unit);
  g_array_unref (column->cells);
  g_free (column);
}

LabTable *
lab_table_new (const char *source, LabTableFormat format)
{
  LabTable *table = g_new0 (LabTable, 1);

  table->source = g_strdup (source);
  table->format = format;
  table->text = g_string_new (NULL);
  g_string_append_c (table->text, '\0');
  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  table->lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  table->comments = g_ptr_array_new_with_free_func (g_free);
  return table;
}

void
lab_table_free (LabTable *table)
{
  if (table == NULL)
    return;
  g_free (table->source);
  g_string_free (table->text, TRUE);
  g_ptr_array_unref (table->columns);
  g_hash_table_unref (table->by_name);
  g_array_unref (table->lines);
  g_ptr_array_unref (table->comments);
  g_free (table);
}

/* "K" and "billions" scale the values; nats and FLOP name them. */
static double
scale_of_unit (const char *unit)
{
  static const char *const words[] = {"thousands", "millions", "billions", "trillions"};

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (unit, words[i]) == 0 ||
        (g_ascii_strncasecmp (unit, "in ", 3) == 0 && g_ascii_strcasecmp (unit + 3, words[i]) == 0))
      return pow (1000.0, i + 1);
  return strlen (unit) == 1 && strchr ("kKMBGT", *unit) != NULL ? lab_suffix_scale (unit) : 1.0;
}

/* "loss [nats/token]" is loss, in nats/token. */
static void
split_unit (LabTableColumn *column)
{
  const gsize length = strlen (column->name);
  const char last = length > 0 ? column->name[length - 1] : '\0';
  const char *open = last == ')'   ? strrchr (column->name, '(')
                     : last == ']' ? strrchr (column->name, '[')
                                   : NULL;

  column->scale = 1.0;
  if (open == NULL || open == column->name) {
    column->base = g_strdup (column->name);
    column->unit = g_strdup ("");
    return;
  }
  column->base = g_strchomp (g_strndup (column->name, (gsize)(open - column->name)));
  column->unit = g_strndup (open + 1, strlen (open) - 2);
  column->scale = scale_of_unit (column->unit);
}

guint
lab_table_add_column (LabTable *table, const char *name, GError **error)
{
  const gpointer found = g_hash_table_lookup (table->by_name, name);
  LabTableColumn *column;

  if (found != NULL)
    return GPOINTER_TO_UINT (found) - 1;
  if (table->columns->len == LAB_TABLE_MOST_COLUMNS) {
    lab_refuse (error, LAB_ERROR_FILE, _ ("%s has too many columns; at most %d are allowed."),
                table->source, LAB_TABLE_MOST_COLUMNS);
    return G_MAXUINT;
  }
  column = g_new0 (LabTableColumn, 1);
  column->name = lab_shown (name, "");
  column->cells = g_array_new (FALSE, TRUE, sizeof (guint32));
  split_unit (column);
  g_ptr_array_add (table->columns, column);
  g_hash_table_insert (table->by_name, g_strdup (name), GUINT_TO_POINTER (table->columns->len));
  return table->columns->len - 1;
}

/* Arrays grow to twice their size, and GLib ends the program where memory lacks: asked before. */
static gboolean
check_size (LabTable *table, GError **error)
{
  const guint64 cells = (guint64)table->columns->len * table->lines->len;

  if (cells > LAB_TABLE_MOST_CELLS)
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("%s holds too many values; at most %d are allowed."), table->source,
                       LAB_TABLE_MOST_CELLS);
  if (cells < 2 * table->cells || cells < 65536)
    return TRUE;
  table->cells = cells;
  return lab_memory_fits (4 * cells * sizeof (guint32) + 2 * table->text->len, N_ ("the table"),
                          error);
}

gboolean
lab_table_add_row (LabTable *table, gsize line, GError **error)
{
  const guint32 number = (guint32)MIN (line, G_MAXUINT32);

  g_array_append_val (table->lines, number);
  return check_size (table, error);
}

gboolean
lab_table_set_at (LabTable *table, guint row, guint column, const char *field, GError **error)
{
  GArray *cells = ((LabTableColumn *)g_ptr_array_index (table->columns, column))->cells;
  const gsize length = strlen (field);

  if (length == 0)
    return TRUE;
  /* Names of runs and settings stand in row after row: their text is kept once. */
  const guint32 before = row > 0 && cells->len == row ? g_array_index (cells, guint32, row - 1) : 0;
  guint32 place = (guint32)table->text->len;

  if (before != 0 && g_str_equal (table->text->str + before, field))
    place = before;
  else if (table->text->len + length + 1 > LAB_TABLE_MOST_BYTES + (gsize)LAB_TABLE_MOST_BYTES)
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("%s holds too much text; at most %d MiB are allowed."), table->source,
                       LAB_TABLE_MOST_BYTES >> 20);
  else
    g_string_append_len (table->text, field, (gssize)length + 1);
  if (cells->len <= row)
    g_array_set_size (cells, row + 1);
  g_array_index (cells, guint32, row) = place;
  return TRUE;
}

gboolean
lab_table_set (LabTable *table, guint column, const char *field, GError **error)
{
  return lab_table_set_at (table, table->lines->len - 1, column, field, error);
}

void
lab_table_drop_row (LabTable *table)
{
  g_array_set_size (table->lines, table->lines->len - 1);
  for (guint i = 0; i < table->columns->len; i++) {
    LabTableColumn *column = g_ptr_array_index (table->columns, i);

    if (column->cells->len > table->lines->len)
      g_array_set_size (column->cells, table->lines->len);
  }
}

static const LabTableColumn *
column_at (const LabTable *table, guint column)
{
  return g_ptr_array_index (table->columns, column);
}

LabTableFormat
lab_table_format (const LabTable *table)
{
  return table->format;
}

guint
lab_table_columns (const LabTable *table)
{
  return table->columns->len;
}

guint
lab_table_rows (const LabTable *table)
{
  return table->lines->len;
}

const char *
lab_table_source (const LabTable *table)
{
  return table->source;
}

const char *
lab_table_checksum (const LabTable *table)
{
  return table->checksum;
}

gboolean
lab_table_has_names (const LabTable *table)
{
  return table->has_names;
}

const char *
lab_table_name (const LabTable *table, guint column)
{
  g_return_val_if_fail (column < table->columns->len, NULL);
  return column_at (table, column)->name;
}

const char *
lab_table_unit (const LabTable *table, guint column)
{
  g_return_val_if_fail (column < table->columns->len, NULL);
  return column_at (table, column)->unit;
}

int
lab_table_find (const LabTable *table, const char *column)
{
  int found = -1;

  for (guint i = 0; i < table->columns->len; i++)
    if (g_str_equal (column_at (table, i)->name, column))
      return (int)i;
  for (guint i = 0; i < table->columns->len; i++)
    if (g_str_equal (column_at (table, i)->base, column))
      return (int)i;
  for (guint i = 0; i < table->columns->len; i++) {
    if (g_ascii_strcasecmp (column_at (table, i)->name, column) != 0 &&
        g_ascii_strcasecmp (column_at (table, i)->base, column) != 0)
      continue;
    if (found >= 0)
      return -1;
    found = (int)i;
  }
  return found;
}

char *
lab_table_names (const LabTable *table)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", column_at (table, i)->name);
  return g_string_free (names, FALSE);
}

const char *
lab_table_field (const LabTable *table, guint row, guint column)
{
  g_return_val_if_fail (row < table->lines->len && column < table->columns->len, NULL);

  const GArray *cells = column_at (table, column)->cells;

  return row < cells->len ? table->text->str + g_array_index (cells, guint32, row) : "";
}

guint
lab_table_line (const LabTable *table, guint row)
{
  g_return_val_if_fail (row < table->lines->len, 0);
  return g_array_index (table->lines, guint32, row);
}

static LabFieldKind
read_field (const LabTable *table, guint row, guint column, double *value)
{
  const LabFieldKind kind =
      lab_field_read (lab_table_field (table, row, column), table->mark, value);

  *value *= column_at (table, column)->scale;
  return kind;
}

gboolean
lab_table_number (const LabTable *table, guint row, guint column, double *value, GError **error)
{
  const LabFieldKind kind = read_field (table, row, column, value);
  const char *field = lab_table_field (table, row, column);
  g_autofree char *begin = NULL;

  if (kind == LAB_FIELD_NUMBER || kind == LAB_FIELD_MISSING)
    return TRUE;
  begin = g_utf8_substring (field, 0, MIN (g_utf8_strlen (field, -1), LONGEST_QUOTE));
  g_autofree char *shown = lab_shown (begin, "");
  if (kind == LAB_FIELD_AMBIGUOUS)
    return lab_refuse (
        error, LAB_ERROR_FILE,
        _ ("%s, line %u, column %s: “%s” may be a thousand or have decimals; write it "
           "without a separator of thousands."),
        table->source, lab_table_line (table, row), lab_table_name (table, column), shown);
  return lab_refuse (error, LAB_ERROR_FILE,
                     _ ("%s, line %u, column %s: “%s” is not a number, such as 0.25 or 1e-3."),
                     table->source, lab_table_line (table, row), lab_table_name (table, column),
                     shown);
}

gboolean
lab_table_is_number (const LabTable *table, guint row, guint column, double *value)
{
  const LabFieldKind kind = read_field (table, row, column, value);

  return kind == LAB_FIELD_NUMBER || kind == LAB_FIELD_MISSING;
}

const char *
lab_table_comment (const LabTable *table, const char *name)
{
  for (guint i = 0; i < table->comments->len; i++) {
    const char *comment = g_ptr_array_index (table->comments, i);

    comment += strspn (comment, " \t");
    if (g_str_has_prefix (comment, name) && comment[strlen (name)] == ':')
      return comment + strlen (name) + 1 + strspn (comment + strlen (name) + 1, " \t");
  }
  return NULL;
}

guint
lab_table_lines_passed (const LabTable *table)
{
  return table->passed;
}
