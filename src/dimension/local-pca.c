/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intrinsic dimension from the covariance of neighbourhoods. The k + 1 points' Gram matrix has the
 * covariance's eigenvalues (times k), however many coordinates there are. */
#include "dimension/local-pca.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#include "core/blas-buffers.h"

/* LAPACK, of which OpenBLAS ships the functions but no header. */
void dsyev_ (const char *job,
             const char *triangle,
             const blasint *n,
             double *a,
             const blasint *stride,
             double *eigenvalues,
             double *work,
             const blasint *work_length,
             blasint *info);

/* rows (count, D): each less their mean, all to a largest coordinate of 1, so that no square
 * overflows or vanishes. FALSE where they do not differ. */
static gboolean
centre_rows (double *rows, guint count, guint D)
{
  double largest = 0.0;

  for (guint c = 0; c < D; c++) {
    double mean = 0.0;

    for (guint r = 0; r < count; r++)
      mean += rows[(gsize)r * D + c] / count;
    for (guint r = 0; r < count; r++) {
      rows[(gsize)r * D + c] -= mean;
      largest = fmax (largest, fabs (rows[(gsize)r * D + c]));
    }
  }
  for (gsize i = 0; i < (gsize)count * D && largest > 0.0; i++)
    rows[i] /= largest;
  return largest > 0.0 && isfinite (largest);
}

double
lab_local_pca_point (const LabDistinctPoints *points,
                     gsize i,
                     const guint32 *index,
                     guint k,
                     double *work)
{
  guint D = points->dimensions;
  blasint count = (blasint)k + 1;
  double *rows = work;
  double *gram = rows + (gsize)count * D;
  double *eigenvalues = gram + (gsize)count * (gsize)count;
  double *rest = eigenvalues + count;
  blasint rest_length = 5 * count;
  blasint info;
  guint large = 0;

  for (blasint r = 0; r < count; r++)
    memcpy (rows + (gsize)r * D, points->x + (r == 0 ? i : index[r - 1]) * (gsize)D,
            D * sizeof *rows);
  if (!centre_rows (rows, (guint)count, D))
    return NAN;
  lab_blas_enter ();
  cblas_dsyrk (CblasColMajor, CblasLower, CblasTrans, count, (blasint)D, 1.0, rows, (blasint)D, 0.0,
               gram, count);
  dsyev_ ("N", "L", &count, gram, &count, eigenvalues, rest, &rest_length, &info);
  lab_blas_leave ();
  if (info != 0)
    return NAN;
  for (blasint e = 0; e < count; e++)
    large += eigenvalues[e] >= LAB_LOCAL_PCA_SHARE * eigenvalues[count - 1];
  return large;
}
