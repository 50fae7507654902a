/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/store/database-private.h"

#include "core/error.h"
#include "core/shown.h"
#include "session/store/schema.h"

#include <glib/gi18n.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void
refuse (GError **error, LabDatabase *database, gboolean is_writing)
{
  const int code = sqlite3_extended_errcode (database->db);

  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    lab_refuse (error, LAB_ERROR_BUSY,
                _ ("%s is open in another program that writes into it; close it there first."),
                database->name);
    return;
  case SQLITE_NOTADB:
    lab_refuse (error, LAB_ERROR_FILE, _ ("%s is no session of Scaling Lab: it is no database."),
                database->name);
    return;
  case SQLITE_CORRUPT:
    lab_refuse (error, LAB_ERROR_FILE, _ ("%s is damaged: its tables cannot be found."),
                database->name);
    return;
  default:
    lab_refuse (error, LAB_ERROR_FILE,
                is_writing ? _ ("%s cannot be written: %s.") : _ ("%s cannot be read: %s."),
                database->name, sqlite3_errmsg (database->db));
  }
}

void
lab_database_refuse_write (LabDatabase *database, GError **error)
{
  refuse (error, database, TRUE);
}

static gboolean
execute (LabDatabase *database, const char *sql)
{
  return sqlite3_exec (database->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* What a file of unknown origin may not do. */
static void
distrust (sqlite3 *db)
{
  static const struct
  {
    int limit, most;
  } limits[] = {
      {SQLITE_LIMIT_LENGTH, LAB_DATABASE_VALUE_MOST},
      {SQLITE_LIMIT_SQL_LENGTH, 4096},
      {SQLITE_LIMIT_COLUMN, 64},
      {SQLITE_LIMIT_EXPR_DEPTH, 16},
      {SQLITE_LIMIT_COMPOUND_SELECT, 4},
      {SQLITE_LIMIT_ATTACHED, 0},
      {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
      {SQLITE_LIMIT_WORKER_THREADS, 0},
  };
  static const struct
  {
    int option, value;
  } options[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_DQS_DDL, 0},        {SQLITE_DBCONFIG_DQS_DML, 0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (db, limits[i].limit, limits[i].most);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    sqlite3_db_config (db, options[i].option, options[i].value, NULL);
}

/* The one integer that a pragma answers; -1 where it cannot be read. */
static gint64
ask (LabDatabase *database, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 answer = -1;

  if (sqlite3_prepare_v2 (database->db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return answer;
}

static gboolean
has_schema (LabDatabase *database)
{
  sqlite3_stmt *statement = NULL;
  gboolean agrees = sqlite3_prepare_v2 (database->db, "SELECT sql FROM sqlite_schema ORDER BY name",
                                        -1, &statement, NULL) == SQLITE_OK;
  guint count = 0;

  for (; agrees && sqlite3_step (statement) == SQLITE_ROW; count++)
    agrees = lab_session_schema[count] != NULL &&
             g_strcmp0 ((const char *)sqlite3_column_text (statement, 0),
                        lab_session_schema[count]) == 0;
  sqlite3_finalize (statement);
  return agrees && lab_session_schema[count] == NULL;
}

static gboolean
check_kind (LabDatabase *database, GError **error)
{
  const gint64 application = ask (database, "PRAGMA application_id");
  const gint64 version = ask (database, "PRAGMA user_version");

  if (application < 0) {
    refuse (error, database, FALSE);
    return FALSE;
  }
  if (application != LAB_SESSION_APPLICATION)
    return lab_refuse (
        error, LAB_ERROR_FILE,
        _ ("%s is no session of Scaling Lab: it is the database of another program."),
        database->name);
  if (version != LAB_SESSION_VERSION)
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("%s has the format %d; this version of Scaling Lab reads the format %d. "
                          "Open it with the version that wrote it, or a later one."),
                       database->name, (int)version, LAB_SESSION_VERSION);
  if (!has_schema (database))
    return lab_refuse (
        error, LAB_ERROR_FILE,
        _ ("%s is damaged, or was changed by another program: its tables are not those "
           "of a session."),
        database->name);
  return TRUE;
}

static LabDatabase *
open_file (const char *path, int flags, GError **error)
{
  LabDatabase *database = g_new0 (LabDatabase, 1);

  /* Whole, so that no name means something else to SQLite. */
  database->path = g_canonicalize_filename (path, NULL);
  database->name = lab_shown (path, "");
  if (sqlite3_open_v2 (database->path, &database->db, flags | SQLITE_OPEN_EXRESCODE, NULL) !=
      SQLITE_OK) {
    refuse (error, database, FALSE);
    lab_database_close (database);
    return NULL;
  }
  distrust (database->db);
  execute (database, "PRAGMA cell_size_check = 1");
  execute (database, "PRAGMA mmap_size = 0");
  return database;
}

/* Held by this process alone from the first write to the end; safe on network file systems too, since
 * nothing is shared with other processes. */
static gboolean
hold (LabDatabase *database, GError **error)
{
  if (execute (database, "PRAGMA locking_mode = EXCLUSIVE") &&
      execute (database, "PRAGMA journal_mode = DELETE") &&
      execute (database, "PRAGMA synchronous = FULL") && execute (database, "BEGIN EXCLUSIVE") &&
      execute (database, "COMMIT"))
    return TRUE;
  refuse (error, database, TRUE);
  return FALSE;
}

static gboolean
make_tables (LabDatabase *database, GError **error)
{
  g_autofree char *kind = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                           LAB_SESSION_APPLICATION, LAB_SESSION_VERSION);
  gboolean done = execute (database, "BEGIN EXCLUSIVE") && execute (database, kind);

  for (guint i = 0; done && lab_session_schema[i] != NULL; i++)
    done = execute (database, lab_session_schema[i]);
  if (!done)
    refuse (error, database, TRUE);
  if (done && lab_database_commit (database, error))
    return TRUE;
  lab_database_rollback (database);
  return FALSE;
}

LabDatabase *
lab_database_create (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *name = lab_shown (path, "");
  /* Made here, so that of two processes one makes it. */
  const int file = open (path, O_CREAT | O_EXCL | O_CLOEXEC | O_WRONLY, 0666);
  if (file < 0) {
    lab_refuse (error, LAB_ERROR_FILE, _ ("%s cannot be made: %s."), name, g_strerror (errno));
    return NULL;
  }
  close (file);
  LabDatabase *database = open_file (path, SQLITE_OPEN_READWRITE, error);
  /* Small pages: runs are rows of about a kilobyte. */
  if (database != NULL && execute (database, "PRAGMA page_size = 1024") && hold (database, error) &&
      make_tables (database, error))
    return database;
  lab_database_close (database);
  unlink (path);
  return NULL;
}

LabDatabase *
lab_database_open (const char *path, gboolean to_write, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *name = lab_shown (path, "");
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    lab_refuse (error, LAB_ERROR_FILE, _ ("%s is no file that can be opened as a session."), name);
    return NULL;
  }
  LabDatabase *database = open_file (path, SQLITE_OPEN_READWRITE, error);
  if (database == NULL)
    return NULL;
  if (check_kind (database, error)) {
    if (!to_write)
      return database;
    if (sqlite3_db_readonly (database->db, "main") != 0)
      lab_refuse (error, LAB_ERROR_FILE, _ ("%s cannot be written: it is read-only."), name);
    else if (hold (database, error))
      return database;
  }
  lab_database_close (database);
  return NULL;
}

void
lab_database_close (LabDatabase *database)
{
  if (database == NULL)
    return;
  sqlite3_close_v2 (database->db);
  g_free (database->path);
  g_free (database->name);
  g_free (database);
}

const char *
lab_database_name (const LabDatabase *database)
{
  return database->name;
}

gboolean
lab_database_begin (LabDatabase *database, GError **error)
{
  if (execute (database, "BEGIN IMMEDIATE"))
    return TRUE;
  refuse (error, database, TRUE);
  return FALSE;
}

gboolean
lab_database_commit (LabDatabase *database, GError **error)
{
  if (execute (database, "COMMIT"))
    return TRUE;
  refuse (error, database, TRUE);
  return FALSE;
}

void
lab_database_rollback (LabDatabase *database)
{
  execute (database, "ROLLBACK");
}

gboolean
lab_database_is_sound (LabDatabase *database)
{
  sqlite3_stmt *statement = NULL;
  gboolean sound = FALSE;

  if (sqlite3_prepare_v2 (database->db, "PRAGMA quick_check(1)", -1, &statement, NULL) ==
          SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    sound = g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_finalize (statement);
  return sound;
}
