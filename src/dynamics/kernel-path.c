/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dynamics/kernel-path.h"

#include "core/blas-buffers.h"
#include "core/memory.h"

#include <cblas.h>
#include <glib/gi18n.h>
#include <math.h>

/* q_t of mode k. */
static double
quotient (const LabKernelModes *modes, gsize k, double time)
{
  const double largest = modes->eigenvalue[0], mu = modes->eigenvalue[k];

  return k < modes->resolved ? -expm1 (-time * mu / largest) / mu : time / largest;
}

double *
lab_kernel_path_new (const LabKernelModes *modes,
                     const double *prediction,
                     const float *label,
                     gsize count,
                     const double *times,
                     GError **error)
{
  const gsize n = modes->n;
  double *path, *residual, *weights;

  g_return_val_if_fail (prediction != NULL && label != NULL && times != NULL, NULL);

  path = lab_memory_new (count * n, sizeof (double), N_ ("the flow of the kernel"), error);
  if (path == NULL)
    return NULL;
  weights = lab_memory_new ((count + 2) * n, sizeof (double), N_ ("the flow of the kernel"), error);
  if (weights == NULL) {
    lab_memory_free (path);
    return NULL;
  }
  residual = weights + count * n;
  for (gsize i = 0; i < n; i++)
    residual[n + i] = prediction[i] - (double)label[i];
  lab_kernel_modes_project (modes, residual + n, residual);
  for (gsize t = 0; t < count; t++)
    for (gsize k = 0; k < n; k++)
      weights[t * n + k] = quotient (modes, k, times[t]) * residual[k];
  lab_blas_enter ();
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint)count, (blasint)n, (blasint)n,
               1.0 / (double)n, weights, (blasint)n, modes->vector, (blasint)n, 0, path,
               (blasint)n);
  lab_blas_leave ();
  lab_memory_free (weights);
  return path;
}

gboolean
lab_kernel_path_risks (gsize n,
                       gsize count,
                       const double *path,
                       const LabKernelPathPoints *points,
                       double *risk,
                       GError **error)
{
  double *error_of;

  g_return_val_if_fail (path != NULL && points != NULL && risk != NULL, FALSE);
  g_return_val_if_fail (points->rows > 0 && points->stride >= n, FALSE);

  error_of = lab_memory_new (points->rows * count, sizeof (double), N_ ("the kernel's predictions"),
                             error);
  if (error_of == NULL)
    return FALSE;
  lab_blas_enter ();
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint)points->rows, (blasint)count,
               (blasint)n, -1, points->kernel, (blasint)points->stride, path, (blasint)n, 0,
               error_of, (blasint)count);
  lab_blas_leave ();
  for (gsize t = 0; t < count; t++)
    risk[t] = 0;
  for (gsize i = 0; i < points->rows; i++)
    for (gsize t = 0; t < count; t++) {
      const double distance =
          error_of[i * count + t] + points->prediction[i] - (double)points->truth[i];

      risk[t] += distance * distance / (double)points->rows;
    }
  lab_memory_free (error_of);
  return TRUE;
}
