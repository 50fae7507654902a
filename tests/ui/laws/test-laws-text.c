/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of the laws panel. */
#include <math.h>

#include <pango/pango.h>

#include "experiment/experiment-keys.h"
#include "ui/laws/laws-text.h"
#include "words/words.h"
#include "laboratory/laboratory-baseline-testing.h"

static LabCurveFit
fit_of (LabSweep axis, double exponent, double low, double high)
{
  return (LabCurveFit){
      .axis = axis,
      .power = {.valid = TRUE, .exponent = exponent, .low = low, .high = high, .points_used = 5},
      .two_phase = {.boundary = NAN, .boundary_low = NAN, .boundary_high = NAN},
  };
}

static void
test_measured (void)
{
  LabCurveFit fit = fit_of (LAB_SWEEP_DATA, -0.524, -0.63, -0.41);
  g_autofree char *measured = lab_laws_measured (LAB_SWEEP_DATA, &fit);
  g_autofree char *interval = lab_laws_interval (&fit);
  g_autofree char *nothing = lab_laws_measured (LAB_SWEEP_DATA, NULL);
  g_assert_nonnull (strstr (measured, "n<sup>−0.52</sup>"));
  g_assert_nonnull (strstr (interval, "−0.63"));
  g_assert_nonnull (strstr (interval, "−0.41"));
  g_assert_null (strchr (nothing, '<'));
  g_assert_null (lab_laws_interval (NULL));
}

/* An interval that reaches zero does not say that the error falls; decimals follow the verdict. */
static void
test_not_certain (void)
{
  LabCurveFit open = fit_of (LAB_SWEEP_DATA, -0.1, -0.3, 0.1);
  LabCurveFit flat = fit_of (LAB_SWEEP_DATA, 0.2, 0.1, 0.3);
  LabCurveFit close = fit_of (LAB_SWEEP_DATA, -0.56, -0.61, -0.502);
  g_autofree char *uncertain = lab_laws_measured (LAB_SWEEP_DATA, &open);
  g_autofree char *rising = lab_laws_measured (LAB_SWEEP_DATA, &flat);
  g_autofree char *interval = NULL;
  close.decimals = 3;
  interval = lab_laws_interval (&close);
  g_assert_null (strstr (uncertain, "falls"));
  g_assert_nonnull (strstr (uncertain, "Not certain"));
  g_assert_nonnull (strstr (rising, "does not fall"));
  g_assert_nonnull (strstr (interval, "−0.502"));
}

/* What runs are missing makes a verdict provisional; what diverged is no missing size. */
static void
test_runs (void)
{
  LabCurve curve = {.runs_finished = 9};
  LabCurveFit fit = fit_of (LAB_SWEEP_DATA, -0.5, -0.6, -0.4);
  LabCurve time = {.runs_diverged = 1};
  g_autofree char *so_far = NULL, *whole = NULL, *waiting = NULL, *diverged = NULL, *fitted = NULL;
  g_autofree char *silent = NULL;
  guint total;

  fit.verdict = fit.against_reference = fit.against_prediction = LAB_VERDICT_COMPATIBLE;
  lab_experiment_default (LAB_SWEEP_DATA, &curve.experiment);
  total = lab_experiment_run_count (&curve.experiment);
  so_far = lab_laws_verdict (&curve, &fit);
  g_assert_true (g_str_has_prefix (so_far, "So far (9 of "));
  curve.runs_finished = total;
  whole = lab_laws_verdict (&curve, &fit);
  g_assert_cmpstr (whole, ==, "Compatible with theory: cannot tell −0.40 from −0.60");
  fit.verdict = LAB_VERDICT_NO_LAW;
  silent = lab_laws_verdict (&curve, &fit);
  g_assert_cmpstr (silent, ==, "No law to compare with");
  curve.runs_finished = 0;
  curve.runs_diverged = total;
  diverged = lab_laws_sentence (LAB_SWEEP_DATA, &curve, NULL);
  g_assert_nonnull (strstr (diverged, "Lower the learning rate"));
  g_assert_null (lab_laws_left_out (&curve));

  lab_experiment_default (LAB_SWEEP_TIME, &time.experiment);
  waiting = lab_laws_sentence (LAB_SWEEP_TIME, &time, NULL);
  g_assert_nonnull (strstr (waiting, "first run"));
  g_assert_null (strstr (waiting, "size"));
  g_assert_null (lab_laws_fitted (&curve, &fit));
  fit.axis = LAB_SWEEP_TIME;
  fit.has_two_phase = TRUE;
  fit.two_phase.boundary = 40;
  fitted = lab_laws_fitted (&time, &fit);
  g_assert_true (g_str_has_prefix (fitted, "width "));
  g_assert_true (g_str_has_suffix (fitted, "after the break"));
}

