/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directions in which points with many coordinates spread most: principal components. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* More coordinates are not taken: the covariance is then 128 MiB large. */
#define LAB_PRINCIPAL_MOST_DIMENSIONS 4096

/* Components whose variance is below this part of the largest are rounding, and left out. */
#define LAB_PRINCIPAL_LEAST_SHARE 1e-12

/* Writes rows first .. first + count - 1 of the points, less the mean of all, to rows (count, D),
 * row-major. Called from several threads at once. */
typedef void (*LabPrincipalRows) (gsize    first,
                                  gsize    count,
                                  double  *rows,
                                  gpointer data);

/* Points that need not lie in memory as they are looked at. */
typedef struct
{
  gsize n;              /* >= 2 */
  guint dimensions;     /* D, 1 .. LAB_PRINCIPAL_MOST_DIMENSIONS */
  LabPrincipalRows rows;
  gpointer data;
} LabPrincipalSource;

typedef struct
{
  guint dimensions; /* D */
  guint count;      /* K: at most as many as asked for; fewer where the points span fewer directions */
  double *axes;     /* (K, D), row-major: orthonormal; the largest entry of each is positive */
  double *variance; /* (K): along each axis, descending, sums divided by n */
  double total;     /* of all coordinates: what the variances of all D components add up to */
} LabPrincipalComponents;

/* The eigenvectors of the covariance with the `most` largest eigenvalues, exact to rounding. Beside the
 * result takes memory for one covariance and a few hundred rows, whatever n; n D^2 + 4/3 D^3
 * multiply-adds, on all cores but for the second term. NULL and LAB_ERROR_TOO_LARGE, or
 * LAB_ERROR_INVALID_VALUE where the points are all equal, or numbers are beyond 1e150. NULL without an
 * error soon after task (nullable) was cancelled; it is told the progress between from and to. */
LabPrincipalComponents *lab_principal_components_new     (const LabPrincipalSource      *source,
                                                          guint                          most,
                                                          LabTask                       *task,
                                                          double                         from,
                                                          double                         to,
                                                          GError                       **error);
void                    lab_principal_components_free    (LabPrincipalComponents        *components);

/* scores (n, K), row-major: the points on the axes, times factor. FALSE as above. */
gboolean                lab_principal_components_project (const LabPrincipalComponents  *components,
                                                          const LabPrincipalSource      *source,
                                                          double                         factor,
                                                          float                         *scores,
                                                          LabTask                       *task,
                                                          GError                       **error);

/* The part of the variance that lies along the axes, up to 1. */
double                  lab_principal_components_kept    (const LabPrincipalComponents  *components);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabPrincipalComponents, lab_principal_components_free)

G_END_DECLS
