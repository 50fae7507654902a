/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The training curve of a kernel, before anything is trained.
 *
 * Gradient descent on half the mean squared error of a network that stays linear in its parameters
 * is solved mode by mode (theory notes, section 3; science.md, last section):
 *   f_t (x) = f_0 (x) - (1/n) k (x, X) U diag (q_t) U^T (f_0 - y),
 *   q_t (mu) = (1 - (1 - eta mu)^t) / mu   after t steps of gradient descent at the rate eta,
 *              (1 - exp (-eta mu t)) / mu  in gradient flow,
 * with K / n = U diag (mu) U^T. Where mu is rounding (LabKernelModes.noise), q_t = eta t, its limit.
 *
 * For a real network this is a prediction from its kernel at the parameters where that was taken:
 * it leaves out that the kernel itself moves (feature learning). */
#pragma once

#include "dynamics/kernel-modes.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_FLOW_DESCENT,    /* whole steps of full-batch gradient descent */
  LAB_FLOW_CONTINUOUS, /* gradient flow, steps may be a fraction */
} LabFlowKind;

/* What the flow starts from; arrays are copied. */
typedef struct
{
  const LabKernelModes *modes;    /* borrowed: must stay */
  const LabKernelMatrix *matrix;  /* of the modes; its test part is read by new() alone */
  gsize test_first, test_n;       /* which of the matrix's test points the risk is taken on */
  const double *prediction;       /* (n): f_0 on the training points */
  const double *test_prediction;  /* (test_n) of the points from test_first on */
  const float *label;             /* (n) noisy */
  const float *target;            /* (n) without noise */
  const float *test_target;       /* (test_n) without noise */
  double noise;                   /* sigma of the labels */
  double floor; /* eigenvalues of the descent are at least this part of the largest; 0: as they
                 * are. A preconditioner: what the flow is with a finite condition number. */
  gsize most_modes; /* only so many modes learn at all; 0: all */
} LabFlowStart;

typedef struct
{
  double test;      /* excess risk: mean squared distance to the target on the test points */
  double train;     /* mean squared distance to the noisy labels */
  double bias;      /* excess risk of labels without noise */
  double variance;  /* what noise adds on average: bias + variance = mean of test over noise */
  double effective_dimension; /* sum of mu q_t: modes learned so far */
  double weight_move;         /* |theta_t - theta_0| of the linear network */
} LabFlowRisks;

typedef struct _LabKernelFlow LabKernelFlow;

/* Costs test_n n^2 multiply-adds. NULL and error where memory does not suffice; NULL alone when
 * stopped. */
LabKernelFlow *lab_kernel_flow_new  (const LabFlowStart    *start,
                                     guint workers,
                                     LabTask *task,
                                     GError               **error);
void           lab_kernel_flow_free (LabKernelFlow         *flow);

/* At any time, about test_n n multiply-adds; rate in the trainer's units, 0 < rate < 2 / mu_max for
 * descent to be stable. One thread at a time. */
void           lab_kernel_flow_at   (LabKernelFlow         *flow,
                                     LabFlowKind            kind,
                                     double                 rate,
                                     double                 steps,
                                     LabFlowRisks          *risks);

/* residual (n): u_k . (f_t - y) / sqrt n, so that their squares sum to the train risk. */
void           lab_kernel_flow_residuals (LabKernelFlow    *flow,
                                          LabFlowKind       kind,
                                          double            rate,
                                          double            steps,
                                          double           *residual);

/* 1 / mu_max: the rate of science.md's experiments. */
double         lab_kernel_flow_rate (const LabKernelFlow   *flow);

/* The target's power in each mode, (u_k . target)^2 / n, (n). Owned by the flow. */
const double  *lab_kernel_flow_target_power (const LabKernelFlow *flow);

/* Steps after which, in continuous flow, the labels' noise costs as much as is still to be learned
 * (variance = bias): beyond, more training does not help. NaN where that does not happen between 1
 * and 1e9 steps, and when cancelled. */
double         lab_kernel_flow_end_of_optimisation (LabKernelFlow *flow,
                                                    double         rate,
                                                    const LabTask *task);

/* Mini-batches of `batch` rows out of n: risks after each of steps (count), ascending.
 *
 * First order in the gradient's noise: second moments of the residuals, with noise that is equally
 * strong on every example: p_k <- (1 - rate mu_k)^2 p_k + rate^2 n mu_k^2 train (1 - B/n) / B.
 * bias and weight_move are those of full-batch descent. Costs n operations per step. Returns FALSE
 * when stopped. */
gboolean       lab_kernel_flow_minibatch (LabKernelFlow        *flow,
                                          double                rate,
                                          guint                 batch,
                                          guint                 count,
                                          const guint          *steps,
                                          LabFlowRisks         *risks,
                                          LabTask              *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabKernelFlow, lab_kernel_flow_free)

G_END_DECLS
