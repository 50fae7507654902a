/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab work: trains one part of a run folder. */
#include "cli/command.h"

#include "cli/commands/run-folders.h"
#include "cli/hold.h"
#include "cli/output.h"
#include "cluster/work.h"
#include "experiment/runner/footprint.h"

#include <math.h>
#include <signal.h>

/* Of an option, else of what an engine for arrays of jobs says. NULL where none does. */
static const char *
task_word (const LabArguments *arguments)
{
  static const char *const variables[] = {"SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX"};

  if (arguments->task != NULL)
    return arguments->task;
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    if (g_getenv (variables[i]) != NULL)
      return g_getenv (variables[i]);
  return NULL;
}

static gboolean
read_takeover (const LabArguments *arguments, double *takeover)
{
  char *end = NULL;

  *takeover = LAB_CLAIM_TAKEOVER;
  if (arguments->takeover == NULL)
    return TRUE;
  *takeover = g_ascii_strtod (arguments->takeover, &end);
  if (end != arguments->takeover && *end == '\0' && isfinite (*takeover) && *takeover >= 1.0)
    return TRUE;
  lab_complain ("--takeover %s: it must be a number of seconds, at least 1.", arguments->takeover);
  return FALSE;
}

/* As many as Slurm gave cores, within what fits; one per core elsewhere. */
static gboolean
choose_workers (const LabExperiment *experiment, guint *workers, GError **error)
{
  const char *given = g_getenv ("SLURM_CPUS_PER_TASK");
  guint64 cores = 0;

  if (given != NULL)
    g_ascii_string_to_unsigned (given, 10, 1, LAB_WORKERS_MAX, &cores, NULL);
  return lab_experiment_choose_workers (experiment, (guint)cores, workers, error);
}

typedef struct
{
  const LabOpenFolder *open;
  GArray *part;
  guint workers;
  double takeover;
} Job;

/* Signals set the flag that the threads look at. */
static gpointer
watch_signals (gpointer data)
{
  gpointer *both = data;
  const LabHold *hold = both[0];
  gint *stop = both[1];

  while (!g_atomic_int_get (stop)) {
    if (lab_hold_signal (hold) != 0)
      g_atomic_int_set (stop, TRUE);
    g_usleep (20 * G_TIME_SPAN_MILLISECOND);
  }
  return NULL;
}

static int
work (const Job *job)
{
  g_autoptr (LabHold) hold = lab_hold_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint stop = FALSE;
  gpointer both[2] = {hold, &stop};
  GThread *watcher = g_thread_new ("signals", watch_signals, both);
  LabWorkCount count;
  const gboolean done = lab_work (job->open->folder, &job->open->arguments.experiment, job->part,
                                  job->workers, job->takeover, &stop, &count, &error);

  g_atomic_int_set (&stop, TRUE);
  g_thread_join (watcher);
  text = g_strdup_printf ("%u runs: %u trained here, %u recorded before or by others, %u held by "
                          "others, %u left.\n",
                          job->part->len, count.trained, count.found, count.held,
                          job->part->len - count.trained - count.found - count.held);
  if (!done)
    return lab_exit_with (error);
  if (!lab_print (text))
    return LAB_EXIT_FAILED;
  if (lab_hold_signal (hold) == SIGTERM)
    return LAB_EXIT_AGAIN;
  return lab_hold_signal (hold) != 0 ? LAB_EXIT_SIGNAL + lab_hold_signal (hold) : LAB_EXIT_DONE;
}

static int
run (const LabArguments *arguments)
{
  g_auto (LabOpenFolder) open = {.folder = NULL};
  g_autoptr (GArray) part = NULL;
  g_autoptr (GError) error = NULL;
  Job job = {.open = &open};
  guint64 task = 0;
  int status;

  if (!read_takeover (arguments, &job.takeover))
    return LAB_EXIT_NOT_UNDERSTOOD;
  if (!lab_open_folder (arguments, &open, &status))
    return status;
  if (task_word (arguments) != NULL &&
      !lab_option_number ("--task", task_word (arguments), 0, open.folder->tasks - 1, &task))
    return LAB_EXIT_NOT_UNDERSTOOD;
  if (!lab_run_folder_admits (open.folder, &error) ||
      !choose_workers (&open.arguments.experiment, &job.workers, &error))
    return lab_exit_with (error);
  part = lab_run_folder_part (open.folder, task_word (arguments) != NULL ? (int)task : -1);
  job.part = part;
  return work (&job);
}

const LabCommand lab_command_work = {
    .name = "work",
    .usage = "DIR [--task I] [--takeover SECONDS]",
    .summary = "Train one part of a run folder, or all of it.",
    .details =
        "Trains those runs of part I (0 to K-1; all parts without --task) that have no record\n"
        "and that no living process holds, as many at once as there are cores, each once it is\n"
        "claimed. Ends when all are recorded or held by others. SLURM_ARRAY_TASK_ID,\n"
        "JOB_COMPLETION_INDEX and SLURM_CPUS_PER_TASK are understood.\n"
        "The claim of a dead process of this machine is taken over at once, that of another\n"
        "machine when it has shown no sign of life for SECONDS (60).\n"
        "On SIGTERM the runs in training are given up and the command ends with 75: start it\n"
        "again, and what is missing is trained.\n"
        "\n"
        "Example: scaling-lab work big --task 3\n",
    .flags = LAB_COMMAND_TAKES_FILE | LAB_COMMAND_TAKES_TASK | LAB_COMMAND_USES_BLAS,
    .run = run,
};
