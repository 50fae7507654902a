/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IsoFLOP minima: published points, exact parabolas, and the bias that the method is known for. */
#include "core/error.h"
#include "fit/joint/isoflop.h"
#include "joint-made.h"
#include "measured-losses.h"

#define BUDGETS 6
#define SIZES   9

static const LabJointLaw UNEVEN = {LAB_JOINT_FULL, {1.7, 4000.0, 400.0, 0.5, 0.25, 1.0}};

/* compute is NULL where it is 6 N D. */
static LabIsoflop *
minima_of (const LabJointPoint *points, guint count, const double *compute)
{
  g_autofree LabIsoflopPoint *list = g_new (LabIsoflopPoint, count);

  for (guint i = 0; i < count; i++)
    list[i] = (LabIsoflopPoint){compute != NULL ? compute[i] : 6.0 * points[i].n * points[i].d,
                                points[i].n, points[i].loss};
  return lab_isoflop_new (list, count, 1, NULL);
}

static void
test_llama3 (void)
{
  g_autoptr (LabIsoflop) isoflop = minima_of (LLAMA3, G_N_ELEMENTS (LLAMA3), NULL);

  g_assert_cmpuint (isoflop->count, ==, 10);
  g_assert_cmpfloat_with_epsilon (1.0 - isoflop->exponent, 0.5368, 1e-4);
  g_assert_cmpfloat_with_epsilon (isoflop->loss_exponent, -0.0357, 1e-4);
  g_assert_cmpfloat (isoflop->low, <, isoflop->exponent);
  g_assert_cmpfloat (isoflop->high, >, isoflop->exponent);
}

static void
test_marin (void)
{
  g_autoptr (LabIsoflop) isoflop = minima_of (MARIN, G_N_ELEMENTS (MARIN), MARIN_COMPUTE);

  g_assert_cmpuint (isoflop->count, ==, 7);
  g_assert_cmpuint (isoflop->passed_over, ==, 5);
  g_assert_cmpfloat_with_epsilon (isoflop->exponent, 0.410, 1e-3);
  g_assert_cmpfloat_with_epsilon (isoflop->loss_exponent, -0.0489, 1e-4);
  g_assert_cmpfloat_with_epsilon (isoflop->minima[0].n, 3.22e8, 1e6);
  g_assert_cmpfloat_with_epsilon (isoflop->minima[0].loss, 3.9125, 1e-4);
}

/* Points of law without noise: sizes from the best N divided by below to it times above. */
static LabIsoflop *
make (const LabJointLaw *law, double below, double above)
{
  LabIsoflopPoint points[BUDGETS * SIZES];
  guint count = 0;

  for (guint b = 0; b < BUDGETS; b++)
    for (guint s = 0; s < SIZES; s++) {
      double compute = 1e18 * pow (10.0, b), n, d;
      lab_joint_law_optimum (law, compute, 6.0, &n, &d);
      n *= pow (below * above, s / (SIZES - 1.0)) / below;
      points[count++] =
          (LabIsoflopPoint){compute, n, lab_joint_law_value (law, n, compute / 6.0 / n)};
    }
  return lab_isoflop_new (points, count, 1, NULL);
}

/* The method is exact where curve and grid are symmetric, and biased where either is not, though the points
 * have no noise: the minima are displaced with alpha not equal to beta, and on grids that drift off the
 * centre as the budget grows the exponent is wrong. */
static void
test_bias (void)
{
  static const LabJointLaw even = {LAB_JOINT_FULL, {1.7, 400.0, 400.0, 0.3, 0.3, 1.0}};
  double n, d;
  g_autoptr (LabIsoflop) fair = make (&even, 8.0, 8.0);
  g_autoptr (LabIsoflop) skewed = make (&UNEVEN, 8.0, 8.0);
  g_autoptr (LabIsoflop) displaced = make (&even, 1.2, 30.0);

  g_assert_cmpfloat_with_epsilon (fair->exponent, 0.5, 1e-9);
  g_assert_cmpuint (fair->off_centre, ==, 0);
  lab_joint_law_optimum (&even, 1e18, 6.0, &n, &d);
  g_assert_cmpfloat_with_epsilon (fair->minima[0].n, n, 1e-6 * n);
  lab_joint_law_optimum (&UNEVEN, 1e18, 6.0, &n, &d);
  g_assert_cmpfloat (fabs (log (skewed->minima[0].n / n)), >, 0.05);
  lab_joint_law_optimum (&even, 1e18, 6.0, &n, &d);
  g_assert_cmpuint (displaced->off_centre, ==, BUDGETS);
  g_assert_cmpfloat (fabs (log (displaced->minima[0].n / n)), >, 0.05);
}

/* One grid of sizes for all budgets: off-centre at both ends, and lab_isoflop_read_law() foretells what
 * the parabolas read. */
static void
test_bias_of_exponent (void)
{
  LabIsoflopPoint points[BUDGETS * SIZES];
  guint count = 0;

  for (guint b = 0; b < BUDGETS; b++)
    for (guint s = 0; s < SIZES; s++) {
      double compute = 1e19 * pow (10.0, 0.5 * b), n = 3e7 * pow (1000.0, s / (SIZES - 1.0));
      points[count++] =
          (LabIsoflopPoint){compute, n, lab_joint_law_value (&UNEVEN, n, compute / 6.0 / n)};
    }
  g_autoptr (LabIsoflop) isoflop = lab_isoflop_new (points, count, 1, NULL);
  double truth = lab_joint_law_n_exponent (&UNEVEN);

  g_test_message ("%.4f instead of %.4f", isoflop->exponent, truth);
  g_assert_cmpfloat (fabs (isoflop->exponent - truth), >, 0.02);
  g_assert_cmpfloat_with_epsilon (lab_isoflop_read_law (isoflop, &UNEVEN, 6.0), isoflop->exponent,
                                  1e-9);
  g_assert_cmpuint (isoflop->off_centre, >, 0);
}

static void
test_refusals (void)
{
  const LabIsoflopPoint points[] = {{1e18, 1e8, 3.0}, {1e18, 2e8, 2.9}, {1e18, 4e8, 3.0},
                                    {1e19, 1e8, 2.9}, {1e19, 2e8, NAN}, {1e19, 4e8, 2.8}};
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_isoflop_new (points, G_N_ELEMENTS (points), 1, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/isoflop/llama3", test_llama3);
  g_test_add_func ("/isoflop/marin", test_marin);
  g_test_add_func ("/isoflop/bias", test_bias);
  g_test_add_func ("/isoflop/bias-of-exponent", test_bias_of_exponent);
  g_test_add_func ("/isoflop/refusals", test_refusals);
  return g_test_run ();
}
