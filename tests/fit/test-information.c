/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The information criterion, residuals with memory, and the least-squares engine under the laws. */
#include "core/random.h"
#include "fit/sample/information.h"
#include "fit/law/levenberg.h"

#include <math.h>

static void
test_criterion (void)
{
  /* 20 ln (0.5 / 20) + 2 * 3 + 24 / 16 */
  g_assert_cmpfloat_with_epsilon (lab_information_criterion (0.5, 20, 3, 1.0), -66.277589, 1e-6);
  g_assert_cmpfloat_with_epsilon (lab_information_criterion (0.5, 20, 3, 2.0), -29.388795, 1e-6);
  /* One more parameter must buy its price. */
  g_assert_cmpfloat (lab_information_criterion (0.5, 20, 4, 1.0), >,
                     lab_information_criterion (0.5, 20, 3, 1.0));
  /* Exact fits are equal, however small their rounding error. */
  g_assert_cmpfloat (lab_information_criterion (1e-28, 20, 3, 1.0), ==,
                     lab_information_criterion (0.0, 20, 3, 1.0));
}

static void
test_inflation (void)
{
  enum
  {
    COUNT = 20000
  };
  g_autofree double *residual = g_new (double, COUNT);
  LabRandom random;
  double value = 0.0;

  lab_random_init (&random, 3, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint i = 0; i < COUNT; i++)
    residual[i] = lab_random_normal (&random);
  g_assert_cmpfloat_with_epsilon (lab_residual_inflation (residual, COUNT, 0), 1.0, 0.05);
  for (guint i = 0; i < COUNT; i++)
    residual[i] = value = 0.5 * value + lab_random_normal (&random);
  g_assert_cmpfloat_with_epsilon (lab_residual_inflation (residual, COUNT, 0), 3.0, 0.15);
  for (guint i = 0; i < COUNT; i++)
    residual[i] = i % 2 == 0 ? 1.0 : -1.0;
  g_assert_cmpfloat (lab_residual_inflation (residual, COUNT, 0), ==, 1.0);
  g_assert_cmpfloat_with_epsilon (lab_correlation_inflation (0.5), 3.0, 1e-15);
  for (guint i = 0; i < COUNT; i++)
    residual[i] = i;
  g_assert_cmpfloat_with_epsilon (lab_residual_inflation (residual, COUNT, 0), 19.0, 1e-9);
}

/* Rosenbrock's valley as two residuals: minimum 0 at (1, 1). */
static void
rosenbrock (const double *parameters, double *residual, double *derivative, gpointer data)
{
  double x = parameters[0], y = parameters[1];
  residual[0] = 10.0 * (y - x * x);
  residual[1] = 1.0 - x;
  derivative[0] = -20.0 * x;
  derivative[1] = 10.0;
  derivative[2] = -1.0;
  derivative[3] = 0.0;
}

static void
test_levenberg (void)
{
  double parameters[2] = {-1.2, 1.0};
  g_autoptr (LabLevenberg) levenberg = lab_levenberg_new (2, 2);
  double reached = lab_levenberg_minimise (levenberg, rosenbrock, NULL, parameters);
  g_assert_cmpfloat (reached, <, 1e-12);
  g_assert_cmpfloat_with_epsilon (parameters[0], 1.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (parameters[1], 1.0, 1e-6);

  parameters[0] = (double)NAN;
  g_assert_true (isinf (lab_levenberg_minimise (levenberg, rosenbrock, NULL, parameters)));
}

static void
test_solve (void)
{
  double matrix[9] = {4.0, 0.0, 0.0, 2.0, 5.0, 0.0, 1.0, 3.0, 6.0}; /* lower triangle */
  double right[3] = {4.0 + 4.0 + 3.0, 2.0 + 10.0 + 9.0, 1.0 + 6.0 + 18.0};
  double singular[4] = {1.0, 0.0, 1.0, 1.0};
  double pair[2] = {1.0, 1.0};
  g_assert_true (lab_solve_positive (matrix, right, 3));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (right[i], i + 1.0, 1e-12);
  g_assert_false (lab_solve_positive (singular, pair, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/information/criterion", test_criterion);
  g_test_add_func ("/information/inflation", test_inflation);
  g_test_add_func ("/information/levenberg", test_levenberg);
  g_test_add_func ("/information/solve", test_solve);
  return g_test_run ();
}
