/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a kernel on a training set and, beside it, on other points. */
#pragma once

#include "core/parallel.h"

G_BEGIN_DECLS

/* k (x, x') itself, not divided by n. */
typedef struct
{
  gsize n;       /* training points */
  gsize test_n;  /* other points, 0 or more */
  double *train; /* (n, n), symmetric to the bit */
  double *test;  /* (test_n, n), row-major: other point against training point */
} LabKernelMatrix;

/* Zeros. NULL and LAB_ERROR_TOO_LARGE where memory does not hold it. */
LabKernelMatrix *lab_kernel_matrix_new    (gsize                   n,
                                           gsize                   test_n,
                                           GError                **error);
void             lab_kernel_matrix_free   (LabKernelMatrix        *matrix);

/* Makes train symmetric from its lower triangle. */
void             lab_kernel_matrix_mirror (LabKernelMatrix        *matrix);

/* Cosine of the angle between two kernels on the same training points, as vectors of n^2 numbers:
 * 1 - cosine is the kernel's drift. Where one has fewer points they are the first of the other's. */
double           lab_kernel_matrix_cosine (const LabKernelMatrix  *a,
                                           const LabKernelMatrix  *b);

/* The Matern kernels of half-integer order: sample paths of smoothness nu, eigenvalues on a
 * d-dimensional manifold falling like k^-(1 + 2 nu / d) (theory notes, section 0). */
typedef enum
{
  LAB_MATERN_1_2, /* exp (-r) */
  LAB_MATERN_3_2, /* (1 + r) exp (-r) */
  LAB_MATERN_5_2, /* (1 + r + r^2 / 3) exp (-r) */
} LabMaternOrder;

/* x (n, dimension) and test_x (test_n, dimension), row-major; r = sqrt (2 nu) distance / length,
 * length > 0. NULL and error as above, or NULL alone when stopped. */
LabKernelMatrix *lab_kernel_matrix_new_matern (LabMaternOrder         order,
                                               double                 length,
                                               guint                  dimension,
                                               gsize                  n,
                                               const float           *x,
                                               gsize                  test_n,
                                               const float           *test_x,
                                               guint workers,
                                               LabTask *task,
                                               GError               **error);

/* Root mean square distance between two of the points x (n, dimension): a length for the above. */
double           lab_typical_distance     (guint                   dimension,
                                           gsize                   n,
                                           const float            *x);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabKernelMatrix, lab_kernel_matrix_free)

G_END_DECLS
