/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernel ridge regression: what the same data allow a fixed kernel to learn.
 *
 * f (x) = k (x, X) (K + n ridge)^-1 y, the ridge chosen among a geometric grid by the squared error
 * on validation labels, as a training run chooses its stopping step. */
#pragma once

#include "dynamics/kernel-matrix.h"

G_BEGIN_DECLS

/* Ridges tried, in units of the kernel's mean diagonal value: 10^0, 10^-1/2 ... */
#define LAB_RIDGE_COUNT 19

typedef struct
{
  double ridge;           /* chosen, in the kernel's units */
  double validation_loss; /* with it */
  double excess_risk;     /* with it: mean squared distance to the target on the test points */
  gboolean at_edge;       /* the chosen one is the smallest or the largest tried */
} LabKernelRidge;

/* The matrix's test part holds the validation points first (validation_n >= 1, noisy labels), then
 * the test points (targets without noise). label is (n). Costs n^3 / 3 multiply-adds per ridge,
 * shared among threads; a ridge too small for the kernel's rounding is passed over. FALSE and error
 * where memory does not suffice or no ridge can be used; FALSE alone when stopped. */
gboolean lab_kernel_ridge (const LabKernelMatrix  *matrix,
                           const float            *label,
                           gsize                   validation_n,
                           const float            *validation_label,
                           const float            *test_target,
                           guint workers,
                           LabTask *task,
                           LabKernelRidge         *result,
                           GError                **error);

/* Bytes that it takes for n training points, beside the kernel. */
guint64  lab_kernel_ridge_bytes (gsize n,
                                 guint workers);

G_END_DECLS
