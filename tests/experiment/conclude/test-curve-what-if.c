/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a smaller error costs: fitted, predicted, and where there is no answer. */
#include "experiment/conclude/curve-study.h"
#include "experiment/conclude/curve-what-if.h"

#include "experiment/conclude/prediction.h"
#include "experiment/experiment-keys.h"
#include "made-runs.h"

#include <math.h>

typedef double (*Law) (double x);

/* Runs of risk law (n or N), 3 % of scatter. */
static LabCurve *
make_curve (const LabExperiment *experiment, Law law)
{
  guint count = lab_experiment_run_count (experiment);
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  for (guint i = 0; i < count; i++) {
    LabRandom random;
    lab_random_init (&random, 3, i, LAB_STREAM_BOOTSTRAP);
    runs[i] = make_simple_run (experiment, i, 1.0);
    double x = experiment->sweep == LAB_SWEEP_MODEL ? (double)runs[i]->parameters
                                                    : (double)runs[i]->plan.n;
    runs[i]->evaluations[0].excess_risk = law (x) * exp (0.03 * lab_random_normal (&random));
  }
  LabCurve *curve = lab_curve_new (experiment, runs, count);
  free_runs (runs, count);
  return curve;
}

static double
half_power (double x)
{
  return 3.0 * pow (x, -0.5);
}

static double
on_floor (double x)
{
  return 20.0 / x + 0.01;
}

static double
flat (double x)
{
  return 0.2;
}

static LabCurveWhatIf
ask (const char *words, Law law, double share)
{
  LabExperiment experiment = parse (words);
  g_autoptr (LabCurve) curve = make_curve (&experiment, law);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  LabCurveWhatIf answer;
  lab_curve_what_if_measured (curve, fit, 0.0, share, &answer);
  g_autofree char *sentence = lab_curve_what_if_words (&answer);
  g_test_message ("%s", sentence);
  return answer;
}

/* n^-1/2: half of the error costs four times the data, and the interval holds it. */
static void
test_measured_data (void)
{
  LabCurveWhatIf answer = ask ("sweep=data d=2", half_power, 0.5);

  g_assert_cmpint ((int)answer.what_if.outcome, ==, (int)LAB_WHAT_IF_REACHED);
  g_assert_cmpint ((int)answer.source, ==, (int)LAB_ANSWER_MEASURED);
  g_assert_cmpfloat_with_epsilon (answer.what_if.factor, 4.0, 0.3);
  g_assert_cmpfloat (answer.what_if.low, <, 4.0);
  g_assert_cmpfloat (answer.what_if.high, >, 4.0);
  g_assert_cmpfloat (answer.what_if.high, <, 6.0);
  g_assert_cmpfloat_with_epsilon (answer.what_if.decades_beyond, log10 (4.0), 0.05);
  g_assert_true (isnan (answer.width_factor));
}

/* The width for four times the parameters: the exact count, a little less than twice as wide. */
static void
test_measured_model (void)
{
  LabExperiment experiment = parse ("sweep=model d=4 sigma=0");
  LabCurveWhatIf answer = ask ("sweep=model d=4 sigma=0", half_power, 0.5);
  LabModelShape shape;
  LabRunPlan plan;

  g_assert_cmpfloat_with_epsilon (answer.what_if.factor, 4.0, 0.4);
  lab_experiment_plan (&experiment, lab_experiment_run_count (&experiment) - 1, &plan);
  lab_experiment_model_shape (&experiment, &plan, &shape);
  double now = (double)lab_model_shape_parameters (&shape);
  shape.heads = 1;
  shape.width = (guint)lround (answer.width_factor * plan.width);
  double then = (double)lab_model_shape_parameters (&shape);
  g_assert_cmpfloat_with_epsilon (then / now, answer.what_if.factor, 0.03 * answer.what_if.factor);
  g_assert_cmpfloat (answer.width_low, <, answer.width_factor);
  g_assert_cmpfloat (answer.width_high, >, answer.width_factor);
}

