#include "session/csv-table.h"

#include "core/error.h"
#include "core/folder.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Of a field, in a sentence. */
#define LONGEST_QUOTE 40

struct _LabCsvTable
{
  char *name;
  guint columns;
  GPtrArray *names; /* of char *, one per column: of the header, or "1", "2", ... */
  gboolean has_header;
  GPtrArray *fields;   /* of char *, row-major */
  GArray *lines;       /* of guint: the line of each row */
  GPtrArray *comments; /* of char *: after the # */
};

static gboolean
read_number (const char *field, double *value)
{
  char *end;

  if (*field == '\0') {
    *value = NAN;
    return TRUE;
  }
  *value = g_ascii_strtod (field, &end);
  return end != field && *end == '\0';
}

/* Takes one field from *at on; *at is then at the comma or the end. NULL on a stray quote. */
static char *
take_field (const char **at)
{
  GString *field = g_string_new (NULL);
  const char *c = *at;

  if (*c != '"') {
    gsize length = strcspn (c, ",");

    g_string_append_len (field, c, (gssize)length);
    *at = c + length;
    return strchr (field->str, '"') == NULL ? g_strstrip (g_string_free (field, FALSE))
                                            : (g_string_free (field, TRUE), NULL);
  }
  for (c++; *c != '\0' && (*c != '"' || c[1] == '"'); c++) {
    c += *c == '"' ? 1 : 0;
    g_string_append_c (field, *c);
  }
  if (*c != '"' || (c[1] != ',' && c[1] != '\0')) {
    g_string_free (field, TRUE);
    return NULL;
  }
  *at = c + 1;
  return g_string_free (field, FALSE);
}

static GPtrArray *
split_line (const LabCsvTable *table, const char *line, guint number, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  const char *at = line;

  for (;;) {
    char *field = take_field (&at);

    if (field == NULL) {
      lab_refuse (error, LAB_ERROR_FILE,
                  "%s, line %u: a quoted field must be closed on its line, and a quote inside it "
                  "written twice.",
                  table->name, number);
      return NULL;
    }
    g_ptr_array_add (fields, field);
    if (*at == '\0')
      return g_steal_pointer (&fields);
    if (fields->len >= LAB_CSV_MOST_COLUMNS) {
      lab_refuse (error, LAB_ERROR_FILE,
                  "%s, line %u: there are too many fields; at most %d are allowed.", table->name,
                  number, LAB_CSV_MOST_COLUMNS);
      return NULL;
    }
    at++;
  }
}

static gboolean
is_header (const GPtrArray *fields)
{
  double value;

  for (guint i = 0; i < fields->len; i++)
    if (!read_number (g_ptr_array_index (fields, i), &value))
      return TRUE;
  return FALSE;
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

static gboolean
add_line (LabCsvTable *table, char *line, guint number, GError **error)
{
  g_autoptr (GPtrArray) fields = NULL;

  g_strchomp (line);
  if (*line == '#') {
    g_ptr_array_add (table->comments, g_strdup (line + 1));
    return TRUE;
  }
  if (*line == '\0')
    return TRUE;
  fields = split_line (table, line, number, error);
  if (fields == NULL)
    return FALSE;
  if (table->columns == 0) {
    table->columns = fields->len;
    table->has_header = is_header (fields);
    for (guint i = 0; i < fields->len; i++)
      g_ptr_array_add (table->names, table->has_header ? g_strdup (g_ptr_array_index (fields, i))
                                                       : g_strdup_printf ("%u", i + 1));
    if (table->has_header)
      return check_header (table, number, error);
  }
  if (fields->len != table->columns)
    return lab_refuse (error, LAB_ERROR_FILE,
                       "%s, line %u: fields in this row: %u, in the first row: %u; all rows "
                       "must have as many.",
                       table->name, number, fields->len, table->columns);
  g_array_append_val (table->lines, number);
  for (guint i = 0; i < table->columns; i++)
    g_ptr_array_add (table->fields, g_strdup (g_ptr_array_index (fields, i)));
  return TRUE;
}

LabCsvTable *
lab_csv_table_parse (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (LabCsvTable) table = g_new0 (LabCsvTable, 1);
  g_autofree char *bounded = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (name != NULL && (text != NULL || length == 0), NULL);

  table->name = g_strdup (name);
  table->names = g_ptr_array_new_with_free_func (g_free);
  table->fields = g_ptr_array_new_with_free_func (g_free);
  table->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  table->comments = g_ptr_array_new_with_free_func (g_free);
  if (length > LAB_CSV_MOST_BYTES || !g_utf8_validate_len (length > 0 ? text : "", length, NULL)) {
    lab_refuse (error, LAB_ERROR_FILE,
                "%s is no table of text: it must be UTF-8 and at most %d MiB.", name,
                LAB_CSV_MOST_BYTES >> 20);
    return NULL;
  }
  /* Nothing need follow the bytes, not even a zero. */
  bounded = g_strndup (length > 0 ? text : "", length);
  lines = g_strsplit (
      bounded + (g_str_has_prefix (bounded, BYTE_ORDER_MARK) ? strlen (BYTE_ORDER_MARK) : 0), "\n",
      -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!add_line (table, lines[i], i + 1, error))
      return NULL;
  if (table->lines->len == 0) {
    lab_refuse (error, LAB_ERROR_FILE,
                "%s holds no rows of values; it needs one row per point, such as 100,0.25.", name);
    return NULL;
  }
  return g_steal_pointer (&table);
}

LabCsvTable *
lab_csv_table_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) cause = NULL;
  gsize length;
  GStatBuf status;

  g_return_val_if_fail (path != NULL, NULL);

  lab_folder_mend_for (path);
  /* What is not a file (a pipe, a device) might never end. */
  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode)) {
    lab_refuse (error, LAB_ERROR_FILE,
                "%s is not a file; a table of comma-separated values is needed.", path);
    return NULL;
  }
  if (g_stat (path, &status) == 0 && status.st_size > LAB_CSV_MOST_BYTES) {
    lab_refuse (error, LAB_ERROR_FILE, "%s is too large; at most %d MiB are allowed.", path,
                LAB_CSV_MOST_BYTES >> 20);
    return NULL;
  }
  if (!g_file_get_contents (path, &text, &length, &cause)) {
    lab_refuse (error, LAB_ERROR_FILE, "%s cannot be read: %s.", path, cause->message);
    return NULL;
  }
  return lab_csv_table_parse (path, text, length, error);
}

void
lab_csv_table_free (LabCsvTable *table)
{
  if (table == NULL)
    return;
  g_free (table->name);
  g_ptr_array_unref (table->names);
  g_ptr_array_unref (table->fields);
  g_array_unref (table->lines);
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
  return table->lines->len;
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
  g_return_val_if_fail (row < table->lines->len && column < table->columns, NULL);
  return g_ptr_array_index (table->fields, row * table->columns + column);
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
                     table->name, g_array_index (table->lines, guint, row),
                     lab_csv_table_name (table, column), LONGEST_QUOTE, field);
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
