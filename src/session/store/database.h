/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session's file as a database: opened with distrust, written in whole transactions.
 *
 * A file may come from anywhere: its tables must be the schema's to the letter (so there are no views,
 * triggers or expressions of its own), no value may exceed LAB_DATABASE_VALUE_MOST, and what SQLite calls
 * defensive is on. A writer holds the file alone: a second one is told. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Bytes of one text or blob. */
#define LAB_DATABASE_VALUE_MOST (16 * 1024 * 1024)

typedef struct _LabDatabase LabDatabase;

/* A new file with empty tables. LAB_ERROR_FILE where path exists already or cannot be written. */
LabDatabase *lab_database_create   (const char   *path,
                                    GError      **error);

/* An existing one, to be written into or only read; a transaction that a dead process left half done is
 * taken back first. LAB_ERROR_FILE with a sentence where it is no session, of a newer format or changed
 * by other hands, LAB_ERROR_BUSY where another process is writing into it. */
LabDatabase *lab_database_open     (const char   *path,
                                    gboolean      to_write,
                                    GError      **error);
void         lab_database_close    (LabDatabase  *database);

/* Its name, as it may be shown. */
const char  *lab_database_name     (const LabDatabase *database);

gboolean     lab_database_begin    (LabDatabase  *database,
                                    GError      **error);
/* Afterwards the changes are on the disk. */
gboolean     lab_database_commit   (LabDatabase  *database,
                                    GError      **error);
void         lab_database_rollback (LabDatabase  *database);

/* Whether the structure of the file is sound; it reads all of it. */
gboolean     lab_database_is_sound (LabDatabase  *database);

/* Rows with checksums. */

/* A statement over a table whose last column is the checksum. */
typedef struct
{
  LabDatabase *database;
  sqlite3_stmt *statement;
  GChecksum *sum;
  int column; /* the next one */
} LabRow;

/* sql: INSERT OR REPLACE INTO table VALUES (?, ...) or SELECT * FROM table ... ; it is kept until
 * lab_row_clear(). */
gboolean     lab_row_prepare       (LabRow       *row,
                                    LabDatabase  *database,
                                    const char   *sql,
                                    GError      **error);
void         lab_row_clear         (LabRow       *row);

/* Starts a row of table to be written; then come its columns, in order. */
void         lab_row_start         (LabRow       *row,
                                    const char   *table);
void         lab_row_add_integer   (LabRow       *row,
                                    gint64        value);
void         lab_row_add_real      (LabRow       *row,
                                    double        value);
void         lab_row_add_text      (LabRow       *row,
                                    const char   *text);
void         lab_row_add_blob      (LabRow       *row,
                                    gconstpointer bytes,
                                    gsize         length);
/* Writes it with its checksum. */
gboolean     lab_row_write         (LabRow       *row,
                                    GError      **error);

typedef enum
{
  LAB_ROW_THERE,
  LAB_ROW_END,
  LAB_ROW_DAMAGED, /* what follows cannot be read */
} LabRowState;

/* Before a read: the place of a parameter (from 1). */
void         lab_row_seek          (LabRow       *row,
                                    int           place,
                                    gint64        value);
/* The next row of table; then come its columns, in order. */
LabRowState  lab_row_next          (LabRow       *row,
                                    const char   *table);
gint64       lab_row_get_integer   (LabRow       *row);
double       lab_row_get_real      (LabRow       *row); /* NaN for NULL */
/* Valid until the next row; NULL for NULL. */
const char  *lab_row_get_text      (LabRow       *row);
gconstpointer lab_row_get_blob     (LabRow       *row,
                                    gsize        *length);
/* After the last column: whether the row is as it was written. */
gboolean     lab_row_is_whole      (LabRow       *row);
/* The read may be started again. */
void         lab_row_rewind        (LabRow       *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabDatabase, lab_database_close)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabRow, lab_row_clear)

G_END_DECLS
