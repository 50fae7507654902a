/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From which depth on more no longer helps: made curves with a known answer. */
#include "experiment/conclude/curve-fit.h"
#include "experiment/experiment-keys.h"

#include <math.h>
#include <string.h>

#include "core/random.h"
#include "made-runs.h"
#include "theory/exponents.h"

/* A curve whose risk falls by `step` a block until `end` blocks, and stays. Repeats differ by a
 * factor of 2 and more, shared by all depths; each run scatters by `scatter` besides. */
static LabCurve *
made_curve (const LabExperiment *experiment, double step, guint end, double scatter, guint seed)
{
  guint count = lab_experiment_run_count (experiment);
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  LabRandom random;
  lab_random_init (&random, seed, 0, LAB_STREAM_TARGET);
  for (guint i = 0; i < count; i++) {
    LabRunPlan plan;
    lab_experiment_plan (experiment, i, &plan);
    double ln_risk = 0.7 * plan.repeat - step * MIN (plan.depth, end);
    runs[i] =
        make_simple_run (experiment, i, exp (ln_risk + scatter * lab_random_normal (&random)));
  }
  LabCurve *curve = lab_curve_new (experiment, runs, count);
  free_runs (runs, count);
  return curve;
}

static LabDepthChoice
choose (const LabCurve *curve)
{
  LabDepthChoice choice;
  lab_depth_choose (curve, &choice);
  return choice;
}

/* Where scatter is small the end is found exactly, although repeats differ by far more than depths:
 * they are compared in pairs. */
static void
test_clear_end (void)
{
  LabExperiment experiment = parse ("sweep=depth repeats=6");
  for (guint end = 1; end <= 5; end++) {
    g_autoptr (LabCurve) curve = made_curve (&experiment, 0.3, end, 1e-9, 1);
    LabDepthChoice choice = choose (curve);
    g_assert_true (choice.valid);
    g_assert_cmpuint (choice.depths, ==, 6);
    g_assert_cmpuint (choice.repeats, ==, 6);
    g_assert_cmpuint (choice.shallowest, ==, 1);
    g_assert_cmpuint (choice.deepest, ==, 6);
    g_assert_cmpuint (choice.enough, ==, end);
    g_assert_cmpfloat_with_epsilon (choice.gain, 0.3 * (end - 1), 1e-6);
  }
}

static void
test_still_helping (void)
{
  LabExperiment experiment = parse ("sweep=depth repeats=6");
  g_autoptr (LabCurve) curve = made_curve (&experiment, 0.3, 6, 0.02, 1);
  LabDepthChoice choice = choose (curve);
  g_assert_true (choice.valid);
  g_assert_false (choice.reached);
  g_assert_cmpuint (choice.enough, ==, 6);
  g_assert_cmpuint (choice.high, ==, 6);
  g_assert_cmpuint (choice.best, ==, 6);
  g_autofree char *words = lab_depth_describe (&experiment, &choice);
  g_assert_nonnull (strstr (words, "helped up to 6 blocks"));
}

/* With scatter the found end is the true one in most curves, and the interval holds it nearly
 * always: counted over 200 curves. 95 % intervals of six repeats: between 180 and 200 are held. */
static void
test_frequencies (void)
{
  LabExperiment experiment = parse ("sweep=depth repeats=6");
  guint found = 0, held = 0;
  for (guint seed = 0; seed < 200; seed++) {
    g_autoptr (LabCurve) curve = made_curve (&experiment, 0.3, 3, 0.05, seed);
    LabDepthChoice choice = choose (curve);
    g_assert_cmpuint (choice.low, <=, choice.enough);
    g_assert_cmpuint (choice.high, >=, choice.enough);
    found += choice.enough == 3;
    held += choice.low <= 3 && choice.high >= 3;
  }
  g_test_message ("found %u, held %u of 200", found, held);
  g_assert_cmpuint (found, >=, 160);
  g_assert_cmpuint (held, >=, 180);
}

/* One more repeat of large depths alone does not count: pairs need both. */
static void
test_common_repeats (void)
{
  LabExperiment experiment = parse ("sweep=depth repeats=4 grid=1,2,3");
  g_autoptr (LabCurve) curve = made_curve (&experiment, 0.3, 2, 0.01, 3);
  guint kept = 0;
  for (guint i = 0; i < curve->sample_count; i++)
    if (curve->samples[i].x != 1.0 || curve->samples[i].repeat != 2)
      curve->samples[kept++] = curve->samples[i];
  curve->sample_count = kept;
  LabDepthChoice choice = choose (curve);
  g_assert_true (choice.valid);
  g_assert_cmpuint (choice.repeats, ==, 3);

  LabExperiment few = parse ("sweep=depth repeats=2");
  g_autoptr (LabCurve) two = made_curve (&few, 0.3, 2, 0.01, 3);
  g_assert_false (choose (two).valid);
  LabExperiment single = parse ("sweep=depth grid=4");
  g_autoptr (LabCurve) one = made_curve (&single, 0.3, 2, 0.01, 3);
  g_assert_false (choose (one).valid);
  g_autoptr (LabCurve) none = lab_curve_new (&few, NULL, 0);
  g_assert_false (choose (none).valid);
}

/* The curve's conclusion: no slope, and theory with its open constant. */
static void
test_conclusion (void)
{
  LabExperiment experiment = parse ("sweep=depth d=8 repeats=5");
  g_autoptr (LabCurve) curve = made_curve (&experiment, 0.4, 3, 0.03, 5);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_autoptr (LabCurveFit) again = lab_curve_fit_new (curve, NULL);
  g_assert_true (fit->has_depth);
  g_assert_false (fit->power.valid);
  g_assert_false (fit->reference.valid);
  g_assert_cmpint (fit->verdict, ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_true (fit->depth.reached);
  g_assert_cmpuint (fit->depth.enough, ==, 3);
  g_assert_nonnull (strstr (fit->sentence, "From 3 blocks on, more depth no longer helps"));
  g_assert_nonnull (strstr (fit->sentence, "log₂ d = 3.0 and a constant that is unknown"));
  g_assert_cmpstr (fit->sentence, ==, again->sentence);
  g_assert_cmpuint (fit->depth.low, ==, again->depth.low);
  g_assert_cmpuint (fit->depth.high, ==, again->depth.high);
}

static void
test_theory (void)
{
  g_assert_cmpfloat (lab_theory_depth (8.0, 1.0, 0.0), ==, 3.0);
  g_assert_cmpfloat (lab_theory_depth (8.0, 2.0, 1.0), ==, 3.0);
  g_assert_cmpfloat (lab_theory_depth (3.0, 3.0, 2.0), ==, 2.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/depth-choice/clear-end", test_clear_end);
  g_test_add_func ("/depth-choice/still-helping", test_still_helping);
  g_test_add_func ("/depth-choice/frequencies", test_frequencies);
  g_test_add_func ("/depth-choice/common-repeats", test_common_repeats);
  g_test_add_func ("/depth-choice/conclusion", test_conclusion);
  g_test_add_func ("/depth-choice/theory", test_theory);
  return g_test_run ();
}
