/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons of a verdict: each is found where its rule holds, and only there. */
#include "experiment/conclude/curve-fit.h"

#include "experiment/experiment-keys.h"
#include "experiment/conclude/prediction.h"
#include "made-runs.h"

#include <math.h>
#include <string.h>

typedef double (*Law) (double x);

/* A data curve of law with 2 % of scatter; the first `diverged` runs have diverged. */
static LabCurve *
make_curve (const LabExperiment *experiment, Law law, guint diverged)
{
  guint count = lab_experiment_run_count (experiment);
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  for (guint i = 0; i < count; i++) {
    LabRandom random;
    lab_random_init (&random, 5, i, LAB_STREAM_BOOTSTRAP);
    runs[i] = make_simple_run (experiment, i, 1.0);
    runs[i]->evaluations[0].excess_risk =
        law ((double)runs[i]->plan.n) * exp (0.02 * lab_random_normal (&random));
    if (i < diverged)
      runs[i]->status = LAB_RUN_DIVERGED;
  }
  LabCurve *curve = lab_curve_new (experiment, runs, count);
  free_runs (runs, count);
  return curve;
}

static const LabFinding *
find (const LabCurveFit *fit, LabReason reason)
{
  for (guint i = 0; i < fit->finding_count; i++)
    if (fit->findings[i].reason == reason)
      return &fit->findings[i];
  return NULL;
}

static double
as_predicted (double n)
{
  return 5.0 * pow (n, -0.56);
}

static double
far_steeper (double n)
{
  return 5.0 * pow (n, -0.9);
}

static double
far_shallower (double n)
{
  return pow (n, -0.1);
}

static double
levelling (double n)
{
  return 30.0 / n + 0.02;
}

static double
bending (double n)
{
  return n < 724.0 ? pow (n, -0.2) : pow (724.0, -0.2) * pow (n / 724.0, -0.8);
}

/* A prediction of slope -0.57 at every n of the sweep. */
static LabPrediction
predict_steeply (guint level)
{
  LabPrediction prediction = {.axis = LAB_SWEEP_DATA, .level = level, .count = 40};
  for (guint i = 0; i < prediction.count; i++) {
    prediction.x[i] = 64.0 * pow (128.0, i / 39.0);
    prediction.excess_risk[i] = 2.0 * pow (prediction.x[i], -0.57);
    prediction.train_risk[i] = NAN;
  }
  return prediction;
}

/* d = 2: the limit is -0.5, the prediction -0.57, the measurement -0.56. */
static void
test_prediction (void)
{
  LabExperiment experiment = parse ("sweep=data d=2");
  g_autoptr (LabCurve) curve = make_curve (&experiment, as_predicted, 0);
  LabPrediction prediction = predict_steeply (2);
  g_autoptr (LabCurveFit) fit =
      lab_curve_fit_new (curve, &(LabCurveFitOptions){.prediction = &prediction});

  g_test_message ("%s", fit->sentence);
  g_assert_cmpfloat_with_epsilon (fit->prediction, -0.57, 1e-3);
  g_assert_cmpuint (fit->prediction_level, ==, 2);
  g_assert_cmpint ((int)fit->against_reference, ==, LAB_VERDICT_STEEPER);
  g_assert_cmpint ((int)fit->verdict, ==, LAB_VERDICT_COMPATIBLE);
  const LabFinding *steepening = find (fit, LAB_REASON_FINITE_SIZE);
  g_assert_nonnull (steepening);
  g_assert_cmpfloat_with_epsilon (steepening->numbers[0], -0.57, 1e-3);
  g_assert_cmpfloat_with_epsilon (steepening->numbers[1], -0.5, 1e-12);
  g_assert_nonnull (find (fit, LAB_REASON_UPPER_BOUND));
  if (fit->against_prediction == LAB_VERDICT_COMPATIBLE) {
    g_assert_nonnull (find (fit, LAB_REASON_PREDICTION_HOLDS));
    g_assert_nonnull (strstr (fit->sentence, "−0.57"));
  }

  /* The same fit judged by the instant prediction, whose slope is the limit's: steeper than both. */
  g_autoptr (LabCurveFit) instant = lab_curve_fit_new (curve, NULL);
  g_assert_cmpuint (instant->prediction_level, ==, 1);
  g_assert_cmpint ((int)instant->verdict, ==, LAB_VERDICT_STEEPER);
  g_assert_null (find (instant, LAB_REASON_FINITE_SIZE));
}

