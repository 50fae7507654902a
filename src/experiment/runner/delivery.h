/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events on their way from the runner to its reader; part of the runner, not of its contract.
 *
 * Progress is "latest wins": each run of a batch has one slot for its newest undelivered progress
 * event. Filling an empty slot pushes one token; filling a full one replaces what was there. The
 * reader trades a token for what the slot then holds. So at most one token per run is ever in the
 * queue, and neither side waits for the other. */
#pragma once

#include "core/queue.h"
#include "experiment/runner/runner.h"

G_BEGIN_DECLS

typedef struct _LabProgressSlots LabProgressSlots;

LabProgressSlots *lab_progress_slots_new   (guint                count);
void              lab_progress_slots_unref (LabProgressSlots    *slots);

/* A queue that owns what is inside. */
LabQueue *lab_delivery_queue_new     (void);

/* Both take ownership of event. */
void      lab_delivery_push          (LabQueue         *queue,
                                      LabEvent         *event);
void      lab_delivery_push_progress (LabQueue         *queue,
                                      LabProgressSlots *slots,
                                      LabEvent         *event);

/* The event of a message popped from the queue (NULL for NULL); takes ownership of message. */
LabEvent *lab_delivery_open          (gpointer          message);

G_END_DECLS
