/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/csv-table.h"
#include "session/csv-table-testing.h"

#include "core/error.h"
#include "table/first-row.h"
#include "core/folder.h"
#include "core/input.h"
#include "core/memory.h"
#include "core/shown.h"

#include <math.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Of a field, in a sentence. */
#define LONGEST_QUOTE 40

/* One copy of the text, cut into fields where they stand. */
struct _LabCsvTable
{
  char *name;
  char *text;
  guint columns;
  GPtrArray *names; /* of char *, one per column: of the header, or "1", "2", ... */
  gboolean has_header;
  guint rows;
  guint32 *fields;     /* (rows, columns), row-major: where each begins in text */
  guint32 *lines;      /* (rows): the line of each row */
  GPtrArray *comments; /* of char *: after the # */
};

/* A mark of a missing value is NaN, as an empty field is. */
static gboolean
read_number (const char *field, double *value)
{
  char *end;

  *value = g_ascii_strtod (field, &end);
  if (end != field && *end == '\0')
    return TRUE;
  *value = NAN;
  return lab_field_is_missing (field);
}

/* Takes one field from *at on, ends it where it stands and moves *at behind it; *more tells whether a
 * comma stood there. NULL on a stray quote. */
static char *
take_field (char **at, gboolean *more)
{
  char *field = *at, *to, *c;

  if (*field != '"') {
    c = field + strcspn (field, ",");
    *more = *c == ',';
    *c = '\0';
    *at = c + 1;
    return strchr (field, '"') == NULL ? g_strstrip (field) : NULL;
  }
  to = ++field;
  for (c = field; *c != '\0' && (*c != '"' || c[1] == '"'); c++) {
    c += *c == '"' ? 1 : 0;
    *to++ = *c;
  }
  if (*c != '"' || (c[1] != ',' && c[1] != '\0'))
    return NULL;
  *more = c[1] == ',';
  *at = c + 2;
  *to = '\0';
  return field;
}

/* Of the first row, which tells their number. */
static gboolean
split_first (LabCsvTable *table, char *line, guint number, GPtrArray *fields, GError **error)
{
  gboolean more = TRUE;

  while (more) {
    char *field = take_field (&line, &more);

    if (field == NULL)
      return lab_refuse (
          error, LAB_ERROR_FILE,
          "%s, line %u: a quoted field must be closed on its line, and a quote inside "
          "it written twice.",
          table->name, number);
    if (fields->len == LAB_CSV_MOST_COLUMNS)
      return lab_refuse (error, LAB_ERROR_FILE,
                         "%s, line %u: there are too many fields; at most %d are allowed.",
                         table->name, number, LAB_CSV_MOST_COLUMNS);
    g_ptr_array_add (fields, field);
  }
  return TRUE;
}

static gboolean
check_header (const LabCsvTable *table, guint number, GError **error)
{
  for (guint i = 0; i < table->columns; i++) {
    const char *name = g_ptr_array_index (table->names, i);

    if (*name == '\0')
      return lab_refuse (error, LAB_ERROR_FILE,
                         "%s, line %u: column %u of the header has no name; each column needs "
                         "one, or there must be no header.",
                         table->name, number, i + 1);
    for (guint j = 0; j < i; j++)
      if (g_str_equal (name, g_ptr_array_index (table->names, j)))
        return lab_refuse (error, LAB_ERROR_FILE,
                           "%s, line %u: two columns are called %s; names must differ.",
                           table->name, number, name);
  }
  return TRUE;
}

/* A header, or the first row of values, which `fields` then holds. */
static gboolean
take_first (LabCsvTable *table, guint number, const GPtrArray *fields, GError **error)
{
  const char *const *words = (const char *const *)fields->pdata;
  const LabFirstRow kind = lab_first_row_kind (words, fields->len);
  const char *name, *value;

  table->columns = fields->len;
  table->has_header = kind == LAB_FIRST_ROW_NAMES;
  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (table->names,
                     table->has_header ? lab_shown (words[i], "") : g_strdup_printf ("%u", i + 1));
  if (table->has_header)
    return check_header (table, number, error);
  if (kind == LAB_FIRST_ROW_VALUES)
    return TRUE;
  lab_first_row_mixed (words, fields->len, &name, &value);
  return lab_refuse (error, LAB_ERROR_FILE,
                     "%s, line %u: “%.*s” names a column and “%.*s” looks like a number; the first "
                     "row must hold names or values, not both.",
                     table->name, number, LONGEST_QUOTE, name, LONGEST_QUOTE, value);
}

