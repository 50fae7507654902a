/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kolmogorov widths against closed forms: brute sums on the circle, lattice points one by one, the
 * Fourier coefficients of a covariance on the circle, and the exponents of theory. */
#include "core/random.h"
#include "dynamics/kernel-matrix.h"
#include "dynamics/matern-covariance.h"
#include "dynamics/sobolev-class.h"
#include "dynamics/sobolev-class-testing.h"

#include <math.h>

/* Half-integer orders have closed forms; z K_1 (z) from DLMF's tables (10.75). */
static void
test_matern (void)
{
  static const double orders[] = {0.5, 1.5, 2.5};
  static const double arguments[] = {0.001, 0.02, 0.3, 1, 2, 7};
  g_autoptr (LabMaternCovariance) one = lab_matern_covariance_new (1);

  for (guint o = 0; o < G_N_ELEMENTS (orders); o++)
    for (guint i = 0; i < G_N_ELEMENTS (arguments); i++) {
      g_autoptr (LabMaternCovariance) covariance = lab_matern_covariance_new (orders[o]);
      const double z = arguments[i];
      const double closed[] = {1, 1 + z, 1 + z + z * z / 3};

      g_assert_cmpfloat_with_epsilon (lab_matern_covariance_at (covariance, z),
                                      closed[o] * exp (-z), 1e-5);
    }
  g_assert_cmpfloat_with_epsilon (lab_matern_covariance_at (one, 1), 0.6019072301972346, 1e-5);
  g_assert_cmpfloat_with_epsilon (lab_matern_covariance_at (one, 2), 2 * 0.1398658818165224, 1e-5);
  g_assert_cmpfloat_with_epsilon (lab_matern_covariance_at (one, 0), 1, 1e-9);
  g_assert_cmpfloat (lab_matern_covariance_at (one, 1000), ==, 0);
}

/* Eigenvalues (1 + k^2)^-(beta + 1/2), two of each. */
static void
test_circle (void)
{
  static const double smoothness[] = {0.5, 1, 2};

  for (guint s = 0; s < G_N_ELEMENTS (smoothness); s++) {
    g_autoptr (LabSobolevClass) sobolev = lab_sobolev_class_new_torus (1, smoothness[s], 4096);
    double all = 0, beyond = 0;

    for (gsize k = 10000000; k >= 1; k--) {
      all += 2 * pow (1 + (double)k * (double)k, -smoothness[s] - 0.5);
      if (k == 33)
        beyond = all;
    }
    /* What is left out of the brute sum is known, and small but for beta = 1/2. */
    const double rest = pow (1e7, -2 * smoothness[s]) / smoothness[s];

    g_assert_cmpfloat_with_epsilon (lab_sobolev_class_width (sobolev, 64),
                                    sqrt ((beyond + rest) / (all + rest)), 1e-6);
    g_assert_cmpfloat_with_epsilon (lab_sobolev_class_eigenvalue (sobolev, 5) * (all + rest),
                                    pow (10, -smoothness[s] - 0.5), 1e-6);
    g_assert_cmpfloat_with_epsilon (lab_sobolev_class_width (sobolev, 0), 1, 1e-12);
    /* -beta / d, reached at many features. */
    g_assert_cmpfloat_with_epsilon (lab_sobolev_class_slope (sobolev, 64, 4096), -smoothness[s],
                                    0.01 * smoothness[s]);
  }
}

/* Every vector of Z^3 with |k|^2 <= 50, one by one. */
static void
test_multiplicities (void)
{
  g_autoptr (LabSobolevClass) sobolev = lab_sobolev_class_new_torus (3, 1, 1000);
  const double first = lab_sobolev_class_eigenvalue (sobolev, 1);
  gsize modes = 0;

  for (gint square = 1; square <= 20; square++) {
    gsize shell = 0;

    for (gint a = -5; a <= 5; a++)
      for (gint b = -5; b <= 5; b++)
        for (gint c = -5; c <= 5; c++)
          shell += a * a + b * b + c * c == square;
    for (gsize k = modes + 1; k <= modes + shell; k += MAX (shell - 1, 1))
      g_assert_cmpfloat_with_epsilon (lab_sobolev_class_eigenvalue (sobolev, k) / first,
                                      pow ((1 + square) / 2.0, -2.5), 1e-12);
    modes += shell;
  }
  /* Of 1,000 features and of more the class holds the same widths: its tail is right. */
  g_autoptr (LabSobolevClass) finer = lab_sobolev_class_new_torus (3, 1, 200000);
  g_assert_cmpfloat_with_epsilon (lab_sobolev_class_width (sobolev, 1000),
                                  lab_sobolev_class_width (finer, 1000), 1e-4);
  g_assert_true (isnan (lab_sobolev_class_width (sobolev, 1001)));
}

