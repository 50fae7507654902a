/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The intrinsic dimension of a cloud of points: duplicates out, neighbours once, then every
 * estimator on the same distances, with the variance of its influence values. */
#include "dimension/dimension.h"

#include "core/error.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "dimension/distinct.h"
#include "dimension/influence.h"
#include "dimension/local-pca.h"
#include "dimension/neighbours.h"
#include "dimension/outliers.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Of the whole task; the estimates take the rest. */
#define NEIGHBOURS_SHARE 0.9

/* Standard deviations on each side of a 95 % interval. */
#define NORMAL_95 1.959963984540054

/* Where local PCA counts the same at all of n centres, up to 3 / n of all points may still have
 * another count (the rule of three): half an interval is never less. */
#define RULE_OF_THREE 3.0

typedef struct
{
  double *row_values; /* (n): of the points that have one */
  guint32 *row;       /* (n): which point it belongs to */
  double *influence;  /* (n) */
  double *sums;       /* (n), all zero */
  guint32 *order;     /* (n) */
  double *pca;        /* LAB_LOCAL_PCA_WORK */
} Scratch;

typedef struct
{
  const LabDimensionRequest *request;
  const LabDistinctPoints *points;
  const LabNeighbours *neighbours; /* the largest k of all asks */
  double *log_distance;            /* (n, k) */
  Scratch *scratch;                /* one per worker */
  guint workers;
  LabDimensionReport *report;
  LabTask *task;
} Measurement;

static guint
neighbours_of (const LabDimensionRequest *request, guint ask)
{
  return lab_estimator_neighbours (request->ask[ask].estimator, request->ask[ask].k);
}

static guint
largest_neighbours (const LabDimensionRequest *request)
{
  guint largest = 0;

  for (guint a = 0; a < request->asks; a++)
    largest = MAX (largest, neighbours_of (request, a));
  return largest;
}

guint64
lab_dimension_bytes (const LabDimensionRequest *request, guint64 n, guint64 dimensions)
{
  g_return_val_if_fail (request != NULL, 0);

  const guint64 k = largest_neighbours (request);
  const guint64 workers = lab_parallel_workers (request->threads, MAX (request->asks, 1));
  const guint64 held = n * (dimensions * sizeof (double) + sizeof (guint32)) +
                       n * k * (sizeof (guint32) + sizeof (double));
  const guint64 searching = n * ((dimensions + 1) * sizeof (float) + sizeof (double));
  const guint64 estimating =
      n * k * sizeof (double) + workers * n * (3 * sizeof (double) + 2 * sizeof (guint32));

  return held + MAX (searching, estimating);
}

/* The numbers that points add to an estimate, into row_values and row of scratch; returns how many. */
static gsize
row_values (const Measurement *m, Scratch *scratch, LabEstimator estimator, guint k)
{
  gboolean pca = estimator == LAB_ESTIMATOR_LOCAL_PCA;
  gsize n = m->points->n;
  gsize stride = pca ? 1 + (n - 1) / LAB_LOCAL_PCA_CENTRES : 1;
  gsize count = 0;

  for (gsize i = 0; i < n && !lab_task_is_cancelled (m->task); i += stride) {
    gsize first = i * m->neighbours->k;
    double value =
        pca ? lab_local_pca_point (m->points, i, m->neighbours->index + first, k, scratch->pca)
            : lab_estimator_row (estimator, k, m->log_distance + first);

    if (!isfinite (value))
      continue;
    scratch->row_values[count] = value;
    scratch->row[count++] = (guint32)i;
  }
  return count;
}

static double
mean_scale (const Measurement *m, guint k)
{
  double sum = 0.0;

  for (gsize i = 0; i < m->points->n; i++)
    sum += lab_metric_distance (m->request->metric,
                                m->neighbours->distance[i * m->neighbours->k + k - 1]);
  return sum / (double)m->points->n;
}

static double
standard_error (const Measurement *m,
                Scratch *scratch,
                const LabDimensionEstimate *estimate,
                gsize count)
{
  LabInfluencePoints points = {.count = count,
                               .row = scratch->row,
                               .index = m->neighbours->index,
                               .stride = m->neighbours->k,
                               .k = estimate->k};
  double error;

  lab_influence_values (estimate->estimator, estimate->k, m->request->discard, estimate->value,
                        scratch->row_values, count, scratch->order, scratch->influence);
  error = sqrt (lab_influence_variance (&points, scratch->influence, scratch->sums));
  if (estimate->estimator == LAB_ESTIMATOR_LOCAL_PCA)
    error = fmax (error, RULE_OF_THREE / NORMAL_95 / (double)count);
  return error;
}

/* Of row values (count): whether the estimate is of the cloud, or of ties. */
static gboolean
is_tied (const double *row_values, gsize count)
{
  gsize ties = 0;

  for (gsize i = 0; i < count; i++)
    ties += row_values[i] <= LAB_DIMENSION_TIE;
  return 2 * ties > count;
}

/* Drops a value that is none, and says why. */
static void
judge (LabDimensionEstimate *estimate, const double *row_values, gsize count)
{
  if (estimate->estimator == LAB_ESTIMATOR_LOCAL_PCA) {
    if (!isfinite (estimate->value))
      estimate->state = LAB_DIMENSION_NO_VALUE;
    else if (estimate->value >= LAB_DIMENSION_SATURATION * estimate->k)
      estimate->state = LAB_DIMENSION_SATURATED;
    return;
  }
  if (count >= 2 && (!isfinite (estimate->value) || is_tied (row_values, count)))
    estimate->state = LAB_DIMENSION_TIED;
  else if (!isfinite (estimate->value))
    estimate->state = LAB_DIMENSION_NO_VALUE;
  if (estimate->state != LAB_DIMENSION_TOLD)
    estimate->value = NAN;
}

