/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far one sample's estimate scatters: what each point contributes, and what neighbouring points
 * contribute in common. */
#pragma once

#include "dimension/estimator.h"

G_BEGIN_DECLS

/* The points that made an estimate (count), in the order of `row`. */
typedef struct
{
  gsize count;
  const guint32 *row;   /* (count): which of all points each is */
  const guint32 *index; /* (all, stride): neighbours of all points, nearest first */
  guint stride;
  guint k;              /* neighbours that the estimate looked at; k <= stride */
} LabInfluencePoints;

/* The influence function of the estimate `value` (Hampel 1974) at each row value, into influence
 * (count); their mean is 0. The value moves by influence / count, to first order, when the point is
 * counted twice. order (count) is room to work in. Row values and discard as lab_estimator_combine()
 * takes them, which must have made value of them; for LAB_ESTIMATOR_LOCAL_PCA the mean. */
void   lab_influence_values     (LabEstimator              estimator,
                                 guint                     k,
                                 double                    discard,
                                 double                    value,
                                 const double             *row_values,
                                 gsize                     count,
                                 guint32                  *order,
                                 double                   *influence);

/* The variance of an estimate with these influence values (count). Two points that share neighbours
 * do not vary independently: their covariance counts with a weight w_ij, the part of their
 * neighbourhoods (a point and its k neighbours) that they share:
 *   V = 1 / count^2 sum_ij w_ij psi_i psi_j = 1 / ((k + 1) count^2) sum_c (sum over i with c in
 *   neighbourhood i of psi_i)^2,
 * never negative: Conley's (1999) estimator for spatial data with the neighbourhoods' overlap as its
 * kernel. sums (all) is room to work in, all zero, and is left so. */
double lab_influence_variance   (const LabInfluencePoints *points,
                                 const double             *influence,
                                 double                   *sums);

G_END_DECLS
