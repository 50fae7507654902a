/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of the laws panel, whole: each word of them is looked at. */
#include <math.h>
#include <string.h>

#include "ui/laws/depth-text.h"
#include "ui/laws/laws-text.h"

static LabCurveFit
fit_of (LabSweep axis, double exponent, double low, double high)
{
  return (LabCurveFit){
      .axis = axis,
      .power = {.valid = TRUE, .exponent = exponent, .low = low, .high = high, .points_used = 5},
      .two_phase = {.boundary = NAN, .boundary_low = NAN, .boundary_high = NAN},
  };
}

/* Each verdict has its own words, which name what it is about; none before there is a slope. */
static void
test_verdict_words (void)
{
  const LabVerdict yes = LAB_VERDICT_COMPATIBLE, steeper = LAB_VERDICT_STEEPER,
                   shallower = LAB_VERDICT_SHALLOWER;
  const struct
  {
    LabVerdict verdict, reference, prediction;
    const char *words;
  } known[] = {
      {LAB_VERDICT_NOT_ENOUGH, yes, yes, "Not enough to tell"},
      {yes, yes, yes, "Compatible with theory: cannot tell −0.40 from −0.60"},
      {yes, yes, steeper, "Compatible with the limit: cannot tell −0.40 from −0.60"},
      {yes, steeper, yes,
       "Compatible with what is predicted for these sizes: cannot tell −0.40 from −0.60"},
      {yes, steeper, shallower,
       "Compatible with a slope between prediction and limit: cannot tell −0.40 from −0.60"},
      {steeper, steeper, steeper, "Steeper than theory"},
      {shallower, shallower, shallower, "Shallower than theory"},
      {LAB_VERDICT_NO_LAW, LAB_VERDICT_NO_LAW, LAB_VERDICT_NO_LAW, "No law to compare with"},
  };
  LabCurveFit fit = fit_of (LAB_SWEEP_DATA, -0.5, -0.6, -0.4);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autofree char *word = NULL;
    fit.verdict = known[i].verdict;
    fit.against_reference = known[i].reference;
    fit.against_prediction = known[i].prediction;
    fit.prediction = -0.55;
    word = lab_laws_verdict (NULL, &fit);
    g_assert_cmpstr (word, ==, known[i].words);
  }
  /* Where nothing is predicted the limit is all of theory. */
  fit.verdict = fit.against_reference = yes;
  fit.against_prediction = LAB_VERDICT_NO_LAW;
  fit.prediction = NAN;
  g_autofree char *alone = lab_laws_verdict (NULL, &fit);
  g_assert_cmpstr (alone, ==, "Compatible with theory: cannot tell −0.40 from −0.60");
  fit.power.valid = FALSE;
  g_assert_null (lab_laws_verdict (NULL, &fit));
  g_assert_null (lab_laws_verdict (NULL, NULL));
}

/* The panel's sentences, whole. */
static void
test_sentences (void)
{
  LabCurveFit fit = fit_of (LAB_SWEEP_DATA, -0.524, -0.63, -0.41);
  LabCurve curve = {.point_count = 3};
  g_autofree char *nothing = lab_laws_measured (LAB_SWEEP_DATA, NULL);
  g_autofree char *falls = lab_laws_measured (LAB_SWEEP_DATA, &fit);
  g_autofree char *interval = lab_laws_interval (&fit);
  g_autofree char *one = NULL, *two = NULL, *some = NULL, *first = NULL, *all = NULL, *told = NULL;
  guint total;

  g_assert_cmpstr (nothing, ==, "Nothing to fit yet");
  g_assert_cmpstr (falls, ==, "Error falls like n<sup>−0.52</sup>");
  g_assert_cmpstr (interval, ==, "exponent between −0.63 and −0.41");
  fit.power.high = 0;
  g_autofree char *open = lab_laws_measured (LAB_SWEEP_DATA, &fit);
  g_assert_cmpstr (open, ==, "Not certain to fall: n<sup>−0.52</sup>");
  fit.power.low = 0;
  g_autofree char *rises = lab_laws_measured (LAB_SWEEP_DATA, &fit);
  g_assert_cmpstr (rises, ==, "Error does not fall: n<sup>−0.52</sup>");

  lab_experiment_default (LAB_SWEEP_DATA, &curve.experiment);
  total = lab_experiment_run_count (&curve.experiment);
  g_assert_cmpuint (total, ==, 24);
  one = lab_laws_sentence (LAB_SWEEP_DATA, &curve, NULL);
  g_assert_cmpstr (one, ==, "1 more size, and the slope can be told.");
  curve.point_count = 1;
  some = lab_laws_sentence (LAB_SWEEP_DATA, &curve, NULL);
  g_assert_cmpstr (some, ==, "3 more sizes, and the slope can be told.");
  two = lab_laws_sentence (LAB_SWEEP_DATA, NULL, NULL);
  g_assert_cmpstr (two, ==, "4 more sizes, and the slope can be told.");
  first = lab_laws_sentence (LAB_SWEEP_TIME, NULL, NULL);
  g_assert_cmpstr (first, ==, "When the first run has ended, the slope can be told.");
  curve.runs_diverged = total;
  all = lab_laws_sentence (LAB_SWEEP_DATA, &curve, NULL);
  g_assert_cmpstr (all, ==,
                   "All 24 runs diverged: there is nothing to fit. Lower the learning rate (under "
                   "Training), and they start again.");
  curve.runs_diverged = 0;
  curve.point_count = LAB_FIT_MINIMUM_ABSCISSAS;
  g_assert_null (lab_laws_sentence (LAB_SWEEP_DATA, &curve, NULL));
  fit.power.valid = FALSE;
  g_assert_null (lab_laws_sentence (LAB_SWEEP_DATA, &curve, &fit));
  fit.sentence = (char *)"Falls like n^−1.";
  told = lab_laws_sentence (LAB_SWEEP_DATA, &curve, &fit);
  g_assert_cmpstr (told, ==, "Falls like n<sup>−1</sup>.");
}

