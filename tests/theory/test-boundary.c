/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase boundary in its forms: Lambert's W, compute law, optimal stopping, condition number. */
#include "core/error.h"
#include "theory/compute-law.h"
#include "theory/deterministic-equivalent.h"
#include "theory/phase-boundary.h"
#include "theory/sequence-model.h"

#include <math.h>

static void
assert_relative (double actual, double expected, double accuracy)
{
  g_assert_cmpfloat_with_epsilon (actual, expected, accuracy * fabs (expected));
}

static void
test_compute_crossing (void)
{
  static const struct
  {
    double prefactor, gamma, crossing, term;
  } golden[] = {
      {0.5, 1.0 / 7.0, 1760.7928, 0.17190852},
      {0.5, 1.0 / 6.0, 1956.2806, 0.14138331},
      {0.2, 1.0 / 7.0, 2740.2681, NAN},
  };
  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++) {
    LabComputeLaw law = {1.0, 1000.0, golden[i].prefactor, golden[i].gamma};
    double crossing;
    g_assert_true (lab_compute_law_crossing (&law, &crossing, NULL));
    assert_relative (crossing, golden[i].crossing, 1e-7);
    assert_relative (exp (-crossing / 1000.0), law.prefactor * pow (crossing, -law.gamma), 1e-12);
    if (!isnan (golden[i].term))
      assert_relative (lab_compute_law_risk (&law, crossing), 2.0 * golden[i].term, 1e-7);
  }
}

static void
test_compute_crossing_refusals (void)
{
  static const LabComputeLaw bad[] = {
      {0.0, 1000.0, 0.5, 0.1},         {1.0, -1.0, 0.5, 0.1},
      {1.0, 1000.0, (double)NAN, 0.1}, {1.0, 1000.0, 0.5, (double)INFINITY},
      {1.0, 1.0, 100.0, 1.0 / 7.0}, /* power law above everywhere */
  };
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    double crossing = 1.0;
    g_assert_false (lab_compute_law_crossing (&bad[i], &crossing, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
    g_assert_true (isnan (crossing));
  }
}

static void
test_condition_gap (void)
{
  double lower, upper;
  lab_condition_gap (50.0, 100.0, &lower, &upper);
  assert_relative (lower, exp (-20.0), 1e-14);
  assert_relative (upper, exp (-1.0), 1e-14);
  assert_relative (lab_boundary_finite_condition (1.0, exp (-3.0), 0.1, 0.5), 30.0, 1e-13);
  g_assert_cmpfloat (lab_boundary_finite_condition (0.5, 1.0, 0.1, 0.5), ==, 0.0);
}

/* Golden table for d = 2, beta = 1, nu = 1/2, sigma^2 = 0.1, 2000 modes. */
static void
test_optimal_stopping (void)
{
  static const double golden[][3] = {
      {100.0, 136.0, .06270}, {300.0, 272.0, .03261}, {1000.0, 654.0, .01655}};
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, 0.5, 2000, NULL);
  double time, excess;
  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++) {
    g_assert_true (lab_boundary_optimal_stopping (spectrum, golden[i][0], INFINITY, sqrt (0.1),
                                                  &time, &excess, NULL, 0, 0, NULL));
    assert_relative (time, golden[i][1], 0.06);
    assert_relative (excess, golden[i][2], 5e-4);
  }
  g_assert_true (lab_boundary_optimal_stopping (spectrum, 400.0, INFINITY, 0.0, &time, &excess,
                                                NULL, 0, 0, NULL));
  g_assert_true (isinf (time));
  assert_relative (excess, .0055855049, 1e-4);
}

/* At the crossing noise has doubled the excess risk; between t = 100 and 1,000 for n = 400 by the golden values
 * of the two risks (.0300 and .0356, .0095 and .0331); it moves like n^3/4; without noise there is none. */
