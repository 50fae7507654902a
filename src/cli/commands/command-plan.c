/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab plan: an experiment cut into parts that other processes train. */
#include "cli/command.h"

#include "cli/commands/run-folders.h"
#include "cli/commands/run-kernel.h"
#include "cli/commands/run-session.h"
#include "cli/output.h"
#include "cluster/scripts.h"
#include "core/shown.h"
#include "transformer/simd-level.h"

/* Parts where none are asked for. */
#define TASKS 8

/* The program as it was started, for scripts; its name where the system does not say more. */
static char *
this_program (void)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);

  return path != NULL ? g_steal_pointer (&path) : g_strdup ("scaling-lab");
}

static char *
describe (const LabRunFolder *folder)
{
  g_autofree char *shown = lab_shown (folder->path, "");
  g_autofree double *load = g_new0 (double, folder->tasks);
  double least = G_MAXDOUBLE, most = 0, total = 0;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < folder->count; i++)
    load[folder->runs[i].task] += folder->runs[i].cost;
  for (guint task = 0; task < folder->tasks; task++) {
    least = MIN (least, load[task]);
    most = MAX (most, load[task]);
    total += load[task];
  }
  g_string_append_printf (
      text,
      "%u runs in %u parts in %s: %.3g FLOP in all, %.3g to %.3g in a part.\n"
      "  sbatch %s/" LAB_SCRIPT_SLURM "\n  %s/" LAB_SCRIPT_SHELL
      "\n  kubectl apply -f %s/" LAB_SCRIPT_KUBERNETES "\n  scaling-lab work %s --task 0\n"
      "and, when they are through: scaling-lab gather %s\n",
      folder->count, folder->tasks, shown, total, least, most, shown, shown, shown, shown, shown);
  return g_string_free (text, FALSE);
}

static int
run (const LabArguments *arguments)
{
  g_autoptr (LabRunFolder) folder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = lab_run_session_line (arguments);
  g_autofree char *program = this_program ();
  g_autofree char *text = NULL;
  guint64 tasks = TASKS;
  LabSimdLevel level;

  if (arguments->out == NULL) {
    lab_complain ("--out DIR is missing: it says which folder the processes are to meet in.");
    return LAB_EXIT_NOT_UNDERSTOOD;
  }
  if (arguments->tasks != NULL &&
      !lab_option_number ("--tasks", arguments->tasks, 1, LAB_TASKS_MAX, &tasks))
    return LAB_EXIT_NOT_UNDERSTOOD;
  if (!lab_run_kernel_check (arguments, &error) ||
      (arguments->simd != NULL && !lab_simd_level_force (arguments->simd, &error)) ||
      !lab_simd_level_choose (&level, &error))
    return lab_exit_with (error);
  folder = lab_run_folder_make (
      arguments->out, line, arguments->points != NULL ? arguments->points->checksum : NULL,
      lab_simd_level_name (level), &arguments->experiment, (guint)tasks, &error);
  if (folder == NULL || !lab_scripts_write (folder, program, &error))
    return lab_exit_with (error);
  text = describe (folder);
  return lab_print (text) ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

const LabCommand lab_command_plan = {
    .name = "plan",
    .usage = "[KEY=VALUE]... --out DIR [--tasks K] [--simd LEVEL]",
    .summary = "Cut an experiment into parts that many processes or machines train.",
    .details =
        "Makes a run folder: the experiment, a plan of all its runs with their cost, cut into\n"
        "K parts of like cost (8 where no --tasks is given), and scripts that start the parts\n"
        "under Slurm, GNU parallel and Kubernetes. scaling-lab work trains one part, any number\n"
        "of processes at once on any machines that share the folder; scaling-lab gather makes\n"
        "the files of scaling-lab run of it, to the byte.\n"
        "A folder of the same experiment goes on: its finished runs stay. All processes must be\n"
        "of the same build and use the same instruction set (--simd), or they refuse.\n"
        "\n"
        "Example: scaling-lab plan sweep=data d=4 repeats=8 --out big --tasks 16\n",
    .flags = LAB_COMMAND_TAKES_OUT | LAB_COMMAND_TAKES_SIMD | LAB_COMMAND_TAKES_TASKS,
    .keys_beside = lab_run_kernel_keys,
    .run = run,
};
