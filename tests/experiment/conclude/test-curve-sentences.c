/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a curve, whole: each sentence of src/SENTENCES.md under its condition. */
#include "experiment/conclude/curve-fit-private.h"

#include "made-runs.h"

#include <math.h>
#include <string.h>

#define assert_has(text, words)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (strstr ((text), (words)) == NULL)                                                          \
      g_test_message ("“%s” lacks “%s”", (text), (words));                                         \
    g_assert_nonnull (strstr ((text), (words)));                                                   \
  }                                                                                                \
  G_STMT_END

static LabFitSample
sample (double x, double y)
{
  return (LabFitSample){.x = x, .y = y};
}

/* Why there is no slope. */
static void
test_slope (void)
{
  const LabFitSample few[] = {sample (1, 1), sample (10, 0.5), sample (100, 0.0)};
  const LabFitSample narrow[] = {sample (1, 1), sample (1.2, 0.9), sample (1.4, 0.8),
                                 sample (1.6, 0.7)};
  const LabFitSample same[] = {sample (1, 1), sample (10, 1), sample (100, 1), sample (1000, 1)};
  const struct
  {
    const LabFitSample *samples;
    guint count;
    const char *words;
  } known[] = {
      {few, 3,
       "A slope needs points at 4 different positions or more; there are 2 (values left out "
       "because "
       "they are zero, negative or not finite: 1)."},
      {narrow, 4,
       "A slope needs points that span half a decade (a factor of 3.16) or more; these span a "
       "factor "
       "of 1.6."},
      {same, 4,
       "All values are the same, so there is no slope to fit; a slope needs values that change."},
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autoptr (GError) error = NULL;
    LabPowerLawFit fit;

    g_assert_false (lab_power_law_fit (known[i].samples, known[i].count, 1, &fit, &error));
    g_assert_cmpstr (error->message, ==, known[i].words);
  }
}

static LabCurveFit
fit_of (double low, double high, double theory, double prediction, LabNature nature, gboolean worst)
{
  LabCurveFit fit = {
      .axis = LAB_SWEEP_DATA,
      .decimals = 2,
      .prediction = prediction,
      .prediction_level = 2,
      .power = {.valid = TRUE, .exponent = 0.5 * (low + high), .low = low, .high = high},
      .reference = {.valid = isfinite (theory),
                    .exponent = theory,
                    .nature = nature,
                    .is_worst_case = worst,
                    .name = "paper A"},
  };
  fit.against_reference = lab_verdict_against (low, high, theory);
  fit.against_prediction = lab_verdict_against (low, high, prediction);
  fit.verdict = lab_verdict_between (low, high, prediction, theory);
  return fit;
}

