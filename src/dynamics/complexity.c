/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dynamics/complexity.h"

#include "core/blas-buffers.h"
#include "core/random.h"

#include <cblas.h>
#include <math.h>

/* sqrt (s^T K s); signs (n) and product (n) are scratch. */
static double
signed_norm (const LabKernelMatrix *matrix, LabRandom *random, double *signs, double *product)
{
  const blasint n = (blasint)matrix->n;

  for (blasint i = 0; i < n; i++)
    signs[i] = lab_random_uint32 (random) & 1 ? 1 : -1;
  lab_blas_enter ();
  cblas_dgemv (CblasRowMajor, CblasNoTrans, n, n, 1, matrix->train, n, signs, 1, 0, product, 1);
  lab_blas_leave ();
  return sqrt (MAX (cblas_ddot (n, signs, 1, product, 1), 0));
}

gboolean
lab_rademacher_complexity (const LabKernelMatrix *matrix,
                           double radius,
                           guint draws,
                           guint64 seed,
                           LabTask *task,
                           LabRademacher *result)
{
  g_autofree double *scratch = NULL;
  double trace = 0, sum = 0, squares = 0, scale;
  LabRandom random;

  g_return_val_if_fail (matrix != NULL && result != NULL, FALSE);
  g_return_val_if_fail (draws >= 2 && radius >= 0, FALSE);

  scratch = g_new (double, 2 * matrix->n);
  scale = radius / (double)matrix->n;
  lab_random_init (&random, seed, 0, LAB_STREAM_BOOTSTRAP);
  for (gsize i = 0; i < matrix->n; i++)
    trace += matrix->train[i * matrix->n + i];
  for (guint i = 0; i < draws; i++) {
    if (lab_task_is_cancelled (task))
      return FALSE;
    const double norm = signed_norm (matrix, &random, scratch, scratch + matrix->n);

    sum += norm / draws;
    squares += norm * norm / draws;
  }
  result->bound = scale * sqrt (trace);
  result->monte_carlo = scale * sum;
  result->error = scale * sqrt (MAX (squares - sum * sum, 0) / (draws - 1));
  return TRUE;
}

double
lab_kolmogorov_width (gsize n, const double *eigenvalue, gsize features)
{
  double sum = 0;

  g_return_val_if_fail (eigenvalue != NULL, NAN);

  for (gsize k = n; k-- > features;)
    sum += MAX (eigenvalue[k], 0);
  return sqrt (sum);
}
