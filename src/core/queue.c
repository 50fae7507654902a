/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one wrapper around GAsyncQueue: messages that change owner between threads.
 *
 * GLib is not instrumented, so ThreadSanitizer sees neither its locks nor the edge from push to
 * pop. Under that sanitizer both ends announce the edge on the message's own address; in every
 * other build the announcements are empty. */
#include "core/queue.h"

#include "core/sanitizer.h"

struct _LabQueue
{
  gint references; /* atomic, by GLib's macros: these are compiled here, so they are seen */
  GAsyncQueue *messages;
  GDestroyNotify free_message;
};

LabQueue *
lab_queue_new (GDestroyNotify free_message)
{
  LabQueue *queue = g_new0 (LabQueue, 1);

  queue->references = 1;
  queue->messages = g_async_queue_new ();
  queue->free_message = free_message;
  return queue;
}

LabQueue *
lab_queue_ref (LabQueue *queue)
{
  g_return_val_if_fail (queue != NULL, NULL);

  g_atomic_int_inc (&queue->references);
  return queue;
}

/* message (nullable) now belongs to the calling thread. */
static gpointer
take_over (gpointer message)
{
  if (message != NULL)
    lab_sanitizer_acquire (message);
  return message;
}

void
lab_queue_unref (LabQueue *queue)
{
  g_return_if_fail (queue != NULL);

  if (!g_atomic_int_dec_and_test (&queue->references))
    return;
  if (queue->free_message != NULL) {
    gpointer message;

    while ((message = take_over (g_async_queue_try_pop (queue->messages))) != NULL)
      queue->free_message (message);
  }
  g_async_queue_unref (queue->messages);
  g_free (queue);
}

void
lab_queue_push (LabQueue *queue, gpointer message)
{
  g_return_if_fail (queue != NULL);
  g_return_if_fail (message != NULL);

  lab_sanitizer_release (message);
  g_async_queue_push (queue->messages, message);
}

gpointer
lab_queue_pop (LabQueue *queue)
{
  g_return_val_if_fail (queue != NULL, NULL);

  return take_over (g_async_queue_pop (queue->messages));
}

gpointer
lab_queue_try_pop (LabQueue *queue)
{
  g_return_val_if_fail (queue != NULL, NULL);

  return take_over (g_async_queue_try_pop (queue->messages));
}

gpointer
lab_queue_timeout_pop (LabQueue *queue, guint64 microseconds)
{
  g_return_val_if_fail (queue != NULL, NULL);

  return take_over (g_async_queue_timeout_pop (queue->messages, microseconds));
}

guint
lab_queue_length (LabQueue *queue)
{
  g_return_val_if_fail (queue != NULL, 0);

  /* GLib counts waiting threads as negative messages. */
  return (guint)MAX (g_async_queue_length (queue->messages), 0);
}
