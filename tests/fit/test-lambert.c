/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lambert's lower branch, and where a sum law's parts cross. */
#include "fit/law/lambert.h"
#include "fit/law/lambert-testing.h"
#include "fit/law/two-phase.h"

#include <math.h>

static void
test_inverts (void)
{
  /* w exp (w) = z, from next to the branch point to far beyond where exp (w) has an exponent left. */
  static const double distances[] = {1e-6, 1e-3, 0.1, 1.0, 3.0, 10.0, 100.0, 600.0};

  for (gsize i = 0; i < G_N_ELEMENTS (distances); i++) {
    double w = -1.0 - distances[i];
    g_assert_cmpfloat_with_epsilon (lab_lambert_lower (w * exp (w)), w, 1e-8 * fabs (w) + 1e-9);
    g_assert_cmpfloat_with_epsilon (lab_lambert_lower_logarithm (-w - log (-w)), -w,
                                    1e-8 * fabs (w) + 1e-9);
  }
  g_assert_cmpfloat_with_epsilon (lab_lambert_lower_logarithm (1e300), 1e300, 1e290);
  g_assert_cmpfloat_with_epsilon (lab_lambert_lower (-exp (-1.0)), -1.0, 1e-7);
  /* Corless et al. 1996: W_{-1} (-0.1) */
  g_assert_cmpfloat_with_epsilon (lab_lambert_lower (-0.1), -3.577152063957297, 1e-13);
  g_assert_cmpfloat_with_epsilon (lab_lambert_lower (-0.2), -2.542641357773526, 1e-13);
  g_assert_cmpfloat (lab_lambert_lower_logarithm (1.0), ==, 1.0);
  for (double t = 1.0; t < 1e6; t = 1.3 * t + 1e-3) {
    double u = lab_lambert_lower_logarithm (t);
    g_assert_cmpfloat_with_epsilon (u - log (u), t, 1e-13 * t);
  }
  g_assert_true (isnan (lab_lambert_lower (-0.37)) && isnan (lab_lambert_lower (0.0)) &&
                 isnan (lab_lambert_lower (0.1)) && isnan (lab_lambert_lower ((double)NAN)));
  g_assert_true (isnan (lab_lambert_lower_logarithm (0.999)));
}

/* Places and risks found apart from the program (bisection). */
static void
test_crossing (void)
{
  static const struct
  {
    double amplitude, gamma, place, risk;
  } known[] = {
      {0.5, 1.0 / 7.0, 1760.7928, 0.17190852},
      {0.5, 1.0 / 6.0, 1956.2806, 0.14138331},
      {0.2, 1.0 / 7.0, 2740.2681, NAN},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    LabLawFit fit = {.valid = TRUE,
                     .law = LAB_LAW_SUM,
                     .early = 1e-3,
                     .level = log (known[i].amplitude),
                     .exponent = -known[i].gamma};
    double place = lab_law_crossing (&fit);
    g_assert_cmpfloat_with_epsilon (place, known[i].place, 1e-4);
    if (!isnan (known[i].risk))
      g_assert_cmpfloat_with_epsilon (lab_law_value (&fit, place), 2.0 * known[i].risk, 2e-8);
    /* From where it has settled the exponential is a twentieth of the power law. */
    double settled = lab_law_settled (&fit);
    g_assert_cmpfloat_with_epsilon (exp (-settled / 1000.0) /
                                        (known[i].amplitude * pow (settled, -known[i].gamma)),
                                    0.05, 1e-9);
  }
  /* A power law that is the larger part everywhere. */
  LabLawFit none = {
      .valid = TRUE, .law = LAB_LAW_SUM, .early = 1e-3, .level = 2.0, .exponent = -0.2};
  g_assert_true (isnan (lab_law_crossing (&none)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/lambert/inverts", test_inverts);
  g_test_add_func ("/lambert/crossing", test_crossing);
  return g_test_run ();
}