/* A LabParallelPiece: one estimate. */
static void
make_estimate (gsize ask, guint worker, gpointer data)
{
  Measurement *m = data;
  Scratch *scratch = &m->scratch[worker];
  LabDimensionEstimate *estimate = &m->report->estimate[ask];
  gsize count;
  double error = NAN;

  *estimate = (LabDimensionEstimate){.estimator = m->request->ask[ask].estimator,
                                     .k = neighbours_of (m->request, (guint)ask)};
  count = row_values (m, scratch, estimate->estimator, estimate->k);
  estimate->scale = mean_scale (m, estimate->k);
  memcpy (scratch->influence, scratch->row_values, count * sizeof (double));
  estimate->value = lab_estimator_combine (estimate->estimator, estimate->k, m->request->discard,
                                           scratch->influence, count);
  judge (estimate, scratch->row_values, count);
  if (estimate->state == LAB_DIMENSION_TOLD)
    error = standard_error (m, scratch, estimate, count);
  estimate->low = isfinite (error) ? fmax (estimate->value - NORMAL_95 * error, 0.0) : NAN;
  estimate->high = isfinite (error) ? estimate->value + NORMAL_95 * error : NAN;
}

/* Zeroed; NULL with error, or where an error is set already. */
static gpointer
allocate (gsize count, gsize size, GError **error)
{
  return *error == NULL ? lab_memory_new (count, size, N_ ("the estimates"), error) : NULL;
}

static gboolean
allocate_all (Measurement *m, GError **error)
{
  GError *refusal = NULL;
  gsize n = m->points->n;
  gsize pca = LAB_LOCAL_PCA_WORK (m->neighbours->k, m->points->dimensions);

  m->scratch = g_new0 (Scratch, m->workers);
  for (guint w = 0; w < m->workers; w++)
    m->scratch[w] = (Scratch){
        .row_values = allocate (n, sizeof (double), &refusal),
        .row = allocate (n, sizeof (guint32), &refusal),
        .influence = allocate (n, sizeof (double), &refusal),
        .sums = allocate (n, sizeof (double), &refusal),
        .order = allocate (n, sizeof (guint32), &refusal),
        .pca = allocate (pca, sizeof (double), &refusal),
    };
  m->log_distance = allocate (n, m->neighbours->k * sizeof (double), &refusal);
  if (refusal != NULL)
    g_propagate_error (error, refusal);
  return refusal == NULL;
}

static void
clear (Measurement *m)
{
  for (guint w = 0; w < m->workers; w++) {
    lab_memory_free (m->scratch[w].row_values);
    lab_memory_free (m->scratch[w].row);
    lab_memory_free (m->scratch[w].influence);
    lab_memory_free (m->scratch[w].sums);
    lab_memory_free (m->scratch[w].order);
    lab_memory_free (m->scratch[w].pca);
  }
  g_free (m->scratch);
  lab_memory_free (m->log_distance);
}

static gboolean
measure (Measurement *m, GError **error)
{
  const LabNeighbours *neighbours = m->neighbours;
  LabDimensionReport *report = m->report;
  guint asks = m->request->asks;

  m->workers = lab_parallel_workers (m->request->threads, asks);
  if (!allocate_all (m, error))
    return FALSE;
  for (gsize i = 0; i < neighbours->n * neighbours->k; i++)
    m->log_distance[i] = log (lab_metric_distance (m->request->metric, neighbours->distance[i]));
  report->metric = m->request->metric;
  report->discard = m->request->discard;
  report->outlier_k = neighbours->k;
  report->outliers = lab_outliers_count (m->log_distance + neighbours->k - 1, neighbours->n,
                                         neighbours->k, m->scratch[0].influence);
  for (gsize i = 0; i < neighbours->n && neighbours->k > 1; i++) {
    const double *row = m->log_distance + i * neighbours->k;

    report->ties += row[1] - row[0] <= LAB_DIMENSION_TIE;
  }
  report->count = asks;
  return lab_parallel_for (m->workers, asks, make_estimate, m, m->task, NEIGHBOURS_SHARE, 1.0);
}

gboolean
lab_dimension_measure (const LabDimensionRequest *request,
                       const double *x,
                       gsize n,
                       guint dimensions,
                       LabTask *task,
                       LabDimensionReport *report,
                       GError **error)
{
  g_autoptr (LabDistinctPoints) points = NULL;
  g_autoptr (LabNeighbours) neighbours = NULL;
  Measurement m = {.request = request, .report = report, .task = task};
  guint k;
  gboolean well;

  g_return_val_if_fail (request != NULL && x != NULL && report != NULL, FALSE);
  g_return_val_if_fail (request->asks > 0 && request->asks <= LAB_DIMENSION_ESTIMATES_MAX, FALSE);

  points = lab_distinct_points_new (x, n, dimensions, request->metric, task, error);
  if (points == NULL)
    return FALSE;
  k = largest_neighbours (request);
  if (points->n <= k) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("%u nearest neighbours need %u different points or more; there are %zu."), k,
                 k + 1, points->n);
    return FALSE;
  }
  neighbours = lab_neighbours_find (points->x, points->n, dimensions, k, request->threads, task,
                                    NEIGHBOURS_SHARE, error);
  if (neighbours == NULL)
    return FALSE;
  *report =
      (LabDimensionReport){.points = n, .dimensions = dimensions, .duplicates = points->duplicates};
  m.points = points;
  m.neighbours = neighbours;
  well = measure (&m, error);
  clear (&m);
  return well;
}
