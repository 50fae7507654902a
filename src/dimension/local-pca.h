/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intrinsic dimension from the covariance of neighbourhoods. */
#pragma once

#include "dimension/distinct.h"
#include "dimension/neighbours.h"

G_BEGIN_DECLS

/* At most so many neighbourhoods are looked at, evenly spaced in the order of the points. */
#define LAB_LOCAL_PCA_CENTRES 1000

/* Eigenvalues below this part of the largest do not count. Fukunaga & Olsen 1971 leave it to the
 * user; this is what scikit-dimension takes. */
#define LAB_LOCAL_PCA_SHARE 0.05

/* Doubles that lab_local_pca_point() works in. */
#define LAB_LOCAL_PCA_WORK(k, D) (((gsize)(k) + 1) * ((gsize)(D) + (k) + 8))

/* How many eigenvalues of the covariance of point i and k others (their numbers in index) are at
 * least LAB_LOCAL_PCA_SHARE of the largest. NaN where LAPACK fails. */
double lab_local_pca_point (const LabDistinctPoints *points,
                            gsize                    i,
                            const guint32           *index,
                            guint                    k,
                            double                  *work);

G_END_DECLS
