/* Fits of spectra with known exponents, Rademacher complexity where it is known, Kolmogorov width. */
#include "core/random.h"
#include "dynamics/complexity.h"
#include "dynamics/mode-fit.h"

#include <math.h>

#define MODES 1000

static void
test_mode_fit (void)
{
  const double b = 1.5, a = 2.0;
  double eigenvalue[MODES], power[MODES];
  LabRandom random;
  LabModeFit fit;

  lab_random_init (&random, 2, 0, LAB_STREAM_TRAINING_POINTS);
  for (guint k = 0; k < MODES; k++) {
    eigenvalue[k] = pow (k + 1, -b);
    /* As of one target: a chi-squared variable of mean 1 times the power law. */
    power[k] = pow (k + 1, -a) * pow (lab_random_normal (&random), 2);
  }
  lab_mode_fit (MODES, MODES, eigenvalue, power, 1, &fit);
  g_test_message ("b %g [%g, %g], a %g [%g, %g], time %g, data %g", fit.b.value, fit.b.low,
                  fit.b.high, fit.a.value, fit.a.low, fit.a.high, fit.time.value, fit.data.value);
  g_assert_cmpuint (fit.last, ==, MODES / 4);
  g_assert_cmpfloat_with_epsilon (fit.b.value, b, 1e-9);
  g_assert_true (fit.a.low < a && a < fit.a.high);
  g_assert_cmpfloat (fit.a.high - fit.a.low, <, 1.5);
  g_assert_cmpfloat_with_epsilon (fit.time.value, (fit.a.value - 1) / fit.b.value, 1e-12);
  g_assert_cmpfloat_with_epsilon (fit.data.value, (fit.a.value - 1) / fit.a.value, 1e-12);
  g_assert_true (fit.time.low < fit.time.value && fit.time.value < fit.time.high);
  g_assert_true (fit.data.low < fit.data.value && fit.data.value < fit.data.high);
}

/* Rounding, and too few modes, are no reason for a number. */
static void
test_mode_fit_without (void)
{
  double eigenvalue[MODES], power[MODES];
  LabModeFit fit;

  for (guint k = 0; k < MODES; k++) {
    eigenvalue[k] = pow (k + 1, -2);
    power[k] = 1;
  }
  lab_mode_fit (MODES, 30, eigenvalue, power, 1, &fit);
  g_assert_cmpuint (fit.last, ==, 30);
  g_assert_true (isnan (fit.data.value));
  lab_mode_fit (8, 8, eigenvalue, power, 1, &fit);
  g_assert_true (isnan (fit.b.value) && isnan (fit.time.value));
}

/* K = n identity: |sum s_i phi_i| is always n. K = 1: it is |sum s_i|, whose mean tends to
 * sqrt (2 n / pi). */
static void
test_rademacher (void)
{
  const gsize n = 100;
  g_autoptr (LabKernelMatrix) identity = lab_kernel_matrix_new (n, 0, NULL);
  g_autoptr (LabKernelMatrix) constant = lab_kernel_matrix_new (n, 0, NULL);
  LabRademacher result;

  for (gsize i = 0; i < n * n; i++) {
    identity->train[i] = i % (n + 1) == 0 ? (double)n : 0;
    constant->train[i] = 1;
  }
  lab_rademacher_complexity (identity, 3, 50, 1, NULL, &result);
  g_assert_cmpfloat_with_epsilon (result.bound, 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (result.monte_carlo, 3, 1e-12);
  lab_rademacher_complexity (constant, 1, 4000, 1, NULL, &result);
  g_assert_cmpfloat_with_epsilon (result.bound, 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (result.monte_carlo, sqrt (2 / (G_PI * (double)n)),
                                  4 * result.error + 0.0005);
  g_assert_cmpfloat (result.monte_carlo, <, result.bound);
}

static void
test_width (void)
{
  const double eigenvalue[] = {9, 4, 3, 1, -1e-9};

  g_assert_cmpfloat_with_epsilon (lab_kolmogorov_width (5, eigenvalue, 2), 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_kolmogorov_width (5, eigenvalue, 5), 0, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/yardsticks/mode-fit", test_mode_fit);
  g_test_add_func ("/yardsticks/mode-fit-without", test_mode_fit_without);
  g_test_add_func ("/yardsticks/rademacher", test_rademacher);
  g_test_add_func ("/yardsticks/width", test_width);
  return g_test_run ();
}
