/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows whose last column is the checksum of all others: a bit that turned in the file is found by
 * whoever reads it. */
#include "session/store/database-private.h"

#include "core/error.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Of a SHA-256: enough for accidents, which is what it is for. */
#define CHECKSUM_BYTES 16

typedef enum
{
  TYPE_NULL,
  TYPE_INTEGER,
  TYPE_REAL,
  TYPE_TEXT,
  TYPE_BLOB,
} Type;

static void
count (LabRow *row, Type type, guint64 value, gconstpointer bytes, gsize length)
{
  const guchar tag = (guchar)type;
  const guint64 little = GUINT64_TO_LE (value);

  g_checksum_update (row->sum, &tag, 1);
  if (type != TYPE_NULL)
    g_checksum_update (row->sum, (const guchar *)&little, sizeof little);
  if (length > 0)
    g_checksum_update (row->sum, bytes, (gssize)length);
}

static void
begin (LabRow *row, const char *table)
{
  g_checksum_reset (row->sum);
  row->column = 0;
  count (row, TYPE_TEXT, strlen (table), table, strlen (table));
}

static void
finish (LabRow *row, guint8 sum[CHECKSUM_BYTES])
{
  guint8 whole[32];
  gsize length = sizeof whole;
  g_autoptr (GChecksum) end = g_checksum_copy (row->sum);

  g_checksum_get_digest (end, whole, &length);
  memcpy (sum, whole, CHECKSUM_BYTES);
}

gboolean
lab_row_prepare (LabRow *row, LabDatabase *database, const char *sql, GError **error)
{
  *row = (LabRow){.database = database, .sum = g_checksum_new (G_CHECKSUM_SHA256)};
  if (sqlite3_prepare_v3 (database->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &row->statement,
                          NULL) == SQLITE_OK)
    return TRUE;
  return lab_refuse (error, LAB_ERROR_FILE, _ ("%s is damaged: %s."), database->name,
                     sqlite3_errmsg (database->db));
}

void
lab_row_clear (LabRow *row)
{
  sqlite3_finalize (row->statement);
  g_clear_pointer (&row->sum, g_checksum_free);
  row->statement = NULL;
}

/* Writing. */

void
lab_row_start (LabRow *row, const char *table)
{
  begin (row, table);
}

void
lab_row_add_integer (LabRow *row, gint64 value)
{
  count (row, TYPE_INTEGER, (guint64)value, NULL, 0);
  sqlite3_bind_int64 (row->statement, ++row->column, value);
}

void
lab_row_add_real (LabRow *row, double value)
{
  guint64 bits;

  value += 0.0; /* the database knows no negative zero */
  memcpy (&bits, &value, sizeof bits);
  row->column++;
  if (isnan (value)) {
    count (row, TYPE_NULL, 0, NULL, 0);
    sqlite3_bind_null (row->statement, row->column);
    return;
  }
  count (row, TYPE_REAL, bits, NULL, 0);
  sqlite3_bind_double (row->statement, row->column, value);
}

void
lab_row_add_text (LabRow *row, const char *text)
{
  row->column++;
  if (text == NULL) {
    count (row, TYPE_NULL, 0, NULL, 0);
    sqlite3_bind_null (row->statement, row->column);
    return;
  }
  count (row, TYPE_TEXT, strlen (text), text, strlen (text));
  sqlite3_bind_text (row->statement, row->column, text, -1, SQLITE_TRANSIENT);
}

void
lab_row_add_blob (LabRow *row, gconstpointer bytes, gsize length)
{
  count (row, TYPE_BLOB, length, bytes, length);
  sqlite3_bind_blob64 (row->statement, ++row->column, bytes, length, SQLITE_TRANSIENT);
}

gboolean
lab_row_write (LabRow *row, GError **error)
{
  guint8 sum[CHECKSUM_BYTES];
  gboolean written;

  finish (row, sum);
  sqlite3_bind_blob (row->statement, ++row->column, sum, sizeof sum, SQLITE_TRANSIENT);
  written = sqlite3_step (row->statement) == SQLITE_DONE;
  if (!written)
    lab_database_refuse_write (row->database, error);
  sqlite3_reset (row->statement);
  return written;
}

/* Reading. */

void
lab_row_seek (LabRow *row, int place, gint64 value)
{
  sqlite3_bind_int64 (row->statement, place, value);
}

LabRowState
lab_row_next (LabRow *row, const char *table)
{
  begin (row, table);
  switch (sqlite3_step (row->statement)) {
  case SQLITE_ROW:
    return LAB_ROW_THERE;
  case SQLITE_DONE:
    return LAB_ROW_END;
  default:
    return LAB_ROW_DAMAGED;
  }
}

/* Whether the next column is there and no NULL; a NULL is counted. */
static gboolean
has_value (LabRow *row)
{
  if (sqlite3_column_type (row->statement, row->column) != SQLITE_NULL)
    return TRUE;
  count (row, TYPE_NULL, 0, NULL, 0);
  row->column++;
  return FALSE;
}

gint64
lab_row_get_integer (LabRow *row)
{
  gint64 value;

  if (!has_value (row))
    return 0;
  value = sqlite3_column_int64 (row->statement, row->column++);
  count (row, TYPE_INTEGER, (guint64)value, NULL, 0);
  return value;
}

double
lab_row_get_real (LabRow *row)
{
  guint64 bits;
  double value;

  if (!has_value (row))
    return NAN;
  value = sqlite3_column_double (row->statement, row->column++);
  memcpy (&bits, &value, sizeof bits);
  count (row, TYPE_REAL, bits, NULL, 0);
  return value;
}

const char *
lab_row_get_text (LabRow *row)
{
  const char *text;
  gsize length;

  if (!has_value (row))
    return NULL;
  text = (const char *)sqlite3_column_text (row->statement, row->column);
  length = (gsize)sqlite3_column_bytes (row->statement, row->column++);
  count (row, TYPE_TEXT, length, text, length);
  return text;
}

gconstpointer
lab_row_get_blob (LabRow *row, gsize *length)
{
  gconstpointer bytes;

  *length = 0;
  if (!has_value (row))
    return NULL;
  bytes = sqlite3_column_blob (row->statement, row->column);
  *length = (gsize)sqlite3_column_bytes (row->statement, row->column++);
  count (row, TYPE_BLOB, *length, bytes, *length);
  return bytes;
}

gboolean
lab_row_is_whole (LabRow *row)
{
  const int column = row->column;
  guint8 sum[CHECKSUM_BYTES];

  finish (row, sum);
  return sqlite3_column_bytes (row->statement, column) == CHECKSUM_BYTES &&
         memcmp (sqlite3_column_blob (row->statement, column), sum, CHECKSUM_BYTES) == 0;
}

void
lab_row_rewind (LabRow *row)
{
  sqlite3_reset (row->statement);
}
