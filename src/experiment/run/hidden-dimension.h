/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The intrinsic dimension of what a network holds after each of its blocks, while it trains.
 *
 * Measured on test points, which were not trained on, with Levina & Bickel's estimator
 * (LAB_ESTIMATOR_MLE, k = 20) as paper A measures it. Of a language these are the vectors of its tokens at an
 * angle, in up to three batches of 3,600 whose estimates are averaged: pooled over all places, or with
 * dimension=tokens those of the last place. Belongs to the run's thread. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

/* Points of each estimate: examples, or tokens of fewer examples. With 1,024 points estimates are
 * good up to d = 2 and too high beyond, with 4,096 up to d = 4 (science.md); what an estimate of
 * this many says of larger d is read as a comparison, not as a truth. */
#define LAB_HIDDEN_DIMENSION_POINTS 2048

typedef struct _LabHiddenDimension LabHiddenDimension;

/* NULL without an error where the experiment asks for none (dimension=off); NULL with one where
 * memory does not suffice. data and trainer must outlive it. */
LabHiddenDimension *lab_hidden_dimension_new     (const LabExperiment  *experiment,
                                                  guint                 depth,
                                                  guint                 width,
                                                  const LabRunData     *data,
                                                  LabTrainer           *trainer,
                                                  GError              **error);
/* Bytes that it takes, also while it measures; 0 where none is asked for. */
guint64             lab_hidden_dimension_bytes (const LabExperiment *experiment,
                                                const LabModelShape *shape);
void                lab_hidden_dimension_free    (LabHiddenDimension   *hidden);

/* Of the points themselves, before the network. */
LabMeasuredDimension lab_hidden_dimension_of_data (LabHiddenDimension  *hidden);

/* Whether an evaluation after so many steps is measured as it comes: the first, each at which the steps
 * have doubled since the last one measured, and the last. Beside them a run measures the evaluation
 * that counts. An estimate takes as long as some ten to a hundred steps of a small network; with
 * every evaluation measured it was most of such a run. */
gboolean            lab_hidden_dimension_is_due  (const LabHiddenDimension *hidden,
                                                  guint                     step);

/* Of the network as it is: into evaluation's measured_blocks and dimension. FALSE once *stop (nullable,
 * g_atomic_int) is non-zero; it is looked at before each block (some 10 ms). */
gboolean            lab_hidden_dimension_measure (LabHiddenDimension   *hidden,
                                                  const gint           *stop,
                                                  LabEvaluation        *evaluation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabHiddenDimension, lab_hidden_dimension_free)

G_END_DECLS
