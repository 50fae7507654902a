/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ridge regression against a naive solution, and the kernels it is used with. */
#include "core/error.h"
#include "core/random.h"
#include "dynamics/kernel-modes.h"
#include "dynamics/kernel-ridge.h"

#include <math.h>
#include <string.h>

#define POINTS     20
#define VALIDATION 30
#define TEST       40
#define DIMENSION  3

typedef struct
{
  float x[POINTS * DIMENSION], others[(VALIDATION + TEST) * DIMENSION];
  float label[POINTS], validation_label[VALIDATION], test_target[TEST];
} Data;

static float
target (const float *x)
{
  return sinf (2 * x[0]) + x[1] * x[2];
}

static void
data_init (Data *data, double noise)
{
  LabRandom random;

  lab_random_init (&random, 11, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, G_N_ELEMENTS (data->x), data->x);
  lab_random_fill_normal (&random, G_N_ELEMENTS (data->others), data->others);
  for (guint i = 0; i < POINTS; i++)
    data->label[i] =
        target (data->x + i * DIMENSION) + (float)(noise * lab_random_normal (&random));
  for (guint i = 0; i < VALIDATION; i++)
    data->validation_label[i] =
        target (data->others + i * DIMENSION) + (float)(noise * lab_random_normal (&random));
  for (guint i = 0; i < TEST; i++)
    data->test_target[i] = target (data->others + (VALIDATION + i) * DIMENSION);
}

static LabKernelMatrix *
matern (const Data *data, LabMaternOrder order, double length)
{
  return lab_kernel_matrix_new_matern (order, length, DIMENSION, POINTS, data->x, VALIDATION + TEST,
                                       data->others, 0, NULL, NULL);
}

/* (K + n ridge) coefficient = y by Gauss-Jordan elimination. */
static void
naive_solve (const LabKernelMatrix *matrix, double ridge, const float *y, double *coefficient)
{
  double a[POINTS][POINTS + 1];

  for (guint i = 0; i < POINTS; i++) {
    for (guint j = 0; j < POINTS; j++)
      a[i][j] = matrix->train[i * POINTS + j] + (i == j ? POINTS * ridge : 0);
    a[i][POINTS] = y[i];
  }
  for (guint p = 0; p < POINTS; p++)
    for (guint i = 0; i < POINTS; i++) {
      const double factor = a[i][p] / a[p][p];

      for (guint j = p; i != p && j <= POINTS; j++)
        a[i][j] -= factor * a[p][j];
    }
  for (guint i = 0; i < POINTS; i++)
    coefficient[i] = a[i][POINTS] / a[i][i];
}

static double
naive_risk (const LabKernelMatrix *matrix,
            const double *coefficient,
            guint first,
            guint count,
            const float *truth)
{
  double sum = 0;

  for (guint i = 0; i < count; i++) {
    double value = -truth[i];

    for (guint j = 0; j < POINTS; j++)
      value += matrix->test[(first + i) * POINTS + j] * coefficient[j];
    sum += value * value / count;
  }
  return sum;
}

static void
test_naive (void)
{
  g_autoptr (LabKernelMatrix) matrix = NULL;
  Data data;
  LabKernelRidge result;
  double coefficient[POINTS], best = INFINITY, best_risk = NAN;

  data_init (&data, 0.3);
  matrix = matern (&data, LAB_MATERN_3_2, 2);
  g_assert_true (lab_kernel_ridge (matrix, data.label, VALIDATION, data.validation_label,
                                   data.test_target, 2, NULL, &result, NULL));
  for (guint i = 0; i < LAB_RIDGE_COUNT; i++) {
    double loss;

    naive_solve (matrix, pow (10, -0.5 * i), data.label, coefficient);
    loss = naive_risk (matrix, coefficient, 0, VALIDATION, data.validation_label);
    if (loss >= best)
      continue;
    best = loss;
    best_risk = naive_risk (matrix, coefficient, VALIDATION, TEST, data.test_target);
  }
  g_assert_cmpfloat_with_epsilon (result.validation_loss, best, 1e-7 * best);
  g_assert_cmpfloat_with_epsilon (result.excess_risk, best_risk, 1e-6 * best_risk);
  g_assert_false (result.at_edge);
}

