/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hand-out.h"

#include "cli/output.h"
#include "cluster/record.h"

#include <mpi.h>
#include <string.h>

/* Between two looks for a message: waiting costs no core. */
#define PAUSE (2 * G_TIME_SPAN_MILLISECOND)

/* What is sent for "there is none left". */
#define NONE (-1)

#define SENTENCE_MOST 1024

enum
{
  TAG_ASK,    /* to rank 0: another run, please */
  TAG_RUN,    /* from rank 0: the index of a run, or NONE */
  TAG_FAILED, /* to rank 0: a sentence */
  TAG_OVER,   /* to rank 0: nothing is in training here any more */
};

/* Waits for a message without spinning. */
static void
wait_for (int source, int tag, MPI_Status *status)
{
  int there = 0;

  for (;;) {
    MPI_Iprobe (source, tag, MPI_COMM_WORLD, &there, status);
    if (there)
      return;
    g_usleep (PAUSE);
  }
}

/* Rank 0. */

static void
tell_failure (int source)
{
  char sentence[SENTENCE_MOST];

  MPI_Recv (sentence, SENTENCE_MOST, MPI_CHAR, source, TAG_FAILED, MPI_COMM_WORLD,
            MPI_STATUS_IGNORE);
  sentence[SENTENCE_MOST - 1] = '\0';
  lab_complain ("%s", sentence);
}

/* The next run without a record, or NONE; a damaged record counts as none. */
static int
next_run (const LabRunFolder *folder,
          const LabExperiment *experiment,
          const GArray *order,
          guint *next)
{
  while (*next < order->len) {
    const guint index = g_array_index (order, guint, (*next)++);
    g_autoptr (LabRun) run = lab_record_read (folder, experiment, index, NULL);

    if (run == NULL)
      return (int)index;
  }
  return NONE;
}

guint
lab_hand_out (const LabRunFolder *folder, const LabExperiment *experiment, int ranks)
{
  g_autoptr (GArray) order = lab_run_folder_part (folder, -1);
  guint next = 0, failed = 0;

  for (int waiting = ranks - 1; waiting > 0;) {
    MPI_Status status;
    int run, asked;

    wait_for (MPI_ANY_SOURCE, MPI_ANY_TAG, &status);
    if (status.MPI_TAG == TAG_FAILED) {
      tell_failure (status.MPI_SOURCE);
      failed++;
      continue;
    }
    MPI_Recv (&asked, 1, MPI_INT, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD,
              MPI_STATUS_IGNORE);
    if (status.MPI_TAG == TAG_OVER) {
      waiting--;
      continue;
    }
    run = next_run (folder, experiment, order, &next);
    MPI_Send (&run, 1, MPI_INT, status.MPI_SOURCE, TAG_RUN, MPI_COMM_WORLD);
  }
  return failed;
}

/* The others: this thread speaks to rank 0, the rest train. */

#define LAST GUINT_TO_POINTER (G_MAXUINT)

typedef struct
{
  const LabRunFolder *folder;
  const LabExperiment *experiment;
  GAsyncQueue *orders; /* index + 1 of a run, or LAST */
  GAsyncQueue *ended;  /* a sentence, or "" where all went well */
} Team;

static char *
train (const Team *team, LabDataShelf *shelf, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabRun) run = NULL;
  LabRunPlan plan;

  lab_experiment_plan (team->experiment, index, &plan);
  run = lab_run_train (team->experiment, &plan, shelf, NULL, NULL, NULL, &error);
  if (run != NULL)
    lab_record_write (team->folder, run, &error);
  return g_strdup (error != NULL ? error->message : "");
}

static gpointer
run_member (gpointer data)
{
  const Team *team = data;
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  gpointer order;

  while ((order = g_async_queue_pop (team->orders)) != LAST)
    g_async_queue_push (team->ended, train (team, shelf, GPOINTER_TO_UINT (order) - 1));
  return NULL;
}

static int
ask (void)
{
  int run = 0;
  MPI_Status status;

  MPI_Send (&run, 1, MPI_INT, 0, TAG_ASK, MPI_COMM_WORLD);
  wait_for (0, TAG_RUN, &status);
  MPI_Recv (&run, 1, MPI_INT, 0, TAG_RUN, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return run;
}

static void
end_one (const Team *team)
{
  g_autofree char *sentence = g_async_queue_pop (team->ended);

  if (*sentence != '\0')
    MPI_Send (sentence, (int)MIN (strlen (sentence) + 1, SENTENCE_MOST), MPI_CHAR, 0, TAG_FAILED,
              MPI_COMM_WORLD);
}

void
lab_take_part (const LabRunFolder *folder, const LabExperiment *experiment, guint cores)
{
  Team team = {.folder = folder,
               .experiment = experiment,
               .orders = g_async_queue_new (),
               .ended = g_async_queue_new ()};
  g_autofree GThread **threads = g_new (GThread *, cores);
  guint busy = 0;
  int run;

  for (guint i = 0; i < cores; i++)
    threads[i] = g_thread_new ("train", run_member, &team);
  for (;;) {
    if (busy == cores) {
      end_one (&team);
      busy--;
    }
    run = ask ();
    if (run == NONE)
      break;
    g_async_queue_push (team.orders, GUINT_TO_POINTER ((guint)run + 1));
    busy++;
  }
  for (; busy > 0; busy--)
    end_one (&team);
  MPI_Send (&run, 1, MPI_INT, 0, TAG_OVER, MPI_COMM_WORLD);
  for (guint i = 0; i < cores; i++)
    g_async_queue_push (team.orders, LAST);
  for (guint i = 0; i < cores; i++)
    g_thread_join (threads[i]);
  g_async_queue_unref (team.orders);
  g_async_queue_unref (team.ended);
}