/* Each resource has its line; what is measured has an interval, what is not reached says why. */
static void
test_what_if (void)
{
  LabCurveStudy study = {
      .answer_count = 3,
      .answers =
          {
              {.axis = LAB_SWEEP_DATA, .what_if = {.factor = 3.7, .low = 2.9, .high = 5.1}},
              {.axis = LAB_SWEEP_MODEL,
               .source = LAB_ANSWER_PREDICTED,
               .what_if = {.outcome = LAB_WHAT_IF_BELOW_FLOOR, .floor = 0.02}},
              {.axis = LAB_SWEEP_TIME,
               .source = LAB_ANSWER_ASYMPTOTE,
               .what_if = {.factor = 2.83, .low = NAN, .high = NAN}},
          },
  };
  g_autofree char *text = lab_laws_what_if (&study);
  g_assert_true (g_str_has_prefix (text, "Half of this error takes\n• "));
  g_assert_nonnull (strstr (text, "3.7 × the data (2.9 to 5.1), measured"));
  g_assert_nonnull (strstr (text, "not by the width alone: the error ends at 0.02"));
  g_assert_nonnull (strstr (text, "2.8 × the steps, by the slope of theory alone"));
  g_assert_null (lab_laws_what_if (NULL));
}

/* The prediction is told as one, with what is fitted and how far the points lie off. */
static void
test_expected (void)
{
  LabExpectation expectation = {.prediction = {.level = 2, .count = 40},
                                .constant = LAB_CONSTANT_FITTED,
                                .slope = -0.553,
                                .error = log (1.07)};
  g_autofree char *slope = lab_laws_expected (LAB_SWEEP_DATA, &expectation);
  g_autofree char *note = lab_laws_expected_note (LAB_SWEEP_DATA, &expectation);
  g_autofree char *carried = NULL;
  g_assert_cmpstr (slope, ==, "n<sup>−0.55</sup>");
  g_assert_nonnull (strstr (note, "level 2"));
  g_assert_nonnull (strstr (note, "reconstruction"));
  g_assert_nonnull (strstr (note, "height is fitted"));
  g_assert_nonnull (strstr (note, "7 % off"));
  expectation.constant = LAB_CONSTANT_CARRIED;
  carried = lab_laws_expected_note (LAB_SWEEP_TIME, &expectation);
  g_assert_nonnull (strstr (carried, "nothing is fitted here"));
  expectation.slope = NAN;
  g_assert_null (lab_laws_expected (LAB_SWEEP_DATA, &expectation));
  g_assert_null (lab_laws_expected_note (LAB_SWEEP_DATA, NULL));
}

static void
test_window (void)
{
  g_autofree char *both = lab_laws_window (LAB_SWEEP_DATA, 256, 4096);
  g_autofree char *open = lab_laws_window (LAB_SWEEP_TIME, 400, 0);
  g_assert_cmpstr (both, ==, "Fitted from n = 256 to 4096");
  g_assert_cmpstr (open, ==, "Fitted from T = 400 on");
  g_assert_null (lab_laws_window (LAB_SWEEP_DATA, 0, 0));
}

