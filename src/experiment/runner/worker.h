/* The workers of a runner: threads that train one run at a time; part of the runner, not of its
 * contract. */
#pragma once

#include "core/queue.h"
#include "experiment/run/run.h"

G_BEGIN_DECLS

/* What goes into the runner's inbox: its caller's commands and its workers' reports. */
typedef enum
{
  LAB_MESSAGE_START,
  LAB_MESSAGE_PAUSE,
  LAB_MESSAGE_RESUME,
  LAB_MESSAGE_STOP,
  LAB_MESSAGE_QUIT,
  LAB_MESSAGE_PROGRESS, /* a worker's run was evaluated */
  LAB_MESSAGE_DONE,     /* a worker's run is over: run or error is set */
} LabMessageKind;

typedef struct
{
  LabMessageKind kind;
  guint64 generation;       /* START */
  LabExperiment experiment; /* START */
  gboolean *done;           /* START: runs to leave out, owned; NULL = none */
  guint worker;             /* reports: who; the rest belongs to the report */
  LabRunPlan plan;
  guint steps_done;
  guint evaluation_count;
  LabEvaluation *evaluations; /* (evaluation_count), owned */
  LabRun *run;                /* owned */
  GError *error;              /* owned */
} LabMessage;

LabMessage *lab_message_new  (LabMessageKind kind);
void        lab_message_free (LabMessage    *message);

typedef struct _LabWorker LabWorker;

/* Starts worker number `index`, which reports to inbox. */
LabWorker *lab_worker_new   (guint                index,
                             LabQueue            *inbox);

/* Lets the worker train a run; it must be idle. control stays the caller's, and must live until
 * the report LAB_MESSAGE_DONE. */
void       lab_worker_train (LabWorker           *worker,
                             const LabExperiment *experiment,
                             const LabRunPlan    *plan,
                             LabRunControl       *control);

/* Joins the thread; the worker must be idle. */
void       lab_worker_free  (LabWorker           *worker);

G_END_DECLS
