/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cluster/record.h"

#include "core/error.h"
#include "core/shown.h"
#include "experiment/runner/sweep.h"
#include "session/run-record.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Larger files are no record. */
#define RECORD_MOST (16 * 1024 * 1024)

static char *
name_of (const LabRunFolder *folder, guint index)
{
  return g_strdup_printf ("%s/" LAB_RUN_FOLDER_RECORDS "/%06u.json", folder->path, index);
}

gboolean
lab_record_is_there (const LabRunFolder *folder, guint index)
{
  g_autofree char *name = name_of (folder, index);

  return g_access (name, F_OK) == 0;
}

/* Names no other process has: of this host and process. */
static char *
name_aside (const LabRunFolder *folder, guint index)
{
  return g_strdup_printf ("%s/" LAB_RUN_FOLDER_RECORDS "/.%06u.%s.%d", folder->path, index,
                          g_get_host_name (), (int)getpid ());
}

static gboolean
write_and_sync (const char *name, const char *text, gsize length)
{
  const int file = open (name, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
  gboolean done = file >= 0;

  while (done && length > 0) {
    const gssize written = write (file, text, length);

    done = written > 0 || (written < 0 && errno == EINTR);
    if (written > 0) {
      text += written;
      length -= (gsize)written;
    }
  }
  done = done && fsync (file) == 0;
  if (file >= 0 && close (file) != 0)
    done = FALSE;
  return done;
}

gboolean
lab_record_write (const LabRunFolder *folder, const LabRun *run, GError **error)
{
  g_return_val_if_fail (folder != NULL && run != NULL, FALSE);
  g_return_val_if_fail (run->status != LAB_RUN_STOPPED, FALSE);

  g_autofree char *name = name_of (folder, run->plan.index);
  g_autofree char *aside = name_aside (folder, run->plan.index);
  g_autofree char *text = lab_run_record_text (run);
  g_autofree char *shown = lab_shown (name, "");
  if (write_and_sync (aside, text, strlen (text)) && g_rename (aside, name) == 0)
    return TRUE;
  const int cause = errno;
  g_unlink (aside);
  return lab_refuse (error, LAB_ERROR_FILE, "The record %s cannot be written: %s.", shown,
                     g_strerror (cause));
}

LabRun *
lab_record_read (const LabRunFolder *folder,
                 const LabExperiment *experiment,
                 guint index,
                 GError **error)
{
  g_return_val_if_fail (folder != NULL && experiment != NULL, NULL);

  g_autofree char *name = name_of (folder, index);
  g_autofree char *shown = lab_shown (name, "");
  g_autofree char *text = NULL;
  g_autoptr (GError) cause = NULL;
  g_autoptr (LabRun) run = NULL;
  GStatBuf status;
  gsize length;
  if (g_stat (name, &status) != 0)
    return NULL;
  if (!S_ISREG (status.st_mode) || status.st_size > RECORD_MOST ||
      !g_file_get_contents (name, &text, &length, &cause)) {
    lab_refuse (error, LAB_ERROR_FILE, "%s cannot be read: %s.", shown,
                cause != NULL ? cause->message : "it is no record of a run");
    return NULL;
  }
  run = lab_run_record_read (shown, text, length, error);
  if (run != NULL && (run->plan.index != index || !lab_sweep_has_place (experiment, run))) {
    lab_refuse (error, LAB_ERROR_FILE, "%s is the record of another run than the plan has there.",
                shown);
    return NULL;
  }
  return g_steal_pointer (&run);
}

GPtrArray *
lab_records_read (const LabRunFolder *folder,
                  const LabExperiment *experiment,
                  GPtrArray *complaints)
{
  g_return_val_if_fail (folder != NULL && experiment != NULL && complaints != NULL, NULL);

  GPtrArray *runs = lab_sweep_runs_new (experiment);
  for (guint i = 0; i < runs->len; i++) {
    g_autoptr (GError) error = NULL;

    runs->pdata[i] = lab_record_read (folder, experiment, i, &error);
    if (error != NULL)
      g_ptr_array_add (complaints, g_strdup (error->message));
  }
  return runs;
}

/* A dot and six digits is what was not whole yet; six digits among the claims, what nobody needs any more. */
static gboolean
is_left_over (const char *name, gboolean claims)
{
  const gsize digits = strspn (name + (name[0] == '.'), "0123456789");

  return name[0] == '.' ? digits >= 6 : claims && digits >= 6 && name[digits] == '\0';
}

static void
tidy (const LabRunFolder *folder, const char *inner, gboolean claims)
{
  g_autofree char *path = g_build_filename (folder->path, inner, NULL);
  g_autoptr (GDir) names = g_dir_open (path, 0, NULL);
  const char *name;

  while (names != NULL && (name = g_dir_read_name (names)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (is_left_over (name, claims))
      g_unlink (file);
  }
}

void
lab_records_tidy (const LabRunFolder *folder)
{
  g_return_if_fail (folder != NULL);

  tidy (folder, LAB_RUN_FOLDER_RECORDS, FALSE);
  tidy (folder, LAB_RUN_FOLDER_CLAIMS, TRUE);
}