/* Level 1 is not asked where it does not know: without noise, or of model size. */
static void
test_silent_prediction (void)
{
  LabExperiment clean = parse ("sweep=data d=2 sigma=0");
  LabExperiment unstopped = parse ("sweep=data d=2 validation=none");
  LabPrediction instant = predict_steeply (1), exact = predict_steeply (2);
  g_autoptr (LabCurve) clean_curve = make_curve (&clean, as_predicted, 0);
  g_autoptr (LabCurve) unstopped_curve = make_curve (&unstopped, as_predicted, 0);
  g_autoptr (LabCurveFit) fit =
      lab_curve_fit_new (clean_curve, &(LabCurveFitOptions){.prediction = &instant});

  g_assert_true (isnan (fit->prediction));
  g_autoptr (LabCurveFit) judged =
      lab_curve_fit_new (clean_curve, &(LabCurveFitOptions){.prediction = &exact});
  g_assert_cmpfloat_with_epsilon (judged->prediction, -0.57, 1e-3);
  g_autoptr (LabCurveFit) other =
      lab_curve_fit_new (unstopped_curve, &(LabCurveFitOptions){.prediction = &exact});
  g_assert_true (isnan (other->prediction));
}

static void
test_forms (void)
{
  LabExperiment experiment = parse ("sweep=data d=2 repeats=5");
  static const struct
  {
    Law law;
    LabReason reason;
  } known[] = {
      {levelling, LAB_REASON_LEVELS_OFF},
      {bending, LAB_REASON_BENDS},
      {far_steeper, LAB_REASON_UPPER_BOUND},
      {far_shallower, LAB_REASON_BEST_NETWORK},
  };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autoptr (LabCurve) curve = make_curve (&experiment, known[i].law, 0);
    g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
    for (gsize k = 0; k < G_N_ELEMENTS (known); k++) {
      gboolean is_own = k == i;
      /* A curve that bends or levels off is also compared with the bound. */
      if (is_own || known[k].reason == LAB_REASON_LEVELS_OFF || known[k].reason == LAB_REASON_BENDS)
        g_assert_cmpint (find (fit, known[k].reason) != NULL, ==, is_own);
    }
    g_assert_null (find (fit, LAB_REASON_ONE_REPEAT));
    g_assert_null (find (fit, LAB_REASON_FEW_POINTS));
    g_assert_null (find (fit, LAB_REASON_RUNS_LEFT_OUT));
  }
  g_autoptr (LabCurve) floor_curve = make_curve (&experiment, levelling, 0);
  g_autoptr (LabCurveFit) floor_fit = lab_curve_fit_new (floor_curve, NULL);
  const LabFinding *finding = find (floor_fit, LAB_REASON_LEVELS_OFF);
  g_assert_nonnull (finding);
  g_assert_cmpfloat_with_epsilon (finding->numbers[0], 0.02, 0.002);
  g_assert_cmpfloat_with_epsilon (finding->numbers[1], 0.02 / levelling (8192.0), 0.05);
}