/* The verdict's sentence: slope, reference, prediction, what is left out. */
static void
test_verdict (void)
{
  const LabNature bound = LAB_NATURE_BOUND, limit = LAB_NATURE_ASYMPTOTE;
  const struct
  {
    double low, high, theory, prediction;
    LabNature nature;
    gboolean worst;
    const char *words;
  } known[] = {
      {-0.6, -0.4, -0.5, NAN, bound, FALSE,
       "Falls like n^−0.50 (between −0.60 and −0.40): compatible with −0.50 (paper A)."},
      {-0.2, 0.1, -0.5, NAN, limit, FALSE,
       "Whether the error falls is not certain: n^−0.05 (between −0.20 and 0.10): shallower than "
       "−0.50 (paper A)."},
      {0.1, 0.3, -0.5, NAN, bound, FALSE,
       "Does not fall: n^0.20 (between 0.10 and 0.30): shallower than −0.50 (paper A). That bound "
       "holds for the best possible network, not for the one that training finds."},
      {-0.8, -0.6, -0.5, NAN, limit, FALSE,
       "(between −0.80 and −0.60): steeper than −0.50 (paper A)."},
      {-0.8, -0.6, -0.5, NAN, bound, FALSE,
       "steeper than −0.50 (paper A). That slope is a bound for the best estimator, so this is no "
       "contradiction."},
      {-0.8, -0.6, -0.5, NAN, bound, TRUE,
       "steeper than −0.50 (paper A). Those bounds match for the worst data; friendlier data may "
       "fall faster, so this is no contradiction."},
      {-0.3, -0.2, -0.5, NAN, bound, TRUE,
       "shallower than −0.50 (paper A). Those bounds hold past a threshold of compute, for "
       "networks "
       "close to their kernel."},
      {-0.58, -0.52, -0.5, -0.6, bound, FALSE,
       "For these very sizes the kernel picture predicts −0.60: the measured slope lies between "
       "the "
       "two, as it should on its way to the limit."},
      {-0.62, -0.48, -0.5, -0.6, bound, FALSE,
       "For these very sizes the kernel picture predicts −0.60, which fits."},
      {-0.8, -0.7, -0.5, -0.6, limit, FALSE,
       "For these very sizes the kernel picture predicts −0.60: the measured slope is steeper than "
       "that."},
      {-0.52, -0.48, -0.5, -0.6, limit, FALSE,
       "For these very sizes the kernel picture predicts −0.60: the measured slope is shallower "
       "than "
       "that."},
      {-0.9, -0.1, -0.5, NAN, limit, FALSE, "But the interval is too wide to tell anything."},
  };
  LabCurve curve = {.experiment = parse ("sweep=data d=2")};

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    LabCurveFit fit = fit_of (known[i].low, known[i].high, known[i].theory, known[i].prediction,
                              known[i].nature, known[i].worst);
    g_autofree char *sentence = lab_curve_fit_describe_verdict (&fit, &curve, NULL);
    assert_has (sentence, known[i].words);
    /* Nothing is steeper or shallower without a name. */
    g_assert_null (strstr (sentence, "slope is steeper."));
    g_assert_null (strstr (sentence, "slope is shallower."));
  }
}

/* A task without a law; points at the optimisation floor; labels whose noise is not known. */
static void
test_verdict_beside (void)
{
  LabCurvePoint points[3] = {{.x = 1}, {.x = 2}, {.x = 3, .floor_limited = TRUE}};
  LabCurve curve = {.experiment = parse ("task=sequences"), .points = points, .point_count = 3};
  LabCurveFit fit = fit_of (-0.6, -0.4, NAN, NAN, LAB_NATURE_BOUND, FALSE);
  g_autofree char *silent = lab_curve_fit_describe_verdict (&fit, &curve, NULL);

  assert_has (silent, "This measured slope is the finding: no law is laid beside it.");
  assert_has (silent, "1 of 3 points is at the optimisation floor and not fitted: more steps would "
                      "lower it.");
  points[1].floor_limited = TRUE;
  g_autofree char *several = lab_curve_fit_describe_verdict (&fit, &curve, NULL);
  assert_has (several,
              "2 of 3 points are at the optimisation floor and not fitted: more steps would "
              "lower them.");
}

static LabLawFit
law_of (LabLaw law, double exponent, double floor)
{
  return (LabLawFit){.valid = TRUE,
                     .law = law,
                     .exponent = exponent,
                     .floor = floor,
                     .residual = 0.01,
                     .break_x = law < LAB_LAW_EXPONENTIAL_POWER ? NAN : 120.0};
}

static LabCurveFit
choice_of (LabChoice choice, LabLaw best)
{
  LabCurveFit fit = {.axis = LAB_SWEEP_TIME, .has_two_phase = TRUE};

  fit.two_phase = (LabTwoPhaseChoice){.choice = choice,
                                      .best = best,
                                      .lead = 8.0,
                                      .boundary = lab_choice_has_phases (choice) ? 120.0 : NAN,
                                      .bend = NAN,
                                      .exponent = -0.5,
                                      .exponent_low = -0.6,
                                      .exponent_high = -0.4,
                                      .last = 0.1,
                                      .points_used = 20,
                                      .reference_scatter = 0.02};
  fit.two_phase.fits[best] = law_of (best, -0.5, 0.0);
  return fit;
}

