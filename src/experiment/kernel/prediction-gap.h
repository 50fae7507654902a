/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies between the own kernel's prediction and a trained network, split into its three causes.
 *
 * At one size, over all repeats, each kind of training on the same data from the same start, all risks on the same
 * test points:
 *   kernel   the flow of the own kernel, where it stops and at the best moment of each repeat;
 *   descent  the network itself by full-batch gradient descent at 1 / mu_max, at its best;
 *   run      the experiment's own optimiser, where it stops and at each one's best evaluation.
 * In logarithms, exactly:
 *   run (stop) / kernel (stop) = choice of the step * optimiser * learning of features
 *   choice    = [run (stop) / run (best)] / [kernel (stop) / kernel (best)]
 *   optimiser = run (best) / descent (best)
 *   features  = descent (best) / kernel (best): the network under the kernel's own descent; below 1 where moving
 *               features help. */
#pragma once

#include "core/task.h"
#include "experiment/experiment.h"

G_BEGIN_DECLS

/* Training labels of the size that is looked at, at most. */
#define LAB_PREDICTION_GAP_POINTS 256

/* A value. */
typedef struct
{
  double x; /* of the size, on the experiment's axis */
  guint repeats;
  guint descent_steps; /* the descent's last step */
  gboolean is_cut;     /* the descent was still improving there in some repeat: more steps would take too long */
  double kernel_stop, kernel_best; /* excess risks: arithmetic means */
  double descent_best;
  double run_stop, run_best;
  double choice, optimiser, features; /* ratios as above */
} LabPredictionGap;

/* Of the largest size with at most LAB_PREDICTION_GAP_POINTS training labels; FALSE and
 * LAB_ERROR_INVALID_VALUE where there is none, another error where memory does not suffice, FALSE alone soon after
 * task (nullable) was cancelled. For an axis that lab_own_kernel_goes_over(). workers: 0 = one per core. A few
 * seconds a repeat. */
gboolean lab_prediction_gap_compute (const LabExperiment *experiment,
                                     guint                workers,
                                     LabTask             *task,
                                     LabPredictionGap    *gap,
                                     GError             **error);

G_END_DECLS
