/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session's file as it grows, and a whole session written at once. */
#include "session/store/session.h"

#include "core/error.h"
#include "core/shown.h"
#include "session/store/database.h"
#include "session/store/session-private.h"
#include "session/store/session-rows.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

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
  g_ptr_array_add (file->stored, lab_session_stored_new (experiment));
  written = lab_session_write_session (file, error);
  for (guint i = 0; written && i < experiment->runs->len; i++)
    written = lab_session_write_run (file, place, g_ptr_array_index (experiment->runs, i), error);
  written = written && lab_session_write_experiment (file, place, error);
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

  LabSessionStored *stored = g_ptr_array_index (file->stored, experiment);
  gpointer key = GUINT_TO_POINTER (run->plan.index);
  const gboolean is_new = !g_hash_table_contains (stored->indexes, key);
  if (!lab_database_begin (file->database, error))
    return FALSE;
  if (commit (file,
              lab_session_write_run (file, experiment, run, error) &&
                  lab_session_write_experiment (file, experiment, error),
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
  file->stored = g_ptr_array_new_with_free_func (lab_session_stored_free);
  if (!lab_session_rows_prepare (file, error)) {
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
         commit (file,
                 lab_session_write_fields (file, error) && lab_session_write_session (file, error),
                 error);
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
    LabSessionStored *stored = lab_session_stored_new (experiment);

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
  for (LabSessionTable table = 0; table < LAB_SESSION_TABLES; table++)
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
