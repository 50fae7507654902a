/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which a run meets its training rows. */
#include "experiment/run/epoch.h"

struct _LabEpoch
{
  gsize points;
  guint batch;
  gsize used;       /* how many of order were handed out */
  LabRandom random; /* of the stream LAB_STREAM_BATCHES */
  guint32 order[];  /* (points) */
};

LabEpoch *
lab_epoch_new (gsize points, guint batch, guint64 seed, guint32 key)
{
  g_return_val_if_fail (batch > 0 && batch <= points, NULL);

  LabEpoch *epoch = g_malloc (sizeof *epoch + points * sizeof epoch->order[0]);
  epoch->points = points;
  epoch->batch = batch;
  epoch->used = points;
  lab_random_init (&epoch->random, seed, key, LAB_STREAM_BATCHES);
  for (gsize i = 0; i < points; i++)
    epoch->order[i] = (guint32)i;
  return epoch;
}

void
lab_epoch_free (LabEpoch *epoch)
{
  g_free (epoch);
}

const guint32 *
lab_epoch_next (LabEpoch *epoch, const LabDataset *training)
{
  guint batch = epoch->batch;

  if (epoch->points - epoch->used < batch) {
    lab_random_shuffle (&epoch->random, epoch->points, epoch->order);
    epoch->used = 0;
  }
  const guint32 *rows = epoch->order + epoch->used;
  epoch->used += batch;
  if (epoch->points - epoch->used >= batch)
    lab_dataset_prefetch (training, batch, rows + batch);
  return rows;
}
