/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a text in JSON: lines of objects, lists of objects or of rows, an object of lists, the
 * log_history of a trainer_state.json. */
#include "core/error.h"
#include "core/shown.h"
#include "table/json-scan.h"
#include "table/table-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define LONGEST_QUOTE 40

typedef struct
{
  LabTable *table;
  GError *error;
  char *history;      /* path of the list of objects that holds the rows; NULL before one is met */
  guint record;       /* depth of the object or list that is a row; 0 outside of rows */
  gboolean is_one;    /* the text is one object: its lists are columns */
  gboolean has_lists; /* such a list has been met */
  guint first;        /* row of the one object */
} Records;

static gboolean
put (Records *records, guint row, const char *name, const char *text)
{
  const guint column = lab_table_add_column (records->table, name, &records->error);

  return column != G_MAXUINT &&
         lab_table_set_at (records->table, row, column, text, &records->error);
}

/* The name of a member in its record. */
static const char *
name_of (const Records *records, const char *path)
{
  const gsize length = records->history != NULL ? strlen (records->history) : 0;

  return length > 0 && g_str_has_prefix (path, records->history) && path[length] == '/'
             ? path + length + 1
             : path;
}

static gboolean
take_scalar (gpointer data,
             const LabJsonScan *scan,
             const char *path,
             guint index,
             const char *text)
{
  Records *records = data;
  LabTable *table = records->table;
  g_autofree char *number = NULL;

  if (index == G_MAXUINT)
    return records->record == 0 || text == NULL ||
           put (records, table->lines->len - 1, name_of (records, path), text);
  /* A list is a row of its own, or a column of the one object; elsewhere it says nothing. */
  if (records->record == scan->depth && *path == '\0') {
    number = g_strdup_printf ("%u", index + 1);
    return text == NULL || put (records, table->lines->len - 1, number, text);
  }
  if (!records->is_one || scan->depth != 2 || *path == '\0')
    return TRUE;
  records->has_lists = TRUE;
  while (table->lines->len <= records->first + index + 1)
    if (!lab_table_add_row (table, scan->line, &records->error))
      return FALSE;
  return text == NULL || put (records, records->first + 1 + index, path, text);
}

/* Whether what follows a bracket begins an object. */
static gboolean
holds_objects (const LabJsonScan *scan)
{
  const char *at = scan->at + 1;

  while (at < scan->end && strchr (" \t\r\n", *at) != NULL && *at != '\0')
    at++;
  return at < scan->end && *at == '{';
}

static gboolean
refuse_lists (Records *records, const LabJsonScan *scan, const char *path)
{
  g_autofree char *one = lab_shown (records->history, "");
  g_autofree char *other = lab_shown (path, "");

  return lab_refuse (&records->error, LAB_ERROR_FILE,
                     _ ("%s, line %zu: it holds two lists of records, “%s” and “%s”; keep one of "
                        "them."),
                     records->table->source, scan->line, one, other);
}

/* A list of objects inside the one object holds the rows; what stands beside it is not among them. */
static gboolean
enter_list (Records *records, const LabJsonScan *scan, const char *path)
{
  if (*path == '\0' || scan->depth != 2 || !records->is_one || !holds_objects (scan))
    return TRUE;
  if (records->history != NULL)
    return refuse_lists (records, scan, path);
  records->history = g_strdup (path);
  records->record = 0;
  return TRUE;
}

static gboolean
take_enter (gpointer data, const LabJsonScan *scan, const char *path, gboolean is_list)
{
  Records *records = data;
  const gboolean in_history = records->history != NULL && g_str_equal (path, records->history);

  if (is_list && *path != '\0')
    return enter_list (records, scan, path);
  if (records->record > 0 || (is_list && scan->depth == 1))
    return TRUE;
  if (*path != '\0' && !in_history)
    return TRUE;
  records->record = scan->depth;
  return lab_table_add_row (records->table, scan->line, &records->error);
}

static gboolean
take_leave (gpointer data, const LabJsonScan *scan, const char *path, gboolean is_list)
{
  Records *records = data;

  (void)path;
  (void)is_list;
  if (records->record == scan->depth + 1)
    records->record = 0;
  return TRUE;
}

/* Whether the text is one object and nothing else: tried by reading it. */
static gboolean
skip_scalar (gpointer data,
             const LabJsonScan *scan,
             const char *path,
             guint index,
             const char *text)
{
  (void)data;
  (void)scan;
  (void)path;
  (void)index;
  (void)text;
  return TRUE;
}

static gboolean
is_one_object (const char *text, gsize length)
{
  static const LabJsonTaker nothing = {.scalar = skip_scalar};
  g_auto (LabJsonScan) scan = {.at = NULL};

  lab_json_scan_begin (&scan, text, length, &nothing, NULL);
  return lab_json_scan_blanks (&scan) && *scan.at == '{' && lab_json_scan_value (&scan) &&
         !lab_json_scan_blanks (&scan);
}

static gboolean
refuse (const LabTable *table, const LabJsonScan *scan, GError **error)
{
  const gsize left = (gsize)(scan->end - scan->at), line = strcspn (scan->at, "\r\n");
  g_autofree char *rest = g_strndup (scan->at, MIN (MIN (left, line), LONGEST_QUOTE));
  g_autofree char *shown = lab_shown (rest, "");

  return lab_refuse (
      error, LAB_ERROR_FILE, _ ("%s, line %zu, character %zu: %s is needed where “%s” stands."),
      table->source, scan->line, (gsize)(scan->at - scan->start) + 1, scan->needed, shown);
}

/* Objects one after the other; a comma between them is none of JSON, and does no harm. */
static gboolean
read_all (Records *records, LabJsonScan *scan, GError **error)
{
  LabTable *table = records->table;

  while (lab_json_scan_blanks (scan)) {
    const guint rows = table->lines->len;

    if (*scan->at == ',') {
      scan->at++;
      continue;
    }
    records->record = 0;
    if (lab_json_scan_value (scan))
      continue;
    if (records->error != NULL) {
      g_propagate_error (error, g_steal_pointer (&records->error));
      return FALSE;
    }
    if (!scan->is_cut || rows == 0)
      return refuse (table, scan, error);
    /* The last record is being written. */
    while (table->lines->len > rows)
      lab_table_drop_row (table);
    table->passed++;
    return TRUE;
  }
  return TRUE;
}

/* What the one object holds beside its lists is no row, and makes no column. */
static void
drop_first (LabTable *table)
{
  g_array_remove_index (table->lines, 0);
  for (guint i = table->columns->len; i-- > 0;) {
    LabTableColumn *column = g_ptr_array_index (table->columns, i);

    if (column->cells->len > 0)
      g_array_remove_index (column->cells, 0);
    if (column->cells->len == 0)
      g_ptr_array_remove_index (table->columns, i);
  }
}

gboolean
lab_table_read_json (LabTable *table, const char *text, gsize length, GError **error)
{
  static const LabJsonTaker taker = {take_scalar, take_enter, take_leave};
  Records records = {.table = table, .is_one = is_one_object (text, length)};
  g_auto (LabJsonScan) scan = {.at = NULL};
  gboolean well;

  if (!g_utf8_validate_len (text, length, NULL))
    return lab_refuse (error, LAB_ERROR_FILE, _ ("%s is no text in UTF-8; save it in UTF-8."),
                       table->source);
  table->has_names = TRUE;
  lab_json_scan_begin (&scan, text, length, &taker, &records);
  well = read_all (&records, &scan, error);
  g_free (records.history);
  if (well && records.is_one && (records.history != NULL || records.has_lists) &&
      table->lines->len > 1)
    drop_first (table);
  return well;
}