/* Each choice among the rival laws. */
static void
test_phases (void)
{
  const struct
  {
    LabChoice choice;
    LabLaw best;
    const char *words;
  } known[] = {
      {LAB_CHOICE_POWER, LAB_LAW_POWER,
       "One power law describes the whole training best: no two phases are seen."},
      {LAB_CHOICE_EXPONENTIAL_POWER, LAB_LAW_EXPONENTIAL_POWER,
       "An exponential phase, then a power law, describes the training best."},
      {LAB_CHOICE_POWER_POWER, LAB_LAW_POWER_POWER,
       "A fast power law, then a slower one, describes the training best. An exponential phase is "
       "not "
       "shown."},
      {LAB_CHOICE_SPEED_POWER, LAB_LAW_SPEED_POWER,
       "Steps of constant size, as AdamW takes them at first, then a power law, describe the "
       "training "
       "best. An exponential phase is not shown."},
      {LAB_CHOICE_SUM, LAB_LAW_SUM,
       "The sum of an exponential and a power law, paper B’s own form, describes the training "
       "best; "
       "the power law is T^−0.50 (between −0.60 and −0.40)."},
      {LAB_CHOICE_NONE_FITS, LAB_LAW_POWER,
       "None of the laws describes this training: the closest lies 0.022 off (in ln of the error), "
       "a "
       "smooth curve 0.02."},
      {LAB_CHOICE_NOT_ENOUGH, LAB_LAW_POWER, "Not enough measurements to tell phases apart."},
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    LabCurveFit fit = choice_of (known[i].choice, known[i].best);
    g_autofree char *sentence = lab_curve_fit_describe_phases (&fit);
    g_assert_cmpstr (sentence, ==, known[i].words);
  }
  LabCurveFit open = choice_of (LAB_CHOICE_SUM, LAB_LAW_SUM);
  open.two_phase.exponent_low = -INFINITY;
  g_autofree char *untold = lab_curve_fit_describe_phases (&open);
  assert_has (untold, "describes the training best. Its slope in the end cannot be told.");
}