/* Few points, one repeat, diverged runs, a narrow window: each with its numbers. */
static void
test_weakness (void)
{
  LabExperiment one = parse ("sweep=data d=2 repeats=1");
  g_autoptr (LabCurve) curve = make_curve (&one, as_predicted, 2);
  g_autoptr (LabCurveFit) whole = lab_curve_fit_new (curve, NULL);
  g_autoptr (LabCurveFit) part =
      lab_curve_fit_new (curve, &(LabCurveFitOptions){.from = 500.0, .to = 4100.0});

  g_assert_nonnull (find (whole, LAB_REASON_ONE_REPEAT));
  g_assert_nonnull (find (whole, LAB_REASON_RUNS_LEFT_OUT));
  g_assert_cmpfloat (find (whole, LAB_REASON_RUNS_LEFT_OUT)->numbers[0], ==, 2.0);
  g_assert_null (find (whole, LAB_REASON_FEW_DECADES));
  g_assert_cmpfloat (part->power.x_minimum, ==, 512.0);
  g_assert_cmpfloat (part->power.x_maximum, ==, 4096.0);
  g_assert_cmpuint (part->samples_outside, ==, 2);
  g_assert_cmpfloat (find (part, LAB_REASON_FEW_POINTS)->numbers[0], ==, 4.0);
  g_assert_cmpfloat_with_epsilon (find (part, LAB_REASON_FEW_DECADES)->numbers[0], log10 (8.0),
                                  1e-9);
  /* The samples are those that were fitted. */
  g_autoptr (GArray) samples = lab_curve_fit_samples (curve, part);
  g_assert_cmpuint (samples->len, ==, 4);
  LabModelFit model;
  g_assert_true (lab_curve_fit_model (curve, part, LAB_MODEL_POWER, &model, NULL));
  g_assert_cmpfloat (model.exponent, ==, part->power.exponent);
}

/* Where theory is silent the slope itself is the finding, with the reason; too few sizes are no slope. */
static void
test_no_law (void)
{
  LabExperiment experiment = parse ("task=sequences repeats=2 grid=64,128,256,512,1024,2048");
  guint count = lab_experiment_run_count (&experiment);
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  for (guint i = 0; i < count; i++)
    runs[i] = make_simple_run (&experiment, i, pow (2.0, -0.25 * (i / 2)) * scatter (i));
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, count);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_autoptr (LabCurve) begun = lab_curve_new (&experiment, runs, 6);
  g_autoptr (LabCurveFit) early = lab_curve_fit_new (begun, NULL);

  g_test_message ("%s", fit->sentence);
  g_assert_true (fit->power.valid);
  g_assert_cmpint ((int)fit->verdict, ==, LAB_VERDICT_NO_LAW);
  g_assert_cmpint ((int)fit->against_reference, ==, LAB_VERDICT_NO_LAW);
  g_assert_cmpint ((int)fit->against_prediction, ==, LAB_VERDICT_NO_LAW);
  g_autofree char *slope = g_strdup_printf (
      "n^−%.2f (between −%.2f and −%.2f)", -fit->power.exponent, -fit->power.low, -fit->power.high);
  g_assert_nonnull (strstr (fit->sentence, slope));
  g_assert_nonnull (strstr (fit->sentence, "no law is laid beside it"));
  g_assert_nonnull (strstr (fit->sentence, lab_experiment_why_no_law (&experiment)));
  g_assert_null (strstr (fit->sentence, "interval is too wide"));
  g_assert_null (find (fit, LAB_REASON_INTERVAL_TOO_WIDE));
  g_assert_cmpstr (lab_verdict_name (fit->verdict), ==, "no law");
  g_assert_false (early->power.valid);
  g_assert_cmpint ((int)early->verdict, ==, LAB_VERDICT_NOT_ENOUGH);
  free_runs (runs, count);
}

/* An interval wider than theory's exponent that holds it tells nothing. */
static void
test_too_wide (void)
{
  LabExperiment experiment = parse ("sweep=data d=8 repeats=1 grid=64,128,256,512");
  guint count = lab_experiment_run_count (&experiment);
  static const double risks[] = {0.5, 0.3, 0.5, 0.28};
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  for (guint i = 0; i < count; i++)
    runs[i] = make_simple_run (&experiment, i, risks[i]);
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, count);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);

  g_test_message ("%s", fit->sentence);
  g_assert_true (fit->power.valid);
  g_assert_cmpint ((int)fit->verdict, ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_nonnull (find (fit, LAB_REASON_INTERVAL_TOO_WIDE));
  g_assert_nonnull (strstr (fit->sentence, "too wide"));
  free_runs (runs, count);
}

