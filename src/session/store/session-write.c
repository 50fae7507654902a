/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session's file as it grows, and a whole session written at once. */
#include "session/store/session.h"

#include "core/error.h"
#include "core/shown.h"
#include "session/results-rows.h"
#include "session/store/database.h"
#include "session/store/schema.h"
#include "session/store/session-private.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

typedef enum
{
  TABLE_EXPERIMENT,
  TABLE_FIELD,
  TABLE_RUN,
  TABLE_SERIES,
  TABLE_SESSION,
  TABLES
} Table;

static const struct
{
  const char *name, *sql;
} tables[TABLES] = {
    {"experiment", "INSERT OR REPLACE INTO experiment VALUES (?, ?, ?, ?, ?, ?, ?)"},
    {"field", "INSERT OR REPLACE INTO field VALUES (?, ?, ?, ?)"},
    {"run",
     "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
     "?, ?, ?, ?)"},
    {"series", "INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?, ?)"},
    {"session", "INSERT OR REPLACE INTO session VALUES (?, ?, ?)"},
};

/* What the file holds of an experiment, beside its runs. */
typedef struct
{
  LabSessionExperiment *value; /* without runs */
  GHashTable *indexes;         /* of its runs */
} Stored;

struct _LabSessionFile
{
  LabDatabase *database;
  LabRow rows[TABLES];
  GPtrArray *stored; /* Stored */
};

static void
stored_free (gpointer data)
{
  Stored *stored = data;

  lab_session_experiment_free (stored->value);
  g_hash_table_unref (stored->indexes);
  g_free (stored);
}

static Stored *
stored_new (const LabSessionExperiment *experiment)
{
  Stored *stored = g_new0 (Stored, 1);

  stored->value =
      lab_session_experiment_new (experiment->words, experiment->points_sha256, experiment->simd);
  g_free (stored->value->program);
  stored->value->program = g_strdup (experiment->program);
  stored->indexes = g_hash_table_new (NULL, NULL);
  return stored;
}

/* Rows, inside a transaction. */

static void
add_fields (LabRow *row, const LabRunField *fields, gconstpointer value)
{
  for (const LabRunField *field = fields; field->name != NULL; field++) {
    gconstpointer place = G_STRUCT_MEMBER_P (value, field->offset);
    switch (field->type) {
    case LAB_RUN_FIELD_REAL:
      lab_row_add_real (row, *(const double *)place);
      break;
    case LAB_RUN_FIELD_SINGLE:
      lab_row_add_real (row, (double)*(const float *)place);
      break;
    default:
      lab_row_add_integer (row, lab_run_field_integer (field, value));
      break;
    }
  }
}

static gboolean
write_session (LabSessionFile *file, GError **error)
{
  LabRow *row = &file->rows[TABLE_SESSION];

  lab_row_start (row, tables[TABLE_SESSION].name);
  lab_row_add_integer (row, 1);
  lab_row_add_integer (row, file->stored->len);
  return lab_row_write (row, error);
}

static gboolean
write_experiment (LabSessionFile *file, guint place, GError **error)
{
  const Stored *stored = g_ptr_array_index (file->stored, place);
  LabRow *row = &file->rows[TABLE_EXPERIMENT];

  lab_row_start (row, tables[TABLE_EXPERIMENT].name);
  lab_row_add_integer (row, (gint64)place + 1);
  lab_row_add_text (row, stored->value->words);
  lab_row_add_text (row, stored->value->points_sha256);
  lab_row_add_text (row, stored->value->simd);
  lab_row_add_text (row, stored->value->program);
  lab_row_add_integer (row, g_hash_table_size (stored->indexes));
  return lab_row_write (row, error);
}

static gboolean
write_field (LabSessionFile *file,
             LabSeriesKind kind,
             guint position,
             const char *name,
             GError **error)
{
  LabRow *row = &file->rows[TABLE_FIELD];

  lab_row_start (row, tables[TABLE_FIELD].name);
  lab_row_add_text (row, lab_series_names[kind]);
  lab_row_add_integer (row, position);
  lab_row_add_text (row, name);
  return lab_row_write (row, error);
}

/* The order in which the series have their fields. */
static gboolean
write_fields (LabSessionFile *file, GError **error)
{
  guint positions[LAB_SERIES_KINDS] = {0};

  for (const LabRunField *field = lab_run_evaluation_fields; field->name != NULL; field++) {
    const LabSeriesKind kind = lab_series_of (field);

    if (!write_field (file, kind, positions[kind]++, field->name, error))
      return FALSE;
  }
  return write_field (file, LAB_SERIES_COUNTS, positions[LAB_SERIES_COUNTS], LAB_SERIES_BLOCKS,
                      error);
}

