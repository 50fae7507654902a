/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits of spectra with known exponents, Rademacher complexity where it is known, Kolmogorov width. */
#include "core/random.h"
#include "dynamics/complexity.h"
#include "dynamics/mode-fit.h"

#include <math.h>

#define MODES 1000

/* The fit of one repeat. */
static void
fit_one (gsize n, gsize resolved, const double *eigenvalue, const double *power, LabModeFit *fit)
{
  LabModeBins bins;

  lab_mode_bins (n, resolved, eigenvalue, power, &bins);
  lab_mode_fit (&bins, 1, 1, fit);
}

static void
test_mode_fit (void)
{
  const double b = 1.5, a = 2.0;
  double eigenvalue[MODES], power[MODES];
  LabModeBins bins[5];
  LabRandom random;
  LabModeFit fit;

  lab_random_init (&random, 2, 0, LAB_STREAM_TRAINING_POINTS);
  for (guint r = 0; r < G_N_ELEMENTS (bins); r++) {
    for (guint k = 0; k < MODES; k++) {
      eigenvalue[k] = pow (k + 1, -b);
      /* As of one target: a chi-squared variable of mean 1 times the power law. */
      power[k] = pow (k + 1, -a) * pow (lab_random_normal (&random), 2);
    }
    lab_mode_bins (MODES, MODES, eigenvalue, power, &bins[r]);
  }
  lab_mode_fit (bins, G_N_ELEMENTS (bins), 1, &fit);
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
  fit_one (MODES, 30, eigenvalue, power, &fit);
  g_assert_cmpuint (fit.last, ==, 30);
  g_assert_cmpint (fit.b.state, ==, LAB_MODE_EXPONENT_TOLD);
  g_assert_cmpint (fit.data.state, ==, LAB_MODE_EXPONENT_NO_ESTIMATE);
  g_assert_true (isnan (fit.data.value) && isnan (fit.time.value));
  fit_one (8, 8, eigenvalue, power, &fit);
  g_assert_true (isnan (fit.b.value) && isnan (fit.time.value));
  g_assert_cmpint (fit.b.state, ==, LAB_MODE_EXPONENT_NOT_ENOUGH);
  g_assert_cmpint (fit.time.state, ==, LAB_MODE_EXPONENT_NOT_ENOUGH);
}

/* Fits exponents to power_k = k^-a times e^(scatter * normal), eigenvalues k^-b. */
static LabModeFit
fit_scattered (double b, double a, double scatter, guint64 seed)
{
  double eigenvalue[MODES], power[MODES];
  LabRandom random;
  LabModeFit fit;

  lab_random_init (&random, seed, 0, LAB_STREAM_TRAINING_POINTS);
  for (guint k = 0; k < MODES; k++) {
    eigenvalue[k] = pow (k + 1, -b) * exp (scatter * lab_random_normal (&random));
    power[k] = pow (k + 1, -a) * exp (scatter * lab_random_normal (&random));
  }
  fit_one (MODES, MODES, eigenvalue, power, &fit);
  return fit;
}

/* An interval holds its value and does not change its sign, or there is none. */
static void
assert_possible (const LabModeExponent *exponent)
{
  g_assert_true (isfinite (exponent->value) == (exponent->state == LAB_MODE_EXPONENT_TOLD));
  g_assert_true (isfinite (exponent->low) == isfinite (exponent->value));
  g_assert_true (isfinite (exponent->low) == isfinite (exponent->high));
  if (isfinite (exponent->low))
    g_assert_true (exponent->low <= exponent->value && exponent->value <= exponent->high &&
                   (exponent->low > 0 || exponent->high < 0));
}

/* Of spectra from flat to steep, clean and noisy, no interval is impossible: neither one that misses
 * its value nor one that spans 0. */
