/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A loop over independent pieces of work on all cores: threads take the next piece from one
 * counter, so that unequal pieces even out. */
#include "core/parallel.h"

typedef struct
{
  LabParallelPiece work;
  gpointer data;
  LabTask *task;
  double from, to;
  gsize pieces;
  gsize next; /* atomic */
  gsize done; /* atomic */
} Loop;

typedef struct
{
  Loop *loop;
  guint worker;
  GThread *thread;
} Hand;

static gpointer
take_pieces (gpointer data)
{
  Hand *hand = data;
  Loop *loop = hand->loop;

  while (!lab_task_is_cancelled (loop->task)) {
    gsize piece = __atomic_fetch_add (&loop->next, 1, __ATOMIC_RELAXED);
    gsize done;

    if (piece >= loop->pieces)
      break;
    loop->work (piece, hand->worker, loop->data);
    done = __atomic_add_fetch (&loop->done, 1, __ATOMIC_RELAXED);
    lab_task_report (loop->task,
                     loop->from + (loop->to - loop->from) * (double)done / (double)loop->pieces);
  }
  return NULL;
}

guint
lab_parallel_workers (guint asked, gsize pieces)
{
  guint workers = asked > 0 ? asked : g_get_num_processors ();

  return (guint)CLAMP (pieces, 1, workers);
}

gboolean
lab_parallel_for (guint workers,
                  gsize pieces,
                  LabParallelPiece work,
                  gpointer data,
                  LabTask *task,
                  double from,
                  double to)
{
  Loop loop = {.work = work, .data = data, .task = task, .from = from, .to = to, .pieces = pieces};
  g_autofree Hand *hands = NULL;

  g_return_val_if_fail (work != NULL && workers > 0, FALSE);

  hands = g_new0 (Hand, workers);
  for (guint i = 0; i < workers; i++) {
    hands[i] = (Hand){.loop = &loop, .worker = i};
    if (i > 0)
      hands[i].thread = g_thread_try_new ("lab-parallel", take_pieces, &hands[i], NULL);
  }
  take_pieces (&hands[0]);
  for (guint i = 1; i < workers; i++)
    if (hands[i].thread != NULL)
      g_thread_join (hands[i].thread);
  return !lab_task_is_cancelled (task);
}
