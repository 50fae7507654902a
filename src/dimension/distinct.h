/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The different points among given ones, ready for neighbour search. */
#pragma once

#include "core/task.h"
#include "dimension/metric.h"

G_BEGIN_DECLS

/* Two equal points have distance 0, whose logarithm no estimator can use: of points that are equal
 * (to the last bit; for an angular metric: in direction) the first stands for all. */
typedef struct
{
  gsize n;
  guint dimensions; /* D */
  double *x;        /* (n, D), row-major; scaled to length 1 for an angular metric */
  guint32 *row;     /* (n): where the point stood, ascending */
  gsize duplicates; /* points that equal an earlier one */
} LabDistinctPoints;

/* x (n, D), row-major, is copied. NULL and error: LAB_ERROR_INVALID_VALUE where a value is not
 * finite (row and column, counted from 1) or, for an angular metric, a row is zero, which has no
 * direction; LAB_ERROR_TOO_LARGE. NULL without an error soon after task (nullable) was cancelled. */
LabDistinctPoints *lab_distinct_points_new  (const double       *x,
                                             gsize               n,
                                             guint               dimensions,
                                             LabMetric           metric,
                                             LabTask            *task,
                                             GError            **error);
void               lab_distinct_points_free (LabDistinctPoints  *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabDistinctPoints, lab_distinct_points_free)

G_END_DECLS
