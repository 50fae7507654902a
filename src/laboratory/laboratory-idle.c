/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At rest, pages that nobody uses go back to the system. */
#include "laboratory/laboratory-private.h"

#include "core/heap.h"

/* Rest after which pages are given back, in seconds: what ends by itself has ended. */
#define IDLE 2

static void
give_back (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  lab_heap_give_back ();
  g_task_return_boolean (task, TRUE);
}

static gboolean
on_idle (gpointer data)
{
  LabLaboratory *self = data;

  self->idle_source = 0;
  if (lab_laboratory_is_settled (self)) {
    g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
    g_task_run_in_thread (task, give_back);
  }
  return G_SOURCE_REMOVE;
}

/* Something happened: the wait begins anew. */
static void
await_idle (LabLaboratory *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (!self->closed)
    self->idle_source = g_timeout_add_seconds (IDLE, on_idle, self);
}

void
lab_laboratory_idle_init (LabLaboratory *self)
{
  g_signal_connect (self, "status", G_CALLBACK (await_idle), NULL);
}

void
lab_laboratory_idle_clear (LabLaboratory *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
}
