/* The intrinsic dimension of a cloud of points: what to estimate, and what came out. */
#pragma once

#include "core/task.h"
#include "dimension/estimator.h"
#include "dimension/metric.h"

G_BEGIN_DECLS

#define LAB_DIMENSION_ESTIMATES_MAX 64

/* Largest k: beyond it "near" has lost its meaning, and memory grows with it. */
#define LAB_DIMENSION_NEIGHBOURS_MAX 1000

/* What most programs and papers take. */
#define LAB_DIMENSION_NEIGHBOURS 20
#define LAB_DIMENSION_DISCARD    0.1

/* One estimate to make. */
typedef struct
{
  LabEstimator estimator;
  guint k; /* neighbours; 1 .. LAB_DIMENSION_NEIGHBOURS_MAX; TwoNN takes 2 whatever this is */
} LabDimensionAsk;

typedef struct
{
  LabMetric metric;
  double discard; /* TwoNN: fraction of the largest ratios left out, 0 <= discard < 1 */
  guint threads;  /* 0 = one per core; results do not depend on it */
  guint asks;
  LabDimensionAsk ask[LAB_DIMENSION_ESTIMATES_MAX];
} LabDimensionRequest;

typedef struct
{
  LabEstimator estimator;
  guint k;          /* neighbours looked at */
  double scale;     /* mean distance to the k-th neighbour, in units of the metric */
  double value;     /* NaN where the distances allow none */
  double low, high; /* 95 % interval: delete-a-group jackknife (folds.h); NaN where there is none */
} LabDimensionEstimate;

typedef struct
{
  gsize points;      /* given */
  guint dimensions;  /* D */
  gsize duplicates;  /* equal to an earlier point (for an angular metric: in direction), left out */
  gsize outliers;    /* far from all others; not left out. See lab_dimension_outlier_limit() */
  guint outlier_k;   /* the neighbour by whose distance they were found */
  LabMetric metric;
  double discard;
  guint groups;      /* of the jackknife */
  guint count;
  LabDimensionEstimate estimate[LAB_DIMENSION_ESTIMATES_MAX]; /* in the order of the request */
} LabDimensionReport;

/* All estimators that make their estimate at k = `neighbours`, metric euclid, discard
 * LAB_DIMENSION_DISCARD, one thread per core. */
void     lab_dimension_request_default (guint                      neighbours,
                                        LabDimensionRequest       *request);

/* Adds one estimate; FALSE where it is there already or there are too many. */
gboolean lab_dimension_request_add     (LabDimensionRequest       *request,
                                        LabEstimator               estimator,
                                        guint                      neighbours);

/* Estimates from x (n, D), row-major. A point is an outlier when ln T_k (k = outlier_k, the largest
 * asked for) exceeds the median of all by more than 5 robust standard deviations (1.4826 times the
 * median absolute deviation).
 * FALSE with error: LAB_ERROR_INVALID_VALUE (a value is not finite, a point without direction),
 * LAB_ERROR_NOT_ENOUGH_DATA (fewer than k + 1 different points), LAB_ERROR_TOO_LARGE. FALSE without
 * an error where task (nullable) was cancelled. Memory: 12 n (D + 1) + 20 n (k + 8) bytes, 8 n for
 * each estimate and each thread. */
gboolean lab_dimension_measure         (const LabDimensionRequest *request,
                                        const double              *x,
                                        gsize                      n,
                                        guint                      dimensions,
                                        LabTask                   *task,
                                        LabDimensionReport        *report,
                                        GError                   **error);

G_END_DECLS