/* 20/n + 0.01 at n = 8192: 0.0124; 0.95 of it is in reach, half of it lies under the floor. */
static void
test_floor (void)
{
  LabCurveWhatIf near = ask ("sweep=data d=2 repeats=5", on_floor, 0.95);
  LabCurveWhatIf far = ask ("sweep=data d=2 repeats=5", on_floor, 0.5);
  double exact = 20.0 / (0.95 * (20.0 / 8192.0 + 0.01) - 0.01) / 8192.0;

  g_assert_cmpint ((int)near.what_if.outcome, ==, (int)LAB_WHAT_IF_REACHED);
  g_assert_cmpfloat (near.what_if.low, <, exact);
  g_assert_cmpfloat (near.what_if.high, >, exact);
  g_assert_cmpint ((int)far.what_if.outcome, ==, (int)LAB_WHAT_IF_BELOW_FLOOR);
  g_assert_cmpfloat_with_epsilon (far.what_if.floor, 0.01, 0.001);
}

static void
test_flat (void)
{
  LabCurveWhatIf answer = ask ("sweep=data d=2", flat, 0.5);
  g_assert_cmpint ((int)answer.what_if.outcome, ==, (int)LAB_WHAT_IF_DOES_NOT_FALL);
}

/* Level 2 of the data law: near 2^(1/alpha_D), and its own curve meets the target there. */
static void
test_predicted (void)
{
  LabExperiment experiment = parse ("sweep=data d=2");
  LabCurveWhatIf answer, quick;

  experiment.width = 512; /* N = 4 million: width does not limit */
  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_DATA, 2, NAN, 0.5, &answer);
  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_DATA, 1, NAN, 0.5, &quick);
  g_test_message ("data: level 2 %.3f, level 1 %.3f", answer.what_if.factor, quick.what_if.factor);
  g_assert_cmpint ((int)answer.source, ==, (int)LAB_ANSWER_PREDICTED);
  g_assert_cmpfloat_with_epsilon (answer.what_if.factor, 4.0, 0.4);
  g_assert_cmpfloat_with_epsilon (quick.what_if.factor, 4.0, 0.4);
  g_assert_true (isnan (answer.what_if.low));

  /* A tenth of the error is more than this many features can resolve. */
  experiment.width = 4;
  experiment.heads = 2;
  experiment.depth = 1;
  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_DATA, 2, NAN, 0.1, &answer);
  g_autofree char *words = lab_curve_what_if_words (&answer);
  g_test_message ("%s", words);
  g_assert_cmpint ((int)answer.what_if.outcome, ==, (int)LAB_WHAT_IF_BELOW_FLOOR);
  g_assert_cmpfloat (answer.what_if.floor, >, answer.what_if.target);
}

/* Steps: by the time law from a measured error on; without one the reference slope answers. */
static void
test_predicted_time (void)
{
  LabExperiment experiment = parse ("sweep=time d=4 sigma=0");
  double alone = pow (2.0, 1.0 / lab_theory_time_exponent (1.0, 4.0, 0.5));
  LabCurveWhatIf answer;

  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_TIME, 2, 0.3, 0.5, &answer);
  g_test_message ("steps from 0.3: %.3f", answer.what_if.factor);
  g_assert_cmpint ((int)answer.source, ==, (int)LAB_ANSWER_PREDICTED);
  g_assert_cmpfloat_with_epsilon (answer.what_if.factor, alone, 0.3 * alone);
  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_TIME, 2, NAN, 0.5, &answer);
  g_assert_cmpint ((int)answer.source, ==, (int)LAB_ANSWER_ASYMPTOTE);
  g_assert_cmpfloat_with_epsilon (answer.what_if.factor, alone, 1e-9);
  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_MODEL, 1, NAN, 0.5, &answer);
  g_assert_cmpint ((int)answer.source, ==, (int)LAB_ANSWER_ASYMPTOTE);
  g_assert_cmpfloat_with_epsilon (answer.what_if.factor, 4.0, 1e-9);
}