#define MANY 300

static gpointer
cancel_soon (gpointer task)
{
  g_usleep (5000);
  lab_task_cancel (task);
  return NULL;
}

/* More points than the factorisation takes at once, against the solution in the kernel's eigenmodes.
 * Stopped on the way, it gives no result and no error. */
static void
test_many (void)
{
  g_autofree float *x = g_new (float, 2 * MANY + 2);
  g_autofree float *label = g_new (float, MANY);
  g_autofree double *values = g_new (double, MANY);
  g_autofree double *coefficient = g_new (double, MANY);
  const float truth[] = {0.5f, -0.25f};
  g_autoptr (LabKernelMatrix) matrix = NULL;
  g_autoptr (LabKernelModes) modes = NULL;
  g_autoptr (GError) error = NULL;
  LabTask task = {0};
  LabKernelRidge result;
  LabRandom random;
  double prediction = 0;

  lab_random_init (&random, 5, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, 2 * MANY + 2, x);
  lab_random_fill_normal (&random, MANY, label);
  for (guint i = 0; i < MANY; i++)
    values[i] = label[i];
  matrix = lab_kernel_matrix_new_matern (LAB_MATERN_1_2, 1, 1, MANY, x, 2, x + MANY, 0, NULL, NULL);
  modes = lab_kernel_modes_new (matrix, LAB_KERNEL_EXACT_NOISE, NULL, NULL);
  g_assert_true (lab_kernel_ridge (matrix, label, 1, truth, truth + 1, 2, NULL, &result, NULL));
  lab_kernel_modes_project (modes, values, coefficient);
  for (guint k = 0; k < MANY; k++) {
    double projection = 0;

    for (guint j = 0; j < MANY; j++)
      projection += matrix->test[MANY + j] * modes->vector[k * MANY + j];
    prediction += projection * coefficient[k] / (MANY * (modes->eigenvalue[k] + result.ridge));
  }
  g_assert_cmpfloat_with_epsilon (result.excess_risk, pow (prediction + 0.25, 2),
                                  1e-7 + 1e-6 * result.excess_risk);
  lab_task_cancel (&task);
  g_assert_false (lab_kernel_ridge (matrix, label, 1, truth, truth + 1, 2, &task, &result, &error));
  g_assert_no_error (error);
}

/* A factorisation that has begun ends when it is stopped. */
static void
test_stop (void)
{
  const gsize n = 1500;
  g_autofree float *x = g_new (float, n + 2);
  LabTask task = {0};
  g_autoptr (LabKernelMatrix) matrix = NULL;
  g_autoptr (GError) error = NULL;
  LabKernelRidge result;
  LabRandom random;
  GThread *thread;

  lab_random_init (&random, 6, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, n + 2, x);
  matrix = lab_kernel_matrix_new_matern (LAB_MATERN_1_2, 1, 1, n, x, 2, x + n, 0, NULL, NULL);
  thread = g_thread_new ("cancel", cancel_soon, &task);
  g_assert_false (lab_kernel_ridge (matrix, x, 1, x, x + 1, 2, &task, &result, &error));
  g_assert_no_error (error);
  g_thread_join (thread);
}

/* Closed forms at one distance; positive definite; the order of smoothness shows near zero. */
static void
test_matern (void)
{
  const float x[] = {0, 0, 0, 1.5f};
  const double r = 1.5,
               expected[] = {exp (-r / 2), (1 + sqrt (3) * r / 2) * exp (-sqrt (3) * r / 2),
                             (1 + sqrt (5) * r / 2 + 5 * r * r / 12) * exp (-sqrt (5) * r / 2)};
  Data data;

  data_init (&data, 0);
  for (guint order = LAB_MATERN_1_2; order <= LAB_MATERN_5_2; order++) {
    g_autoptr (LabKernelMatrix) pair =
        lab_kernel_matrix_new_matern (order, 2, 2, 2, x, 1, x, 0, NULL, NULL);
    g_autoptr (LabKernelMatrix) matrix = matern (&data, order, 1);
    g_autoptr (LabKernelModes) modes =
        lab_kernel_modes_new (matrix, LAB_KERNEL_EXACT_NOISE, NULL, NULL);

    g_assert_cmpfloat_with_epsilon (pair->train[1], expected[order], 1e-12);
    g_assert_cmpfloat_with_epsilon (pair->train[0], 1, 1e-15);
    g_assert_cmpfloat_with_epsilon (pair->test[1], expected[order], 1e-12);
    g_assert_cmpuint (modes->resolved, ==, POINTS);
  }
}

