/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The different points among given ones: rows are sorted, and equal ones then stand together. */
#include "dimension/distinct.h"

#include "core/error.h"
#include "core/memory.h"
#include "core/sort.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static gboolean
check_row (const double *row, gsize number, guint dimensions, LabMetric metric, GError **error)
{
  gboolean zero = TRUE;

  for (guint j = 0; j < dimensions; j++) {
    if (!isfinite (row[j])) {
      g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                   _ ("Point %zu, coordinate %u is not finite; a dimension can only "
                      "be estimated from finite numbers."),
                   number, j + 1);
      return FALSE;
    }
    zero = zero && row[j] == 0.0;
  }
  if (zero && lab_metric_is_angular (metric)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("Point %zu is the origin, which has no direction; the metric %s "
                    "needs points other than it, or take the metric euclid."),
                 number, lab_metric_name (metric));
    return FALSE;
  }
  return TRUE;
}

/* To length 1; by way of its largest coordinate, so that no square overflows. */
static void
normalise (double *row, guint dimensions)
{
  double largest = 0.0;
  double square = 0.0;

  for (guint j = 0; j < dimensions; j++)
    largest = fmax (largest, fabs (row[j]));
  for (guint j = 0; j < dimensions; j++) {
    row[j] /= largest;
    square += row[j] * row[j];
  }
  for (guint j = 0; j < dimensions; j++)
    row[j] /= sqrt (square);
}

static int
compare_rows (const double *a, const double *b, guint dimensions)
{
  for (guint j = 0; j < dimensions; j++)
    if (a[j] != b[j])
      return a[j] < b[j] ? -1 : 1;
  return 0;
}

/* By value; the sort leaves equal ones in their places. */
static int
compare_places (guint32 a, guint32 b, gconstpointer data)
{
  const LabDistinctPoints *points = data;

  return compare_rows (points->x + (gsize)a * points->dimensions,
                       points->x + (gsize)b * points->dimensions, points->dimensions);
}

/* Keeps the first of equal rows, in their order. FALSE when cancelled. */
static gboolean
drop_duplicates (LabDistinctPoints *points, guint32 *order, LabTask *task, GError **error)
{
  guint D = points->dimensions;
  gsize kept = 0;

  if (!lab_sort_indices (order, points->n, compare_places, points, task, error))
    return FALSE;
  memset (points->row, 0, points->n * sizeof *points->row);
  for (gsize i = 1; i < points->n; i++)
    if (compare_rows (points->x + (gsize)order[i] * D, points->x + (gsize)order[i - 1] * D, D) == 0)
      points->row[order[i]] = G_MAXUINT32;
  for (gsize i = 0; i < points->n; i++) {
    if (points->row[i] == G_MAXUINT32)
      continue;
    memmove (points->x + kept * D, points->x + i * D, D * sizeof *points->x);
    points->row[kept++] = (guint32)i;
  }
  points->duplicates = points->n - kept;
  points->n = kept;
  return TRUE;
}

LabDistinctPoints *
lab_distinct_points_new (const double *x,
                         gsize n,
                         guint dimensions,
                         LabMetric metric,
                         LabTask *task,
                         GError **error)
{
  gboolean well;
  g_autoptr (LabDistinctPoints) points = g_new0 (LabDistinctPoints, 1);
  guint32 *order;

  g_return_val_if_fail (x != NULL && dimensions > 0 && n < G_MAXUINT32, NULL);

  *points = (LabDistinctPoints){.n = n, .dimensions = dimensions};
  for (gsize i = 0; i < n; i++)
    if (!check_row (x + i * dimensions, i + 1, dimensions, metric, error))
      return NULL;
  points->x = lab_memory_new (n, dimensions * sizeof *points->x, N_ ("the points"), error);
  if (points->x == NULL)
    return NULL;
  points->row = lab_memory_new (n, sizeof *points->row, N_ ("the points"), error);
  if (points->row == NULL)
    return NULL;
  order = lab_memory_new (n, sizeof *order, N_ ("the order of the points"), error);
  if (order == NULL)
    return NULL;
  memcpy (points->x, x, n * dimensions * sizeof *x);
  for (gsize i = 0; i < n && lab_metric_is_angular (metric); i++)
    normalise (points->x + i * dimensions, dimensions);
  well = drop_duplicates (points, order, task, error);
  lab_memory_free (order);
  return well ? g_steal_pointer (&points) : NULL;
}

void
lab_distinct_points_free (LabDistinctPoints *points)
{
  if (points == NULL)
    return;
  lab_memory_free (points->x);
  lab_memory_free (points->row);
  g_free (points);
}