/* What runs and values are missing from a fit. */
static void
test_left_out (void)
{
  LabCurve curve = {.runs_finished = 5, .runs_diverged = 1};
  g_autofree char *one = NULL, *two = NULL, *both = NULL, *values = NULL, *so_far = NULL;

  lab_experiment_default (LAB_SWEEP_DATA, &curve.experiment);
  one = lab_laws_left_out (&curve);
  g_assert_cmpstr (one, ==, "1 run diverged and is not in the fit.");
  so_far = lab_laws_so_far (&curve);
  g_assert_cmpstr (so_far, ==, "So far (6 of 24 runs)");
  curve.runs_diverged = 2;
  two = lab_laws_left_out (&curve);
  g_assert_cmpstr (two, ==, "2 runs diverged and are not in the fit.");
  curve.values_left_out = 3;
  both = lab_laws_left_out (&curve);
  g_assert_cmpstr (
      both, ==, "2 runs diverged and are not in the fit. 3 values cannot be shown on a log axis.");
  curve.runs_diverged = 0;
  values = lab_laws_left_out (&curve);
  g_assert_cmpstr (values, ==, "3 values cannot be shown on a log axis.");
  curve.values_left_out = 0;
  g_assert_null (lab_laws_left_out (&curve));
  g_assert_null (lab_laws_left_out (NULL));
  curve.runs_finished = 24;
  g_assert_null (lab_laws_so_far (&curve));
  g_assert_null (lab_laws_so_far (NULL));
}

/* Theory's line: what it is, and every nature. */
static void
test_nature (void)
{
  static const struct
  {
    LabNature nature;
    const char *word, *words;
  } known[] = {
      {LAB_NATURE_ASYMPTOTE, "asymptote", "paper A: reached only for ever larger sizes"},
      {LAB_NATURE_BOUND, "bound", "paper A: a bound for the best estimator, not a prediction"},
      {LAB_NATURE_RECONSTRUCTION, "reconstruction", "paper A: reconstructed from an abstract"},
      {LAB_NATURE_MEASUREMENT, "published fit", "paper A: measured"},
  };
  LabReferenceLaw law = {.valid = TRUE, .name = "paper A"};
  g_autofree char *none = NULL, *silent = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autofree char *words = NULL;
    law.nature = known[i].nature;
    words = lab_laws_nature (&law);
    g_assert_cmpstr (words, ==, known[i].words);
    g_assert_cmpstr (lab_nature_word (known[i].nature), ==, known[i].word);
  }
  law.nature = LAB_NATURE_BOUND;
  law.is_worst_case = TRUE;
  g_autofree char *worst = lab_laws_nature (&law);
  g_assert_cmpstr (worst, ==, "paper A: matching bounds for the worst data, not a prediction");
  law.valid = FALSE;
  none = lab_laws_theory (LAB_SWEEP_DATA, &law);
  g_assert_cmpstr (none, ==, "no statement");
  silent = lab_laws_nature (&law);
  g_assert_cmpstr (silent, ==, "");
}