/* Room for all rows, of which there are at most as many as lines. */
static gboolean
allocate (LabCsvTable *table, gsize lines, GError **error)
{
  table->fields =
      lab_memory_new_untouched (lines, table->columns * sizeof *table->fields, "the table", error);
  if (table->fields != NULL)
    table->lines = lab_memory_new_untouched (lines, sizeof *table->lines, "the table", error);
  return table->lines != NULL;
}

static gboolean
add_row (LabCsvTable *table, char *line, guint number, GError **error)
{
  guint32 *row = table->fields + (gsize)table->rows * table->columns;
  gboolean more = TRUE;
  guint count = 0;

  for (; more; count++) {
    char *field = take_field (&line, &more);

    if (field == NULL)
      return lab_refuse (
          error, LAB_ERROR_FILE,
          "%s, line %u: a quoted field must be closed on its line, and a quote inside "
          "it written twice.",
          table->name, number);
    if (count < table->columns)
      row[count] = (guint32)(field - table->text);
  }
  if (count != table->columns)
    return lab_refuse (error, LAB_ERROR_FILE,
                       "%s, line %u: fields in this row: %u, in the first row: %u; all rows "
                       "must have as many.",
                       table->name, number, count, table->columns);
  table->lines[table->rows++] = number;
  return TRUE;
}

static gboolean
add_first (LabCsvTable *table, char *line, guint number, gsize lines, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  if (!split_first (table, line, number, fields, error) ||
      !take_first (table, number, fields, error) || !allocate (table, lines, error))
    return FALSE;
  if (table->has_header)
    return TRUE;
  for (guint i = 0; i < table->columns; i++)
    table->fields[i] = (guint32)((char *)g_ptr_array_index (fields, i) - table->text);
  table->lines[table->rows++] = number;
  return TRUE;
}

/* line is without its end; lines counts those from it on. */
static gboolean
add_line (LabCsvTable *table, char *line, guint number, gsize lines, GError **error)
{
  g_strchomp (line);
  if (*line == '#')
    g_ptr_array_add (table->comments, line + 1);
  if (*line == '#' || *line == '\0')
    return TRUE;
  return table->columns == 0 ? add_first (table, line, number, lines, error)
                             : add_row (table, line, number, error);
}

static gsize
count_lines (const char *text, gsize length)
{
  gsize lines = 1;

  for (const char *c = text; (c = memchr (c, '\n', (gsize)(text + length - c))) != NULL; c++)
    lines++;
  return lines;
}

/* Cuts table->text, of length bytes, from `at` on. */
static gboolean
cut (LabCsvTable *table, gsize at, gsize length, GError **error)
{
  char *line = table->text + at, *end = table->text + length;
  const gsize lines = count_lines (line, (gsize)(end - line));

  for (guint number = 1; line < end; number++) {
    char *stop = memchr (line, '\n', (gsize)(end - line));

    stop = stop != NULL ? stop : end;
    *stop = '\0';
    if (!add_line (table, line, number, lines - number + 1, error))
      return FALSE;
    line = stop + 1;
  }
  if (table->rows > 0)
    return TRUE;
  return lab_refuse (error, LAB_ERROR_FILE,
                     "%s holds no rows of values; it needs one row per point, such as 100,0.25.",
                     table->name);
}

