/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows each step of a run trains on: every training row once an epoch, in an order that is
 * drawn anew for each; what is left of an epoch and fills no batch is left out. Part of the run, not
 * of its contract. */
#pragma once

#include "manifold/dataset.h"

G_BEGIN_DECLS

typedef struct _LabEpoch LabEpoch;

/* points rows in batches of batch, 1 .. points; the orders are those of the stream (seed, key,
 * LAB_STREAM_BATCHES). Free with lab_epoch_free(). */
LabEpoch      *lab_epoch_new  (gsize             points,
                               guint             batch,
                               guint64           seed,
                               guint32           key);
void           lab_epoch_free (LabEpoch         *epoch);

/* The rows of the next step, (batch), until the next call. Fetches the rows of the step after it from
 * training; allocates nothing. */
const guint32 *lab_epoch_next (LabEpoch         *epoch,
                               const LabDataset *training);

G_END_DECLS