/* What is said of a floor that is, or is not, seen; and where laws cannot be told apart. */
static void
test_phases_open (void)
{
  LabCurveFit fit = choice_of (LAB_CHOICE_EXPONENTIAL_POWER, LAB_LAW_EXPONENTIAL_POWER_FLOOR);
  fit.two_phase.fits[LAB_LAW_EXPONENTIAL_POWER_FLOOR] =
      law_of (LAB_LAW_EXPONENTIAL_POWER_FLOOR, -0.9, 0.05);
  g_autofree char *levels = lab_curve_fit_describe_phases (&fit);
  assert_has (levels,
              "The best description levels off at an error of 0.05 and falls like T^−0.90 above "
              "that floor; the measured slope knows no floor.");
  fit.two_phase.last = 0.05;
  g_autofree char *unseen = lab_curve_fit_describe_phases (&fit);
  assert_has (unseen,
              "Whether the error levels off cannot be told: the floor of the best description "
              "lies as high as the last values.");

  LabCurveFit doubt = choice_of (LAB_CHOICE_CANNOT_TELL, LAB_LAW_POWER);
  LabTwoPhaseChoice *choice = &doubt.two_phase;
  const LabLaw laws[] = {LAB_LAW_POWER_FLOOR, LAB_LAW_EXPONENTIAL_POWER, LAB_LAW_POWER_POWER,
                         LAB_LAW_SPEED_POWER, LAB_LAW_SUM};
  choice->remaining_count = 1;
  choice->repeats = 4;
  choice->repeats_agreeing = 2;
  g_autofree char *repeats = lab_curve_fit_describe_phases (&doubt);
  g_assert_cmpstr (
      repeats, ==,
      "These data cannot tell one phase from two: what describes the mean best is best for "
      "2 of 4 repeats alone.");
  for (guint i = 0; i < G_N_ELEMENTS (laws); i++) {
    choice->remaining[i] = laws[i];
    choice->fits[laws[i]] = law_of (laws[i], -0.5, i == 0 ? 0.03 : 0.0);
  }
  choice->remaining_count = G_N_ELEMENTS (laws);
  choice->lead = 1.2;
  g_autofree char *lead = lab_curve_fit_describe_phases (&doubt);
  g_assert_cmpstr (
      lead, ==,
      "These data cannot tell one phase from two: the best description leads by only 1.2 "
      "(AICc). Possible are: one power law, T^−0.50 above a floor of 0.03; an exponential "
      "phase until T = 120, then T^−0.50; a power law until T = 120, then T^−0.50; constant "
      "speed until T = 120, then T^−0.50; the sum of an exponential and a power law, equal "
      "at T = 120, then T^−0.50.");
  for (guint i = 0; i < G_N_ELEMENTS (laws); i++)
    choice->fits[laws[i]].floor = i == 0 ? 0.0 : 0.03;
  g_autofree char *floors = lab_curve_fit_describe_phases (&doubt);
  assert_has (
      floors,
      "Possible are: one power law, T^−0.50; an exponential phase until T = 120, then T^−0.50 "
      "above a floor of 0.03; a power law until T = 120, then T^−0.50 above a floor of 0.03; "
      "constant speed until T = 120, then T^−0.50 above a floor of 0.03; the sum of an "
      "exponential and a power law, equal at T = 120, then T^−0.50 above a floor of 0.03.");
  choice->bend = 120.0;
  g_autofree char *bend = lab_curve_fit_describe_phases (&doubt);
  assert_has (bend,
              "The error falls differently early and late, but these data cannot tell whether "
              "exponentially at first. Possible are: ");
  choice->bend = NAN;
  choice->lead = 9.0;
  g_autofree char *floor = lab_curve_fit_describe_phases (&doubt);
  assert_has (floor, "These data cannot tell whether the error levels off. Possible are: ");
}

/* Where more depth no longer helps. */
static void
test_depth (void)
{
  LabExperiment experiment = parse ("sweep=depth d=8");
  LabDepthChoice choice = {.depths = 6, .deepest = 6, .enough = 3, .low = 3, .high = 3};
  const struct
  {
    gboolean valid, reached;
    guint enough, low, high, floor;
    const char *words;
  } known[] = {
      {FALSE, FALSE, 3, 3, 3, 0,
       "Whether more depth helps can be told from two depths and 3 repeats of each on."},
      {TRUE, FALSE, 6, 6, 6, 0, "More depth helped up to 6 blocks, the deepest here."},
      {TRUE, TRUE, 1, 1, 1, 0,
       "From 1 block on, more depth no longer helps (in 95 % of resampled repeats)."},
      {TRUE, TRUE, 3, 3, 3, 0,
       "From 3 blocks on, more depth no longer helps (in 95 % of resampled repeats)."},
      {TRUE, TRUE, 1, 1, 2, 0,
       "From 1 block on, more depth no longer helps (95 % interval over repeats: 1 to 2)."},
      {TRUE, TRUE, 3, 2, 4, 1,
       "From 3 blocks on, more depth no longer helps (95 % interval over repeats: 2 to 4). 1 of 6 "
       "depths is at the optimisation floor: more steps may let depth help."},
      {TRUE, TRUE, 3, 2, 4, 2,
       "2 of 6 depths are at the optimisation floor: more steps may let depth help. Paper A: a "
       "depth "
       "of O(log d) is enough, here log₂ d = 3.0 and a constant that is unknown (asymptote)."},
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    choice.valid = known[i].valid;
    choice.reached = known[i].reached;
    choice.enough = known[i].enough;
    choice.low = known[i].low;
    choice.high = known[i].high;
    choice.floor_limited = known[i].floor;
    g_autofree char *words = lab_depth_describe (&experiment, &choice);
    assert_has (words, known[i].words);
  }
  choice.reached = FALSE;
  choice.deepest = 1;
  g_autofree char *one = lab_depth_describe (&experiment, &choice);
  assert_has (one, "More depth helped up to 1 block, the deepest here.");
}

