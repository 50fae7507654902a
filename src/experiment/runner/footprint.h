/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much memory an experiment takes, before any of it is taken, and how many of its runs may train at
 * once.
 *
 * The estimate adds up what lab_run_train() allocates for the largest run: the data of one repeat on a
 * worker's shelf, the trainer with its activations, the candidates of the knock-out, the order of the
 * batches, and what the estimates of dimension inside the network need. Beside it stands a small fixed
 * sum for everything else. The prediction by the network's own kernel is no part of it: it is computed when
 * nothing trains, and only as far as what is left then suffices. */
#pragma once

#include "core/memory-available.h"
#include "experiment/experiment.h"

G_BEGIN_DECLS

/* Bytes of one worker. */
typedef struct
{
  guint64 data;  /* of one repeat and what is made to draw it: grows with n and D */
  guint64 model; /* grows with width and depth */
  guint repeats, runs; /* a worker's shelf keeps the data of those that it meets */
} LabFootprint;

void     lab_experiment_footprint        (const LabExperiment  *experiment,
                                          LabFootprint         *footprint);

/* What an experiment takes with so many workers, beside what the process holds already. */
guint64  lab_footprint_bytes             (const LabFootprint   *footprint,
                                          guint                 workers);

/* The number of workers to train with: asked, at most one per run; 0 asks for one per core, or as many
 * as fit. FALSE and LAB_ERROR_TOO_LARGE where asked does not fit, or not even one does: the sentence has
 * the size, what is available, and the most workers, or the largest value of the key that costs most,
 * that fit. */
gboolean lab_experiment_choose_workers   (const LabExperiment  *experiment,
                                          guint                 asked,
                                          guint                *workers,
                                          GError              **error);

/* The same within so many bytes that bound leaves, for `cores` cores. */
gboolean lab_experiment_choose_workers_within (const LabExperiment  *experiment,
                                               guint                 asked,
                                               guint                 cores,
                                               guint64               available,
                                               LabMemoryBound        bound,
                                               guint                *workers,
                                               GError              **error);

/* "3 of 8 runs train at once: ...": what was lowered from one per core, and why; NULL where nothing
 * was. Free with g_free(). */
char    *lab_experiment_workers_words    (const LabExperiment  *experiment,
                                          guint                 asked,
                                          guint                 workers);

G_END_DECLS
