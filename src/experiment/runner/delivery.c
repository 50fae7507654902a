/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events on their way from the runner to its reader: plain ones, and tokens for the latest
 * progress of a run.
 *
 * Slots are exchanged and references counted with GLib's atomic macros, which are compiled into this
 * file, so that ThreadSanitizer sees them; GLib's g_atomic_ref_count functions are not. */
#include "experiment/runner/delivery.h"

struct _LabProgressSlots
{
  gint references; /* atomic */
  guint count;
  LabEvent *latest[]; /* (count), by run index; g_atomic_pointer */
};

/* What the queue carries: an event, or a token for a slot. */
typedef struct
{
  LabEvent *event;
  LabProgressSlots *slots;
  guint run_index;
} Delivery;

void
lab_event_free (LabEvent *event)
{
  g_return_if_fail (event != NULL);

  g_clear_pointer (&event->run, lab_run_unref);
  g_clear_error (&event->error);
  g_free (event->evaluations);
  g_free (event);
}

LabProgressSlots *
lab_progress_slots_new (guint count)
{
  LabProgressSlots *slots = g_malloc0 (sizeof *slots + count * sizeof slots->latest[0]);
  slots->references = 1;
  slots->count = count;
  return slots;
}

static LabProgressSlots *
progress_slots_ref (LabProgressSlots *slots)
{
  g_atomic_int_inc (&slots->references);
  return slots;
}

void
lab_progress_slots_unref (LabProgressSlots *slots)
{
  if (!g_atomic_int_dec_and_test (&slots->references))
    return;
  for (guint i = 0; i < slots->count; i++)
    g_clear_pointer (&slots->latest[i], lab_event_free);
  g_free (slots);
}

static void
delivery_free (gpointer message)
{
  Delivery *delivery = message;
  g_clear_pointer (&delivery->event, lab_event_free);
  g_clear_pointer (&delivery->slots, lab_progress_slots_unref);
  g_free (delivery);
}

LabQueue *
lab_delivery_queue_new (void)
{
  return lab_queue_new (delivery_free);
}

void
lab_delivery_push (LabQueue *queue, LabEvent *event)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  delivery->event = event;
  lab_queue_push (queue, delivery);
}

void
lab_delivery_push_progress (LabQueue *queue, LabProgressSlots *slots, LabEvent *event)
{
  guint run_index = event->plan.index;
  g_assert (run_index < slots->count);

  LabEvent *undelivered = g_atomic_pointer_exchange (&slots->latest[run_index], event);
  if (undelivered != NULL) {
    lab_event_free (undelivered);
    return;
  }
  Delivery *delivery = g_new0 (Delivery, 1);
  delivery->slots = progress_slots_ref (slots);
  delivery->run_index = run_index;
  lab_queue_push (queue, delivery);
}

LabEvent *
lab_delivery_open (gpointer message)
{
  Delivery *delivery = message;
  if (delivery == NULL)
    return NULL;
  LabEvent *event = g_steal_pointer (&delivery->event);
  if (event == NULL)
    event = g_atomic_pointer_exchange (&delivery->slots->latest[delivery->run_index], NULL);
  delivery_free (delivery);
  return event;
}