/* Each state of the frontier, each end, and what theory says. */
static void
test_frontier (void)
{
  const struct
  {
    LabFrontierState state;
    const char *words;
  } untold[] = {
      {LAB_FRONTIER_ONE_WIDTH,
       "A compute-optimal frontier takes several widths: one alone shows its own curve."},
      {LAB_FRONTIER_NOT_YET, "The frontier can be told when all widths have ended on one target."},
      {LAB_FRONTIER_SMALLEST_LEADS,
       "No frontier: the smallest width leads as long as it trains. Train longer, or add smaller "
       "widths."},
      {LAB_FRONTIER_TOO_SHORT, "No slope of the frontier: the part on which a choice among the "
                               "widths decides is too short. "
                               "Train longer, or add widths."},
  };
  LabFrontierPoint points[2] = {{.compute = 1e8, .width = 8, .is_fitted = TRUE},
                                {.compute = 1e10, .width = 32, .is_fitted = TRUE}};
  const LabPowerLawFit power = {.valid = TRUE,
                                .exponent = -0.48,
                                .low = -0.5,
                                .high = -0.46,
                                .x_minimum = 1e8,
                                .x_maximum = 1e10};
  LabFrontier frontier = {.widths = 7,
                          .point_count = 2,
                          .points = points,
                          .power = power,
                          .parameters = power,
                          .steps = power,
                          .end = LAB_FRONTIER_END_LARGEST,
                          .end_width = 64};

  for (guint i = 0; i < G_N_ELEMENTS (untold); i++) {
    frontier.state = untold[i].state;
    g_autofree char *words = lab_frontier_describe (&frontier);
    g_assert_cmpstr (words, ==, untold[i].words);
  }
  frontier.state = LAB_FRONTIER_TOLD;
  g_autofree char *told = lab_frontier_describe (&frontier);
  assert_has (told,
              "With the best of 7 widths at each C the error falls like C^−0.48 (95 % interval "
              "−0.50 to −0.46), from C = ");
  assert_has (told, "the best width goes from 8 to 32.");
  assert_has (told, "On the frontier ");
  assert_has (told, " grow.");
  assert_has (told, " like C^");
  assert_has (told, "From there on the largest width, 64, leads, and its curve is no frontier.");
  points[1].width = 8;
  frontier.end = LAB_FRONTIER_END_STEPS;
  g_autofree char *cut = lab_frontier_describe (&frontier);
  assert_has (cut, "width 8 leads at both ends.");
  assert_has (cut,
              "There width 64 runs out of steps while it leads: what lies beyond could be better "
              "with more steps.");
  lab_theory_frontier_laws (1.0, 2.0, 0.5, frontier.laws);
  g_autofree char *theory = lab_frontier_theory (&frontier);
  assert_has (theory, "C^−0.14 in the worst case over data");
  assert_has (theory, ", N like C^0.40, T like C^0.60");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/curve-sentences/slope", test_slope);
  g_test_add_func ("/curve-sentences/verdict", test_verdict);
  g_test_add_func ("/curve-sentences/verdict-beside", test_verdict_beside);
  g_test_add_func ("/curve-sentences/phases", test_phases);
  g_test_add_func ("/curve-sentences/phases-open", test_phases_open);
  g_test_add_func ("/curve-sentences/depth", test_depth);
  g_test_add_func ("/curve-sentences/frontier", test_frontier);
  return g_test_run ();
}