/* A data sweep whose larger half was still falling like a steep power of time when training ended: told
 * and counted, not left out. On the model axis such sizes are left out, and that is told. */
static void
test_training (void)
{
  static const struct
  {
    const char *words;
    LabReason reason, other;
  } known[] = {
      {"sweep=data d=4 sigma=0 repeats=2 grid=64,128,256,512,1024,2048,4096,8192",
       LAB_REASON_STILL_FALLING, LAB_REASON_OPTIMISATION_FLOOR},
      {"sweep=model d=4 sigma=0 repeats=2 width=48", LAB_REASON_OPTIMISATION_FLOOR,
       LAB_REASON_STILL_FALLING},
  };
  for (gsize k = 0; k < G_N_ELEMENTS (known); k++) {
    LabExperiment experiment = parse (known[k].words);
    guint count = lab_experiment_run_count (&experiment), sizes = count / 2;
    g_autofree LabRun **runs = g_new0 (LabRun *, count);
    for (guint i = 0; i < count; i++) {
      double slope = i / 2 < sizes / 2 ? 0.1 : 0.8;
      runs[i] = make_run (&experiment, i, 6);
      for (guint e = 0; e < 6; e++)
        runs[i]->evaluations[e] = (LabEvaluation){
            .step = experiment.steps - (5 - e) * experiment.steps / 10,
            .excess_risk = pow (1.0 + i / 2, -1.0) * pow (1.0 - (5 - e) / 10.0, -slope) *
                           (i % 2 == 0 ? 1.01 : 0.99)};
    }
    g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, count);
    g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
    const LabFinding *finding = find (fit, known[k].reason);
    g_assert_nonnull (finding);
    g_assert_cmpfloat (finding->numbers[0], ==, sizes - sizes / 2);
    g_assert_cmpfloat (finding->numbers[1], ==, sizes);
    g_assert_null (find (fit, known[k].other));
    g_assert_cmpuint (fit->power.points_used, ==,
                      known[k].reason == LAB_REASON_STILL_FALLING ? sizes : sizes / 2);
    free_runs (runs, count);
  }
}

/* Robustly, one run that went astray hardly moves the slope. */
static void
test_robust (void)
{
  LabExperiment experiment = parse ("sweep=data d=2 repeats=3");
  g_autoptr (LabCurve) curve = make_curve (&experiment, as_predicted, 0);
  curve->samples[curve->sample_count - 1].excess_risk *= 20.0;
  g_autoptr (LabCurveFit) plain = lab_curve_fit_new (curve, NULL);
  g_autoptr (LabCurveFit) robust = lab_curve_fit_new (curve, &(LabCurveFitOptions){.robust = TRUE});

  g_assert_cmpfloat (fabs (plain->power.exponent + 0.56), >, 0.03);
  g_assert_cmpfloat (fabs (robust->power.exponent + 0.56), <, 0.02);
}

/* Falls like 1/n and by the last size has a third of the floor above it: seen. A floor as high as the last
 * values is not. */
static double
hardly_levelling (double n)
{
  return 30.0 / n + 0.0006;
}

static void
test_floor_seen (void)
{
  LabExperiment experiment = parse ("sweep=data d=2 repeats=5");
  g_autoptr (LabCurve) curve = make_curve (&experiment, hardly_levelling, 0);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  const LabFinding *finding = find (fit, LAB_REASON_LEVELS_OFF);

  g_assert_true (finding == NULL || finding->numbers[1] < 0.95);
  /* All but the last size fall, the last lies at the floor that they would have: nothing is seen below it. */
  for (guint i = 0; i < curve->sample_count; i++)
    curve->samples[i].excess_risk =
        curve->samples[i].x < 5000.0 ? 1.0 / curve->samples[i].x : 2.5e-4;
  g_autoptr (LabCurveFit) jump = lab_curve_fit_new (curve, NULL);
  g_assert_null (find (jump, LAB_REASON_LEVELS_OFF));
}