static double
parameters_at (const LabExperiment *experiment, guint width)
{
  LabModelShape shape;
  LabRunPlan plan;

  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - 1, &plan);
  lab_experiment_model_shape (experiment, &plan, &shape);
  shape.heads = 1;
  shape.width = width;
  return (double)lab_model_shape_parameters (&shape);
}

/* Twice, three times and once and a half the width, by the exact count of parameters. */
static void
test_width (void)
{
  LabExperiment experiment = parse ("sweep=data d=4 sigma=0 width=32");
  double now = parameters_at (&experiment, 32);
  static const guint widths[] = {48, 64, 96};

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    double share = pow (parameters_at (&experiment, widths[i]) / now, -0.5);
    LabCurveWhatIf answer;

    lab_curve_what_if_predicted (&experiment, LAB_SWEEP_MODEL, 1, NAN, share, &answer);
    g_assert_cmpint ((int)answer.source, ==, LAB_ANSWER_ASYMPTOTE);
    g_assert_cmpfloat_with_epsilon (answer.width_factor, widths[i] / 32.0, 1e-9);
    g_assert_true (isnan (answer.width_low) && isnan (answer.width_high));
    g_assert_true (isnan (answer.what_if.low) && isnan (answer.what_if.now));
    lab_curve_what_if_predicted (&experiment, LAB_SWEEP_TIME, 1, NAN, share, &answer);
    g_assert_true (isnan (answer.width_factor));
  }
}

/* The reference's slope is believed for a million times as much, and no farther. */
static void
test_reach (void)
{
  LabExperiment experiment = parse ("sweep=time d=4 sigma=0");
  LabCurveWhatIf answer;

  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_MODEL, 1, NAN, 1.01e-3, &answer);
  g_assert_cmpint ((int)answer.what_if.outcome, ==, LAB_WHAT_IF_REACHED);
  g_assert_cmpfloat_with_epsilon (answer.what_if.factor, pow (1.01e-3, -2.0), 1e-3);
  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_MODEL, 1, NAN, 0.99e-3, &answer);
  g_assert_cmpint ((int)answer.what_if.outcome, ==, LAB_WHAT_IF_OUT_OF_REACH);
  g_assert_true (isnan (answer.what_if.factor) && isnan (answer.width_factor));
}

/* Which questions level 1 answers itself. */
static void
test_known (void)
{
  LabExperiment noisy = parse ("sweep=data d=2 sigma=0.5"),
                clean = parse ("sweep=data d=2 sigma=0");
  LabCurveWhatIf answer;

  lab_curve_what_if_predicted (&noisy, LAB_SWEEP_DATA, 1, NAN, 0.5, &answer);
  g_assert_cmpint ((int)answer.source, ==, LAB_ANSWER_PREDICTED);
  lab_curve_what_if_predicted (&clean, LAB_SWEEP_DATA, 1, NAN, 0.5, &answer);
  g_assert_cmpint ((int)answer.source, ==, LAB_ANSWER_ASYMPTOTE);
  g_assert_cmpfloat_with_epsilon (answer.what_if.factor, 2.0, 1e-9); /* 2 beta / d = 1 */
  lab_curve_what_if_predicted (&clean, LAB_SWEEP_DATA, 2, NAN, 0.5, &answer);
  g_assert_cmpint ((int)answer.source, ==, LAB_ANSWER_PREDICTED);
  lab_curve_what_if_predicted (&noisy, LAB_SWEEP_MODEL, 2, NAN, 0.9, &answer);
  g_assert_cmpint ((int)answer.source, ==, LAB_ANSWER_PREDICTED);
  lab_curve_what_if_predicted (&noisy, LAB_SWEEP_MODEL, 1, NAN, 0.9, &answer);
  g_assert_cmpint ((int)answer.source, ==, LAB_ANSWER_ASYMPTOTE);
  lab_curve_what_if_predicted (&noisy, LAB_SWEEP_TIME, 1, 0.3, 0.9, &answer);
  g_assert_cmpint ((int)answer.source, ==, LAB_ANSWER_PREDICTED);
  lab_curve_what_if_predicted (&noisy, LAB_SWEEP_TIME, 1, 0.0, 0.9, &answer);
  g_assert_cmpint ((int)answer.source, ==, LAB_ANSWER_ASYMPTOTE);
  /* Larger than any error there is: the curve never was there. */
  lab_curve_what_if_predicted (&noisy, LAB_SWEEP_TIME, 1, 50.0, 0.9, &answer);
  g_assert_cmpint ((int)answer.source, ==, LAB_ANSWER_ASYMPTOTE);
}

