/* SPDX-License-Identifier: GPL-3.0-or-later */
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

/* What an estimate is worth. */
typedef enum
{
  LAB_DIMENSION_TOLD,
  LAB_DIMENSION_SATURATED, /* local PCA near the most that k neighbours can show: the dimension is this
                            * or more, and the scatter tells nothing, so that there is no interval */
  LAB_DIMENSION_TIED,      /* no value: at more than half of the points (arithmetic mean: at one) all
                            * neighbours looked at are equally far */
  LAB_DIMENSION_NO_VALUE,  /* no value: too few distances that are above 0 in double precision */
} LabDimensionState;

typedef struct
{
  LabEstimator estimator;
  guint k;          /* neighbours looked at */
  double scale;     /* mean distance to the k-th neighbour, in units of the metric */
  LabDimensionState state;
  double value;     /* NaN where there is none */
  double low, high; /* 95 % interval of the sample's scatter, see below, 0 <= low; NaN unless told */
} LabDimensionEstimate;

/* Distances equal to this relative part are equal: points of a lattice, turned and rounded. */
#define LAB_DIMENSION_TIE 1e-5

/* From this share of points with a tie on: of a continuous cloud of dimension d it is d times
 * LAB_DIMENSION_TIE. */
#define LAB_DIMENSION_DISCRETE 0.05

/* Fewer different points for each of the most neighbours looked at are few: the neighbourhoods are
 * then no small parts of the cloud. */
#define LAB_DIMENSION_FEW 10

/* Local PCA is saturated from this part of k on. In balls of dimension k / 2, 0.8 k, k, 1.5 k, 2 k and
 * 3 k it reads 0.48, 0.66, 0.74, 0.90, 0.97 and 1.00 k (2,000 points, k = 10 and 20; the same within
 * 0.02 at k = 40): from here on a wide range of d looks alike. */
#define LAB_DIMENSION_SATURATION 0.7

typedef struct
{
  gsize points;      /* given */
  guint dimensions;  /* D */
  gsize duplicates;  /* equal to an earlier point (for an angular metric: in direction), left out */
  gsize outliers;    /* far from all others; not left out (outliers.h) */
  guint outlier_k;   /* the neighbour by whose distance they were found; the most looked at */
  gsize ties;        /* points whose two nearest neighbours are equally far (LAB_DIMENSION_TIE) */
  LabMetric metric;
  double discard;
  guint count;
  LabDimensionEstimate estimate[LAB_DIMENSION_ESTIMATES_MAX]; /* in the order of the request */
} LabDimensionReport;

/* Adds one estimate; FALSE where it is there already or there are too many. */
gboolean lab_dimension_request_add     (LabDimensionRequest       *request,
                                        LabEstimator               estimator,
                                        guint                      neighbours);

/* Estimates from x (n, D), row-major. Outliers are found by ln T_k, k = outlier_k, the largest asked
 * for.
 *
 * Intervals are value -+ 1.96 standard errors, from the points' influence values and the covariances
 * of those that share neighbours (influence.h). They tell the scatter from sample to sample, not an
 * estimator's bias: how far it is from the true d because of curvature, edges or high dimension.
 * Measured on 200 samples each of 17 clouds of 1,000 or 2,500 points (tests/dimension/test-coverage:
 * tori, spheres, cube, normal clouds, M3, Swiss roll, M13b; d = 1 to 20; k = 20): how often a 95 %
 * interval holds the mean of all estimates, and its width over what the scatter asks for:
 *   mle, mle-unbiased     92.0 to 100 % (mean 96.3)   0.92 to 1.42
 *   mle-mean              93.0 to 100 % (mean 97.4)   0.95 to 1.76 (wide at d = 1 and 2)
 *   twonn, twonn-shifted  90.0 to 96.5 % (mean 93.7)  0.89 to 1.07
 *   twonn-mle             90.0 to 97.0 % (mean 93.7)  0.90 to 1.05
 *   gride                 92.5 to 100 % (mean 95.4)   0.86 to 1.31
 *   local-pca             80.0 to 100 % (mean 96.4)   0.68 upwards: narrow where k is no larger than
 *                                                     d or the curvature is felt in all directions
 * Too wide is where the dimension seen changes from place to place (M3, M13b): a smooth change is
 * taken for covariance.
 * * FALSE with error: LAB_ERROR_INVALID_VALUE (a value is not finite, a point without direction),
 * LAB_ERROR_NOT_ENOUGH_DATA (fewer than k + 1 different points), LAB_ERROR_TOO_LARGE. FALSE without
 * an error where task (nullable) was cancelled. Memory: lab_dimension_bytes(). */
gboolean lab_dimension_measure         (const LabDimensionRequest *request,
                                        const double              *x,
                                        gsize                      n,
                                        guint                      dimensions,
                                        LabTask                   *task,
                                        LabDimensionReport        *report,
                                        GError                   **error);

/* Whether the points lie on a grid or were rounded: ties at LAB_DIMENSION_DISCRETE of those that
 * differ. Estimates from the nearest neighbours then measure the grid. */
gboolean lab_dimension_report_is_discrete (const LabDimensionReport *report);

/* Whether there are few different points for the neighbours looked at (LAB_DIMENSION_FEW). */
gboolean lab_dimension_report_is_small (const LabDimensionReport  *report);

/* "told", "saturated", "tied", "no value": for files; untranslated. */
const char *lab_dimension_state_name   (LabDimensionState          state);

/* Bytes that lab_dimension_measure() takes at its peak for n points in so many dimensions, beside the
 * points themselves. */
guint64  lab_dimension_bytes           (const LabDimensionRequest *request,
                                        guint64                    n,
                                        guint64                    dimensions);

G_END_DECLS
