/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab export: the files of `scaling-lab run`, made of what a session has measured. */
#include "cli/command.h"

#include "cli/commands/outcome.h"
#include "cli/commands/run-session.h"
#include "cli/output.h"
#include "experiment/runner/sweep.h"

static int
export_one (const LabArguments *arguments, const LabSession *session, guint place)
{
  const LabSessionExperiment *experiment = g_ptr_array_index (session->experiments, place);
  g_auto (LabArguments) own = {.workers = 0};
  g_auto (LabOutcome) outcome = {.runs = NULL};
  g_autoptr (GError) error = NULL;
  int signal;

  if (!lab_run_session_parse (session, place, arguments, &own, &signal, &error))
    return lab_exit_after (signal, error);
  outcome.runs = lab_sweep_runs_sort (&own.experiment, experiment->runs);
  return lab_outcome_make_files (&outcome, &own);
}

static int
run (const LabArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabSession) session = NULL;
  int status = LAB_EXIT_DONE;

  if (arguments->out == NULL) {
    lab_complain ("--out DIR is missing: it says where the files of the session go.");
    return LAB_EXIT_NOT_UNDERSTOOD;
  }
  session = lab_session_read (arguments->file, &error);
  if (session == NULL)
    return lab_exit_with (error);
  for (guint i = 0; i < session->experiments->len && status == LAB_EXIT_DONE; i++)
    status = export_one (arguments, session, i);
  for (guint i = 0; i < session->lost->len; i++)
    lab_complain ("%s", (const char *)g_ptr_array_index (session->lost, i));
  return status == LAB_EXIT_DONE && session->lost->len > 0 ? LAB_EXIT_FAILED : status;
}

const LabCommand lab_command_export = {
    .name = "export",
    .usage = "FILE --out DIR [--replace]",
    .summary = "Write the tables, fits and charts of a session's file, as run does.",
    .details =
        "Nothing is trained: the files are made of the runs that the session has, and are\n"
        "those that scaling-lab run writes, to the byte. A session of several experiments\n"
        "goes to DIR/experiment-1, DIR/experiment-2, ...\n"
        "Where the file is damaged, what can be read is written, what is lost is named, and\n"
        "the command ends with 1.\n"
        "\n"
        "Example: scaling-lab export work.scalinglab --out results\n",
    .flags = LAB_COMMAND_TAKES_FILE | LAB_COMMAND_TAKES_OUT | LAB_COMMAND_REPLACES,
    .run = run,
};
