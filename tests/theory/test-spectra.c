/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spectra beside the power laws: of the flat torus, and of measured modes. */
#include "core/random.h"
#include "dynamics/kernel-modes.h"
#include "theory/kernel-picture.h"
#include "theory/spectrum.h"

#include <math.h>

/* Least-squares slope of ln risk over ln n, n = 64 .. 8,192. */
static double
slope_over_data (const LabSpectrum *spectrum)
{
  enum
  {
    COUNT = 8
  };
  const LabKernelPicture curve = {.axis = LAB_THEORY_DATA,
                                  .spectrum = spectrum,
                                  .noise = 0.5,
                                  .features = INFINITY,
                                  .time = 1e8,
                                  .stopping = LAB_STOPPING_BEST};
  double n[COUNT], risk[COUNT], above = 0, below = 0;

  for (guint i = 0; i < COUNT; i++)
    n[i] = 64 << i;
  g_assert_true (lab_kernel_picture_compute (&curve, 2, COUNT, n, risk, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < COUNT; i++) {
    above += (i - 3.5) * log (risk[i]);
    below += (i - 3.5) * (i - 3.5) * G_LN2;
  }
  return above / below;
}

/* Computed apart, with nu = 3/2 and beta = 1, on the circle from fewer modes. */
static void
test_torus_slopes (void)
{
  static const guint dimensions[] = {1, 2, 3, 4, 6, 8};
  static const double slopes[] = {-0.668, -0.534, -0.449, -0.384, -0.286, -0.236};

  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++) {
    g_autoptr (LabSpectrum) torus = lab_spectrum_new_torus (1, dimensions[i], 1.5, NULL);
    const double slope = slope_over_data (torus);

    g_test_message ("d = %u: %.4f, expected %.3f", dimensions[i], slope, slopes[i]);
    g_assert_cmpfloat_with_epsilon (slope, slopes[i], dimensions[i] == 1 ? 0.025 : 0.006);
  }
}

/* In the plane: 1 constant; then 4 vectors of length 1, 4 of root 2, 4 of 2, 8 of root 5. */
static void
test_torus_shells (void)
{
  static const double vectors[] = {1, 4, 4, 4, 8}, square[] = {0, 1, 2, 4, 5};
  g_autoptr (LabSpectrum) torus = lab_spectrum_new_torus (1, 2, 1.5, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_assert_cmpfloat (torus->multiplicity[i], ==, vectors[i]);
    g_assert_cmpfloat_with_epsilon (torus->eigenvalue[i], pow (1 + square[i], -2.5), 1e-12);
    if (i > 0)
      g_assert_cmpfloat_with_epsilon (torus->power[i], vectors[i] / pow (square[i], 2), 1e-12);
  }
  /* The Epstein zeta function: the sum over Z^2 without 0 of |k|^-4 is 4 zeta (2) times Catalan's number. */
  g_assert_cmpfloat_with_epsilon (torus->variance, 4 * G_PI * G_PI / 6 * 0.915965594177219, 1e-4);
  g_assert_null (lab_spectrum_new_torus (1, 0, 1.5, &error));
  g_assert_nonnull (error);
}

/* On a circle the modes 2 k and 2 k + 1 share an eigenvalue, and the sum of powers is 2 zeta (3). */
static void
test_circle (void)
{
  g_autoptr (LabSpectrum) circle = lab_spectrum_new_torus (1, 1, 1.5, NULL);

  g_assert_cmpfloat_with_epsilon (circle->variance, 2 * 1.2020569031595942, 1e-6);
  g_assert_cmpfloat (circle->multiplicity[3], ==, 2);
  g_assert_cmpfloat_with_epsilon (circle->eigenvalue[3], 1e-2, 1e-12); /* (1 + 3^2)^-2 */
}

/* Points with so many independent normal features of variance k^-2, and the target of powers k^-2 on
 * them. Free both with the functions of their kinds. */
static LabKernelModes *
draw_sample (gsize n, double *power)
{
  enum
  {
    FEATURES = 3000
  };
  g_autoptr (LabKernelMatrix) matrix = lab_kernel_matrix_new (n, 0, NULL);
  g_autofree double *feature = g_new (double, n);
  g_autofree double *target = g_new0 (double, n);
  LabRandom random;
  LabKernelModes *modes;

  lab_random_init (&random, 5, 0, 0);
  for (guint k = 1; k <= FEATURES; k++) {
    for (gsize i = 0; i < n; i++) {
      feature[i] = lab_random_normal (&random);
      target[i] += feature[i] / k;
    }
    for (gsize i = 0; i < n; i++)
      for (gsize j = 0; j < n; j++)
        matrix->train[i * n + j] += feature[i] * feature[j] / ((double)k * k);
  }
  modes = lab_kernel_modes_new (matrix, LAB_KERNEL_EXACT_NOISE, NULL, NULL);
  lab_kernel_modes_project (modes, target, power);
  for (gsize k = 0; k < n; k++)
    power[k] *= power[k] / (double)n;
  return modes;
}

/* From 200 points of it a population is known well enough for thousands. */
static void
test_measured (void)
{
  enum
  {
    COUNT = 200
  };
  double power[COUNT], few = 2000, many = 8000, expected[2], found[2];
  g_autoptr (LabKernelModes) modes = draw_sample (COUNT, power);
  g_autoptr (LabSpectrum) whole = lab_spectrum_new (1, 2, 1, 0, NULL); /* k^-2 both */
  g_autoptr (LabSpectrum) measured = lab_spectrum_new_measured (COUNT, modes->eigenvalue, power);
  LabKernelPicture curve = {.axis = LAB_THEORY_DATA,
                            .noise = 0.5,
                            .features = INFINITY,
                            .time = 1e8,
                            .stopping = LAB_STOPPING_BEST};
  const double n[2] = {few, many};

  g_assert_cmpfloat_with_epsilon (measured->variance / whole->variance, 1, 0.15);
  curve.spectrum = whole;
  g_assert_true (lab_kernel_picture_compute (&curve, 2, 2, n, expected, NULL, NULL, NULL, NULL));
  curve.spectrum = measured;
  g_assert_true (lab_kernel_picture_compute (&curve, 2, 2, n, found, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < 2; i++) {
    g_test_message ("n = %.0f: %.5f, of the population %.5f", n[i], found[i], expected[i]);
    g_assert_cmpfloat_with_epsilon (found[i] / expected[i], 1, 0.15);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/spectra/torus-slopes", test_torus_slopes);
  g_test_add_func ("/theory/spectra/torus-shells", test_torus_shells);
  g_test_add_func ("/theory/spectra/circle", test_circle);
  g_test_add_func ("/theory/spectra/measured", test_measured);
  return g_test_run ();
}
