/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact nearest neighbours of every point among the others. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n;
  guint k;
  guint32 *index;   /* (n, k), row-major: nearest first; equally near ones by index */
  double *distance; /* (n, k): Euclidean, ascending along a row */
} LabNeighbours;

/* x is (n, D), row-major, finite, not all points equal; 1 <= k < n. The neighbours and distances are
 * those of a search in double precision, whatever threads (0 = one per core) did it; BLAS in single
 * precision finds the candidates. Besides the result it takes 4 n (D + 1) bytes and some 1 MiB per
 * thread.
 * Reports to task (nullable) from 0 to `until`. NULL without an error where task was cancelled
 * (within some 10 ms at n = 10,000); NULL and LAB_ERROR_TOO_LARGE. */
LabNeighbours *lab_neighbours_find (const double   *x,
                                    gsize           n,
                                    guint           dimensions,
                                    guint           k,
                                    guint           threads,
                                    LabTask        *task,
                                    double          until,
                                    GError        **error);
void           lab_neighbours_free (LabNeighbours  *neighbours);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabNeighbours, lab_neighbours_free)

G_END_DECLS