static gboolean
write_run (LabSessionFile *file, guint place, const LabRun *run, GError **error)
{
  LabRow *row = &file->rows[TABLE_RUN];

  lab_row_start (row, tables[TABLE_RUN].name);
  lab_row_add_integer (row, (gint64)place + 1);
  add_fields (row, lab_run_plan_fields, &run->plan);
  add_fields (row, lab_run_fields, run);
  add_fields (row, lab_run_dimension_fields, &run->data_dimension);
  lab_row_add_text (row, lab_results_status_name (run->status));
  lab_row_add_text (row, run->reason);
  lab_row_add_integer (row, run->chosen + 1);
  lab_row_add_integer (row, run->evaluation_count);
  return lab_row_write (row, error);
}

static gboolean
write_one_series (LabSessionFile *file,
                  guint place,
                  const LabRun *run,
                  LabSeriesKind kind,
                  GError **error)
{
  g_autoptr (GByteArray) values = lab_series_pack (run, kind);
  LabRow *row = &file->rows[TABLE_SERIES];

  if (values->len == 0)
    return TRUE;
  lab_row_start (row, tables[TABLE_SERIES].name);
  lab_row_add_integer (row, LAB_SERIES_ID (place + 1, run->plan.index, kind));
  lab_row_add_integer (row, (gint64)place + 1);
  lab_row_add_integer (row, run->plan.index);
  lab_row_add_text (row, lab_series_names[kind]);
  lab_row_add_blob (row, values->data, values->len);
  return lab_row_write (row, error);
}

static gboolean
write_whole_run (LabSessionFile *file, guint place, const LabRun *run, GError **error)
{
  Stored *stored = g_ptr_array_index (file->stored, place);

  if (!write_run (file, place, run, error))
    return FALSE;
  for (LabSeriesKind kind = 0; kind < LAB_SERIES_KINDS; kind++)
    if (!write_one_series (file, place, run, kind, error))
      return FALSE;
  g_hash_table_add (stored->indexes, GUINT_TO_POINTER (run->plan.index));
  return TRUE;
}

/* Transactions. */

static gboolean
commit (LabSessionFile *file, gboolean written, GError **error)
{
  if (written && lab_database_commit (file->database, error))
    return TRUE;
  lab_database_rollback (file->database);
  return FALSE;
}

gboolean
lab_session_file_add (LabSessionFile *file, const LabSessionExperiment *experiment, GError **error)
{
  g_return_val_if_fail (file != NULL && experiment != NULL, FALSE);

  const guint place = file->stored->len;
  gboolean written;
  if (!lab_database_begin (file->database, error))
    return FALSE;
  g_ptr_array_add (file->stored, stored_new (experiment));
  written = write_session (file, error);
  for (guint i = 0; written && i < experiment->runs->len; i++)
    written = write_whole_run (file, place, g_ptr_array_index (experiment->runs, i), error);
  written = written && write_experiment (file, place, error);
  if (commit (file, written, error))
    return TRUE;
  g_ptr_array_set_size (file->stored, (int)place);
  return FALSE;
}

gboolean
lab_session_file_add_run (LabSessionFile *file, guint experiment, const LabRun *run, GError **error)
{
  g_return_val_if_fail (file != NULL && run != NULL, FALSE);
  g_return_val_if_fail (experiment < file->stored->len, FALSE);
  g_return_val_if_fail (run->status != LAB_RUN_STOPPED, FALSE);

  Stored *stored = g_ptr_array_index (file->stored, experiment);
  gpointer key = GUINT_TO_POINTER (run->plan.index);
  const gboolean is_new = !g_hash_table_contains (stored->indexes, key);
  if (!lab_database_begin (file->database, error))
    return FALSE;
  if (commit (file,
              write_whole_run (file, experiment, run, error) &&
                  write_experiment (file, experiment, error),
              error))
    return TRUE;
  if (is_new)
    g_hash_table_remove (stored->indexes, key);
  return FALSE;
}

/* Files. */

static LabSessionFile *
file_new (LabDatabase *database, GError **error)
{
  LabSessionFile *file = g_new0 (LabSessionFile, 1);

  file->database = database;
  file->stored = g_ptr_array_new_with_free_func (stored_free);
  for (Table table = 0; table < TABLES; table++)
    if (!lab_row_prepare (&file->rows[table], database, tables[table].sql, error)) {
      lab_session_file_close (file);
      return NULL;
    }
  return file;
}

