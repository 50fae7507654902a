/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/run-session.h"

#include "cli/output.h"
#include "core/error.h"
#include "core/shown.h"
#include "experiment/experiment-keys.h"
#include "experiment/runner/sweep.h"
#include "session/results.h"
#include "transformer/simd-level.h"

#include <glib/gstdio.h>

struct _LabRunSession
{
  LabSessionFile *file;
  char *path;
  char *name;      /* of path, as it may be shown */
  char *aside;     /* written instead until the end; or NULL */
  GPtrArray *runs; /* LabRun, of the file as it was */
  guint place;     /* of the experiment in the file, from 0 */
  guint kept, count;
};

char *
lab_run_session_line (const LabArguments *arguments)
{
  LabExperiment resolved;
  g_autofree char *line = NULL;
  g_autofree char *beside = lab_numbers_to_text (&arguments->numbers);

  lab_results_resolve (&arguments->experiment, &resolved);
  line = lab_experiment_to_text (&resolved);
  return g_strconcat (line, *beside != '\0' ? " " : "", beside, NULL);
}

static LabSessionExperiment *
describe (const LabArguments *arguments, GError **error)
{
  g_autofree char *line = lab_run_session_line (arguments);
  LabSimdLevel level;

  if (!lab_simd_level_choose (&level, error))
    return NULL;
  return lab_session_experiment_new (line,
                                     arguments->points != NULL ? arguments->points->checksum : NULL,
                                     lab_simd_level_name (level));
}

static gboolean
add (LabRunSession *session, const LabArguments *arguments, GError **error)
{
  g_autoptr (LabSessionExperiment) experiment = describe (arguments, error);

  return experiment != NULL && lab_session_file_add (session->file, experiment, error);
}

static gboolean
create (LabRunSession *session, const char *path, const LabArguments *arguments, GError **error)
{
  session->file = lab_session_file_create (path, error);
  return session->file != NULL && add (session, arguments, error);
}

/* Whether a stored experiment is that of the line: a key that an older line lacks counts as its default. */
static gboolean
says (const LabSessionExperiment *experiment, const char *line)
{
  g_auto (GStrv) words = g_strsplit (experiment->words, " ", -1);
  g_auto (LabArguments) read = {.workers = 0};
  g_autofree char *again = NULL;
  int signal;

  if (g_str_equal (experiment->words, line))
    return TRUE;
  if (experiment->points_sha256 != NULL ||
      !lab_arguments_parse (&lab_command_run, (const char *const *)words, &read, &signal, NULL))
    return FALSE;
  again = lab_run_session_line (&read);
  return g_str_equal (again, line);
}

/* The place of the experiment in the session, or -1. */
static int
find (const LabSession *found, const LabArguments *arguments)
{
  g_autofree char *line = lab_run_session_line (arguments);
  const char *checksum = arguments->points != NULL ? arguments->points->checksum : NULL;

  for (guint i = 0; i < found->experiments->len; i++) {
    const LabSessionExperiment *experiment = g_ptr_array_index (found->experiments, i);

    if (g_strcmp0 (experiment->points_sha256, checksum) == 0 && says (experiment, line))
      return (int)i;
  }
  return -1;
}

/* Runs of one experiment come from one instruction set, where the processor has it. */
static gboolean
take_simd (const LabSessionExperiment *experiment, const LabArguments *arguments, GError **error)
{
  LabSimdLevel level;

  if (experiment->runs->len == 0)
    return TRUE;
  if (arguments->simd != NULL && !g_str_equal (arguments->simd, experiment->simd))
    return lab_refuse (
        error, LAB_ERROR_INVALID_VALUE,
        "--simd %s: the runs of this session were trained with %s; leave --simd out.",
        arguments->simd, experiment->simd);
  if (lab_simd_level_force (experiment->simd, NULL))
    return TRUE;
  if (!lab_simd_level_choose (&level, error))
    return FALSE;
  return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                     "The runs of this session were trained with %s, which this computer does not "
                     "have; their bytes cannot be continued with %s. Train the experiment anew.",
                     experiment->simd, lab_simd_level_name (level));
}

