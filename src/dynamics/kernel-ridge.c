/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One Cholesky factorisation per ridge, ridges shared among threads: some 60 ms for 2,048 points on one
 * Zen 4 core, in pieces of at most some 10 ms, between which it looks at the stop flag. */
#include "dynamics/kernel-ridge.h"

#include "core/blas-buffers.h"
#include "core/error.h"
#include "core/memory.h"

#include <cblas.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Columns that are factorised at once, and multiply-adds between two looks at the stop flag. */
#define COLUMNS 128
#define PIECE   2.5e8

/* Factors held at once, one per thread: more than two only as long as they are small. */
#define SMALL_BYTES ((gsize)256 << 20)

/* LAPACK 3.11, column-major; the last argument tells what failed. */
extern void
dpotrf_ (const char *triangle, const blasint *n, double *a, const blasint *lda, blasint *info);

typedef struct
{
  const LabKernelMatrix *matrix;
  const LabTask *task;
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

/* Subtracts from the columns first .. first + count - 1, from the diagonal down, what the columns
 * before them explain. FALSE when stopped. */
static gboolean
subtract_before (const LabTask *task, gsize n, double *factor, gsize first, gsize count)
{
  const gsize step = (gsize)CLAMP (PIECE / (double)(count * MAX (first, 1)), COLUMNS, 65536);

  for (gsize row = first; first > 0 && row < n; row += step) {
    if (lab_task_is_cancelled (task))
      return FALSE;
    lab_blas_enter ();
    cblas_dgemm (CblasColMajor, CblasNoTrans, CblasTrans, (blasint)MIN (step, n - row),
                 (blasint)count, (blasint)first, -1, factor + row, (blasint)n, factor + first,
                 (blasint)n, 1, factor + first * n + row, (blasint)n);
    lab_blas_leave ();
  }
  return TRUE;
}

/* The lower factor of factor (n, n), column-major, in its place. FALSE where the matrix is not positive
 * definite to rounding, or when stopped. */
static gboolean
factorise (const LabTask *task, gsize n, double *factor)
{
  for (gsize first = 0; first < n; first += COLUMNS) {
    const gsize count = MIN (COLUMNS, n - first), below = n - first - count;
    const blasint size = (blasint)count, stride = (blasint)n;
    double *diagonal = factor + first * n + first;
    blasint info;

    if (!subtract_before (task, n, factor, first, count))
      return FALSE;
    lab_blas_enter ();
    dpotrf_ ("L", &size, diagonal, &stride, &info);
    lab_blas_leave ();
    if (info != 0)
      return FALSE;
    lab_blas_enter ();
    cblas_dtrsm (CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, (blasint)below,
                 size, 1, diagonal, stride, diagonal + count, stride);
    lab_blas_leave ();
  }
  return !lab_task_is_cancelled (task);
}

/* coefficient = (K + n ridge)^-1 y; FALSE where there is none to rounding, or when stopped. */
static gboolean
solve (const Ridges *ridges, double ridge, double *factor, double *coefficient)
{
  const gsize n = ridges->matrix->n;
  const blasint size = (blasint)n;

  memcpy (factor, ridges->matrix->train, n * n * sizeof (double));
  for (gsize i = 0; i < n; i++) {
    factor[i * n + i] += (double)n * ridge;
    coefficient[i] = ridges->label[i];
  }
  if (!factorise (ridges->task, n, factor))
    return FALSE;
  lab_blas_enter ();
  cblas_dtrsv (CblasColMajor, CblasLower, CblasNoTrans, CblasNonUnit, size, factor, size,
               coefficient, 1);
  lab_blas_leave ();
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
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
        _ ("No ridge makes this kernel positive definite: it has values that are not finite, "
           "or is no kernel."));
    return FALSE;
  }
  *result = (LabKernelRidge){.ridge = ridge_of (ridges, (guint)chosen),
                             .validation_loss = ridges->validation_loss[chosen],
                             .excess_risk = ridges->excess_risk[chosen],
                             .at_edge = chosen == 0 || chosen == LAB_RIDGE_COUNT - 1};
  return TRUE;
}

static guint
workers_used (guint asked, gsize n)
{
  const gsize factors = MAX (SMALL_BYTES / (n * n * sizeof (double)), 2);

  return (guint)MIN (MIN (lab_parallel_workers (asked, LAB_RIDGE_COUNT), LAB_RIDGE_COUNT), factors);
}

guint64
lab_kernel_ridge_bytes (gsize n, guint workers)
{
  return n > 0 ? (guint64)workers_used (workers, n) * (n + 1) * n * sizeof (double) : 0;
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
                   .task = task,
                   .label = label,
                   .validation_n = validation_n,
                   .validation_label = validation_label,
                   .test_target = test_target};
  gboolean finished;
  guint used;

  g_return_val_if_fail (matrix != NULL && label != NULL && result != NULL, FALSE);
  g_return_val_if_fail (validation_n > 0 && validation_n < matrix->test_n, FALSE);

  used = workers_used (workers, matrix->n);
  ridges.memory = lab_memory_new_untouched (used * (matrix->n + 1) * matrix->n, sizeof (double),
                                            N_ ("kernel ridge regression"), error);
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
             !lab_task_is_cancelled (task) && choose (&ridges, result, error);
  lab_memory_free (ridges.memory);
  return finished;
}