/* The exponent of theory in more dimensions; the mode of number 1 is far from it. */
static void
test_exponent (void)
{
  for (guint d = 2; d <= 4; d++) {
    g_autoptr (LabSobolevClass) sobolev = lab_sobolev_class_new_torus (d, 1, 200000);
    const double slope = lab_sobolev_class_slope (sobolev, 2000, 200000);

    g_test_message ("d = %u: %.4f, theory %.4f", d, slope, -1.0 / d);
    g_assert_cmpfloat_with_epsilon (slope, -1.0 / d, 0.03 / d);
  }
}

#define POINTS 800

/* A stationary covariance on the circle has its Fourier coefficients as eigenvalues. */
static void
test_sampled (void)
{
  const guint quadrature = 20000;
  const double lowest = 0.7, order = 1;
  g_autoptr (LabMaternCovariance) covariance = lab_matern_covariance_new (order);
  g_autoptr (LabSobolevClass) sobolev = NULL;
  g_autofree float *x = g_new (float, 2 * POINTS);
  double coefficient[9] = {0}, all;

  /* Evenly spaced: the operator on the points is a circulant, close to the integral. */
  for (guint i = 0; i < POINTS; i++) {
    x[2 * i] = (float)(G_SQRT2 * cos (2 * G_PI * i / POINTS));
    x[2 * i + 1] = (float)(G_SQRT2 * sin (2 * G_PI * i / POINTS));
  }
  sobolev = lab_sobolev_class_new_sampled (order, lowest, POINTS, 2, x, 0, NULL, NULL);
  g_assert_nonnull (sobolev);
  for (guint i = 0; i < quadrature; i++) {
    const double angle = 2 * G_PI * i / quadrature;
    const double value =
        lab_matern_covariance_at (covariance, lowest * 2 * G_SQRT2 * fabs (sin (angle / 2)));

    for (guint k = 0; k < G_N_ELEMENTS (coefficient); k++)
      coefficient[k] += value * cos (k * angle) / quadrature;
  }
  all = 1 - coefficient[0];
  for (guint k = 1; k < G_N_ELEMENTS (coefficient); k++)
    g_assert_cmpfloat_with_epsilon (lab_sobolev_class_eigenvalue (sobolev, 2 * k),
                                    coefficient[k] / all, 0.002 * coefficient[k] / all);
  g_assert_cmpuint (lab_sobolev_class_trusted (sobolev), ==, POINTS / 8);
}

/* A sphere, whose widths have no such sum here: the exponent. */
static void
test_sphere (void)
{
  const gsize n = 1000;
  g_autofree float *x = g_new (float, 3 * n);
  g_autoptr (LabSobolevClass) sobolev = NULL;
  LabRandom random;
  double slope;

  lab_random_init (&random, 4, 0, LAB_STREAM_TRAINING_POINTS);
  lab_random_fill_normal (&random, 3 * n, x);
  for (gsize i = 0; i < n; i++) {
    const float *p = x + 3 * i;
    const float length = sqrtf (p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);

    for (guint k = 0; k < 3; k++)
      x[3 * i + k] *= sqrtf (3) / length;
  }
  sobolev = lab_sobolev_class_new_sampled (1, 0.7, n, 3, x, 0, NULL, NULL);
  slope = lab_sobolev_class_slope (sobolev, 16, 125);
  g_test_message ("%.3f, theory -0.5", slope);
  g_assert_cmpfloat_with_epsilon (slope, -0.5, 0.06);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/sobolev-class/matern", test_matern);
  g_test_add_func ("/sobolev-class/circle", test_circle);
  g_test_add_func ("/sobolev-class/multiplicities", test_multiplicities);
  g_test_add_func ("/sobolev-class/exponent", test_exponent);
  g_test_add_func ("/sobolev-class/sampled", test_sampled);
  g_test_add_func ("/sobolev-class/sphere", test_sphere);
  return g_test_run ();
}