static gboolean
go_on (LabRunSession *session, const LabArguments *arguments, GError **error)
{
  g_autoptr (LabSession) found = NULL;
  const LabSessionExperiment *experiment;
  int place;

  session->file = lab_session_file_open (session->path, &found, error);
  if (session->file == NULL)
    return FALSE;
  if (found->experiments->len == 0)
    return add (session, arguments, error);
  place = find (found, arguments);
  if (place < 0 && arguments->replace) {
    g_clear_pointer (&session->file, lab_session_file_close);
    session->aside = g_strconcat (session->path, ".new", NULL);
    g_unlink (session->aside);
    return create (session, session->aside, arguments, error);
  }
  if (place < 0)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "%s holds the session of another experiment; --replace replaces it, or name "
                       "another file.",
                       session->name);
  experiment = g_ptr_array_index (found->experiments, place);
  session->place = (guint)place;
  session->runs = g_ptr_array_ref (experiment->runs);
  session->kept = experiment->runs->len;
  return take_simd (experiment, arguments, error);
}

LabRunSession *
lab_run_session_open (const LabArguments *arguments, int *status)
{
  g_autoptr (LabRunSession) session = g_new0 (LabRunSession, 1);
  g_autoptr (GError) error = NULL;
  gboolean opened;

  session->path = g_strdup (arguments->session);
  session->name = lab_shown (arguments->session, "");
  session->count = lab_experiment_run_count (&arguments->experiment);
  opened = g_file_test (session->path, G_FILE_TEST_EXISTS)
               ? go_on (session, arguments, &error)
               : create (session, session->path, arguments, &error);
  if (opened)
    return g_steal_pointer (&session);
  *status = lab_exit_with (error);
  return NULL;
}

void
lab_run_session_close (LabRunSession *session)
{
  if (session == NULL)
    return;
  lab_session_file_close (session->file);
  g_clear_pointer (&session->runs, g_ptr_array_unref);
  g_free (session->aside);
  g_free (session->path);
  g_free (session->name);
  g_free (session);
}

GPtrArray *
lab_run_session_runs (const LabRunSession *session, const LabExperiment *experiment)
{
  return session->runs != NULL ? lab_sweep_runs_sort (experiment, session->runs)
                               : lab_sweep_runs_new (experiment);
}

gboolean
lab_run_session_keep (LabRunSession *session, const LabRun *run, GError **error)
{
  if (!lab_session_file_add_run (session->file, session->place, run, error))
    return FALSE;
  session->kept++;
  return TRUE;
}

gboolean
lab_run_session_end (LabRunSession *session, gboolean finished)
{
  g_clear_pointer (&session->file, lab_session_file_close);
  if (session->aside == NULL)
    return TRUE;
  if (!finished) {
    lab_complain ("%s still holds the former session; what was measured is in %s.new.",
                  session->name, session->name);
    return TRUE;
  }
  if (g_rename (session->aside, session->path) == 0)
    return TRUE;
  lab_complain ("%s cannot be replaced: %s. The session is in %s.new.", session->name,
                g_strerror (errno), session->name);
  return FALSE;
}

char *
lab_run_session_words (const LabRunSession *session)
{
  return g_strdup_printf ("Kept in %s: %u of %u runs\n", session->name, session->kept,
                          session->count);
}

/* The folder of one of several experiments; of a single one the folder that was asked for. NULL where none
 * was. */
static char *
folder_of (const LabArguments *given, guint place, guint count)
{
  g_autofree char *name = g_strdup_printf ("experiment-%u", place + 1);

  if (given->out == NULL || count == 1)
    return g_strdup (given->out);
  g_mkdir_with_parents (given->out, 0777); /* where it fails, so does the folder below it */
  return g_build_filename (given->out, name, NULL);
}

gboolean
lab_run_session_parse (const LabSession *session,
                       guint place,
                       const LabArguments *given,
                       LabArguments *out,
                       int *signal,
                       GError **error)
{
  const LabSessionExperiment *experiment = g_ptr_array_index (session->experiments, place);
  g_auto (GStrv) words = g_strsplit (experiment->words, " ", -1);
  const char *checksum;

  if (!lab_arguments_parse (&lab_command_run, (const char *const *)words, out, signal, error))
    return FALSE;
  checksum = out->points != NULL ? out->points->checksum : NULL;
  if (g_strcmp0 (checksum, experiment->points_sha256) != 0)
    return lab_refuse (error, LAB_ERROR_FILE,
                       "The file of points is no longer what it was when the session was measured: "
                       "its checksum is another.");
  out->workers = given->workers;
  out->out = folder_of (given, place, session->experiments->len);
  out->simd = g_strdup (given->simd);
  out->session = g_strdup (given->file);
  out->json = given->json;
  out->replace = given->replace;
  return TRUE;
}
