/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A kernel's gradient flow at many times at once, to choose among them.
 *
 * Where only the risk at some dozens of times is asked for, the flow of kernel-flow.h need not turn the
 * test kernel into the eigenbasis (test_n n^2 multiply-adds): the functions of all times are turned back
 * instead (count n^2), and one product with the test kernel gives all predictions (test_n n count):
 *   f_t (x) = f_0 (x) - sum_j k (x, x_j) c_tj,   c_t = (1/n) U diag (q_t) U^T (f_0 - y),
 *   q_t (mu) = (1 - exp (-t mu / mu_max)) / mu,  t / mu_max where mu is rounding,
 * in units of time of 1 / mu_max: t counts steps of descent at that rate. */
#pragma once

#include "dynamics/kernel-modes.h"

G_BEGIN_DECLS

/* c_t, (count, n) row-major, for times (count), each at least 0; prediction (n) is f_0 and label (n) is y
 * on the training points of modes. NULL and error where memory does not suffice. Free with
 * lab_memory_free(). */
double  *lab_kernel_path_new   (const LabKernelModes *modes,
                                const double         *prediction,
                                const float          *label,
                                gsize                 count,
                                const double         *times,
                                GError              **error);

/* Points that risks are taken on. */
typedef struct
{
  gsize rows;               /* at least 1 */
  const double *kernel;     /* row i is k (x_i, X) from kernel + i * stride on, n values of it read */
  gsize stride;
  const double *prediction; /* (rows): f_0 */
  const float *truth;       /* (rows): what predictions are held against */
} LabKernelPathPoints;

/* risk (count): mean squared distance of f_t to truth. FALSE and error as above. */
gboolean lab_kernel_path_risks (gsize                      n,
                                gsize                      count,
                                const double              *path,
                                const LabKernelPathPoints *points,
                                double                    *risk,
                                GError                   **error);

G_END_DECLS
