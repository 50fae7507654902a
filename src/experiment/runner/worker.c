/* A worker: one thread, one queue of jobs, reports into the runner's inbox. */
#include "experiment/runner/worker.h"

#include <unistd.h>

/* How far behind the rest of the program a worker stands, in steps of nice(). */
#define WORKER_NICE 5

/* What a worker is asked to do; control is NULL in the job that ends the thread. */
typedef struct
{
  LabExperiment experiment;
  LabRunPlan plan;
  LabRunControl *control;
} Job;

struct _LabWorker
{
  guint index;
  LabQueue *jobs;
  LabQueue *inbox;
  GThread *thread;
  LabDataShelf *shelf; /* the worker's thread only */
};

/* For the progress callback. */
typedef struct
{
  LabWorker *worker;
  const LabRunPlan *plan;
} Reporter;

LabMessage *
lab_message_new (LabMessageKind kind)
{
  LabMessage *message = g_new0 (LabMessage, 1);
  message->kind = kind;
  return message;
}

void
lab_message_free (LabMessage *message)
{
  g_clear_pointer (&message->run, lab_run_unref);
  g_clear_error (&message->error);
  g_free (message->evaluations);
  g_free (message->done);
  g_free (message);
}

static void
report_progress (const LabEvaluation *evaluations,
                 guint count,
                 guint steps_done,
                 gpointer user_data)
{
  const Reporter *reporter = user_data;
  LabMessage *message = lab_message_new (LAB_MESSAGE_PROGRESS);
  message->worker = reporter->worker->index;
  message->plan = *reporter->plan;
  message->steps_done = steps_done;
  message->evaluation_count = count;
  message->evaluations = g_memdup2 (evaluations, count * sizeof *evaluations);
  lab_queue_push (reporter->worker->inbox, message);
}

static void
do_job (LabWorker *worker, const Job *job)
{
  Reporter reporter = {.worker = worker, .plan = &job->plan};
  LabMessage *message = lab_message_new (LAB_MESSAGE_DONE);
  message->worker = worker->index;
  message->plan = job->plan;
  message->run = lab_run_train (&job->experiment, &job->plan, worker->shelf, job->control,
                                report_progress, &reporter, &message->error);
  lab_queue_push (worker->inbox, message);
}

/* Linux gives each thread a priority of its own: the window and the desktop go before the runs.
 * Where nice() would slow the whole program it is left alone. */
static void
step_back (void)
{
#ifdef __linux__
  if (nice (WORKER_NICE) == -1)
    return; /* as it was: no harm */
#endif
}

static gpointer
worker_thread (gpointer data)
{
  LabWorker *worker = data;
  step_back ();
  worker->shelf = lab_data_shelf_new ();
  for (;;) {
    g_autofree Job *job = lab_queue_pop (worker->jobs);
    if (job->control == NULL)
      break;
    do_job (worker, job);
  }
  g_clear_pointer (&worker->shelf, lab_data_shelf_free);
  return NULL;
}

LabWorker *
lab_worker_new (guint index, LabQueue *inbox)
{
  LabWorker *worker = g_new0 (LabWorker, 1);
  worker->index = index;
  worker->jobs = lab_queue_new (g_free);
  worker->inbox = lab_queue_ref (inbox);
  worker->thread = g_thread_new ("lab-worker", worker_thread, worker);
  return worker;
}

void
lab_worker_train (LabWorker *worker,
                  const LabExperiment *experiment,
                  const LabRunPlan *plan,
                  LabRunControl *control)
{
  g_return_if_fail (control != NULL);

  Job *job = g_new0 (Job, 1);
  job->experiment = *experiment;
  job->plan = *plan;
  job->control = control;
  lab_queue_push (worker->jobs, job);
}

void
lab_worker_free (LabWorker *worker)
{
  lab_queue_push (worker->jobs, g_new0 (Job, 1));
  g_thread_join (worker->thread);
  lab_queue_unref (worker->jobs);
  lab_queue_unref (worker->inbox);
  g_free (worker);
}
