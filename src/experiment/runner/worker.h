/* A thread that trains one run at a time; part of the thread backend. */
#pragma once

#include "experiment/runner/backend.h"

G_BEGIN_DECLS

typedef struct _LabWorker LabWorker;

/* Starts the worker of a slot; it reports from its own thread. */
LabWorker *lab_worker_new   (guint                slot,
                             LabRunReporter       reporter,
                             gpointer             user_data);

/* Lets the worker train a run; it must be idle. control stays the caller's, and must live until
 * the run is reported done. */
void       lab_worker_train (LabWorker           *worker,
                             const LabExperiment *experiment,
                             const LabRunPlan    *plan,
                             LabRunControl       *control);

/* Joins the thread; the worker must be idle. */
void       lab_worker_free  (LabWorker           *worker);

G_END_DECLS
