/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one wrapper around GAsyncQueue: messages that change owner between threads.
 *
 * Push gives a message away, pop takes it; between the two nobody else may touch it. GAsyncQueue's
 * locks are invisible to ThreadSanitizer (GLib is not instrumented), so both ends announce the
 * hand-over to it here, and nowhere else. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LabQueue LabQueue;

/* free_message (nullable) frees messages still inside when the last reference goes. */
LabQueue *lab_queue_new     (GDestroyNotify  free_message);
LabQueue *lab_queue_ref     (LabQueue       *queue);
void      lab_queue_unref   (LabQueue       *queue);

/* Takes ownership of message (never NULL). */
void      lab_queue_push    (LabQueue       *queue,
                             gpointer        message);

/* Each returns a message the caller owns. pop waits without limit; try_pop returns NULL at once
 * when empty; timeout_pop returns NULL after microseconds. */
gpointer  lab_queue_pop         (LabQueue *queue);
gpointer  lab_queue_try_pop     (LabQueue *queue);
gpointer  lab_queue_timeout_pop (LabQueue *queue,
                                 guint64   microseconds);

/* How many messages wait (never negative). */
guint     lab_queue_length      (LabQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabQueue, lab_queue_unref)

G_END_DECLS
