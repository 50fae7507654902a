/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two curves: made runs whose exponents and levels are known. */
#include "experiment/conclude/curve-difference.h"

#include <math.h>
#include <string.h>

#include "made-runs.h"
#include "theory/feature-learning.h"

typedef struct
{
  LabCurve *curve;
  LabCurveFit *fit;
} Made;

/* risk = level n^slope; each repeat has a factor of its own (the same in all curves), each run a scatter. */
static Made
make (const char *words, double slope, double level, double scatter, guint stream)
{
  LabExperiment experiment = parse (words);
  guint count = lab_experiment_run_count (&experiment);
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  LabRandom random;
  Made made;
  lab_random_init (&random, stream, 0, LAB_STREAM_TARGET);
  for (guint i = 0; i < count; i++) {
    LabRunPlan plan;
    lab_experiment_plan (&experiment, i, &plan);
    double ln_risk = log (level) + slope * log ((double)plan.n / 100.0) + 0.4 * plan.repeat;
    runs[i] =
        make_simple_run (&experiment, i, exp (ln_risk + scatter * lab_random_normal (&random)));
  }
  made.curve = lab_curve_new (&experiment, runs, count);
  made.fit = lab_curve_fit_new (made.curve, NULL);
  free_runs (runs, count);
  return made;
}

static void
clear (Made *made)
{
  lab_curve_free (made->curve);
  lab_curve_fit_free (made->fit);
}

static LabCurveDifference
compare (const Made *before, const Made *now)
{
  LabCurveDifference difference;
  g_assert_true (
      lab_curve_difference (before->curve, before->fit, now->curve, now->fit, &difference));
  return difference;
}

static void
test_known (void)
{
  Made before = make ("repeats=3", -0.5, 0.3, 0.02, 1);
  Made now = make ("repeats=3 d=4", -0.3, 0.6, 0.02, 2);
  LabCurveDifference difference = compare (&before, &now);
  double level = 2.0 * pow (81.92, 0.2);

  g_assert_true (difference.is_paired);
  g_assert_cmpuint (difference.pairs, ==, 24);
  g_assert_cmpfloat (difference.x, ==, 8192.0);
  g_assert_cmpfloat (difference.exponent, ==, now.fit->power.exponent - before.fit->power.exponent);
  g_assert_cmpfloat_with_epsilon (difference.exponent, 0.2, 0.02);
  g_assert_cmpfloat (difference.low, <, 0.2);
  g_assert_cmpfloat (difference.high, >, 0.2);
  g_assert_cmpfloat_with_epsilon (difference.level, level, 0.1 * level);
  g_assert_cmpfloat (difference.level_low, <, level);
  g_assert_cmpfloat (difference.level_high, >, level);

  LabCurveDifference back = compare (&now, &before);
  g_assert_cmpfloat_with_epsilon (back.exponent, -difference.exponent, 1e-12);
  g_assert_cmpfloat_with_epsilon (back.level, 1.0 / difference.level, 1e-9);
  clear (&before);
  clear (&now);
}

/* What repeats share cancels in pairs: the level is known far better than that of either curve. */
static void
test_pairs_cancel (void)
{
  Made before = make ("repeats=3", -0.5, 0.3, 0.02, 1);
  Made now = make ("repeats=3 d=4", -0.5, 0.36, 0.02, 2);
  Made other = make ("repeats=3 d=4 seed=7", -0.5, 0.36, 0.02, 2);
  LabCurveDifference paired = compare (&before, &now), apart = compare (&before, &other);

  g_assert_true (paired.is_paired);
  g_assert_false (apart.is_paired); /* another seed, other data */
  g_assert_cmpfloat (paired.level_low, >, 1.0);
  g_assert_cmpfloat (paired.level_low, <, 1.2);
  g_assert_cmpfloat (paired.level_high, >, 1.2);
  g_assert_cmpfloat (apart.level_low, <, 1.0);
  g_assert_cmpfloat (log (paired.level_high / paired.level_low), <,
                     0.3 * log (apart.level_high / apart.level_low));
  clear (&before);
  clear (&now);
  clear (&other);
}

