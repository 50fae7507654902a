/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scaling-lab-mpi: the command run on the ranks of an MPI job.
 *
 * Rank 0 makes (or goes on with) the run folder, hands out its runs, longest first, and gathers; the other
 * ranks train, each with its share of the node's cores. Every finished run is a record in the folder: where the
 * launcher ends the job, the same command started again trains only what is missing. */
#include "cli/command.h"
#include "cli/commands/run-folders.h"
#include "cli/output.h"
#include "cluster/work.h"
#include "core/heap.h"
#include "hand-out.h"
#include "transformer/blas.h"

#include <locale.h>
#include <mpi.h>

#define USAGE                                                                                      \
  "usage: mpirun scaling-lab-mpi [KEY=VALUE]... --out DIR [--simd LEVEL]\n"                        \
  "Trains the experiment on all ranks and writes the files of scaling-lab run into DIR, to the\n"  \
  "byte. Started again after it was ended, it trains only what is missing.\n"

/* The cores of this node divided among its ranks. */
static guint
cores_of_rank (void)
{
  MPI_Comm node;
  int ranks = 1;

  MPI_Comm_split_type (MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &node);
  MPI_Comm_size (node, &ranks);
  MPI_Comm_free (&node);
  return MAX (g_get_num_processors () / (guint)ranks, 1);
}

/* Alone: without anybody to hand runs to. */
static gboolean
train_alone (const LabOpenFolder *open)
{
  g_autoptr (GArray) all = lab_run_folder_part (open->folder, -1);
  g_autoptr (GError) error = NULL;
  gint stop = FALSE;
  LabWorkCount count;

  if (lab_work (open->folder, &open->arguments.experiment, all, g_get_num_processors (),
                LAB_CLAIM_TAKEOVER, &stop, &count, &error))
    return TRUE;
  lab_complain ("%s", error->message);
  return FALSE;
}

static int
train (const LabArguments *arguments, int rank, int ranks)
{
  const LabArguments given = {.file = arguments->out};
  g_auto (LabOpenFolder) open = {.folder = NULL};
  g_autoptr (GError) error = NULL;
  const guint cores = cores_of_rank ();
  int status = LAB_EXIT_DONE;

  if (lab_open_folder (&given, &open, &status) && !lab_run_folder_admits (open.folder, &error))
    status = lab_exit_with (error);
  /* All or none take part. */
  MPI_Allreduce (MPI_IN_PLACE, &status, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
  if (status != LAB_EXIT_DONE)
    return status;
  if (rank > 0)
    lab_take_part (open.folder, &open.arguments.experiment, cores);
  else if (ranks == 1 ? !train_alone (&open)
                      : lab_hand_out (open.folder, &open.arguments.experiment, ranks) > 0)
    status = LAB_EXIT_FAILED;
  if (rank == 0)
    status = MAX (status, lab_command_gather.run (&given));
  return status;
}

static int
run (const char *const *words, int rank, int ranks)
{
  g_auto (LabArguments) arguments = {.workers = 0};
  g_autoptr (GError) error = NULL;
  int signal, status = LAB_EXIT_DONE;

  if (!lab_arguments_parse (&lab_command_plan, words, &arguments, &signal, &error)) {
    if (rank == 0)
      lab_exit_after (signal, error);
    return LAB_EXIT_NOT_UNDERSTOOD;
  }
  if (arguments.help)
    return rank == 0 && !lab_print (USAGE) ? LAB_EXIT_FAILED : LAB_EXIT_DONE;
  if (rank == 0)
    status = lab_command_plan.run (&arguments);
  MPI_Bcast (&status, 1, MPI_INT, 0, MPI_COMM_WORLD);
  return status == LAB_EXIT_DONE ? train (&arguments, rank, ranks) : status;
}

int
main (int argc, char **argv)
{
  int rank, ranks, given, status;

  /* As the desktop program does, so that the files are the same. */
  lab_heap_set_up ();
  setlocale (LC_ALL, "C");
  setlocale (LC_CTYPE, "");
  lab_blas_use_one_thread ();
  MPI_Init_thread (&argc, &argv, MPI_THREAD_FUNNELED, &given);
  MPI_Comm_rank (MPI_COMM_WORLD, &rank);
  MPI_Comm_size (MPI_COMM_WORLD, &ranks);
  status = run ((const char *const *)argv + 1, rank, ranks);
  MPI_Bcast (&status, 1, MPI_INT, 0, MPI_COMM_WORLD);
  MPI_Finalize ();
  return status;
}
