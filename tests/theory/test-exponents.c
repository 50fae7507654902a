/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exponents against the printed tables of the papers and the identities between them. */
#include "theory/exponents.h"

#include <math.h>

/* Paper A's table for Lipschitz targets (beta = 1), three digits as printed. */
static const struct
{
  double intrinsic_dimension, alpha_D, alpha_N;
} printed[] = {
    {2, 0.500, 1.00},   {4, 0.333, 0.500},  {6, 0.250, 0.333},
    {8, 0.200, 0.250},  {10, 0.167, 0.200}, {12, 0.143, 0.167},
    {15, 0.118, 0.133}, {20, 0.091, 0.100}, {30, 0.0625, 0.0667},
};

static void
test_paper_a_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (printed); i++) {
    double d = printed[i].intrinsic_dimension;
    g_assert_cmpfloat_with_epsilon (lab_theory_alpha_D (1.0, d), printed[i].alpha_D, 5.1e-4);
    g_assert_cmpfloat_with_epsilon (lab_theory_alpha_N (1.0, d), printed[i].alpha_N, 5.1e-4);
  }
}

/* alpha_N = alpha_D / (1 - alpha_D) for every d and beta: the manifold consistency check. */
static void
test_identities (void)
{
  for (double d = 1.0; d <= 32.0; d += 1.0)
    for (double beta = 0.25; beta <= 2.0; beta += 0.25) {
      double alpha_D = lab_theory_alpha_D (beta, d);
      double alpha_N = lab_theory_alpha_N (beta, d);
      g_assert_cmpfloat_with_epsilon (alpha_N, alpha_D / (1.0 - alpha_D), 1e-12);
      g_assert_cmpfloat_with_epsilon (lab_theory_one_pass_compute_exponent (beta, d),
                                      alpha_N * alpha_D / (alpha_N + alpha_D), 1e-12);
    }
}

/* One-pass compute meets paper B's two rates exactly at d = 6 beta and d = 5 beta. */
static void
test_coincidences (void)
{
  g_assert_cmpfloat_with_epsilon (lab_theory_one_pass_compute_exponent (1.5, 9.0),
                                  lab_theory_gamma_v3 (), 1e-15);
  g_assert_cmpfloat_with_epsilon (lab_theory_one_pass_compute_exponent (1.5, 7.5),
                                  lab_theory_gamma_v1 (), 1e-15);
}

/* (a - 1) / b from the spectrum itself: b = 1 + 2 nu / d, a = 1 + 2 beta / d. */
static void
test_time_exponent (void)
{
  for (double d = 1.0; d <= 8.0; d += 1.0) {
    double a = 1.0 + 2.0 * 0.75 / d;
    double b = 1.0 + 2.0 * 0.5 / d;
    g_assert_cmpfloat_with_epsilon (lab_theory_time_exponent (0.75, d, 0.5), (a - 1.0) / b, 1e-13);
    g_assert_cmpfloat_with_epsilon (lab_theory_time_law (0.75, d).exponent, -(a - 1.0) / b, 1e-13);
  }
}

/* The reference follows the noise: minimax with noise, resolution-limited without. */
static void
test_data_law_follows_noise (void)
{
  LabReferenceLaw noisy = lab_theory_data_law (1.0, 4.0, 0.5);
  LabReferenceLaw clean = lab_theory_data_law (1.0, 4.0, 0.0);
  g_assert_true (noisy.valid && clean.valid);
  g_assert_cmpfloat_with_epsilon (noisy.exponent, -1.0 / 3.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (clean.exponent, -0.5, 1e-15);
  g_assert_cmpint (noisy.nature, ==, LAB_NATURE_BOUND);
  g_assert_cmpint (clean.nature, ==, LAB_NATURE_ASYMPTOTE);
}

/* Theorems are cited only where they are stated: paper A asks for beta <= 1. */
static void
test_natures (void)
{
  g_assert_cmpint (lab_theory_data_law (1.0, 2.0, 0.1).nature, ==, LAB_NATURE_BOUND);
  g_assert_cmpint (lab_theory_data_law (1.5, 2.0, 0.1).nature, ==, LAB_NATURE_ASYMPTOTE);
  g_assert_cmpint (lab_theory_model_law (1.0, 2.0).nature, ==, LAB_NATURE_BOUND);
  g_assert_cmpint (lab_theory_model_law (1.5, 2.0).nature, ==, LAB_NATURE_ASYMPTOTE);
  g_assert_cmpint (lab_theory_time_law (1.0, 2.0).nature, ==, LAB_NATURE_ASYMPTOTE);
  g_assert_cmpint (lab_theory_compute_law_v3 ().nature, ==, LAB_NATURE_BOUND);
  g_assert_cmpint (lab_theory_compute_law_v1 ().nature, ==, LAB_NATURE_BOUND);
  g_assert_cmpfloat (lab_theory_compute_law_v3 ().exponent, ==, -1.0 / 7.0);
  g_assert_cmpfloat (lab_theory_compute_law_v1 ().exponent, ==, -1.0 / 6.0);
}

static void
test_nothing_without_meaning (void)
{
  static const double bad[] = {0.0, -1.0, (double)NAN, (double)INFINITY};
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_false (lab_theory_data_law (bad[i], 2.0, 0.5).valid);
    g_assert_false (lab_theory_data_law (1.0, bad[i], 0.5).valid);
    g_assert_false (lab_theory_model_law (bad[i], 2.0).valid);
    g_assert_false (lab_theory_model_law (1.0, bad[i]).valid);
    g_assert_false (lab_theory_time_law (1.0, bad[i]).valid);
  }
  g_assert_false (lab_theory_data_law (1.0, 2.0, -0.1).valid);
  g_assert_false (lab_theory_data_law (1.0, 2.0, (double)NAN).valid);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/exponents/paper-a-table", test_paper_a_table);
  g_test_add_func ("/exponents/identities", test_identities);
  g_test_add_func ("/exponents/coincidences", test_coincidences);
  g_test_add_func ("/exponents/time", test_time_exponent);
  g_test_add_func ("/exponents/data-law-follows-noise", test_data_law_follows_noise);
  g_test_add_func ("/exponents/natures", test_natures);
  g_test_add_func ("/exponents/nothing-without-meaning", test_nothing_without_meaning);
  return g_test_run ();
}
