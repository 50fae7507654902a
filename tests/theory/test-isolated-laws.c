/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reconstructed laws of one resource: limits, the threshold, and the presets of both versions. */
#include "isolated-laws.h"
#include "theory/phase-boundary.h"

#include <math.h>

static const LabIsolatedLaws laws = {1.0, 200.0, 0.5, 1.0, 0.3, 0.5};

static void
test_terms (void)
{
  g_assert_cmpfloat_with_epsilon (lab_isolated_time_risk (&laws, 100.0), exp (-1.0), 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_isolated_data_risk (&laws, 50.0), 0.01, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_isolated_model_risk (&laws, 900.0), 0.01, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_isolated_risk (&laws, 100.0, 50.0, 900.0), exp (-1.0) + 0.02,
                                  1e-12);
  /* The others plentiful: the law of one resource is left. */
  g_assert_cmpfloat_with_epsilon (lab_isolated_risk (&laws, 1e6, 50.0, INFINITY), 0.01, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_isolated_risk (&laws, 1e6, INFINITY, 900.0), 0.01, 1e-12);
}

/* At the threshold both terms are equal; it is the boundary of a finite condition number, whose rate
 * is the least eigenvalue over the largest one. */
static void
test_threshold (void)
{
  double steps = lab_isolated_threshold_time (&laws, 400.0);

  g_assert_cmpfloat_with_epsilon (lab_isolated_time_risk (&laws, steps),
                                  lab_isolated_data_risk (&laws, 400.0), 1e-12);
  g_assert_cmpfloat_with_epsilon (
      steps,
      lab_boundary_finite_condition (1.0, lab_isolated_data_risk (&laws, 400.0), 1.0, 1.0 / 200.0),
      1e-9);
  g_assert_true (isinf (lab_isolated_threshold_time (&laws, INFINITY)));
  g_assert_cmpfloat (lab_isolated_threshold_time (&laws, 0.1), ==, 0.0);
}

/* Theory notes 2.2: the presets of version 3 and version 1. */
static void
test_presets (void)
{
  g_assert_cmpfloat_with_epsilon (lab_isolated_compute_exponent (1.0, 6.0, 0.0), 1.0 / 7.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_isolated_compute_exponent (0.5, 2.0, 0.5), 1.0 / 7.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_isolated_compute_exponent (1.0, 5.0, 0.0), 1.0 / 6.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_isolated_compute_exponent (0.5, 2.0, 0.0), 1.0 / 6.0, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/isolated-laws/terms", test_terms);
  g_test_add_func ("/isolated-laws/threshold", test_threshold);
  g_test_add_func ("/isolated-laws/presets", test_presets);
  return g_test_run ();
}