/* Each axis has the law of its own. */
static void
test_references (void)
{
  static const double exponents[] = {
      [LAB_SWEEP_DATA] = -1.0 / 3.0,
      [LAB_SWEEP_MODEL] = -0.5,
      [LAB_SWEEP_TIME] = -0.4,
      [LAB_SWEEP_COMPUTE] = -1.0 / 7.0,
  };
  LabExperiment experiment;

  for (guint axis = 0; axis < G_N_ELEMENTS (exponents); axis++) {
    LabReferenceLaw law;
    lab_experiment_default ((LabSweep)axis, &experiment);
    experiment.intrinsic_dimension = 4;
    experiment.smoothness = 1.0;
    law = lab_axis_law (experiment.sweep, 0, &experiment);
    g_assert_true (law.valid);
    g_assert_cmpfloat_with_epsilon (law.exponent, exponents[axis], 1e-12);
  }
  lab_experiment_default (LAB_SWEEP_DEPTH, &experiment);
  g_assert_false (lab_axis_law (experiment.sweep, 0, &experiment).valid);
}

/* The small print: theory, window, rivals, each on its line, and none without what it is about. */
static void
test_details (void)
{
  LabReferenceLaw law = {.valid = TRUE, .formula = "n^-a", .source = "A. Author 2024"};
  LabCurveFit fit = fit_of (LAB_SWEEP_TIME, -0.5, -0.6, -0.4);
  g_autofree char *theory = NULL, *window = NULL, *whole = NULL, *nothing = NULL;

  theory = lab_laws_details (&law, NULL);
  g_assert_cmpstr (theory, ==, "Theory: n^-a\nA. Author 2024");
  fit.power.x_minimum = 10;
  fit.power.x_maximum = 640;
  law.valid = FALSE;
  window = lab_laws_details (&law, &fit);
  g_assert_cmpstr (window, ==,
                   "Fitted on 5 sizes, T from 10 to 640.\n"
                   "Interval: 95 %, bootstrap over the runs.");
  fit.power.points_left_out = 2;
  fit.has_two_phase = TRUE;
  fit.two_phase.choice = LAB_CHOICE_POWER;
  fit.two_phase.best = LAB_LAW_POWER_FLOOR;
  fit.two_phase.fits[0] = (LabLawFit){.valid = TRUE, .law = LAB_LAW_POWER, .aicc = -10.25};
  fit.two_phase.fits[1] = (LabLawFit){.valid = TRUE, .law = LAB_LAW_POWER_FLOOR, .aicc = -20.5};
  whole = lab_laws_details (&law, &fit);
  g_assert_cmpstr (whole, ==,
                   "Fitted on 5 sizes, T from 10 to 640.\n"
                   "Interval: 95 %, bootstrap over the runs.\n"
                   "2 values that a log axis cannot show are left out.\n"
                   "Rival laws (AICc, lower is better):\n"
                   "  power law: -10.2\n"
                   "  power law, with a floor: -20.5 ←");
  fit.power.valid = FALSE;
  fit.two_phase.choice = LAB_CHOICE_NOT_ENOUGH;
  nothing = lab_laws_details (&law, &fit);
  g_assert_cmpstr (nothing, ==, "");
}

/* Which labels chose the stopping step, of points and of sequences. */
static void
test_labels (void)
{
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  g_autofree char *extra = lab_laws_labels (&experiment, 24576);
  g_assert_cmpstr (
      extra, ==, "Stopping step chosen on 1024 extra noisy labels a run, beyond n (24576 in all).");
  experiment.validation = LAB_VALIDATION_SPLIT;
  g_autofree char *split = lab_laws_labels (&experiment, 300);
  g_assert_cmpstr (split, ==,
                   "Stopping step chosen on an eighth of the training points (300 labels in all).");
  experiment.task = LAB_TASK_SEQUENCES;
  g_autofree char *eighth = lab_laws_labels (&experiment, 300);
  g_assert_cmpstr (eighth, ==,
                   "Stopping step chosen on an eighth of the training sequences (300 in all).");
  experiment.validation = LAB_VALIDATION_EXTRA;
  g_autofree char *sequences = lab_laws_labels (&experiment, 300);
  g_assert_true (g_str_has_prefix (sequences, "Stopping step chosen on "));
  g_assert_true (g_str_has_suffix (
      sequences, " extra sequences with noisy labels a run, beyond n (300 in all)."));
  experiment.validation = LAB_VALIDATION_NONE;
  g_autofree char *none = lab_laws_labels (&experiment, 0);
  g_assert_cmpstr (none, ==, "No labels spent on choosing a stopping step: the last step counts.");
}

