/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts on curves made to order. */
#include "experiment/conclude/curve-fit.h"

#include <math.h>

#include "experiment/experiment-keys.h"
#include "experiment/run/optimisation-floor.h"
#include "experiment/run/optimisation-floor-testing.h"
#include "made-runs.h"

/* The fit of risks 3 n^exponent over the experiment's n. */
static LabCurveFit *
fit_data_law (const LabExperiment *experiment, double exponent)
{
  guint count = lab_experiment_run_count (experiment);
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  for (guint i = 0; i < count; i++) {
    LabRunPlan plan;
    lab_experiment_plan (experiment, i, &plan);
    runs[i] = make_simple_run (experiment, i, 3.0 * pow ((double)plan.n, exponent) * scatter (i));
  }
  g_autoptr (LabCurve) curve = lab_curve_new (experiment, runs, count);
  free_runs (runs, count);
  return lab_curve_fit_new (curve, NULL);
}

static void
assert_says (const LabCurveFit *fit, const char *words)
{
  if (strstr (fit->sentence, words) == NULL)
    g_test_message ("“%s” lacks “%s”", fit->sentence, words);
  g_assert_nonnull (strstr (fit->sentence, words));
}

/* d=2, beta=1: theory -0.50. */
static void
test_data_verdicts (void)
{
  LabExperiment experiment = parse ("sweep=data d=2");
  g_autoptr (LabCurveFit) like = fit_data_law (&experiment, -0.5);
  g_assert_true (like->power.valid);
  g_assert_cmpfloat_with_epsilon (like->power.exponent, -0.5, 0.03);
  g_assert_cmpint (like->verdict, ==, LAB_VERDICT_COMPATIBLE);
  g_assert_cmpfloat_with_epsilon (like->reference.exponent, -0.5, 1e-12);
  g_assert_false (like->has_two_phase);
  g_assert_null (like->phase_sentence);
  assert_says (like, "Falls like n^−0.");
  assert_says (like, "compatible with −0.50 (paper A).");

  g_autoptr (LabCurveFit) steeper = fit_data_law (&experiment, -0.9);
  g_assert_cmpint (steeper->verdict, ==, LAB_VERDICT_STEEPER);
  assert_says (steeper, "steeper than −0.50 (paper A)");
  assert_says (steeper, "no contradiction");

  g_autoptr (LabCurveFit) shallower = fit_data_law (&experiment, -0.1);
  g_assert_cmpint (shallower->verdict, ==, LAB_VERDICT_SHALLOWER);
  assert_says (shallower, "shallower than −0.50 (paper A)");

  g_autoptr (LabCurveFit) growing = fit_data_law (&experiment, 0.3);
  g_assert_cmpint (growing->verdict, ==, LAB_VERDICT_SHALLOWER);
  assert_says (growing, "Does not fall: n^0.");
}

/* Words follow the interval, not the middle of it: no "falls" where it may not. */
static void
test_uncertain_fall (void)
{
  LabExperiment experiment = parse ("sweep=data d=2 repeats=2");
  g_autoptr (LabCurveFit) flat = fit_data_law (&experiment, -0.004);
  g_assert_cmpfloat (flat->power.low, <, 0.0);
  g_assert_cmpfloat (flat->power.high, >, 0.0);
  assert_says (flat, "Whether the error falls is not certain: n^");
}

/* Where two decimals would print the excluded theory as the interval's end, there are more. */
static void
test_decimals_keep_verdict (void)
{
  LabExperiment experiment = parse ("sweep=data d=2");
  guint near_misses = 0;
  for (guint i = 0; i < 400; i++) {
    g_autoptr (LabCurveFit) fit = fit_data_law (&experiment, -0.5 - 0.0002 * i);
    if (fit->verdict != LAB_VERDICT_STEEPER)
      continue;
    g_autofree char *end = g_strdup_printf ("and −%.*f)", (int)fit->decimals, -fit->power.high);
    g_assert_null (strstr (end, "−0.50)"));
    assert_says (fit, end);
    near_misses += fit->decimals > 2;
  }
  g_assert_cmpuint (near_misses, >, 0);
}

