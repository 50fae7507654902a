/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finite-size predictions against golden values computed elsewhere for d = 2, beta = 1, nu = 1/2,
 * 2000 modes (lambda = k^-1.5, c^2 = k^-2), and against sums done by hand. */
#include "core/error.h"
#include "theory/deterministic-equivalent.h"
#include "theory/phase-boundary.h"
#include "theory/sequence-model.h"

#include <math.h>

#define TIMES    6
#define ACCURACY 1e-5

static const double times[TIMES] = {1.0, 1e1, 1e2, 1e3, 1e4, 1e5};

static const struct
{
  double features, noise_variance;
  double excess[TIMES];
} golden_excess[] = {
    {(double)INFINITY,
     0.0,
     {.58924894, .12587099, .029967142, .0094973876, .0057796469, .0055855049}},
    {(double)INFINITY, 0.1, {.58938728, .12701593, .035575187, .033123154, .074342194, .089715561}},
    {200.0, 0.1, {.59663129, .14099589, .053128961, .058986135, .1196025, .14364045}},
};

static LabSpectrum *
golden_spectrum (void)
{
  return lab_spectrum_new (1.0, 2.0, 0.5, 2000, NULL);
}

static void
assert_relative (double actual, double expected, double accuracy)
{
  g_assert_cmpfloat_with_epsilon (actual, expected, accuracy * fabs (expected));
}

static void
test_excess_risk (void)
{
  g_autoptr (LabSpectrum) spectrum = golden_spectrum ();
  for (gsize c = 0; c < G_N_ELEMENTS (golden_excess); c++) {
    g_autoptr (LabDeterministicEquivalent) equivalent = lab_deterministic_equivalent_new (
        spectrum, 400.0, golden_excess[c].features, sqrt (golden_excess[c].noise_variance), NULL);
    for (guint i = 0; i < TIMES; i++) {
      double excess;
      g_assert_true (
          lab_deterministic_equivalent_excess_risk (equivalent, times[i], &excess, NULL));
      assert_relative (excess, golden_excess[c].excess[i], ACCURACY);
    }
  }
}

static void
test_train_risk (void)
{
  static const double infinite[] = {.68084151, .21306677, .10323178, .043810522, .0024331527};
  static const double finite[] = {.68807364, .22667988, .12036678, .07770791, .061634388};
  g_autoptr (LabSpectrum) spectrum = golden_spectrum ();
  g_autoptr (LabDeterministicEquivalent) wide =
      lab_deterministic_equivalent_new (spectrum, 400.0, INFINITY, sqrt (0.1), NULL);
  g_autoptr (LabDeterministicEquivalent) narrow =
      lab_deterministic_equivalent_new (spectrum, 400.0, 200.0, sqrt (0.1), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (infinite); i++) {
    double risk;
    g_assert_true (lab_deterministic_equivalent_train_risk (wide, times[i], &risk, NULL));
    assert_relative (risk, infinite[i], ACCURACY);
    g_assert_true (lab_deterministic_equivalent_train_risk (narrow, times[i], &risk, NULL));
    assert_relative (risk, finite[i], ACCURACY);
  }
}

/* The path by which a time is reached must not matter. */
static void
test_order_of_times (void)
{
  static const double jumps[] = {1e4, 1.0, 1e5, 10.0, 1e3};
  static const guint golden[] = {4, 0, 5, 1, 3};
  g_autoptr (LabSpectrum) spectrum = golden_spectrum ();
  g_autoptr (LabDeterministicEquivalent) equivalent =
      lab_deterministic_equivalent_new (spectrum, 400.0, 200.0, sqrt (0.1), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (jumps); i++) {
    double excess;
    g_assert_true (lab_deterministic_equivalent_excess_risk (equivalent, jumps[i], &excess, NULL));
    assert_relative (excess, golden_excess[2].excess[golden[i]], ACCURACY);
  }
}