/* Of a trajectory: its width, and whether a break was found, of either kind. */
static void
test_fitted (void)
{
  LabCurve curve = {0};
  LabCurveFit fit = fit_of (LAB_SWEEP_TIME, -0.5, -0.6, -0.4);
  g_autofree char *plain = NULL, *bend = NULL;

  lab_experiment_default (LAB_SWEEP_TIME, &curve.experiment);
  curve.experiment.grid_length = 2;
  curve.experiment.grid[0] = 16;
  curve.experiment.grid[1] = 48;
  fit.has_two_phase = TRUE;
  fit.two_phase.bend = NAN;
  fit.group = 1;
  plain = lab_laws_fitted (&curve, &fit);
  g_assert_cmpstr (plain, ==, "width 48, all steps");
  fit.two_phase.bend = 30;
  fit.group = 0;
  bend = lab_laws_fitted (&curve, &fit);
  g_assert_cmpstr (bend, ==, "width 16, after the break");
  fit.group = 2;
  g_assert_null (lab_laws_fitted (&curve, &fit));
  fit.group = 0;
  fit.power.valid = FALSE;
  g_assert_null (lab_laws_fitted (&curve, &fit));
  g_assert_null (lab_laws_fitted (NULL, &fit));
  g_assert_null (lab_laws_fitted (&curve, NULL));
  g_assert_null (lab_laws_phases (NULL));
  g_assert_null (lab_laws_phases (&fit));
}

/* What is expected at this size: under which constant, and how far the points lie off. */
static void
test_expected (void)
{
  static const struct
  {
    LabSweep axis;
    LabConstant constant;
    const char *words;
  } known[] = {
      {LAB_SWEEP_TIME, LAB_CONSTANT_FITTED,
       "Its time scale is fitted to the points, its shape is not."},
      {LAB_SWEEP_DATA, LAB_CONSTANT_FITTED,
       "Its height is fitted to the points, its shape is not."},
      {LAB_SWEEP_TIME, LAB_CONSTANT_CARRIED,
       "Its time scale is that of the earlier curve: nothing is fitted here."},
      {LAB_SWEEP_DATA, LAB_CONSTANT_CARRIED,
       "Its height is that of the earlier curve: nothing is fitted here."},
      {LAB_SWEEP_TIME, LAB_CONSTANT_NOT_FITTED,
       "Its time scale is not fitted yet: one step counts as one unit of time."},
      {LAB_SWEEP_DATA, LAB_CONSTANT_NOT_FITTED, "Its height is not fitted yet."},
  };
  LabExpectation expectation = {.prediction = {.level = 2, .count = 40}, .slope = -0.55};

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    expectation.constant = known[i].constant;
    expectation.error = NAN;
    g_autofree char *note = lab_laws_expected_note (known[i].axis, &expectation);
    g_assert_true (g_str_has_prefix (note, "kernel model, level 2, "));
    g_assert_nonnull (strstr (note, " (a reconstruction)."));
    g_assert_true (g_str_has_suffix (note, known[i].words));
    expectation.error = log (1.07);
    g_autofree char *off = lab_laws_expected_note (known[i].axis, &expectation);
    g_assert_true (g_str_has_suffix (off, " Points lie 7 % off."));
  }
}

/* The frontier, and theory below it once it has a slope. */
static void
test_frontier (void)
{
  LabFrontierPoint points[2] = {{.compute = 1e8, .width = 8, .is_fitted = TRUE},
                                {.compute = 1e10, .width = 32, .is_fitted = TRUE}};
  LabFrontier frontier = {.state = LAB_FRONTIER_ONE_WIDTH, .widths = 7, .point_count = 2};
  LabCurveFit fit = fit_of (LAB_SWEEP_COMPUTE, -0.5, -0.6, -0.4);

  frontier.points = points;
  frontier.power = fit.power;
  frontier.power.x_minimum = 1e8;
  frontier.power.x_maximum = 1e10;
  fit.frontier = &frontier;
  g_autofree char *one = lab_laws_frontier (&fit);
  g_assert_null (strstr (one, "Theory: "));
  frontier.state = LAB_FRONTIER_TOLD;
  g_autofree char *told = lab_laws_frontier (&fit);
  g_assert_nonnull (strstr (told, "\nTheory: "));
  g_assert_null (lab_laws_frontier (NULL));
}

