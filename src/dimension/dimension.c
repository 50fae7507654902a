/* The intrinsic dimension of a cloud of points: duplicates out, neighbours once, then every
 * estimator on the same distances, with all points and without each group of the jackknife. */
#include "dimension/dimension.h"

#include "core/error.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "dimension/distinct.h"
#include "dimension/folds.h"
#include "dimension/local-pca.h"
#include "dimension/neighbours.h"

#include <math.h>
#include <stdlib.h>

/* Neighbours known beyond the k asked for, to stand in for those that a group takes away: 1 % of k
 * on average, more than these less than once in a million times. */
#define SPARE(k) (6 + (k) / 16)

/* Of the whole task; the estimates take the rest. */
#define NEIGHBOURS_SHARE 0.85

/* Outliers: robust standard deviations beyond the median, and what makes the median absolute
 * deviation one for a normal distribution. */
#define OUTLIER_LIMIT    5.0
#define NORMAL_DEVIATION 1.4826

typedef struct
{
  double *row_values;  /* (n) */
  guint *place;        /* (K) */
  double *log_nearest; /* (K) */
  guint32 *nearest;    /* (K) */
  double *pca;
} Scratch;

typedef struct
{
  const LabDimensionRequest *request;
  const LabDistinctPoints *points;
  const LabNeighbours *neighbours; /* K each */
  double *log_distance;            /* (n, K) */
  LabFolds folds;
  Scratch *scratch; /* one per worker */
  guint workers;
  double full[LAB_DIMENSION_ESTIMATES_MAX];
  double *full_rows[LAB_DIMENSION_ESTIMATES_MAX]; /* (n) each: a group changes few of them */
  double without[LAB_DIMENSION_ESTIMATES_MAX][LAB_FOLDS_MAX];
} Measurement;

static guint
neighbours_of (const LabDimensionRequest *request, guint ask)
{
  return lab_estimator_neighbours (request->ask[ask].estimator, request->ask[ask].k);
}

/* The number that point i adds to an estimate, from its k nearest outside the group left out; NaN
 * where too few are known. */
static double
row_value (const Measurement *m, Scratch *scratch, guint ask, guint k, gsize i, guint left_out)
{
  LabEstimator estimator = m->request->ask[ask].estimator;
  guint K = m->neighbours->k;
  const guint32 *index = m->neighbours->index + i * K;

  if (lab_folds_pick (&m->folds, left_out, index, K, k, scratch->place) < k)
    return NAN;
  if (left_out != LAB_FOLD_NONE && scratch->place[k - 1] == k - 1)
    return m->full_rows[ask][i];
  if (estimator == LAB_ESTIMATOR_LOCAL_PCA) {
    for (guint j = 0; j < k; j++)
      scratch->nearest[j] = index[scratch->place[j]];
    return lab_local_pca_point (m->points, i, scratch->nearest, k, scratch->pca);
  }
  for (guint j = 0; j < k; j++)
    scratch->log_nearest[j] = m->log_distance[i * K + scratch->place[j]];
  return lab_estimator_row (estimator, k, scratch->log_nearest);
}

static double
mean (const double *values, gsize count)
{
  double sum = 0.0;

  for (gsize i = 0; i < count; i++)
    sum += values[i];
  return count > 0 ? sum / (double)count : NAN;
}

static double
estimate (const Measurement *m, Scratch *scratch, guint ask, guint left_out)
{
  LabEstimator estimator = m->request->ask[ask].estimator;
  guint k = neighbours_of (m->request, ask);
  gsize n = m->points->n;
  gsize stride = estimator == LAB_ESTIMATOR_LOCAL_PCA ? 1 + (n - 1) / LAB_LOCAL_PCA_CENTRES : 1;
  gsize count = 0;

  for (gsize i = 0; i < n; i += stride) {
    double value;

    if (m->folds.group[i] == left_out)
      continue;
    value = row_value (m, scratch, ask, k, i, left_out);
    if (left_out == LAB_FOLD_NONE)
      m->full_rows[ask][i] = value;
    if (isfinite (value))
      scratch->row_values[count++] = value;
  }
  if (estimator == LAB_ESTIMATOR_LOCAL_PCA)
    return mean (scratch->row_values, count);
  return lab_estimator_combine (estimator, k, m->request->discard,
                                left_out == LAB_FOLD_NONE ? NAN : m->full[ask], scratch->row_values,
                                count);
}