static void
test_modes (void)
{
  g_autoptr (LabKernelMatrix) matrix = NULL;
  g_autoptr (LabKernelModes) modes = NULL;
  Data data;
  double trace = 0, sum = 0, worst = 0;

  data_init (&data, 0);
  matrix = matern (&data, LAB_MATERN_1_2, 2);
  modes = lab_kernel_modes_new (matrix, LAB_KERNEL_EXACT_NOISE, NULL, NULL);
  for (guint k = 0; k < POINTS; k++) {
    trace += matrix->train[k * POINTS + k] / POINTS;
    sum += modes->eigenvalue[k];
    g_assert_true (k == 0 || modes->eigenvalue[k] <= modes->eigenvalue[k - 1]);
    for (guint i = 0; i < POINTS; i++) {
      double product = -modes->eigenvalue[k] * modes->vector[k * POINTS + i];

      for (guint j = 0; j < POINTS; j++)
        product += matrix->train[i * POINTS + j] * modes->vector[k * POINTS + j] / POINTS;
      worst = MAX (worst, fabs (product));
    }
  }
  g_assert_cmpfloat_with_epsilon (sum, trace, 1e-12);
  g_assert_cmpfloat (worst, <, 1e-13);
  g_assert_cmpfloat_with_epsilon (lab_kernel_modes_condition_number (modes),
                                  modes->eigenvalue[0] / modes->eigenvalue[POINTS - 1], 1e-9);
  g_assert_cmpfloat_with_epsilon (lab_kernel_modes_effective_dimension (modes, 1e12), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (lab_kernel_modes_effective_dimension (modes, 1e-14), POINTS,
                                  1e-6);
}

static void
test_not_finite (void)
{
  g_autoptr (LabKernelMatrix) matrix = lab_kernel_matrix_new (3, 0, NULL);
  g_autoptr (GError) error = NULL;

  matrix->train[4] = NAN;
  g_assert_null (lab_kernel_modes_new (matrix, 0, NULL, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
}

static void
test_cosine (void)
{
  g_autoptr (LabKernelMatrix) a = lab_kernel_matrix_new (2, 0, NULL);
  g_autoptr (LabKernelMatrix) b = lab_kernel_matrix_new (2, 0, NULL);
  g_autoptr (LabKernelMatrix) first = lab_kernel_matrix_new (1, 0, NULL);

  a->train[0] = a->train[3] = 1;
  b->train[0] = 5;
  g_assert_cmpfloat_with_epsilon (lab_kernel_matrix_cosine (a, a), 1, 1e-15);
  g_assert_cmpfloat_with_epsilon (lab_kernel_matrix_cosine (a, b), sqrt (0.5), 1e-15);
  /* Of fewer points: the first ones. */
  first->train[0] = 2;
  g_assert_cmpfloat_with_epsilon (lab_kernel_matrix_cosine (a, first), 1, 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/kernel-ridge/naive", test_naive);
  g_test_add_func ("/kernel-ridge/many", test_many);
  g_test_add_func ("/kernel-ridge/stop", test_stop);
  g_test_add_func ("/kernel-ridge/matern", test_matern);
  g_test_add_func ("/kernel-ridge/modes", test_modes);
  g_test_add_func ("/kernel-ridge/not-finite", test_not_finite);
  g_test_add_func ("/kernel-ridge/cosine", test_cosine);
  return g_test_run ();
}