static void
test_time_zero_and_refusals (void)
{
  g_autoptr (LabSpectrum) spectrum = golden_spectrum ();
  g_autoptr (LabDeterministicEquivalent) equivalent =
      lab_deterministic_equivalent_new (spectrum, 400.0, INFINITY, 0.5, NULL);
  g_autoptr (GError) error = NULL;
  double risk;
  g_assert_true (lab_deterministic_equivalent_excess_risk (equivalent, 0.0, &risk, NULL));
  assert_relative (risk, spectrum->variance, 1e-12);
  g_assert_true (lab_deterministic_equivalent_train_risk (equivalent, 0.0, &risk, NULL));
  assert_relative (risk, spectrum->variance + 0.25, 1e-12);
  g_assert_false (lab_deterministic_equivalent_excess_risk (equivalent, -1.0, &risk, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_assert_null (lab_deterministic_equivalent_new (spectrum, 1.0, 100.0, 0.5, NULL));
  g_assert_null (lab_deterministic_equivalent_new (spectrum, 100.0, 1.0, 0.5, NULL));
  g_assert_null (lab_deterministic_equivalent_new (spectrum, 100.0, 100.0, -0.5, NULL));
  g_assert_null (lab_deterministic_equivalent_new (spectrum, 100.0, 100.0, NAN, NULL));
}

/* Long after everything is learnt the risks stand still instead of breaking down. */
static void
test_late_times (void)
{
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 4.0, 0.5, 0, NULL);
  g_autoptr (LabDeterministicEquivalent) equivalent =
      lab_deterministic_equivalent_new (spectrum, 400.0, 200.0, 0.3, NULL);
  double settled, risk;
  g_assert_true (lab_deterministic_equivalent_excess_risk (equivalent, 1e7, &settled, NULL));
  for (double time = 1e8; time < 1e13; time *= 10.0) {
    g_assert_true (lab_deterministic_equivalent_excess_risk (equivalent, time, &risk, NULL));
    assert_relative (risk, settled, 1e-6);
  }
}

static void
test_sequence_model (void)
{
  static const double golden[TIMES] = {.58666975,  .12317406, .03172508,
                                       .032668647, .12597119, .41667275};
  g_autoptr (LabSpectrum) spectrum = golden_spectrum ();
  for (guint i = 0; i < TIMES; i++) {
    LabSequenceRisk risk = lab_sequence_risk (spectrum, 400.0, sqrt (0.1), times[i]);
    assert_relative (risk.bias + risk.variance, golden[i], 1e-7);
  }
  assert_relative (lab_sequence_crossing (spectrum, 100.0, sqrt (0.1)), 108.04, 1e-4);
  assert_relative (lab_sequence_crossing (spectrum, 300.0, sqrt (0.1)), 242.08, 1e-4);
  assert_relative (lab_sequence_crossing (spectrum, 1000.0, sqrt (0.1)), 582.56, 1e-4);
  g_assert_true (isinf (lab_sequence_crossing (spectrum, 100.0, 0.0)));
}

/* Riemann's zeta by Euler and Maclaurin: 30 terms, then the integral and two corrections. */
static double
zeta (double s)
{
  double sum = 0.0, from = 30.0;
  for (double k = 1.0; k < from; k++)
    sum += pow (k, -s);
  return sum + pow (from, 1.0 - s) / (s - 1.0) + 0.5 * pow (from, -s) +
         s / 12.0 * pow (from, -s - 1.0) - s * (s + 1.0) * (s + 2.0) / 720.0 * pow (from, -s - 3.0);
}

/* Bins carry all there is, however slowly the sums converge, in few bins. */
static void
test_bins_hold_all (void)
{
  static const double dimensions[] = {1.0, 2.0, 8.0, 16.0, 32.0, 70.0};
  static const double orders[] = {0.1, 0.5, 2.0, 10.0};
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (orders); j++) {
      double d = dimensions[i], nu = orders[j];
      g_autoptr (LabSpectrum) bins = lab_spectrum_new (1.0, d, nu, 0, NULL);
      double squares = 0.0;
      for (guint k = 0; k < bins->count; k++) {
        squares += bins->multiplicity[k] * pow (bins->eigenvalue[k], 2.0);
        g_assert_true (k == 0 || bins->eigenvalue[k] < bins->eigenvalue[k - 1]);
      }
      assert_relative (bins->variance, zeta (1.0 + 2.0 / d), 1e-6);
      assert_relative (bins->trace, zeta (1.0 + 2.0 * nu / d), 1e-6);
      assert_relative (squares, zeta (2.0 + 4.0 * nu / d), 1e-6);
      g_assert_cmpuint (bins->count, <=, 280);
    }
}

