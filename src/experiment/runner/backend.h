/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door between the runner, which decides what is trained when, and what trains it.
 *
 * A backend has slots; each trains one run at a time and reports of it, from whatever thread. All of its
 * functions are called from one thread, the runner's, and return at once. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

/* What is told of a run in training, and, once, that it is over. */
typedef struct
{
  guint slot;
  LabRunPlan plan;
  gboolean done;              /* over, and the slot is free: run or error is set */
  guint steps_done;           /* while it is not */
  guint evaluation_count;     /* likewise */
  LabEvaluation *evaluations; /* (evaluation_count), owned */
  LabRun *run;                /* owned; whatever its status */
  GError *error;              /* owned: the run could not start */
} LabRunReport;

/* Takes ownership of report; may be called from several threads at once. */
typedef void (*LabRunReporter) (LabRunReport *report, gpointer user_data);

typedef struct _LabBackend LabBackend;

struct _LabBackend
{
  guint slots; /* runs trained at once, at least 1; they are 0 .. slots - 1 */

  /* Once, before anything else: where reports go. */
  void (*open) (LabBackend *backend, LabRunReporter reporter, gpointer user_data);
  /* Begins a run in a free slot. experiment is copied; the points it borrows must live until the run is
   * done. A pause or an end asked for earlier does not concern it. */
  void (*train) (LabBackend *backend, guint slot, const LabExperiment *experiment,
                 const LabRunPlan *plan);
  /* Lets all runs in training wait before their next step, or go on. */
  void (*pause) (LabBackend *backend, gboolean paused);
  /* Ends all runs in training within a step or so; each is reported done, with what was measured. */
  void (*cancel) (LabBackend *backend);
  /* No run is in training, and none will be soon: memory may be let go. NULL: there is none. */
  void (*rest) (LabBackend *backend);
  /* No run is in training. */
  void (*free) (LabBackend *backend);
};

/* What all threads together keep of data between runs, in bytes, beside what they train on; and at rest. */
#define LAB_RUNNER_SHELF_BYTES ((gsize)64 << 20)
#define LAB_RUNNER_REST_BYTES  ((gsize)16 << 20)

/* Threads of this program, as many as slots. */
LabBackend *lab_thread_backend_new (guint slots);

G_END_DECLS
