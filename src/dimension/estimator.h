/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimators of intrinsic dimension from distances to nearest neighbours.
 *
 * Each makes one number of a point's distances T_1 <= T_2 <= ... to its neighbours (row), and one
 * estimate of all points' numbers (combine). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  /* Levina & Bickel 2004: 1/d_i = sum_{j<k} ln (T_k / T_j) / (k - 1) at point i. */
  LAB_ESTIMATOR_MLE,          /* 1 / mean (1/d_i): MacKay & Ghahramani 2005 */
  LAB_ESTIMATOR_MLE_MEAN,     /* mean (d_i): the arithmetic mean of the paper */
  LAB_ESTIMATOR_MLE_UNBIASED, /* as MLE with k - 2 in place of k - 1 */
  /* Facco et al. 2017: mu_i = T_2 / T_1, sorted; F empirical; the line through the origin of
   * -ln (1 - F) against ln mu, the largest mu discarded. */
  LAB_ESTIMATOR_TWONN,         /* F of the i-th smallest = i / N, as in the paper */
  LAB_ESTIMATOR_TWONN_SHIFTED, /* F = (i - 1) / N, of older programs */
  LAB_ESTIMATOR_TWONN_MLE,     /* (N - 1) / sum ln mu_i, all points */
  /* Denti et al. 2022: maximum likelihood from T_k / T_(k/2), k even. */
  LAB_ESTIMATOR_GRIDE,
  /* Fukunaga & Olsen 1971: how many eigenvalues of the covariance of a point and its k neighbours
   * are at least 5 % of the largest; mean over points. Its row values are made by local-pca.h, not
   * by lab_estimator_row(). */
  LAB_ESTIMATOR_LOCAL_PCA,
  LAB_ESTIMATOR_COUNT,
} LabEstimator;

/* "mle", "mle-mean", "mle-unbiased", "twonn", "twonn-shifted", "twonn-mle", "gride", "local-pca". */
const char *lab_estimator_name       (LabEstimator   estimator);
gboolean    lab_estimator_from_name  (const char    *name,
                                      LabEstimator  *estimator);

/* Neighbours it looks at when asked for k: 2 for TwoNN, the even number up to k for Gride; 0 where k
 * is too small (MLE needs 2, MLE_UNBIASED 3, GRIDE and LOCAL_PCA 2). */
guint       lab_estimator_neighbours (LabEstimator   estimator,
                                      guint          k);

/* Of one point: log_distance (k) are ln T_1 ... ln T_k, finite; k from lab_estimator_neighbours(). */
double      lab_estimator_row        (LabEstimator   estimator,
                                      guint          k,
                                      const double  *log_distance);

/* Of all points: row_values (count), which are reordered. discard (TwoNN's two lines only) is the
 * fraction of the largest mu left out, 0 <= discard < 1; of F = 1, whose logarithm is not finite,
 * nothing is ever taken. Local PCA's is their mean. NaN where the distances allow no estimate: too few
 * points, or all neighbours of a point equally far (points on a grid). */
double      lab_estimator_combine    (LabEstimator   estimator,
                                      guint          k,
                                      double         discard,
                                      double        *row_values,
                                      gsize          count);

G_END_DECLS