/* The same risk as modes one by one. */
static void
test_bins_one_by_one (void)
{
  g_autoptr (LabSpectrum) bins = lab_spectrum_new (1.0, 1.0, 0.5, 0, NULL);
  g_autoptr (LabSpectrum) modes = lab_spectrum_new (1.0, 1.0, 0.5, 1000000, NULL);
  for (guint i = 0; i < TIMES; i++) {
    LabSequenceRisk binned = lab_sequence_risk (bins, 400.0, 0.3, times[i]);
    LabSequenceRisk single = lab_sequence_risk (modes, 400.0, 0.3, times[i]);
    assert_relative (binned.bias, single.bias, 1e-5);
    assert_relative (binned.variance, single.variance, 1e-5);
  }
  g_assert_null (lab_spectrum_new (1.0, 2.0, 0.5, LAB_SPECTRUM_MOST_MODES + 1, NULL));
  g_assert_null (lab_spectrum_new (0.0, 2.0, 0.5, 0, NULL));
  g_assert_null (lab_spectrum_new (1.0, 2.0, 1e-9, 0, NULL));
  g_assert_null (lab_spectrum_new (1.0, NAN, 0.5, 0, NULL));
}

/* Many dimensions, where modes beyond 1e17 still matter. Expected values: the formulas of the theory
 * notes in numpy, every pair of nodes summed by itself over 5000 modes one by one and Simpson's rule
 * in ln k to k = 1e60. */
static void
test_many_dimensions (void)
{
  static const struct
  {
    double features, noise, time;
  } cases[] = {{(double)INFINITY, 0.0, 1.0}, {(double)INFINITY, 0.5, 100.0}, {400.0, 0.5, 1e4}};
  static const struct
  {
    double intrinsic_dimension;
    double excess[G_N_ELEMENTS (cases)];
  } golden[] = {
      {2.0, {.58813143, .033787347, .13799052}},
      {8.0, {3.1461325, 1.3008817, 2.8894628}},
      {16.0, {6.9874654, 4.6590276, 9.2639603}},
      {32.0, {14.896569, 12.588637, 23.013269}},
  };
  for (gsize g = 0; g < G_N_ELEMENTS (golden); g++) {
    g_autoptr (LabSpectrum) spectrum =
        lab_spectrum_new (1.0, golden[g].intrinsic_dimension, 0.5, 0, NULL);
    for (gsize c = 0; c < G_N_ELEMENTS (cases); c++) {
      g_autoptr (LabDeterministicEquivalent) equivalent = lab_deterministic_equivalent_new (
          spectrum, 1000.0, cases[c].features, cases[c].noise, NULL);
      double excess;
      g_assert_true (
          lab_deterministic_equivalent_excess_risk (equivalent, cases[c].time, &excess, NULL));
      assert_relative (excess, golden[g].excess[c], 2e-6);
    }
  }
}

/* Local slopes of the optimally stopped risk over half decades of n from 100: steeper than the
 * asymptote at finite n; for d = 8 only right with modes up to 1e17 and more. */
static void
test_finite_size_slopes (void)
{
  static const struct
  {
    double intrinsic_dimension;
    double slope[3];
  } golden[] = {
      {2.0, {.589, .549, .527}},
      {4.0, {.457, .435, .411}},
      {8.0, {.244, .247, .247}},
  };
  for (gsize g = 0; g < G_N_ELEMENTS (golden); g++) {
    g_autoptr (LabSpectrum) spectrum =
        lab_spectrum_new (1.0, golden[g].intrinsic_dimension, 0.5, 0, NULL);
    double time, before, after;
    g_assert_true (lab_boundary_optimal_stopping (spectrum, 100.0, INFINITY, sqrt (0.1), &time,
                                                  &before, NULL, 0, 0, NULL));
    for (guint i = 0; i < 3; i++) {
      double points = pow (10.0, 2.5 + 0.5 * i);
      g_assert_true (lab_boundary_optimal_stopping (spectrum, points, INFINITY, sqrt (0.1), &time,
                                                    &after, NULL, 0, 0, NULL));
      g_assert_cmpfloat_with_epsilon (2.0 * log10 (before / after), golden[g].slope[i], 2e-3);
      before = after;
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/finite-size/excess-risk", test_excess_risk);
  g_test_add_func ("/finite-size/train-risk", test_train_risk);
  g_test_add_func ("/finite-size/order-of-times", test_order_of_times);
  g_test_add_func ("/finite-size/time-zero-and-refusals", test_time_zero_and_refusals);
  g_test_add_func ("/finite-size/late-times", test_late_times);
  g_test_add_func ("/finite-size/sequence-model", test_sequence_model);
  g_test_add_func ("/finite-size/bins/hold-all", test_bins_hold_all);
  g_test_add_func ("/finite-size/bins/one-by-one", test_bins_one_by_one);
  g_test_add_func ("/finite-size/bins/many-dimensions", test_many_dimensions);
  g_test_add_func ("/finite-size/slopes", test_finite_size_slopes);
  return g_test_run ();
}