static gboolean
write_empty (const char *path, GError **error)
{
  LabDatabase *database = lab_database_create (path, error);
  g_autoptr (LabSessionFile) file = database != NULL ? file_new (database, error) : NULL;

  return file != NULL && lab_database_begin (file->database, error) &&
         commit (file, write_fields (file, error) && write_session (file, error), error);
}

/* A name beside path for what is not whole yet; free with g_free(). */
static char *
name_aside (const char *path)
{
  char *aside = g_strdup_printf ("%s.%d.new", path, (int)getpid ());

  g_unlink (aside);
  return aside;
}

/* Gives the file aside its name, unless something has it. */
static gboolean
put_in_place (const char *aside, const char *path)
{
  if (link (aside, path) == 0)
    return TRUE;
  /* File systems without links. */
  return (errno == EPERM || errno == EOPNOTSUPP) && !g_file_test (path, G_FILE_TEST_EXISTS) &&
         g_rename (aside, path) == 0;
}

/* Made aside, so that whoever finds the file finds a session. */
LabSessionFile *
lab_session_file_create (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *name = lab_shown (path, "");
  g_autofree char *aside = name_aside (path);
  LabDatabase *database;
  gboolean made = write_empty (aside, error);
  if (made && !put_in_place (aside, path)) {
    made = FALSE;
    lab_refuse (error, LAB_ERROR_FILE, _ ("%s cannot be made: %s."), name, g_strerror (errno));
  }
  g_unlink (aside);
  database = made ? lab_database_open (path, TRUE, error) : NULL;
  return database != NULL ? file_new (database, error) : NULL;
}

LabSessionFile *
lab_session_file_open (const char *path, LabSession **session, GError **error)
{
  LabDatabase *database = lab_database_open (path, TRUE, error);
  g_autoptr (LabSessionFile) file = database != NULL ? file_new (database, error) : NULL;
  g_autoptr (LabSession) found = NULL;

  if (file == NULL)
    return NULL;
  found = lab_session_read_from (file->database, error);
  if (found == NULL)
    return NULL;
  if (found->lost->len > 0 || !lab_database_is_sound (file->database)) {
    lab_refuse (
        error, LAB_ERROR_FILE,
        _ ("%s is damaged: nothing is written into it. scaling-lab export takes out what can "
           "be read."),
        lab_database_name (file->database));
    return NULL;
  }
  for (guint i = 0; i < found->experiments->len; i++) {
    const LabSessionExperiment *experiment = g_ptr_array_index (found->experiments, i);
    Stored *stored = stored_new (experiment);

    for (guint k = 0; k < experiment->runs->len; k++) {
      const LabRun *run = g_ptr_array_index (experiment->runs, k);
      g_hash_table_add (stored->indexes, GUINT_TO_POINTER (run->plan.index));
    }
    g_ptr_array_add (file->stored, stored);
  }
  *session = g_steal_pointer (&found);
  return g_steal_pointer (&file);
}

void
lab_session_file_close (LabSessionFile *file)
{
  if (file == NULL)
    return;
  for (Table table = 0; table < TABLES; table++)
    lab_row_clear (&file->rows[table]);
  lab_database_close (file->database);
  g_ptr_array_unref (file->stored);
  g_free (file);
}

static gboolean
write_aside (const LabSession *session, const char *aside, GError **error)
{
  g_autoptr (LabSessionFile) file = lab_session_file_create (aside, error);

  for (guint i = 0; file != NULL && i < session->experiments->len; i++)
    if (!lab_session_file_add (file, g_ptr_array_index (session->experiments, i), error))
      return FALSE;
  return file != NULL;
}

/* So that the new name survives a loss of power. */
static void
sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int descriptor = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (descriptor < 0)
    return;
  fsync (descriptor);
  close (descriptor);
}

gboolean
lab_session_save (const LabSession *session, const char *path, GError **error)
{
  g_return_val_if_fail (session != NULL && path != NULL, FALSE);

  g_autofree char *aside = name_aside (path);
  g_autofree char *name = lab_shown (path, "");
  if (!write_aside (session, aside, error)) {
    g_unlink (aside);
    return FALSE;
  }
  if (g_rename (aside, path) != 0) {
    lab_refuse (error, LAB_ERROR_FILE, _ ("%s cannot be replaced: %s."), name, g_strerror (errno));
    g_unlink (aside);
    return FALSE;
  }
  sync_folder_of (path);
  return TRUE;
}