/* Takes text (from lab_memory_new(), with a zero after its length bytes). */
static LabCsvTable *
parse (const char *name, char *text, gsize length, GError **error)
{
  g_autoptr (LabCsvTable) table = g_new0 (LabCsvTable, 1);
  const gsize mark = strlen (BYTE_ORDER_MARK);

  table->name = g_strdup (name);
  table->text = text;
  table->names = g_ptr_array_new_with_free_func (g_free);
  table->comments = g_ptr_array_new ();
  if (length > LAB_CSV_MOST_BYTES || !g_utf8_validate_len (text, length, NULL)) {
    lab_refuse (error, LAB_ERROR_FILE,
                "%s is no table of text: it must be UTF-8 and at most %d MiB.", name,
                LAB_CSV_MOST_BYTES >> 20);
    return NULL;
  }
  return cut (table, length >= mark && memcmp (text, BYTE_ORDER_MARK, mark) == 0 ? mark : 0, length,
              error)
             ? g_steal_pointer (&table)
             : NULL;
}

LabCsvTable *
lab_csv_table_parse (const char *name, const char *text, gsize length, GError **error)
{
  char *copy;

  g_return_val_if_fail (name != NULL && (text != NULL || length == 0), NULL);

  copy = lab_memory_new (length + 1, 1, "the table", error);
  if (copy == NULL)
    return NULL;
  if (length > 0)
    memcpy (copy, text, length);
  return parse (name, copy, length, error);
}

LabCsvTable *
lab_csv_table_read (const char *path, GError **error)
{
  g_autofree char *name = NULL;
  char *text;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  lab_folder_mend_for (path);
  name = lab_input_name (path);
  text = lab_input_read (path, LAB_CSV_MOST_BYTES, NULL, 1.0, &length, error);
  return text != NULL ? parse (name, text, length, error) : NULL;
}

void
lab_csv_table_free (LabCsvTable *table)
{
  if (table == NULL)
    return;
  g_free (table->name);
  lab_memory_free (table->text);
  lab_memory_free (table->fields);
  lab_memory_free (table->lines);
  g_ptr_array_unref (table->names);
  g_ptr_array_unref (table->comments);
  g_free (table);
}

guint
lab_csv_table_columns (const LabCsvTable *table)
{
  return table->columns;
}

guint
lab_csv_table_rows (const LabCsvTable *table)
{
  return table->rows;
}

gboolean
lab_csv_table_has_header (const LabCsvTable *table)
{
  return table->has_header;
}

int
lab_csv_table_find (const LabCsvTable *table, const char *column)
{
  for (guint i = 0; i < table->columns; i++)
    if (g_str_equal (g_ptr_array_index (table->names, i), column))
      return (int)i;
  return -1;
}

char *
lab_csv_table_names (const LabCsvTable *table)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < table->columns; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            (const char *)g_ptr_array_index (table->names, i));
  return g_string_free (names, FALSE);
}

const char *
lab_csv_table_name (const LabCsvTable *table, guint column)
{
  g_return_val_if_fail (column < table->columns, NULL);
  return g_ptr_array_index (table->names, column);
}

const char *
lab_csv_table_field (const LabCsvTable *table, guint row, guint column)
{
  g_return_val_if_fail (row < table->rows && column < table->columns, NULL);
  return table->text + table->fields[(gsize)row * table->columns + column];
}

gboolean
lab_csv_table_number (const LabCsvTable *table,
                      guint row,
                      guint column,
                      double *value,
                      GError **error)
{
  const char *field = lab_csv_table_field (table, row, column);

  if (read_number (field, value))
    return TRUE;
  return lab_refuse (error, LAB_ERROR_FILE,
                     "%s, line %u, column %s: “%.*s” is not a number, such as 0.25 or 1e-3.",
                     table->name, table->lines[row], lab_csv_table_name (table, column),
                     LONGEST_QUOTE, field);
}

const char *
lab_csv_table_comment (const LabCsvTable *table, const char *name)
{
  for (guint i = 0; i < table->comments->len; i++) {
    const char *comment = g_ptr_array_index (table->comments, i);

    comment += strspn (comment, " \t");
    if (g_str_has_prefix (comment, name) && comment[strlen (name)] == ':')
      return comment + strlen (name) + 1 + strspn (comment + strlen (name) + 1, " \t");
  }
  return NULL;
}
