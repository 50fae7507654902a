/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The largest eigenvalues of a large symmetric matrix, and their eigenvectors. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* a (n, n), symmetric, its lower triangle in column-major order (the upper one in row-major), is
 * overwritten. values (most): ascending; vectors (most, n): one per row, orthonormal. most <= n.
 *
 * LAPACK's way (dsytrd, dstemr, dormtr), with the reduction to a tridiagonal matrix, which takes nearly
 * all of the time, walked panel by panel here, so that it can be watched and cancelled.
 * FALSE and an error: LAB_ERROR_TOO_LARGE; LAB_ERROR_INVALID_VALUE where LAPACK finds no answer (entries
 * that are not finite). FALSE without one soon after task (nullable) was cancelled; it is told the progress
 * between from and to. */
gboolean lab_symmetric_eigen_largest (guint     n,
                                      double   *a,
                                      guint     most,
                                      double   *values,
                                      double   *vectors,
                                      LabTask  *task,
                                      double    from,
                                      double    to,
                                      GError  **error);

G_END_DECLS
