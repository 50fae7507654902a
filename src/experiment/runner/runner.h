/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The background runner: one thread that takes commands and posts events, and its workers.
 *
 * Commands go in through one LabQueue, events come out through another; nothing else is shared
 * with the caller. A runner trains one experiment at a time: starting another stops the first
 * within one optimiser step, and what was measured is still delivered. Each start has an id
 * (generation) that its events carry.
 * Progress is "latest wins" per run: at most one undelivered progress event per run exists, so a
 * slow reader bounds the queue. Finished runs are never dropped. Longest runs start first.
 * Where runs are trained is the backend's business. */
#pragma once

#include "experiment/runner/backend.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_EVENT_STARTED,      /* the experiment's first run is about to begin */
  LAB_EVENT_RUN_PROGRESS, /* evaluations so far of a run in training */
  LAB_EVENT_RUN_FINISHED, /* run is set, whatever its status */
  LAB_EVENT_PAUSED,
  LAB_EVENT_RESUMED,
  LAB_EVENT_FINISHED, /* all runs of the experiment are through */
  LAB_EVENT_STOPPED,  /* by command; runs cut short came before it as RUN_FINISHED */
  LAB_EVENT_FAILED,   /* error is set: a run could not start; the experiment has ended */
} LabEventKind;

typedef struct
{
  LabEventKind kind;
  guint64 generation;
  LabRunPlan plan;            /* of the run, for RUN_PROGRESS and RUN_FINISHED */
  guint steps_done;           /* RUN_PROGRESS */
  double steps_per_second;    /* RUN_PROGRESS and RUN_FINISHED: all workers together, smoothed */
  LabRun *run;                /* RUN_FINISHED; owned by the event */
  guint evaluation_count;     /* RUN_PROGRESS */
  LabEvaluation *evaluations; /* RUN_PROGRESS; owned by the event */
  GError *error;              /* FAILED */
} LabEvent;

void       lab_event_free       (LabEvent            *event);

typedef struct _LabRunner LabRunner;

/* workers: how many runs train at once; 0 = one per core. */
LabRunner *lab_runner_new       (guint                workers);
/* On another backend than threads of this program; takes ownership. Worker is then a slot of it. */
LabRunner *lab_runner_new_on    (LabBackend          *backend);

/* Stops everything, joins every thread, frees undelivered events. At most one step's delay. */
void       lab_runner_free      (LabRunner           *runner);

/* Commands come from one thread; each returns at once. experiment must pass lab_experiment_check(). start returns the
 * generation whose events follow: STARTED ... FINISHED, STOPPED or FAILED (a start that another
 * one overtakes before it began gets STOPPED alone). pause and resume concern the newest start. */
guint64    lab_runner_start     (LabRunner           *runner,
                                 const LabExperiment *experiment);
/* As start, without the runs that are done already: done is (run count of the experiment), by run
 * index; NULL = none. */
guint64    lab_runner_continue  (LabRunner           *runner,
                                 const LabExperiment *experiment,
                                 const gboolean      *done);
void       lab_runner_pause     (LabRunner           *runner);
void       lab_runner_resume    (LabRunner           *runner);
void       lab_runner_stop      (LabRunner           *runner);

/* The next event (owned by the caller), or NULL; wait_event waits at most microseconds. */
LabEvent  *lab_runner_next_event (LabRunner          *runner);
LabEvent  *lab_runner_wait_event (LabRunner          *runner,
                                  guint64             microseconds);

/* Undelivered events, for tests of boundedness. */
guint      lab_runner_event_count (LabRunner         *runner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabRunner, lab_runner_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabEvent, lab_event_free)

G_END_DECLS
