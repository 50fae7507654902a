/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of the finite-size prediction against the single predictions they are made of. */
#include "theory/deterministic-equivalent.h"
#include "theory/kernel-picture.h"
#include "theory/phase-boundary.h"
#include "theory/sequence-model.h"

#include <math.h>

#define COUNT 12

static const LabKernelPicture setting = {
    .axis = LAB_THEORY_DATA,
    .smoothness = 1.0,
    .intrinsic_dimension = 2.0,
    .nu = 0.5,
    .noise = 0.5,
    .points = 1000.0,
    .features = INFINITY,
    .time = 1e6,
    .stopping = LAB_STOPPING_BEST,
};

static void
make_grid (double low, double high, double *x)
{
  for (guint i = 0; i < COUNT; i++)
    x[i] = low * pow (high / low, i / (COUNT - 1.0));
}

static LabSpectrum *
spectrum_of (const LabKernelPicture *size)
{
  return lab_spectrum_new (size->smoothness, size->intrinsic_dimension, size->nu, 0, NULL);
}

/* Over time both levels are what the single predictions say, in units of the target's variance. */
static void
test_time (void)
{
  LabKernelPicture size = setting;
  double x[COUNT], first[COUNT], second[COUNT], train[COUNT];
  g_autoptr (LabSpectrum) spectrum = spectrum_of (&size);
  double variance = spectrum->variance, noise = size.noise * sqrt (variance);

  size.axis = LAB_THEORY_TIME;
  size.features = 800.0;
  make_grid (1.0, 1e5, x);
  g_autoptr (LabDeterministicEquivalent) equivalent =
      lab_deterministic_equivalent_new (spectrum, size.points, size.features, noise, NULL);
  g_assert_true (lab_kernel_picture_compute (&size, 2, COUNT, x, second, train, NULL, NULL, NULL));
  size.features = INFINITY;
  g_assert_true (lab_kernel_picture_compute (&size, 1, COUNT, x, first, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < COUNT; i++) {
    LabSequenceRisk risk = lab_sequence_risk (spectrum, size.points, noise, x[i]);
    double excess, training;
    lab_deterministic_equivalent_excess_risk (equivalent, x[i], &excess, NULL);
    lab_deterministic_equivalent_train_risk (equivalent, x[i], &training, NULL);
    g_assert_cmpfloat_with_epsilon (first[i], (risk.bias + risk.variance) / variance, 1e-12);
    g_assert_cmpfloat_with_epsilon (second[i] / (excess / variance), 1.0, 1e-8);
    g_assert_cmpfloat_with_epsilon (train[i] / (training / variance), 1.0, 1e-8);
  }
}

/* The best moment: as the slow search for optimal stopping finds it, and never later than the end. */
static void
test_best (void)
{
  LabKernelPicture size = setting;
  double x[COUNT], second[COUNT], ended[COUNT];
  g_autoptr (LabSpectrum) spectrum = spectrum_of (&size);
  double variance = spectrum->variance, noise = size.noise * sqrt (variance);

  make_grid (64.0, 65536.0, x);
  g_assert_true (lab_kernel_picture_compute (&size, 2, COUNT, x, second, NULL, NULL, NULL, NULL));
  size.time = 300.0;
  g_assert_true (lab_kernel_picture_compute (&size, 2, COUNT, x, ended, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < COUNT; i++) {
    double time, risk;
    g_assert_true (lab_boundary_optimal_stopping (spectrum, x[i], INFINITY, noise, &time, &risk,
                                                  NULL, 0, 0, NULL));
    g_assert_cmpfloat_with_epsilon (second[i] * variance / risk, 1.0, 2e-3);
    if (time > size.time) {
      g_autoptr (LabDeterministicEquivalent) equivalent =
          lab_deterministic_equivalent_new (spectrum, x[i], INFINITY, noise, NULL);
      lab_deterministic_equivalent_excess_risk (equivalent, size.time, &risk, NULL);
    }
    g_assert_cmpfloat_with_epsilon (ended[i] * variance / risk, 1.0, 2e-3);
  }
}

/* The least of level 1 over a fine grid of times. */
static void
test_best_of_first (void)
{
  double x[COUNT], first[COUNT];
  g_autoptr (LabSpectrum) spectrum = spectrum_of (&setting);
  double variance = spectrum->variance, noise = setting.noise * sqrt (variance);

  make_grid (64.0, 65536.0, x);
  g_assert_true (lab_kernel_picture_compute (&setting, 1, COUNT, x, first, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < COUNT; i++) {
    double least = INFINITY;
    for (double time = 1.0; time < 1e6; time *= 1.02) {
      LabSequenceRisk risk = lab_sequence_risk (spectrum, x[i], noise, time);
      least = fmin (least, risk.bias + risk.variance);
    }
    g_assert_cmpfloat_with_epsilon (first[i] * variance / least, 1.0, 1e-3);
  }
}

/* Trained for ever without noise, N modes leave the power of all others: the tail of k^-a. */
static void
test_features (void)
{
  LabKernelPicture size = setting;
  double x[COUNT], first[COUNT];
  g_autoptr (LabSpectrum) spectrum = spectrum_of (&size);

  size.axis = LAB_THEORY_MODEL;
  size.noise = 0.0;
  size.time = 1e30;
  size.stopping = LAB_STOPPING_LAST;
  make_grid (100.0, 1e5, x);
  g_assert_true (lab_kernel_picture_compute (&size, 1, COUNT, x, first, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < COUNT; i++)
    g_assert_cmpfloat_with_epsilon (first[i] * spectrum->variance * x[i], 1.0, 0.02);
  g_assert_cmpfloat_with_epsilon (log (first[COUNT - 1] / first[0]) / log (1e3), -1.0, 0.01);
}

static gboolean
soon_stale (gpointer data)
{
  guint *asked = data;
  return ++*asked > 3;
}

static void
test_refusals (void)
{
  LabKernelPicture size = setting;
  double x[COUNT], risk[COUNT];
  g_autoptr (GError) error = NULL;
  guint asked = 0;

  make_grid (1.0, 100.0, x);
  g_assert_false (lab_kernel_picture_compute (&size, 1, COUNT, x, risk, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  make_grid (64.0, 8192.0, x);
  size.noise = NAN;
  g_assert_false (lab_kernel_picture_compute (&size, 1, COUNT, x, risk, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  size = setting;
  g_assert_false (
      lab_kernel_picture_compute (&size, 2, COUNT, x, risk, NULL, soon_stale, &asked, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (asked, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/kernel-picture/time", test_time);
  g_test_add_func ("/kernel-picture/best", test_best);
  g_test_add_func ("/kernel-picture/best-of-first", test_best_of_first);
  g_test_add_func ("/kernel-picture/features", test_features);
  g_test_add_func ("/kernel-picture/refusals", test_refusals);
  return g_test_run ();
}
