/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs trained by threads of this program. */
#include "experiment/runner/backend.h"

#include "experiment/runner/worker.h"

/* One thread, and the flags that its run reads; they are set anew while the thread is idle. */
typedef struct
{
  LabWorker *worker;
  LabRunControl control;
} Slot;

typedef struct
{
  LabBackend backend;
  Slot *slots;
} ThreadBackend;

static void
open_backend (LabBackend *backend, LabRunReporter reporter, gpointer user_data)
{
  ThreadBackend *self = (ThreadBackend *)backend;
  for (guint i = 0; i < backend->slots; i++)
    self->slots[i].worker =
        lab_worker_new (i, LAB_RUNNER_SHELF_BYTES / backend->slots, reporter, user_data);
}

static void
train (LabBackend *backend, guint slot, const LabExperiment *experiment, const LabRunPlan *plan)
{
  Slot *own = &((ThreadBackend *)backend)->slots[slot];
  g_atomic_int_set (&own->control.stop, FALSE);
  g_atomic_int_set (&own->control.pause, FALSE);
  lab_worker_train (own->worker, experiment, plan, &own->control);
}

static void
pause_runs (LabBackend *backend, gboolean paused)
{
  ThreadBackend *self = (ThreadBackend *)backend;
  for (guint i = 0; i < backend->slots; i++)
    g_atomic_int_set (&self->slots[i].control.pause, paused);
}

static void
cancel (LabBackend *backend)
{
  ThreadBackend *self = (ThreadBackend *)backend;
  for (guint i = 0; i < backend->slots; i++)
    g_atomic_int_set (&self->slots[i].control.stop, TRUE);
}

static void
rest (LabBackend *backend)
{
  ThreadBackend *self = (ThreadBackend *)backend;
  for (guint i = 0; i < backend->slots; i++)
    lab_worker_rest (self->slots[i].worker, LAB_RUNNER_REST_BYTES / backend->slots);
}

static void
free_backend (LabBackend *backend)
{
  ThreadBackend *self = (ThreadBackend *)backend;
  for (guint i = 0; i < backend->slots; i++)
    g_clear_pointer (&self->slots[i].worker, lab_worker_free);
  g_free (self->slots);
  g_free (self);
}

LabBackend *
lab_thread_backend_new (guint slots)
{
  g_return_val_if_fail (slots > 0, NULL);

  ThreadBackend *self = g_new0 (ThreadBackend, 1);
  self->backend = (LabBackend){
      .slots = slots,
      .open = open_backend,
      .train = train,
      .pause = pause_runs,
      .cancel = cancel,
      .rest = rest,
      .free = free_backend,
  };
  self->slots = g_new0 (Slot, slots);
  return &self->backend;
}
