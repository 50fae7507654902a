/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that trains one run at a time; part of the thread backend. */
#pragma once

#include "experiment/runner/backend.h"

G_BEGIN_DECLS

typedef struct _LabWorker LabWorker;

/* Starts the worker of a slot, which keeps at most shelf_bytes of data between its runs; it reports from
 * its own thread. */
LabWorker *lab_worker_new   (guint                slot,
                             gsize                shelf_bytes,
                             LabRunReporter       reporter,
                             gpointer             user_data);

/* Lets the worker train a run; it must be idle. control stays the caller's, and must live until
 * the run is reported done. */
void       lab_worker_train (LabWorker           *worker,
                             const LabExperiment *experiment,
                             const LabRunPlan    *plan,
                             LabRunControl       *control);

/* Nothing is to be trained soon: the idle worker lets go of data beyond shelf_bytes. */
void       lab_worker_rest  (LabWorker           *worker,
                             gsize                shelf_bytes);

/* Joins the thread; the worker must be idle. */
void       lab_worker_free  (LabWorker           *worker);

G_END_DECLS