static void
test_crossing (void)
{
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, 0.5, 2000, NULL);
  g_autoptr (LabSpectrum) bins = lab_spectrum_new (1.0, 2.0, 0.5, 0, NULL);
  g_autoptr (LabDeterministicEquivalent) noisy =
      lab_deterministic_equivalent_new (spectrum, 400.0, INFINITY, sqrt (0.1), NULL);
  g_autoptr (LabDeterministicEquivalent) clean =
      lab_deterministic_equivalent_new (spectrum, 400.0, INFINITY, 0.0, NULL);
  double time, with, without, early, late;

  g_assert_true (
      lab_boundary_crossing (spectrum, 400.0, INFINITY, sqrt (0.1), &time, NULL, 0, 0, NULL));
  g_assert_cmpfloat (time, >, 100.0);
  g_assert_cmpfloat (time, <, 1000.0);
  g_assert_true (lab_deterministic_equivalent_excess_risk (noisy, time, &with, NULL));
  g_assert_true (lab_deterministic_equivalent_excess_risk (clean, time, &without, NULL));
  assert_relative (with, 2.0 * without, 1e-4);
  g_assert_true (lab_boundary_crossing (bins, 1e5, INFINITY, 0.3, &early, NULL, 0, 0, NULL));
  g_assert_true (lab_boundary_crossing (bins, 1e6, INFINITY, 0.3, &late, NULL, 0, 0, NULL));
  g_assert_cmpfloat_with_epsilon (log10 (late / early), 0.75, 0.02);
  g_assert_true (lab_boundary_crossing (bins, 1e5, INFINITY, 0.0, &time, NULL, 0, 0, NULL));
  g_assert_true (isinf (time));
  g_assert_false (lab_boundary_crossing (bins, 0.0, INFINITY, 0.3, &time, NULL, 0, 0, NULL));
}

/* Where the asymptote holds (large n), the optimum moves as the exponent says. */
static void
test_asymptotic_exponent (void)
{
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, 0.5, 0, NULL);
  double early, late, excess;
  g_assert_true (lab_boundary_optimal_stopping (spectrum, 1e5, INFINITY, 0.3, &early, &excess, NULL,
                                                0, 0, NULL));
  g_assert_true (lab_boundary_optimal_stopping (spectrum, 1e6, INFINITY, 0.3, &late, &excess, NULL,
                                                0, 0, NULL));
  g_assert_cmpfloat_with_epsilon (lab_boundary_exponent (1.0, 2.0, 0.5), 0.75, 1e-15);
  g_assert_cmpfloat_with_epsilon (log10 (late / early), 0.75, 0.02);
}

/* Level 1: a stationary point, next to level 2's where both hold, and told beyond it. */
static void
test_first_stopping (void)
{
  g_autoptr (LabSpectrum) spectrum = lab_spectrum_new (1.0, 2.0, 0.5, 0, NULL);
  g_autoptr (LabSpectrum) steep = lab_spectrum_new (0.25, 1.0, 2.0, 0, NULL);
  double time, risk, second, second_risk;

  for (double n = 1e3; n < 1e15; n *= 1e4) {
    lab_sequence_stopping (spectrum, n, 0.3, &time, &risk);
    for (double factor = 0.97; factor < 1.05; factor += 0.06) {
      LabSequenceRisk beside = lab_sequence_risk (spectrum, n, 0.3, factor * time);
      g_assert_cmpfloat (beside.bias + beside.variance, >, risk);
    }
    if (n < 1e6)
      continue;
    /* Among very many points both levels are one; to times of 1e11 and beyond. */
    g_assert_true (lab_boundary_optimal_stopping (spectrum, n, INFINITY, 0.3, &second, &second_risk,
                                                  NULL, 0, 0, NULL));
    g_assert_cmpfloat_with_epsilon (log (second / time), 0.0, 0.05);
    g_assert_cmpfloat_with_epsilon (second_risk / risk, 1.0, 1e-3);
  }
  lab_sequence_stopping (spectrum, 1e3, 0.0, &time, &risk);
  g_assert_true (isinf (time));

  /* Beyond what level 2 resolves: not a number, rather than "it falls for ever". */
  lab_sequence_stopping (steep, 1e4, 0.3, &time, &risk);
  g_assert_true (isfinite (time) && time > LAB_BOUNDARY_LAST_TIME);
  g_assert_true (lab_boundary_optimal_stopping (steep, 1e4, INFINITY, 0.3, &second, &second_risk,
                                                NULL, 0, 0, NULL));
  g_assert_true (isnan (second) && isnan (second_risk));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/boundary/compute-crossing", test_compute_crossing);
  g_test_add_func ("/boundary/compute-crossing-refusals", test_compute_crossing_refusals);
  g_test_add_func ("/boundary/condition-gap", test_condition_gap);
  g_test_add_func ("/boundary/optimal-stopping", test_optimal_stopping);
  g_test_add_func ("/boundary/crossing", test_crossing);
  g_test_add_func ("/boundary/first-stopping", test_first_stopping);
  g_test_add_func ("/boundary/asymptotic-exponent", test_asymptotic_exponent);
  return g_test_run ();
}
