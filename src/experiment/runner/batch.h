/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One started experiment inside the runner: which runs are still to train, which are in training,
 * how it ends; part of the runner, not of its contract. Belongs to the runner's thread. */
#pragma once

#include "experiment/runner/delivery.h"

G_BEGIN_DECLS

typedef struct
{
  LabExperiment experiment;
  guint64 generation;
  gboolean stopped, paused;
  guint run_count;
  guint order_count; /* how many of the runs are to be trained */
  guint *order;      /* (order_count): their indices, longest first */
  guint started;     /* how many of order were begun */
  guint active;      /* how many are in training */
  guint *steps_done; /* (run_count) */
  LabProgressSlots *slots;
  GError *error; /* why it failed, or NULL */
} LabBatch;

/* done (run_count), or NULL: runs to leave out. */
LabBatch *lab_batch_new  (const LabExperiment *experiment,
                          const gboolean      *done,
                          guint64              generation);
void      lab_batch_free (LabBatch *batch);

void      lab_batch_stop (LabBatch *batch);

/* Returns TRUE when that changed something. */
gboolean  lab_batch_set_paused (LabBatch *batch, gboolean paused);

/* The next run to train now; FALSE when there is none (through, stopped or paused). */
gboolean  lab_batch_next (LabBatch *batch, LabRunPlan *plan);

/* Nothing is in training, and nothing will be. */
gboolean  lab_batch_is_over (const LabBatch *batch);

/* FINISHED, STOPPED or FAILED; moves the error into the event. */
LabEvent *lab_batch_closing_event (LabBatch *batch);

G_END_DECLS