static void
test_reference_follows_noise (void)
{
  LabExperiment experiment = parse ("sweep=data d=4 sigma=0");
  g_autoptr (LabCurveFit) fit = fit_data_law (&experiment, -0.5);
  g_assert_cmpfloat_with_epsilon (fit->reference.exponent, -0.5, 1e-12);
  g_assert_cmpint (fit->verdict, ==, LAB_VERDICT_COMPATIBLE);
  experiment.noise = 0.5;
  g_autoptr (LabCurveFit) noisy = fit_data_law (&experiment, -0.5);
  g_assert_cmpfloat_with_epsilon (noisy->reference.exponent, -1.0 / 3.0, 1e-12);
  g_assert_cmpint (noisy->verdict, ==, LAB_VERDICT_STEEPER);
}

static void
test_not_enough (void)
{
  LabExperiment few = parse ("sweep=data grid=64,128,256");
  g_autoptr (LabCurveFit) fit = fit_data_law (&few, -0.5);
  g_assert_false (fit->power.valid);
  g_assert_cmpint (fit->verdict, ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_cmpuint (strlen (fit->sentence), >, 20);

  LabExperiment narrow = parse ("sweep=data grid=64,66,68,70,72");
  g_autoptr (LabCurveFit) narrow_fit = fit_data_law (&narrow, -0.5);
  g_assert_cmpint (narrow_fit->verdict, ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_cmpstr (lab_verdict_name (fit->verdict), ==, "not enough to tell");

  g_autoptr (LabCurve) nothing = lab_curve_new (&few, NULL, 0);
  g_autoptr (LabCurveFit) nothing_fit = lab_curve_fit_new (nothing, NULL);
  g_assert_cmpint (nothing_fit->verdict, ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_nonnull (nothing_fit->sentence);
}

static void
test_same_again (void)
{
  LabExperiment experiment = parse ("sweep=data d=2");
  g_autoptr (LabCurveFit) a = fit_data_law (&experiment, -0.5);
  g_autoptr (LabCurveFit) b = fit_data_law (&experiment, -0.5);
  g_assert_true (a->power.exponent == b->power.exponent);
  g_assert_true (a->power.low == b->power.low && a->power.high == b->power.high);
  g_assert_cmpstr (a->sentence, ==, b->sentence);
}

/* A run of the model axis whose risk ends at `risk` and falls like T^-slope throughout. */
static LabRun *
make_model_run (const LabExperiment *experiment, guint run_index, double risk, double slope)
{
  guint steps[LAB_EVALUATIONS_MAX];
  guint evaluations = lab_run_evaluation_steps (experiment, steps);
  LabRun *run = make_run (experiment, run_index, evaluations);
  for (guint k = 0; k < evaluations; k++)
    run->evaluations[k] = (LabEvaluation){
        .step = steps[k],
        .excess_risk = risk * pow ((double)steps[k] / experiment->steps, -slope),
    };
  return run;
}

/* d=4, beta=1: the time law's exponent is 2 / 5. The two widest models still fall faster. */
static void
test_optimisation_floor (void)
{
  LabExperiment experiment = parse ("sweep=model d=4 repeats=2 width=32");
  guint count = lab_experiment_run_count (&experiment);
  g_assert_cmpuint (count, ==, 14);
  static const double SLOPES[] = {0.1, 0.2, 0.3, 0.35, 0.39, 0.41, 0.6};
  static const double AGAIN[] = {0.1, 0.2, 0.3, 0.45, 0.1, 0.41, 0.1}; /* all from the fourth on */
  LabRun *runs[14];
  for (guint i = 0; i < count; i++) {
    LabRun *plain = make_simple_run (&experiment, i, 1.0);
    double risk = 5.0 * pow ((double)plain->parameters, -0.5) * scatter (i);
    runs[i] = make_model_run (&experiment, i, i / 2 < 5 ? risk : 0.05, SLOPES[i / 2]);
    lab_run_unref (plain);
  }
  for (guint grid_index = 0; grid_index < 7; grid_index++) {
    g_assert_cmpfloat_with_epsilon (
        lab_optimisation_floor_slope (&experiment, runs, count, grid_index), SLOPES[grid_index],
        1e-9);
    g_assert_cmpint (lab_optimisation_floor_reached (&experiment, runs, count, grid_index), ==,
                     grid_index >= 5);
  }
  g_assert_true (isnan (lab_optimisation_floor_slope (&experiment, runs, count, 9)));

  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, count);
  g_assert_cmpuint (curve->samples_floor_limited, ==, 4);
  g_assert_false (curve->points[4].floor_limited);
  g_assert_true (curve->points[5].floor_limited && curve->points[6].floor_limited);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_assert_cmpuint (fit->power.points_used, ==, 5);
  g_assert_cmpfloat (fit->power.x_maximum, ==, curve->points[4].x);
  g_assert_cmpfloat_with_epsilon (fit->power.exponent, -0.5, 0.05);
  assert_says (fit, "2 of 7 points are at the optimisation floor");
  for (guint i = 0; i < count; i++)
    for (guint k = 0; k < runs[i]->evaluation_count; k++) {
      LabEvaluation *evaluation = &runs[i]->evaluations[k];
      evaluation->excess_risk = pow ((double)evaluation->step, -AGAIN[i / 2]);
    }
  g_autoptr (LabCurve) again = lab_curve_new (&experiment, runs, count);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpint (again->points[i].floor_limited, ==, i >= 3);
  free_runs (runs, count);
}

/* Samples of risk 3 x^-1/2 at x = 2^i, of the group. */
static void
fill_samples (LabCurveSample *samples, guint count, guint group)
{
  for (guint i = 0; i < count; i++) {
    double x = ldexp (16.0, (int)i);

    samples[i] = (LabCurveSample){
        .x = x, .excess_risk = 3.0 * pow (x, -0.5) * scatter (i), .repeat = i % 2, .group = group};
  }
}

/* A window is closed at both ends, and open where none was asked for; what lies outside is counted. */
static void
test_windows (void)
{
  static const struct
  {
    double from, to;
    guint used;
  } windows[] = {{0, 0, 10}, {32, 0, 9}, {33, 0, 8}, {0, 1024, 7}, {0, 1023, 6}, {32, 1024, 6}};
  LabCurveSample samples[12];
  LabCurve curve = {.experiment = parse ("sweep=data d=2"), .samples = samples, .sample_count = 12};

  fill_samples (samples, 12, 0);
  samples[10].warm_up = samples[11].floor_limited = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++) {
    g_autoptr (LabCurveFit) fit = lab_curve_fit_new (
        &curve, &(LabCurveFitOptions){.from = windows[i].from, .to = windows[i].to});
    g_autoptr (GArray) taken = lab_curve_fit_samples (&curve, fit);
    LabModelFit model;

    g_assert_true (fit->power.valid);
    g_assert_cmpuint (fit->power.points_used, ==, windows[i].used);
    g_assert_cmpuint (fit->samples_outside, ==, 10 - windows[i].used);
    g_assert_cmpuint (taken->len, ==, windows[i].used);
    g_assert_cmpfloat (fit->begins, ==, 0.0);
    g_assert_true (lab_curve_fit_model (&curve, fit, LAB_MODEL_POWER, &model, NULL));
    g_assert_cmpfloat_with_epsilon (model.exponent, fit->power.exponent, 1e-9);
  }
}

/* Of trajectories the largest width is fitted, even if it has but one value; nothing has no group. */
static void
test_group (void)
{
  LabCurveSample samples[9];
  LabCurve curve = {.experiment = parse ("sweep=time d=2"), .samples = samples, .sample_count = 9};

  fill_samples (samples, 8, 0);
  fill_samples (samples + 8, 1, 3);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (&curve, NULL);
  g_assert_cmpuint (fit->group, ==, 3);
  g_assert_false (fit->power.valid);
  g_assert_true (isnan (fit->prediction));
  g_assert_cmpuint (fit->prediction_level, ==, 0);
  g_assert_true (fit->has_two_phase);
  g_assert_cmpfloat (fit->begins, ==, 0.0);
  /* A training that can be compared has a prediction. */
  LabRun *run = make_model_run (&curve.experiment, 0, 0.01, 0.5);
  g_autoptr (LabCurve) trained = lab_curve_new (&curve.experiment, &run, 1);
  g_autoptr (LabCurveFit) compared = lab_curve_fit_new (trained, NULL);
  g_assert_true (compared->power.valid && isfinite (compared->prediction));
  g_assert_cmpuint (compared->prediction_level, ==, 1);
  lab_run_unref (run);
  samples[0].group = 2;
  curve.sample_count = 1;
  g_autoptr (LabCurveFit) single = lab_curve_fit_new (&curve, NULL);
  g_assert_cmpuint (single->group, ==, 2);
  curve.sample_count = 0;
  g_autoptr (LabCurveFit) empty = lab_curve_fit_new (&curve, NULL);
  g_assert_cmpuint (empty->group, ==, 0);
}

/* The slope is that of the last part alone, from a third of the steps on, of the finished runs of one
 * size, and of errors that have a logarithm. */
static void
test_last_part (void)
{
  LabExperiment experiment = parse ("sweep=model d=4 repeats=2 width=32 steps=300");
  LabRun *runs[4];

  g_assert_cmpuint (lab_optimisation_floor_first_step (&experiment), ==, 101);
  for (guint i = 0; i < 4; i++) {
    runs[i] = make_run (&experiment, i, 6);
    for (guint k = 0; k < 6; k++) {
      const guint steps[] = {50, 100, 101, 150, 200, 300};

      runs[i]->evaluations[k].step = steps[k];
      runs[i]->evaluations[k].excess_risk = pow (steps[k] / 300.0, k < 2 ? -3.0 : -0.5);
    }
  }
  g_assert_cmpfloat_with_epsilon (lab_optimisation_floor_slope (&experiment, runs, 4, 0), 0.5,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (lab_optimisation_floor_slope (&experiment, runs, 1, 0), 0.5,
                                  1e-9);
  runs[0]->evaluations[3].excess_risk = 0.0;
  runs[1]->evaluations[4].excess_risk = INFINITY;
  runs[2]->evaluations[4].excess_risk = 100.0; /* of another size */
  g_assert_cmpfloat_with_epsilon (lab_optimisation_floor_slope (&experiment, runs, 4, 0), 0.5,
                                  1e-9);
  g_assert_cmpfloat (lab_optimisation_floor_slope (&experiment, runs, 4, 1), !=, 0.5);
  /* Two neighbouring steps have a slope. */
  for (guint k = 0; k < 6; k++)
    runs[2]->evaluations[k].step = runs[3]->evaluations[k].step = k < 4 ? 1 : 295 + k;
  for (guint k = 4; k < 6; k++)
    runs[2]->evaluations[k].excess_risk = runs[3]->evaluations[k].excess_risk =
        pow (295.0 + k, -0.75);
  g_assert_cmpfloat_with_epsilon (lab_optimisation_floor_slope (&experiment, runs, 4, 1), 0.75,
                                  1e-6);
  /* What did not finish says nothing; one step has no slope. */
  runs[0]->status = LAB_RUN_STOPPED;
  runs[1]->status = LAB_RUN_DIVERGED;
  g_assert_true (isnan (lab_optimisation_floor_slope (&experiment, runs, 4, 0)));
  runs[1]->status = LAB_RUN_FINISHED;
  runs[1]->evaluations[2].step = 100;
  runs[1]->evaluations[3].step = 99;
  g_assert_true (isnan (lab_optimisation_floor_slope (&experiment, runs, 4, 0)));
  g_assert_false (lab_optimisation_floor_reached (&experiment, runs, 4, 0));
  free_runs (runs, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/curve-fit/data-verdicts", test_data_verdicts);
  g_test_add_func ("/experiment/curve-fit/uncertain-fall", test_uncertain_fall);
  g_test_add_func ("/experiment/curve-fit/decimals-keep-verdict", test_decimals_keep_verdict);
  g_test_add_func ("/experiment/curve-fit/reference-follows-noise", test_reference_follows_noise);
  g_test_add_func ("/experiment/curve-fit/not-enough", test_not_enough);
  g_test_add_func ("/experiment/curve-fit/same-again", test_same_again);
  g_test_add_func ("/experiment/curve-fit/optimisation-floor", test_optimisation_floor);
  g_test_add_func ("/experiment/curve-fit/windows", test_windows);
  g_test_add_func ("/experiment/curve-fit/group", test_group);
  g_test_add_func ("/experiment/curve-fit/last-part", test_last_part);
  return g_test_run ();
}
