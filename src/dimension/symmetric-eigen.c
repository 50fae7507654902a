/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The largest eigenvalues of a large symmetric matrix, and their eigenvectors: Householder reflections
 * make it tridiagonal (Golub & Van Loan, Matrix Computations, 8.3), relatively robust representations
 * solve that (Dhillon & Parlett 2004), the reflections turn the answer back. */
#include "dimension/symmetric-eigen.h"

#include "core/blas-buffers.h"
#include "core/error.h"
#include "core/memory.h"

#include <cblas.h>
#include <glib/gi18n.h>

/* Columns of a panel; between two of them the task is looked at. */
#define PANEL 32

/* A remainder of no more columns is reduced in one go. */
#define LAST_COLUMNS 128

/* Of LAPACK's own choice: numbers of work that dstemr needs per row, and dormtr per vector. */
#define STEMR_REALS    18
#define STEMR_INTEGERS 10
#define ORMTR_BLOCK    64

/* LAPACK, of which OpenBLAS ships the functions but no header. */
void dlatrd_ (const char *triangle,
              const blasint *n,
              const blasint *columns,
              double *a,
              const blasint *stride,
              double *off_diagonal,
              double *tau,
              double *w,
              const blasint *w_stride);
void dsytd2_ (const char *triangle,
              const blasint *n,
              double *a,
              const blasint *stride,
              double *diagonal,
              double *off_diagonal,
              double *tau,
              blasint *info);
void dstemr_ (const char *job,
              const char *range,
              const blasint *n,
              double *diagonal,
              double *off_diagonal,
              const double *low,
              const double *high,
              const blasint *first,
              const blasint *last,
              blasint *found,
              double *values,
              double *vectors,
              const blasint *stride,
              const blasint *most,
              blasint *support,
              blasint *try_accuracy,
              double *work,
              const blasint *work_length,
              blasint *integers,
              const blasint *integers_length,
              blasint *info);
void dormtr_ (const char *side,
              const char *triangle,
              const char *transposed,
              const blasint *n,
              const blasint *columns,
              const double *a,
              const blasint *stride,
              const double *tau,
              double *c,
              const blasint *c_stride,
              double *work,
              const blasint *work_length,
              blasint *info);

typedef struct
{
  blasint n;
  double *a; /* holds the reflections, once reduced */
  double *diagonal, *off_diagonal, *tau;
  double *work;
  blasint *integers;
  gsize work_length;
} Reduction;

/* What is left to do before column i, as a part of the whole: the rest is a cube. */
static double
share_done (blasint i, blasint n)
{
  double left = (double)(n - i) / (double)n;

  return 1.0 - left * left * left;
}

/* Blocked, as in LAPACK's dsytrd. FALSE when cancelled. */
static gboolean
make_tridiagonal (Reduction *reduction, LabTask *task, double from, double to)
{
  blasint n = reduction->n, i = 0, info;

  for (; n - i > LAST_COLUMNS; i += PANEL) {
    blasint rest = n - i, panel = PANEL, below = rest - PANEL;
    double *corner = reduction->a + (gsize)i * (gsize)n + i;

    if (lab_task_is_cancelled (task))
      return FALSE;
    lab_blas_enter ();
    dlatrd_ ("L", &rest, &panel, corner, &n, reduction->off_diagonal + i, reduction->tau + i,
             reduction->work, &rest);
    cblas_dsyr2k (CblasColMajor, CblasLower, CblasNoTrans, below, PANEL, -1.0, corner + PANEL, n,
                  reduction->work + PANEL, rest, 1.0, corner + (gsize)PANEL * (gsize)n + PANEL, n);
    lab_blas_leave ();
    for (blasint j = i; j < i + PANEL; j++) {
      reduction->a[(gsize)j * (gsize)n + j + 1] = reduction->off_diagonal[j];
      reduction->diagonal[j] = reduction->a[(gsize)j * (gsize)n + j];
    }
    lab_task_report (task, from + (to - from) * share_done (i + PANEL, n));
  }
  n -= i;
  lab_blas_enter ();
  dsytd2_ ("L", &n, reduction->a + (gsize)i * (gsize)reduction->n + i, &reduction->n,
           reduction->diagonal + i, reduction->off_diagonal + i, reduction->tau + i, &info);
  lab_blas_leave ();
  return !lab_task_is_cancelled (task);
}

/* The tridiagonal matrix's eigenvectors, turned back to those of the whole. */
static gboolean
find_vectors (Reduction *reduction, blasint most, double *values, double *vectors)
{
  blasint n = reduction->n, first = n - most + 1, found = 0, accuracy = 1, info = 0;
  blasint work_length = (blasint)reduction->work_length, integers_length = STEMR_INTEGERS * n;
  blasint *support = reduction->integers + integers_length;
  double unused = 0.0;

  dstemr_ ("V", "I", &n, reduction->diagonal, reduction->off_diagonal, &unused, &unused, &first, &n,
           &found, values, vectors, &n, &most, support, &accuracy, reduction->work, &work_length,
           reduction->integers, &integers_length, &info);
  if (info != 0 || found != most)
    return FALSE;
  lab_blas_enter ();
  dormtr_ ("L", "L", "N", &n, &most, reduction->a, &n, reduction->tau, vectors, &n, reduction->work,
           &work_length, &info);
  lab_blas_leave ();
  return info == 0;
}

gboolean
lab_symmetric_eigen_largest (guint n,
                             double *a,
                             guint most,
                             double *values,
                             double *vectors,
                             LabTask *task,
                             double from,
                             double to,
                             GError **error)
{
  g_return_val_if_fail (a != NULL && values != NULL && vectors != NULL, FALSE);
  g_return_val_if_fail (n > 0 && n <= G_MAXINT16 && most > 0 && most <= n, FALSE);

  /* dlatrd: (n, PANEL); dormtr: a block of vectors, and its own triangle. */
  gsize work_length = MAX (STEMR_REALS, ORMTR_BLOCK) * (gsize)n + ORMTR_BLOCK * (ORMTR_BLOCK + 1);
  double *reals =
      lab_memory_new (work_length + 4 * (gsize)n, sizeof *reals, N_ ("the work"), error);
  g_autofree double *found = g_new (double, n); /* dstemr asks for n, whatever it finds */
  g_autofree blasint *integers = g_new (blasint, (STEMR_INTEGERS + 2) * (gsize)n);
  Reduction reduction = {.n = (blasint)n,
                         .a = a,
                         .diagonal = reals,
                         .off_diagonal = reals + n,
                         .tau = reals + 2 * (gsize)n,
                         .work = reals + 3 * (gsize)n,
                         .work_length = work_length,
                         .integers = integers};
  gboolean well = FALSE;

  if (reals == NULL)
    return FALSE;
  if (make_tridiagonal (&reduction, task, from, to)) {
    well = find_vectors (&reduction, (blasint)most, found, vectors);
    if (!well)
      g_set_error_literal (
          error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
          _ ("The covariance of the points has no eigenvectors in double precision."));
  }
  for (guint i = 0; i < most && well; i++)
    values[i] = found[i];
  lab_memory_free (reals);
  return well;
}
