/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worker: one thread, one queue of jobs, reports to whoever made it. */
#include "experiment/runner/worker.h"

#include <unistd.h>

/* How far behind the rest of the program a worker stands, in steps of nice(). */
#define WORKER_NICE 5

typedef enum
{
  JOB_TRAIN,
  JOB_REST, /* let go of data */
  JOB_END,  /* end the thread */
} JobKind;

typedef struct
{
  JobKind kind;
  gsize shelf_bytes;        /* JOB_REST: what may stay */
  LabExperiment experiment; /* JOB_TRAIN alone has the rest */
  LabRunPlan plan;
  LabRunControl *control;
} Job;

struct _LabWorker
{
  guint slot;
  LabQueue *jobs;
  LabRunReporter reporter;
  gpointer user_data;
  GThread *thread;
  gsize shelf_bytes;
  LabDataShelf *shelf; /* the worker's thread only */
};

/* For the progress callback. */
typedef struct
{
  const LabWorker *worker;
  const LabRunPlan *plan;
} Reporter;

static LabRunReport *
report_new (const LabWorker *worker, const LabRunPlan *plan)
{
  LabRunReport *report = g_new0 (LabRunReport, 1);
  report->slot = worker->slot;
  report->plan = *plan;
  return report;
}

static void
report_progress (const LabEvaluation *evaluations,
                 guint count,
                 guint steps_done,
                 gpointer user_data)
{
  const Reporter *reporter = user_data;
  const LabWorker *worker = reporter->worker;
  LabRunReport *report = report_new (worker, reporter->plan);
  report->steps_done = steps_done;
  report->evaluation_count = count;
  report->evaluations = g_memdup2 (evaluations, count * sizeof *evaluations);
  worker->reporter (report, worker->user_data);
}

static void
do_job (const LabWorker *worker, const Job *job)
{
  Reporter reporter = {.worker = worker, .plan = &job->plan};
  LabRunReport *report = report_new (worker, &job->plan);
  report->done = TRUE;
  report->run = lab_run_train (&job->experiment, &job->plan, worker->shelf, job->control,
                               report_progress, &reporter, &report->error);
  worker->reporter (report, worker->user_data);
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
  worker->shelf = lab_data_shelf_new_within (worker->shelf_bytes);
  for (;;) {
    g_autofree Job *job = lab_queue_pop (worker->jobs);
    if (job->kind == JOB_END)
      break;
    if (job->kind == JOB_REST)
      lab_data_shelf_trim (worker->shelf, job->shelf_bytes);
    else
      do_job (worker, job);
  }
  g_clear_pointer (&worker->shelf, lab_data_shelf_free);
  return NULL;
}

LabWorker *
lab_worker_new (guint slot, gsize shelf_bytes, LabRunReporter reporter, gpointer user_data)
{
  LabWorker *worker = g_new0 (LabWorker, 1);
  worker->shelf_bytes = shelf_bytes;
  worker->slot = slot;
  worker->reporter = reporter;
  worker->user_data = user_data;
  worker->jobs = lab_queue_new (g_free);
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

static void
ask (LabWorker *worker, JobKind kind, gsize shelf_bytes)
{
  Job *job = g_new0 (Job, 1);
  job->kind = kind;
  job->shelf_bytes = shelf_bytes;
  lab_queue_push (worker->jobs, job);
}

void
lab_worker_rest (LabWorker *worker, gsize shelf_bytes)
{
  ask (worker, JOB_REST, shelf_bytes);
}

void
lab_worker_free (LabWorker *worker)
{
  ask (worker, JOB_END, 0);
  g_thread_join (worker->thread);
  lab_queue_unref (worker->jobs);
  g_free (worker);
}
