/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dynamics/kernel-matrix.h"

#include "core/memory.h"

#include <glib/gi18n.h>
#include <math.h>

/* Rows of a Matern kernel that one thread makes between two looks at the stop flag. */
#define ROWS 16

LabKernelMatrix *
lab_kernel_matrix_new (gsize n, gsize test_n, GError **error)
{
  g_autoptr (LabKernelMatrix) matrix = g_new0 (LabKernelMatrix, 1);
  gsize count = 0, test_count = 0;

  g_return_val_if_fail (n > 0, NULL);

  /* Where a product overflows, more than any memory is asked for. */
  if (!g_size_checked_mul (&count, n, n))
    count = G_MAXSIZE;
  if (!g_size_checked_mul (&test_count, n, test_n))
    test_count = G_MAXSIZE;
  matrix->n = n;
  matrix->test_n = test_n;
  matrix->train = lab_memory_new (count, sizeof (double), N_ ("the kernel"), error);
  if (!matrix->train)
    return NULL;
  matrix->test =
      lab_memory_new (test_count, sizeof (double), N_ ("the kernel on test points"), error);
  return matrix->test ? g_steal_pointer (&matrix) : NULL;
}

void
lab_kernel_matrix_free (LabKernelMatrix *matrix)
{
  if (!matrix)
    return;
  lab_memory_free (matrix->train);
  lab_memory_free (matrix->test);
  g_free (matrix);
}

void
lab_kernel_matrix_mirror (LabKernelMatrix *matrix)
{
  g_return_if_fail (matrix != NULL);

  for (gsize i = 0; i < matrix->n; i++)
    for (gsize j = 0; j < i; j++)
      matrix->train[j * matrix->n + i] = matrix->train[i * matrix->n + j];
}

double
lab_kernel_matrix_cosine (const LabKernelMatrix *a, const LabKernelMatrix *b)
{
  double product = 0, a_squares = 0, b_squares = 0;
  gsize n;

  g_return_val_if_fail (a != NULL && b != NULL, NAN);

  n = MIN (a->n, b->n);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++) {
      const double left = a->train[i * a->n + j], right = b->train[i * b->n + j];

      product += left * right;
      a_squares += left * left;
      b_squares += right * right;
    }
  return product / sqrt (a_squares * b_squares);
}

typedef struct
{
  LabMaternOrder order;
  double scale; /* of the distance */
  guint dimension;
  const float *x, *test_x;
  LabKernelMatrix *matrix;
} Matern;

static double
squared_distance (guint dimension, const float *a, const float *b)
{
  double sum = 0;

  for (guint i = 0; i < dimension; i++) {
    const double difference = (double)a[i] - (double)b[i];

    sum += difference * difference;
  }
  return sum;
}

static double
matern_value (LabMaternOrder order, double r)
{
  switch (order) {
  case LAB_MATERN_1_2:
    return exp (-r);
  case LAB_MATERN_3_2:
    return (1 + r) * exp (-r);
  case LAB_MATERN_5_2:
    break;
  }
  return (1 + r + r * r / 3) * exp (-r);
}

/* One row against the first `columns` training points. */
static void
matern_row (const Matern *matern, const float *point, gsize columns, double *row)
{
  for (gsize j = 0; j < columns; j++) {
    const float *other = matern->x + j * matern->dimension;
    const double distance = sqrt (squared_distance (matern->dimension, point, other));

    row[j] = matern_value (matern->order, matern->scale * distance);
  }
}

/* Units are pieces of the training rows, then of the test rows. */
static void
matern_rows (gsize unit, guint worker, gpointer data)
{
  const Matern *matern = data;
  const gsize n = matern->matrix->n, all = n + matern->matrix->test_n;

  for (gsize i = unit * ROWS; i < MIN (all, (unit + 1) * ROWS); i++)
    if (i < n)
      matern_row (matern, matern->x + i * matern->dimension, i + 1, matern->matrix->train + i * n);
    else
      matern_row (matern, matern->test_x + (i - n) * matern->dimension, n,
                  matern->matrix->test + (i - n) * n);
}

LabKernelMatrix *
lab_kernel_matrix_new_matern (LabMaternOrder order,
                              double length,
                              guint dimension,
                              gsize n,
                              const float *x,
                              gsize test_n,
                              const float *test_x,
                              guint workers,
                              LabTask *task,
                              GError **error)
{
  static const double twice_order[] = {1, 3, 5};
  g_autoptr (LabKernelMatrix) matrix = NULL;
  Matern matern = {.order = order, .dimension = dimension, .x = x, .test_x = test_x};
  gsize pieces;

  g_return_val_if_fail (length > 0 && n > 0 && x != NULL, NULL);
  g_return_val_if_fail (order < G_N_ELEMENTS (twice_order), NULL);

  matrix = matern.matrix = lab_kernel_matrix_new (n, test_n, error);
  if (!matrix)
    return NULL;
  matern.scale = sqrt (twice_order[order]) / length;
  pieces = (n + test_n + ROWS - 1) / ROWS;
  if (!lab_parallel_for (lab_parallel_workers (workers, pieces), pieces, matern_rows, &matern, task,
                         lab_task_progress (task), lab_task_progress (task)))
    return NULL;
  lab_kernel_matrix_mirror (matrix);
  return g_steal_pointer (&matrix);
}

double
lab_typical_distance (guint dimension, gsize n, const float *x)
{
  double variance = 0;

  g_return_val_if_fail (n > 0 && x != NULL, NAN);

  for (guint i = 0; i < dimension; i++) {
    double sum = 0, squares = 0;

    for (gsize row = 0; row < n; row++) {
      const double value = x[row * dimension + i];

      sum += value;
      squares += value * value;
    }
    variance += squares / (double)n - sum / (double)n * (sum / (double)n);
  }
  return sqrt (2 * variance);
}
