/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Noise of points and labels, from streams of its own, number by number.
 *
 * Data sets have up to thousands of millions of numbers: what is drawn looks at the stop flag on the way. */
#include "manifold/dataset.h"

#include "core/memory.h"
#include "core/stop.h"

/* Numbers drawn between two looks at the stop flag: some milliseconds. */
#define PIECE ((gsize)1 << 17)

/* The streams of one role. Test labels are the target itself, so they need no noise stream. */
typedef struct
{
  LabStreamPurpose ambient_noise;
  LabStreamPurpose noise;
  gboolean noisy;
} RoleStreams;

static const RoleStreams role_streams[] = {
    [LAB_DATA_TRAINING] = {LAB_STREAM_TRAINING_AMBIENT_NOISE, LAB_STREAM_TRAINING_NOISE, TRUE},
    [LAB_DATA_VALIDATION] = {LAB_STREAM_VALIDATION_AMBIENT_NOISE, LAB_STREAM_VALIDATION_NOISE,
                             TRUE},
    [LAB_DATA_TEST] = {.ambient_noise = LAB_STREAM_TEST_AMBIENT_NOISE, .noisy = FALSE},
};

static gboolean
add_ambient_noise (LabDataset *dataset, double deviation, LabRandom *random, const gint *stop)
{
  for (gsize i = 0; i < dataset->n * dataset->ambient_dimension; i++) {
    if (i % PIECE == 0 && lab_stop_asked (stop))
      return FALSE;
    dataset->x[i] += (float)(deviation * lab_random_normal (random));
  }
  return TRUE;
}

static gboolean
make_labels (LabDataset *dataset, double deviation, LabRandom *random, const gint *stop)
{
  for (gsize i = 0; i < dataset->n * dataset->outputs; i++) {
    if (i % PIECE == 0 && lab_stop_asked (stop))
      return FALSE;
    dataset->label[i] =
        (float)((double)dataset->target[i] + deviation * lab_random_normal (random));
  }
  return TRUE;
}

gboolean
lab_dataset_add_noise (LabDataset *dataset,
                       LabDataRole role,
                       double ambient_noise,
                       double label_noise,
                       guint64 seed,
                       guint32 repeat,
                       const gint *stop)
{
  g_return_val_if_fail (dataset != NULL && role < G_N_ELEMENTS (role_streams), FALSE);

  const RoleStreams *streams = &role_streams[role];
  LabRandom random;

  if (ambient_noise != 0.0) {
    lab_random_init (&random, seed, repeat, streams->ambient_noise);
    if (!add_ambient_noise (dataset, ambient_noise, &random, stop))
      return FALSE;
  }
  if (!streams->noisy || label_noise == 0.0)
    return lab_memory_copy (dataset->label, dataset->target,
                            dataset->n * dataset->outputs * sizeof (float), stop);
  lab_random_init (&random, seed, repeat, streams->noise);
  return make_labels (dataset, label_noise, &random, stop);
}