/* A LabParallelPiece: one estimate from all points. */
static void
estimate_full (gsize ask, guint worker, gpointer data)
{
  Measurement *m = data;

  m->full[ask] = estimate (m, &m->scratch[worker], (guint)ask, LAB_FOLD_NONE);
}

/* A LabParallelPiece: one estimate without one group. */
static void
estimate_without (gsize piece, guint worker, gpointer data)
{
  Measurement *m = data;
  guint ask = (guint)(piece / m->folds.count);
  guint group = (guint)(piece % m->folds.count);

  m->without[ask][group] = estimate (m, &m->scratch[worker], ask, group);
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

static int
compare_values (const void *first, const void *second)
{
  double a = *(const double *)first;
  double b = *(const double *)second;

  return (a > b) - (a < b);
}

static double
median (double *values, gsize count)
{
  qsort (values, count, sizeof *values, compare_values);
  return (values[(count - 1) / 2] + values[count / 2]) / 2.0;
}

/* values (n) is room to work in. */
static gsize
count_outliers (const Measurement *m, guint k, double *values)
{
  gsize n = m->points->n;
  guint K = m->neighbours->k;
  gsize outliers = 0;
  double middle, deviation;

  for (gsize i = 0; i < n; i++)
    values[i] = m->log_distance[i * K + k - 1];
  middle = median (values, n);
  for (gsize i = 0; i < n; i++)
    values[i] = fabs (m->log_distance[i * K + k - 1] - middle);
  deviation = NORMAL_DEVIATION * median (values, n);
  for (gsize i = 0; i < n; i++)
    outliers += m->log_distance[i * K + k - 1] > middle + OUTLIER_LIMIT * deviation;
  return outliers;
}

static guint
largest_neighbours (const LabDimensionRequest *request)
{
  guint largest = 0;

  for (guint a = 0; a < request->asks; a++)
    largest = MAX (largest, neighbours_of (request, a));
  return largest;
}

static gboolean
allocate (Measurement *m, guint K, guint k, GError **error)
{
  gsize n = m->points->n;

  m->scratch = g_new0 (Scratch, m->workers);
  for (guint w = 0; w < m->workers; w++) {
    m->scratch[w] = (Scratch){
        .row_values = lab_memory_new (n, sizeof (double), "the estimates", error),
        .place = g_new (guint, K),
        .log_nearest = g_new (double, K),
        .nearest = g_new (guint32, K),
    };
    if (m->scratch[w].row_values == NULL)
      return FALSE;
    m->scratch[w].pca = lab_memory_new (LAB_LOCAL_PCA_WORK (k, m->points->dimensions),
                                        sizeof (double), "the neighbourhoods", error);
    if (m->scratch[w].pca == NULL)
      return FALSE;
  }
  for (guint a = 0; a < m->request->asks; a++) {
    m->full_rows[a] = lab_memory_new (n, sizeof (double), "the estimates", error);
    if (m->full_rows[a] == NULL)
      return FALSE;
  }
  m->log_distance = lab_memory_new (n, K * sizeof (double), "the distances", error);
  return m->log_distance != NULL;
}

static void
clear (Measurement *m)
{
  for (guint w = 0; m->scratch != NULL && w < m->workers; w++) {
    lab_memory_free (m->scratch[w].row_values);
    lab_memory_free (m->scratch[w].pca);
    g_free (m->scratch[w].place);
    g_free (m->scratch[w].log_nearest);
    g_free (m->scratch[w].nearest);
  }
  g_free (m->scratch);
  for (guint a = 0; a < m->request->asks; a++)
    lab_memory_free (m->full_rows[a]);
  lab_memory_free (m->log_distance);
  g_free (m->folds.group);
}

static void
write_report (const Measurement *m, LabDimensionReport *report)
{
  const LabDimensionRequest *request = m->request;

  report->outlier_k = largest_neighbours (request);
  report->outliers = count_outliers (m, report->outlier_k, m->scratch[0].row_values);
  report->metric = request->metric;
  report->discard = request->discard;
  report->groups = m->folds.count;
  report->count = request->asks;
  for (guint a = 0; a < request->asks; a++) {
    LabDimensionEstimate *estimate = &report->estimate[a];

    *estimate = (LabDimensionEstimate){.estimator = request->ask[a].estimator,
                                       .k = neighbours_of (request, a),
                                       .value = m->full[a]};
    estimate->scale = mean_scale (m, estimate->k);
    lab_folds_interval (m->full[a], m->without[a], m->folds.count, &estimate->low, &estimate->high);
  }
}

static gboolean
measure (Measurement *m, LabTask *task, LabDimensionReport *report, GError **error)
{
  const LabNeighbours *neighbours = m->neighbours;
  guint asks = m->request->asks;
  gsize pieces = (gsize)asks * MIN (m->points->n, LAB_FOLDS_MAX);

  m->workers = lab_parallel_workers (m->request->threads, pieces);
  if (!allocate (m, neighbours->k, largest_neighbours (m->request), error))
    return FALSE;
  for (gsize i = 0; i < neighbours->n * neighbours->k; i++)
    m->log_distance[i] = log (lab_metric_distance (m->request->metric, neighbours->distance[i]));
  lab_folds_deal (m->points->n, &m->folds);
  if (!lab_parallel_for (m->workers, asks, estimate_full, m, task, NEIGHBOURS_SHARE,
                         NEIGHBOURS_SHARE) ||
      !lab_parallel_for (m->workers, pieces, estimate_without, m, task, NEIGHBOURS_SHARE, 1.0))
    return FALSE;
  write_report (m, report);
  return TRUE;
}

void
lab_dimension_request_default (guint neighbours, LabDimensionRequest *request)
{
  g_return_if_fail (request != NULL);

  *request = (LabDimensionRequest){.discard = LAB_DIMENSION_DISCARD};
  for (guint e = 0; e < LAB_ESTIMATOR_COUNT; e++)
    lab_dimension_request_add (request, (LabEstimator)e, neighbours);
}

gboolean
lab_dimension_request_add (LabDimensionRequest *request, LabEstimator estimator, guint neighbours)
{
  guint k = lab_estimator_neighbours (estimator, neighbours);

  g_return_val_if_fail (request != NULL, FALSE);

  for (guint a = 0; a < request->asks; a++)
    if (request->ask[a].estimator == estimator && neighbours_of (request, a) == k)
      return FALSE;
  if (request->asks == LAB_DIMENSION_ESTIMATES_MAX || k == 0)
    return FALSE;
  request->ask[request->asks++] = (LabDimensionAsk){.estimator = estimator, .k = k};
  return TRUE;
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
  g_autofree Measurement *m = g_new0 (Measurement, 1);
  guint k;
  gboolean well;

  g_return_val_if_fail (request != NULL && x != NULL && report != NULL, FALSE);
  g_return_val_if_fail (request->asks > 0 && request->asks <= LAB_DIMENSION_ESTIMATES_MAX, FALSE);

  points = lab_distinct_points_new (x, n, dimensions, request->metric, error);
  if (points == NULL)
    return FALSE;
  k = largest_neighbours (request);
  if (points->n <= k) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 "%u nearest neighbours need %u different points or more; there are "
                 "%" G_GSIZE_FORMAT ".",
                 k, k + 1, points->n);
    return FALSE;
  }
  neighbours = lab_neighbours_find (points->x, points->n, dimensions,
                                    (guint)MIN (k + SPARE (k), points->n - 1), request->threads,
                                    task, NEIGHBOURS_SHARE, error);
  if (neighbours == NULL)
    return FALSE;
  *report =
      (LabDimensionReport){.points = n, .dimensions = dimensions, .duplicates = points->duplicates};
  *m = (Measurement){.request = request, .points = points, .neighbours = neighbours};
  well = measure (m, task, report, error);
  clear (m);
  return well;
}