/* Another optimiser than the law's is told whatever the verdict; gradient descent at a constant rate has none
 * to tell. */
static void
test_optimiser (void)
{
  static const struct
  {
    const char *words;
    gboolean is_told;
  } known[] = {{"sweep=time d=2", TRUE},
               {"sweep=time d=2 optimizer=gd", FALSE},
               {"sweep=time d=2 optimizer=sgd", FALSE},
               {"sweep=time d=2 optimizer=sgd schedule=cosine", TRUE},
               {"sweep=compute d=2", TRUE}};
  static const double slopes[] = {-0.3, -0.667, -1.2};

  for (gsize k = 0; k < G_N_ELEMENTS (known); k++)
    for (gsize s = 0; s < G_N_ELEMENTS (slopes); s++) {
      LabExperiment experiment = parse (known[k].words);
      guint count = lab_experiment_run_count (&experiment), steps[LAB_EVALUATIONS_MAX];
      guint evaluations = lab_run_evaluation_steps (&experiment, steps);
      g_autofree LabRun **runs = g_new0 (LabRun *, count);
      for (guint i = 0; i < count; i++) {
        runs[i] = make_run (&experiment, i, evaluations);
        for (guint e = 0; e < evaluations; e++)
          runs[i]->evaluations[e] =
              (LabEvaluation){.step = steps[e],
                              .compute = 1000 * (guint64)steps[e],
                              .excess_risk = pow (steps[e], slopes[s]) * scatter (i + e)};
      }
      g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, count);
      g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
      g_assert_cmpint (find (fit, LAB_REASON_NOT_GRADIENT_FLOW) != NULL, ==, known[k].is_told);
      free_runs (runs, count);
    }
}

/* One repeat's interval is wider than its scatter tells, the model's as well. */
static void
test_one_repeat (void)
{
  LabExperiment experiment = parse ("sweep=data d=2 repeats=1");
  g_autoptr (LabCurve) curve = make_curve (&experiment, as_predicted, 0);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_autoptr (GArray) samples = lab_curve_fit_samples (curve, fit);
  LabPowerLawFit plain;
  LabModelFit model;

  g_assert_true (lab_power_law_fit ((const LabFitSample *)(gpointer)samples->data, samples->len,
                                    experiment.seed, &plain, NULL));
  g_assert_true (lab_curve_fit_model (curve, fit, LAB_MODEL_POWER, &model, NULL));
  g_assert_cmpfloat_with_epsilon (fit->power.high - fit->power.exponent,
                                  LAB_ONE_REPEAT_WIDENING * (plain.high - plain.exponent), 1e-12);
  g_assert_cmpfloat_with_epsilon (fit->power.low - fit->power.exponent,
                                  LAB_ONE_REPEAT_WIDENING * (plain.low - plain.exponent), 1e-12);
  g_assert_cmpfloat (model.low, ==, fit->power.low);
  g_assert_cmpfloat (model.high, ==, fit->power.high);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/curve-findings/prediction", test_prediction);
  g_test_add_func ("/curve-findings/silent-prediction", test_silent_prediction);
  g_test_add_func ("/curve-findings/forms", test_forms);
  g_test_add_func ("/curve-findings/weakness", test_weakness);
  g_test_add_func ("/curve-findings/too-wide", test_too_wide);
  g_test_add_func ("/curve-findings/no-law", test_no_law);
  g_test_add_func ("/curve-findings/training", test_training);
  g_test_add_func ("/curve-findings/robust", test_robust);
  g_test_add_func ("/curve-findings/floor-seen", test_floor_seen);
  g_test_add_func ("/curve-findings/optimiser", test_optimiser);
  g_test_add_func ("/curve-findings/one-repeat", test_one_repeat);
  return g_test_run ();
}