/* Curves that share no x, and curves without a fit. */
static void
test_apart (void)
{
  Made before = make ("repeats=2", -0.5, 0.3, 0.02, 1);
  Made now = make ("repeats=2 grid=100,300,900,2700,8100", -0.4, 0.3, 0.02, 2);
  Made few = make ("repeats=2 grid=100,300", -0.4, 0.3, 0.02, 2);
  LabCurveDifference difference = compare (&before, &now);

  g_assert_false (difference.is_paired);
  g_assert_cmpuint (difference.pairs, ==, 0);
  g_assert_cmpfloat (difference.low, <, 0.1);
  g_assert_cmpfloat (difference.high, >, 0.1);
  g_assert_cmpfloat (difference.x, ==, 8100.0);
  g_assert_false (lab_curve_difference (before.curve, before.fit, few.curve, few.fit, &difference));
  g_assert_false (difference.valid);
  clear (&before);
  clear (&now);
  clear (&few);
}

/* 200 pairs of curves: the intervals hold the true differences about as often as they say. */
static void
test_coverage (void)
{
  guint exponents = 0, levels = 0;
  double level = 1.5 * pow (81.92, 0.1);

  for (guint i = 0; i < 200; i++) {
    Made before = make ("repeats=3", -0.5, 0.3, 0.1, 2 * i + 1);
    Made now = make ("repeats=3 d=4", -0.4, 0.45, 0.1, 2 * i + 2);
    LabCurveDifference difference = compare (&before, &now);
    exponents += difference.low <= 0.1 && 0.1 <= difference.high;
    levels += difference.level_low <= level && level <= difference.level_high;
    clear (&before);
    clear (&now);
  }
  g_test_message ("held: exponents %u, levels %u of 200", exponents, levels);
  g_assert_cmpuint (exponents, >=, 180);
  g_assert_cmpuint (exponents, <=, 200);
  g_assert_cmpuint (levels, >=, 176);
}

static void
test_words (void)
{
  LabCurveDifference difference = {.valid = TRUE,
                                   .exponent = -0.13,
                                   .low = -0.2,
                                   .high = -0.06,
                                   .level_low = 0.71,
                                   .level_high = 0.93};
  g_autofree char *faster = lab_curve_difference_describe (&difference);
  g_assert_nonnull (strstr (faster, "−0.13 (95 % interval −0.20 to −0.06): the error now falls "
                                    "faster; factor on the error between 0.71 and 0.93."));
  difference.high = 0.01;
  g_autofree char *untold = lab_curve_difference_describe (&difference);
  g_assert_nonnull (strstr (untold, "cannot be told"));
  difference.low = 0.001;
  g_autofree char *slower = lab_curve_difference_describe (&difference);
  g_assert_nonnull (strstr (slower, "falls slower"));
}

/* Exponents of time where features are learnt: d = 2 has .667 lazy and .8 rich, d = 1 has 1 for both. */
static void
test_lazy_or_rich (void)
{
  LabExperiment lazy = parse ("sweep=time optimizer=gd d=2 head_scale=10");
  LabExperiment rich = parse ("sweep=time optimizer=gd d=2");
  LabExperiment other = parse ("sweep=time d=2 head_scale=10");
  g_autofree char *words = lab_curve_difference_lazy_or_rich (&lazy, &rich);

  g_assert_nonnull (strstr (words, "T^−0.67 where training is lazy"));
  g_assert_nonnull (strstr (words, "T^−0.80 where it learns features"));
  g_assert_null (lab_curve_difference_lazy_or_rich (&rich, &rich));
  g_assert_null (lab_curve_difference_lazy_or_rich (&other, &rich));
  g_assert_cmpfloat (lab_theory_rich_time_exponent (1.0), ==, 1.0);
  g_assert_cmpfloat (lab_theory_rich_time_exponent (1.5), ==, 1.5);
  g_assert_cmpfloat_with_epsilon (lab_theory_rich_time_exponent (0.4), 0.5714285714, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-difference/known", test_known);
  g_test_add_func ("/curve-difference/pairs-cancel", test_pairs_cancel);
  g_test_add_func ("/curve-difference/apart", test_apart);
  g_test_add_func ("/curve-difference/coverage", test_coverage);
  g_test_add_func ("/curve-difference/words", test_words);
  g_test_add_func ("/curve-difference/lazy-or-rich", test_lazy_or_rich);
  return g_test_run ();
}