/* A line of slope -1/2 against one twice as high: four times the data for the same error. */
static void
test_comparison (void)
{
  LabPowerLawFit before = {
      .valid = TRUE, .exponent = -0.5, .level = log (2), .high = -0.4, .x_maximum = 100};
  LabPowerLawFit now = before;
  LabComparison comparison;
  g_autofree char *less = NULL, *more = NULL;

  now.level = 0;
  g_assert_true (lab_comparison_of_fits (&before, &now, &comparison));
  g_assert_cmpfloat_with_epsilon (comparison.error, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (comparison.amount, 0.25, 1e-9);
  less = lab_laws_comparison (LAB_SWEEP_DATA, &comparison);
  g_assert_nonnull (strstr (less, "Error 0.50 × at n = 100, slope −0.50 → −0.50"));
  g_assert_nonnull (strstr (less, "needs 4.0 times less data"));
  g_assert_true (lab_comparison_of_fits (&now, &before, &comparison));
  more = lab_laws_comparison (LAB_SWEEP_TIME, &comparison);
  g_assert_nonnull (strstr (more, "needs 4.0 times more steps"));
  comparison.is_far = TRUE; /* beyond ten times what was measured: roughly, and named */
  comparison.amount_low = 12.3;
  comparison.amount_high = 456.0;
  g_autofree char *far = lab_laws_comparison (LAB_SWEEP_DATA, &comparison);
  g_assert_nonnull (strstr (far, "for the same error 12 to 460 × the data, an extrapolation"));
  g_assert_nonnull (strstr (far, " (measured)."));
  comparison.measured = FALSE;
  g_autofree char *predicted = lab_laws_comparison (LAB_SWEEP_DATA, &comparison);
  g_assert_nonnull (strstr (predicted, " (kernel model)."));
  now.high = 0.1; /* not certain to fall */
  g_assert_true (lab_comparison_of_fits (&before, &now, &comparison));
  g_assert_true (isnan (comparison.amount));
  now.valid = FALSE;
  g_assert_false (lab_comparison_of_fits (&before, &now, &comparison));
}

/* Reasons stand below the sentence, without what it tells itself. */
static void
test_reasons (void)
{
  LabCurveFit fit = fit_of (LAB_SWEEP_DATA, -0.5, -0.6, -0.4);
  g_autofree char *reasons = NULL;
  g_assert_null (lab_laws_reasons (NULL, &fit));
  fit.findings[0] = (LabFinding){LAB_REASON_UPPER_BOUND, {-0.4}};
  fit.findings[1] = (LabFinding){LAB_REASON_FEW_DECADES, {0.6, 1.0}};
  fit.finding_count = 2;
  reasons = lab_laws_reasons (NULL, &fit);
  g_assert_true (g_str_has_prefix (reasons, "• "));
  g_assert_null (strchr (reasons, '\n'));
}

/* Both measured laws: the check and the allocation, each with its number raised. */
static void
test_consistency (void)
{
  LabConsistency consistency = {
      .data = {0.5, 0.45, 0.55},
      .model = {0.9, 0.8, 1.0},
      .implied = {1.0, 0.8, 1.2},
      .gap = -0.1,
      .gap_low = -0.3,
      .gap_high = 0.1,
      .verdict = LAB_VERDICT_COMPATIBLE,
      .model_share = {0.36, 0.3, 0.4},
      .data_share = {0.64, 0.6, 0.7},
      .risk_slope = {0.32, 0.3, 0.35},
      .model_scale = 1.0,
  };
  g_autofree char *text = lab_laws_consistency (&consistency);
  g_assert_null (lab_laws_consistency (NULL));
  g_assert_nonnull (strstr (text, "0.36"));
  g_assert_nonnull (strstr (text, "0.64"));
  g_assert_nonnull (strstr (text, "<sup>"));
  g_assert_true (pango_parse_markup (text, -1, 0, NULL, NULL, NULL, NULL));
}

/* The panel says of the phases what the fit says, floor and all, with raised powers. */
static void
test_phases (void)
{
  LabCurveFit fit = fit_of (LAB_SWEEP_TIME, -0.3, -0.4, -0.2);
  g_autofree char *phases = NULL;
  g_assert_null (lab_laws_phases (&fit));
  fit.has_two_phase = TRUE;
  fit.phase_sentence = (char *)"It levels off at 0.01 and falls like T^−0.93 above that floor.";
  phases = lab_laws_phases (&fit);
  g_assert_nonnull (strstr (phases, "T<sup>−0.93</sup> above"));
}

static void
test_reference (void)
{
  LabExperiment experiment;
  LabReferenceLaw law;
  g_autofree char *compute = NULL;
  law = lab_theory_compute_law_v3 ();
  compute = lab_laws_theory (LAB_SWEEP_COMPUTE, &law);
  g_assert_cmpstr (compute, ==, "C<sup>−1/7</sup>"); /* as on the chart */
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  law = lab_axis_law (experiment.sweep, 0, &experiment);
  g_assert_cmpfloat_with_epsilon (law.exponent, -0.5, 1e-12);
  experiment.noise = 0; /* resolution-limited */
  law = lab_axis_law (experiment.sweep, 0, &experiment);
  g_assert_cmpfloat_with_epsilon (law.exponent, -1, 1e-12);
}

static void
test_words (void)
{
  g_autofree char *large = lab_words_count (3.14159e9);
  g_autofree char *soon = lab_words_duration (6.2);
  g_autofree char *later = lab_words_duration (180);
  g_assert_cmpstr (large, ==, "3.14 × 10⁹");
  g_assert_nonnull (strstr (soon, "6 s"));
  g_assert_nonnull (strstr (later, "3 min"));
  g_assert_cmpstr (lab_experiment_choice_name ("manifold", "torus"), !=, "torus");
}

/* Powers are raised, and a line never breaks between a number and its % or ×. */
static void
test_markup (void)
{
  g_autofree char *markup = lab_words_markup ("n^−0.52 & 14 % of 3.7 × 10^9, n^-1/2.");
  g_assert_cmpstr (markup, ==,
                   "n<sup>−0.52</sup> &amp; 14\u00a0% of 3.7\u00a0× 10<sup>9</sup>, "
                   "n<sup>-1/2</sup>.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/laws-text/measured", test_measured);
  g_test_add_func ("/laws-text/not-certain", test_not_certain);
  g_test_add_func ("/laws-text/runs", test_runs);
  g_test_add_func ("/laws-text/what-if", test_what_if);
  g_test_add_func ("/laws-text/expected", test_expected);
  g_test_add_func ("/laws-text/window", test_window);
  g_test_add_func ("/laws-text/comparison", test_comparison);
  g_test_add_func ("/laws-text/reasons", test_reasons);
  g_test_add_func ("/laws-text/consistency", test_consistency);
  g_test_add_func ("/laws-text/phases", test_phases);
  g_test_add_func ("/laws-text/reference", test_reference);
  g_test_add_func ("/laws-text/words", test_words);
  g_test_add_func ("/laws-text/markup", test_markup);
  return g_test_run ();
}
