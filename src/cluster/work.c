/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cluster/work.h"

#include "cluster/record.h"

/* Between two looks at claims of other hosts, and at the stop flag. */
#define PAUSE (200 * G_TIME_SPAN_MILLISECOND)

typedef enum
{
  RUN_OPEN,
  RUN_IN_TRAINING, /* here */
  RUN_TRAINED,
  RUN_FOUND,
  RUN_HELD,
} RunState;

typedef struct
{
  const LabRunFolder *folder;
  const LabExperiment *experiment;
  const GArray *indexes;
  const gint *stop;
  LabClaims *claims;
  GMutex mutex;
  RunState *states; /* by place in indexes */
  GError *error;    /* the first */
} Work;

typedef struct
{
  Work *work;
  LabRunControl control;
  gint over; /* the thread has ended */
  GThread *thread;
} Worker;

static gboolean
is_stopped (const Work *work)
{
  return work->error != NULL || g_atomic_int_get (work->stop) != 0;
}

/* The record may be damaged: then the run is trained again. */
static gboolean
has_record (const Work *work, guint index)
{
  g_autoptr (LabRun) run = lab_record_is_there (work->folder, index)
                               ? lab_record_read (work->folder, work->experiment, index, NULL)
                               : NULL;

  return run != NULL;
}

/* Looks at a run that is open, or held when last looked at. */
static RunState
look (Work *work, guint index)
{
  if (has_record (work, index))
    return RUN_FOUND;
  switch (lab_claims_take (work->claims, index, &work->error)) {
  case LAB_CLAIM_OURS:
    /* Whoever held it may have recorded it between the two looks. */
    if (!has_record (work, index))
      return RUN_IN_TRAINING;
    lab_claims_release (work->claims, index);
    return RUN_FOUND;
  case LAB_CLAIM_HELD:
    return RUN_HELD;
  default:
    return RUN_OPEN;
  }
}

/* The place of a run that is now this thread's to train; -1 where there is none, *wait where there may be one
 * later. */
static int
next_run (Work *work, gboolean *wait)
{
  int found = -1;

  *wait = FALSE;
  g_mutex_lock (&work->mutex);
  for (guint i = 0; i < work->indexes->len && found < 0 && !is_stopped (work); i++) {
    if (work->states[i] != RUN_OPEN && work->states[i] != RUN_HELD)
      continue;
    work->states[i] = look (work, g_array_index (work->indexes, guint, i));
    if (work->states[i] == RUN_IN_TRAINING)
      found = (int)i;
    *wait = *wait || work->states[i] == RUN_OPEN;
  }
  g_mutex_unlock (&work->mutex);
  return found;
}

static void
fail (Work *work, GError *error)
{
  g_mutex_lock (&work->mutex);
  if (work->error == NULL)
    work->error = error;
  else
    g_clear_error (&error);
  g_mutex_unlock (&work->mutex);
}

static void
train (Worker *worker, LabDataShelf *shelf, guint place)
{
  Work *work = worker->work;
  const guint index = g_array_index (work->indexes, guint, place);
  g_autoptr (LabRun) run = NULL;
  GError *error = NULL;
  LabRunPlan plan;
  gboolean recorded;

  lab_experiment_plan (work->experiment, index, &plan);
  run = lab_run_train (work->experiment, &plan, shelf, &worker->control, NULL, NULL, &error);
  recorded =
      run != NULL && run->status != LAB_RUN_STOPPED && lab_record_write (work->folder, run, &error);
  lab_claims_release (work->claims, index);
  g_mutex_lock (&work->mutex);
  work->states[place] = recorded ? RUN_TRAINED : RUN_OPEN;
  g_mutex_unlock (&work->mutex);
  if (error != NULL)
    fail (work, error);
}

static gpointer
run_worker (gpointer data)
{
  Worker *worker = data;
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  gboolean wait = TRUE;

  while (!g_atomic_int_get (&worker->control.stop)) {
    const int place = next_run (worker->work, &wait);

    if (place >= 0)
      train (worker, shelf, (guint)place);
    else if (wait)
      g_usleep (PAUSE);
    else
      break;
  }
  g_atomic_int_set (&worker->over, TRUE);
  return NULL;
}

/* On the calling thread, until all workers have ended. */
static void
watch_over (Work *work, Worker *workers, guint count)
{
  for (;;) {
    gboolean all_over = TRUE, stopped;

    g_mutex_lock (&work->mutex);
    stopped = is_stopped (work);
    g_mutex_unlock (&work->mutex);
    for (guint i = 0; i < count; i++) {
      if (stopped)
        g_atomic_int_set (&workers[i].control.stop, TRUE);
      all_over = all_over && g_atomic_int_get (&workers[i].over);
    }
    if (all_over)
      return;
    g_usleep (PAUSE / 10);
  }
}

static void
count_runs (const Work *work, LabWorkCount *count)
{
  *count = (LabWorkCount){0};
  for (guint i = 0; i < work->indexes->len; i++) {
    count->trained += work->states[i] == RUN_TRAINED;
    count->found += work->states[i] == RUN_FOUND;
    count->held += work->states[i] == RUN_HELD;
  }
}

gboolean
lab_work (const LabRunFolder *folder,
          const LabExperiment *experiment,
          const GArray *indexes,
          guint workers,
          double takeover,
          const gint *stop,
          LabWorkCount *count,
          GError **error)
{
  g_return_val_if_fail (folder != NULL && experiment != NULL && indexes != NULL, FALSE);
  g_return_val_if_fail (workers > 0 && stop != NULL && count != NULL, FALSE);

  Work work = {.folder = folder, .experiment = experiment, .indexes = indexes, .stop = stop};
  g_autofree Worker *threads = g_new0 (Worker, workers);
  work.states = g_new0 (RunState, indexes->len);
  work.claims = lab_claims_new (folder, takeover);
  g_mutex_init (&work.mutex);
  for (guint i = 0; i < workers; i++) {
    threads[i].work = &work;
    threads[i].thread = g_thread_new ("work", run_worker, &threads[i]);
  }
  watch_over (&work, threads, workers);
  for (guint i = 0; i < workers; i++)
    g_thread_join (threads[i].thread);
  count_runs (&work, count);
  lab_claims_free (work.claims);
  g_mutex_clear (&work.mutex);
  g_free (work.states);
  if (work.error == NULL)
    return TRUE;
  g_propagate_error (error, work.error);
  return FALSE;
}