static void
test_mode_fit_possible (void)
{
  guint told = 0, open = 0;

  for (guint i = 0; i < 60; i++) {
    LabModeFit fit = fit_scattered (i % 3, -1 + 0.5 * (i % 7), i % 4, i);
    const LabModeExponent *all[] = {&fit.a, &fit.b, &fit.time, &fit.data};

    for (guint e = 0; e < G_N_ELEMENTS (all); e++) {
      assert_possible (all[e]);
      told += all[e]->state == LAB_MODE_EXPONENT_TOLD;
      open += all[e]->state == LAB_MODE_EXPONENT_CANNOT_TELL ||
              all[e]->state == LAB_MODE_EXPONENT_NO_ESTIMATE;
    }
    /* What follows from a <= 1 makes no sense. */
    g_assert_true (!(fit.a.value <= 1) || fit.data.state == LAB_MODE_EXPONENT_NO_ESTIMATE);
    g_assert_true (fit.time.state == fit.data.state);
    g_assert_true (!(fit.data.value <= 0) && !(fit.time.value <= 0));
  }
  g_assert_cmpuint (told, >, 60);
  g_assert_cmpuint (open, >, 60);
  g_assert_cmpstr (lab_mode_exponent_state_name (LAB_MODE_EXPONENT_CANNOT_TELL), ==, "cannot tell");
  g_assert_cmpstr (lab_mode_exponent_state_name (LAB_MODE_EXPONENT_NO_ESTIMATE), ==, "no estimate");
}

/* Repeats whose powers and eigenvalues both tilt, together and by as much: a and b of one repeat are off, their
 * quotient hardly is. */
static guint
make_repeats (guint repeats, guint64 seed, LabModeBins *bins)
{
  LabRandom random;

  lab_random_init (&random, seed, 0, LAB_STREAM_TRAINING_POINTS);
  for (guint r = 0; r < repeats; r++) {
    double eigenvalue[MODES], power[MODES], tilt = 0.15 * lab_random_normal (&random);

    for (guint k = 0; k < MODES; k++) {
      eigenvalue[k] = pow (k + 1, -1.5 - tilt);
      power[k] = pow (k + 1, -2.2 - 0.8 * tilt) * exp (0.3 * lab_random_normal (&random));
    }
    lab_mode_bins (MODES, MODES, eigenvalue, power, &bins[r]);
  }
  return repeats;
}

/* Both laws are drawn jointly: what they share narrows what follows from both. Over 100 sets of repeats each
 * interval holds its truth in 88 or more. */
static void
test_mode_fit_jointly (void)
{
  LabModeBins bins[5];
  guint held_b = 0, held_a = 0, held_time = 0, held_data = 0;
  double width = 0.0, independent = 0.0;

  for (guint i = 0; i < 100; i++) {
    LabModeFit fit;

    lab_mode_fit (bins, make_repeats (5, i, bins), i, &fit);
    g_assert_cmpuint (fit.repeats, ==, 5);
    held_b += fit.b.low <= 1.5 && 1.5 <= fit.b.high;
    held_a += fit.a.low <= 2.2 && 2.2 <= fit.a.high;
    held_time += fit.time.low <= 0.8 && 0.8 <= fit.time.high;
    held_data += fit.data.low <= 1.2 / 2.2 && 1.2 / 2.2 <= fit.data.high;
    width += fit.time.high - fit.time.low;
    independent += (fit.a.high - 1.0) / fit.b.low - (fit.a.low - 1.0) / fit.b.high;
  }
  g_test_message ("held: b %u, a %u, time %u, data %u of 100; width %.3g of %.3g", held_b, held_a,
                  held_time, held_data, width / 100, independent / 100);
  g_assert_cmpuint (held_b, >=, 88);
  g_assert_cmpuint (held_a, >=, 88);
  g_assert_cmpuint (held_time, >=, 88);
  g_assert_cmpuint (held_data, >=, 88);
  g_assert_cmpfloat (width, <, 0.5 * independent);
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
  g_test_add_func ("/yardsticks/mode-fit-possible", test_mode_fit_possible);
  g_test_add_func ("/yardsticks/mode-fit-jointly", test_mode_fit_jointly);
  g_test_add_func ("/yardsticks/rademacher", test_rademacher);
  g_test_add_func ("/yardsticks/width", test_width);
  return g_test_run ();
}
