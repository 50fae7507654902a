/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/store/session.h"

#include "config.h"

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
