/* One Cholesky factorisation per ridge, ridges shared among threads. A factorisation of 2,048
 * points takes some 60 ms and cannot be interrupted: stopping waits for those that have begun. */
#include "dynamics/kernel-ridge.h"

#include "core/error.h"
#include "core/memory.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

/* LAPACK 3.11, column-major; the last argument tells what failed. */
extern void
dpotrf_ (const char *triangle, const blasint *n, double *a, const blasint *lda, blasint *info);

typedef struct
{
  const LabKernelMatrix *matrix;
  const float *label, *validation_label, *test_target;
  gsize validation_n;
  double unit;                          /* the kernel's mean diagonal value */
  double *factor[LAB_RIDGE_COUNT];      /* (n, n) each */
  double *coefficient[LAB_RIDGE_COUNT]; /* (n) each */
  double *memory;
  double validation_loss[LAB_RIDGE_COUNT]; /* NaN where it could not be used */
  double excess_risk[LAB_RIDGE_COUNT];
} Ridges;

static double
ridge_of (const Ridges *ridges, guint index)
{
  return ridges->unit * pow (10, -0.5 * index);
}

/* Mean squared distance of k (rows from first on) coefficient to truth (count). */
static double
squared_error (const Ridges *ridges,
               gsize first,
               gsize count,
               const double *coefficient,
               const float *truth)
{
  const gsize n = ridges->matrix->n;
  double sum = 0;

  for (gsize i = 0; i < count; i++) {
    const double *row = ridges->matrix->test + (first + i) * n;
    const double distance = cblas_ddot ((blasint)n, row, 1, coefficient, 1) - truth[i];

    sum += distance * distance;
  }
  return sum / (double)count;
}

/* coefficient = (K + n ridge)^-1 y; FALSE where the matrix is not positive definite to rounding. */
static gboolean
solve (const Ridges *ridges, double ridge, double *factor, double *coefficient)
{
  const gsize n = ridges->matrix->n;
  const blasint size = (blasint)n;
  blasint info;

  memcpy (factor, ridges->matrix->train, n * n * sizeof (double));
  for (gsize i = 0; i < n; i++) {
    factor[i * n + i] += (double)n * ridge;
    coefficient[i] = ridges->label[i];
  }
  dpotrf_ ("L", &size, factor, &size, &info);
  if (info != 0)
    return FALSE;
  cblas_dtrsv (CblasColMajor, CblasLower, CblasNoTrans, CblasNonUnit, size, factor, size,
               coefficient, 1);
  cblas_dtrsv (CblasColMajor, CblasLower, CblasTrans, CblasNonUnit, size, factor, size, coefficient,
               1);
  return TRUE;
}

static void
try_ridge (gsize index, guint worker, gpointer data)
{
  Ridges *ridges = data;
  double *coefficient = ridges->coefficient[worker];
  const gsize test_n = ridges->matrix->test_n - ridges->validation_n;

  ridges->validation_loss[index] = NAN;
  if (!solve (ridges, ridge_of (ridges, (guint)index), ridges->factor[worker], coefficient))
    return;
  ridges->validation_loss[index] =
      squared_error (ridges, 0, ridges->validation_n, coefficient, ridges->validation_label);
  ridges->excess_risk[index] =
      squared_error (ridges, ridges->validation_n, test_n, coefficient, ridges->test_target);
}

static gboolean
choose (const Ridges *ridges, LabKernelRidge *result, GError **error)
{
  int chosen = -1;

  for (int i = 0; i < LAB_RIDGE_COUNT; i++)
    if (isfinite (ridges->validation_loss[i]) &&
        (chosen < 0 || ridges->validation_loss[i] < ridges->validation_loss[chosen]))
      chosen = i;
  if (chosen < 0) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 "No ridge makes this kernel positive definite: it has values that are not finite, "
                 "or is no kernel.");
    return FALSE;
  }
  *result = (LabKernelRidge){.ridge = ridge_of (ridges, (guint)chosen),
                             .validation_loss = ridges->validation_loss[chosen],
                             .excess_risk = ridges->excess_risk[chosen],
                             .at_edge = chosen == 0 || chosen == LAB_RIDGE_COUNT - 1};
  return TRUE;
}

gboolean
lab_kernel_ridge (const LabKernelMatrix *matrix,
                  const float *label,
                  gsize validation_n,
                  const float *validation_label,
                  const float *test_target,
                  guint workers,
                  LabTask *task,
                  LabKernelRidge *result,
                  GError **error)
{
  Ridges ridges = {.matrix = matrix,
                   .label = label,
                   .validation_n = validation_n,
                   .validation_label = validation_label,
                   .test_target = test_target};
  const guint used = MIN (lab_parallel_workers (workers, LAB_RIDGE_COUNT), LAB_RIDGE_COUNT);
  gboolean finished;

  g_return_val_if_fail (matrix != NULL && label != NULL && result != NULL, FALSE);
  g_return_val_if_fail (validation_n > 0 && validation_n < matrix->test_n, FALSE);

  ridges.memory = lab_memory_new (used * (matrix->n + 1) * matrix->n, sizeof (double),
                                  "kernel ridge regression", error);
  if (!ridges.memory)
    return FALSE;
  for (guint i = 0; i < used; i++) {
    ridges.factor[i] = ridges.memory + i * (matrix->n + 1) * matrix->n;
    ridges.coefficient[i] = ridges.factor[i] + matrix->n * matrix->n;
  }
  for (gsize i = 0; i < matrix->n; i++)
    ridges.unit += matrix->train[i * matrix->n + i] / (double)matrix->n;
  finished = lab_parallel_for (used, LAB_RIDGE_COUNT, try_ridge, &ridges, task,
                               lab_task_progress (task), lab_task_progress (task)) &&
             choose (&ridges, result, error);
  lab_memory_free (ridges.memory);
  return finished;
}