/* What stands in the places of a law on the depth axis. */
static void
test_depth (void)
{
  LabCurveFit fit = {.axis = LAB_SWEEP_DEPTH, .has_depth = TRUE};
  LabDepthChoice *depth = &fit.depth;
  g_autofree char *nothing = lab_depth_text_measured (&fit);

  g_assert_cmpstr (nothing, ==, "Nothing to compare yet");
  *depth = (LabDepthChoice){
      .valid = TRUE, .reached = TRUE, .enough = 1, .low = 1, .high = 1, .deepest = 6};
  g_autofree char *one = lab_depth_text_measured (&fit);
  g_autofree char *same = lab_depth_text_interval (&fit);
  depth->enough = 3;
  depth->high = 4;
  g_autofree char *three = lab_depth_text_measured (&fit);
  g_autofree char *between = lab_depth_text_interval (&fit);
  depth->reached = FALSE;
  g_autofree char *helps = lab_depth_text_measured (&fit);
  depth->deepest = 1;
  g_autofree char *alone = lab_depth_text_measured (&fit);
  g_autofree char *theory = lab_depth_text_theory ();
  g_autofree char *nature = lab_depth_text_nature ();
  g_autofree char *unknown = lab_depth_text_expected (8, 0, 0);
  g_autofree char *known = lab_depth_text_expected (8, 2, 2);

  g_assert_cmpstr (one, ==, "1 block is enough");
  g_assert_cmpstr (same, ==, "the same in 95 % of resampled repeats");
  g_assert_cmpstr (three, ==, "3 blocks are enough");
  g_assert_cmpstr (between, ==, "between 1 and 4");
  g_assert_cmpstr (helps, ==, "Depth helps up to 6 blocks");
  g_assert_cmpstr (alone, ==, "Depth helps up to 1 block");
  g_assert_cmpstr (theory, ==, "log₂ d + constant");
  g_assert_cmpstr (nature, ==,
                   "paper A: an asymptote, enough for the best network; the constant is unknown");
  g_assert_cmpstr (unknown, ==,
                   "The constant can be had from another dimension: measure one, then come back to "
                   "this.");
  g_assert_cmpstr (
      known, ==,
      "With the constant from d = 2 (2 blocks), log₂ d + constant is 4.0 blocks for d = 8.");
}

/* Every rival by its name, with floor, mark of the best and of what is refused. */
static void
test_rivals (void)
{
  static const char *const names[LAB_LAW_COUNT] = {
      "power law",
      "power law, with a floor",
      "exponential, then power law",
      "exponential, then power law, with a floor",
      "power law, then another",
      "power law, then another, with a floor",
      "power law that bends smoothly into another",
      "power law that bends smoothly into another, with a floor",
      "constant speed, then power law",
      "constant speed, then power law, with a floor",
      "exponential plus power law",
      "exponential plus power law, with a floor",
      "exponential plus power law of exponent 1/7",
      "exponential plus power law of exponent 1/7, with a floor",
      "exponential plus power law of exponent 1/6",
      "exponential plus power law of exponent 1/6, with a floor",
  };
  LabCurveFit fit = fit_of (LAB_SWEEP_TIME, -0.5, -0.6, -0.4);
  const LabReferenceLaw none = {.valid = FALSE};

  fit.has_two_phase = TRUE;
  fit.two_phase.choice = LAB_CHOICE_SUM;
  fit.two_phase.best = LAB_LAW_SUM;
  fit.two_phase.refused[LAB_LAW_POWER] = TRUE;
  for (guint law = 0; law < LAB_LAW_COUNT; law++)
    fit.two_phase.fits[law] = (LabLawFit){.valid = TRUE, .law = (LabLaw)law, .aicc = -1.0 - law};
  g_autofree char *text = lab_laws_details (&none, &fit);
  g_assert_nonnull (strstr (text, "Rival laws (AICc, lower is better):"));
  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    g_autofree char *line = g_strdup_printf ("  %s: -%u.0%s", names[law], law + 1,
                                             law == LAB_LAW_POWER ? " (refused: scatters too much)"
                                             : law == LAB_LAW_SUM ? " ←"
                                                                  : "");
    g_assert_nonnull (strstr (text, line));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/laws-sentences/verdict-words", test_verdict_words);
  g_test_add_func ("/laws-sentences/sentences", test_sentences);
  g_test_add_func ("/laws-sentences/left-out", test_left_out);
  g_test_add_func ("/laws-sentences/nature", test_nature);
  g_test_add_func ("/laws-sentences/references", test_references);
  g_test_add_func ("/laws-sentences/details", test_details);
  g_test_add_func ("/laws-sentences/labels", test_labels);
  g_test_add_func ("/laws-sentences/fitted", test_fitted);
  g_test_add_func ("/laws-sentences/expected", test_expected);
  g_test_add_func ("/laws-sentences/frontier", test_frontier);
  g_test_add_func ("/laws-sentences/depth", test_depth);
  g_test_add_func ("/laws-sentences/rivals", test_rivals);
  return g_test_run ();
}
