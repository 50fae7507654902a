/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/store/session.h"

#include "config.h"
#include "session/store/schema.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void
unref_run (gpointer run)
{
  lab_run_unref (run);
}

static void
free_experiment (gpointer experiment)
{
  lab_session_experiment_free (experiment);
}

LabSessionExperiment *
lab_session_experiment_new (const char *words, const char *points_sha256, const char *simd)
{
  g_return_val_if_fail (words != NULL && simd != NULL, NULL);

  LabSessionExperiment *experiment = g_new0 (LabSessionExperiment, 1);
  experiment->words = g_strdup (words);
  experiment->points_sha256 = g_strdup (points_sha256);
  experiment->simd = g_strdup (simd);
  experiment->program = g_strdup (LAB_VERSION);
  experiment->runs = g_ptr_array_new_with_free_func (unref_run);
  return experiment;
}

void
lab_session_experiment_free (LabSessionExperiment *experiment)
{
  if (experiment == NULL)
    return;
  g_free (experiment->words);
  g_free (experiment->points_sha256);
  g_free (experiment->simd);
  g_free (experiment->program);
  g_ptr_array_unref (experiment->runs);
  g_free (experiment);
}

LabSession *
lab_session_new (void)
{
  LabSession *session = g_new0 (LabSession, 1);

  session->experiments = g_ptr_array_new_with_free_func (free_experiment);
  session->lost = g_ptr_array_new_with_free_func (g_free);
  return session;
}

void
lab_session_free (LabSession *session)
{
  if (session == NULL)
    return;
  g_ptr_array_unref (session->experiments);
  g_ptr_array_unref (session->lost);
  g_free (session);
}

/* The header of an SQLite file: how it begins, and where the application's number stands (big-endian). */
#define MAGIC             "SQLite format 3"
#define APPLICATION_PLACE 68

gboolean
lab_session_is_at (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  guint8 head[APPLICATION_PLACE + 4];
  guint32 application;
  const int file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gboolean is_read;
  if (file < 0)
    return FALSE;
  is_read = read (file, head, sizeof head) == (gssize)sizeof head;
  close (file);
  if (!is_read || memcmp (head, MAGIC, sizeof MAGIC) != 0)
    return FALSE;
  memcpy (&application, head + APPLICATION_PLACE, sizeof application);
  return GUINT32_FROM_BE (application) == LAB_SESSION_APPLICATION;
}