/* Risk of the kernel picture at x on an axis of the setting of the experiment's largest run. */
static double
risk_at (const LabExperiment *experiment, LabTheoryAxis axis, guint level, double x)
{
  LabExperiment own = *experiment;
  LabPredictionRequest request;
  double risk;

  own.sweep = LAB_SWEEP_TIME;
  own.grid_length = 0;
  lab_prediction_request_init (&request, &own);
  request.size.axis = axis;
  if (axis != LAB_THEORY_TIME) {
    request.size.time = 1e9;
    request.size.stopping = LAB_STOPPING_BEST;
  }
  g_assert_true (
      lab_kernel_picture_compute (&request.size, level, 1, &x, &risk, NULL, NULL, NULL, NULL));
  return risk;
}

/* Where a prediction says that the target is met, the kernel picture's error is the target. */
static void
test_meets_target (void)
{
  LabExperiment experiment = parse ("sweep=data d=2 sigma=0.5 n=2048 width=64");
  LabCurveWhatIf answer;
  double start;

  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_DATA, 2, NAN, 0.6, &answer);
  g_assert_cmpfloat_with_epsilon (answer.what_if.now,
                                  risk_at (&experiment, LAB_THEORY_DATA, 2, 2048),
                                  1e-9 * answer.what_if.now);
  g_assert_cmpfloat_with_epsilon (answer.what_if.target, 0.6 * answer.what_if.now, 1e-12);
  g_assert_cmpfloat_with_epsilon (
      risk_at (&experiment, LAB_THEORY_DATA, 2, 2048 * answer.what_if.factor) /
          answer.what_if.target,
      1.0, 0.01);
  lab_curve_what_if_predicted (&experiment, LAB_SWEEP_TIME, 1, 0.3, 0.5, &answer);
  g_assert_cmpfloat (answer.what_if.now, ==, 0.3);
  g_assert_cmpfloat_with_epsilon (answer.what_if.target, 0.15, 1e-12);
  start = 0.1;
  while (risk_at (&experiment, LAB_THEORY_TIME, 1, start) > 0.3)
    start *= 1.002;
  g_assert_cmpfloat_with_epsilon (
      risk_at (&experiment, LAB_THEORY_TIME, 1, start * answer.what_if.factor) / 0.15, 1.0, 0.03);
}

/* Where runs diverged nothing is said of what more would bring. */
static void
test_diverged (void)
{
  LabExperiment experiment = parse ("sweep=data d=2");
  g_autoptr (LabCurve) curve = make_curve (&experiment, half_power);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_autoptr (LabCurveStudy) whole = lab_curve_study_new (curve, fit, FALSE);

  g_assert_cmpuint (whole->answer_count, ==, 3);
  curve->runs_diverged = 1;
  g_autoptr (LabCurveStudy) silent = lab_curve_study_new (curve, fit, FALSE);
  g_assert_cmpuint (silent->answer_count, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/curve-what-if/measured-data", test_measured_data);
  g_test_add_func ("/curve-what-if/measured-model", test_measured_model);
  g_test_add_func ("/curve-what-if/floor", test_floor);
  g_test_add_func ("/curve-what-if/flat", test_flat);
  g_test_add_func ("/curve-what-if/predicted", test_predicted);
  g_test_add_func ("/curve-what-if/predicted-time", test_predicted_time);
  g_test_add_func ("/curve-what-if/width", test_width);
  g_test_add_func ("/curve-what-if/reach", test_reach);
  g_test_add_func ("/curve-what-if/known", test_known);
  g_test_add_func ("/curve-what-if/meets-target", test_meets_target);
  g_test_add_func ("/curve-what-if/diverged", test_diverged);
  return g_test_run ();
}
