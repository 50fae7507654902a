/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts from intervals, the words of their reasons, and the check of two laws. */
#include "experiment/conclude/consistency.h"
#include "experiment/conclude/consistency-testing.h"
#include "experiment/conclude/verdict.h"
#include "core/error.h"

#include <math.h>
#include <string.h>

static void
test_against (void)
{
  g_assert_cmpint ((int)lab_verdict_against (-0.6, -0.4, -0.5), ==, LAB_VERDICT_COMPATIBLE);
  g_assert_cmpint ((int)lab_verdict_against (-0.6, -0.5, -0.5), ==, LAB_VERDICT_COMPATIBLE);
  g_assert_cmpint ((int)lab_verdict_against (-0.6, -0.55, -0.5), ==, LAB_VERDICT_STEEPER);
  g_assert_cmpint ((int)lab_verdict_against (-0.4, -0.3, -0.5), ==, LAB_VERDICT_SHALLOWER);
  g_assert_cmpint ((int)lab_verdict_against (-0.4, -0.3, NAN), ==, LAB_VERDICT_NO_LAW);
  g_assert_cmpint ((int)lab_verdict_against (NAN, NAN, NAN), ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_cmpint ((int)lab_verdict_between (-0.4, -0.3, -0.5, NAN), ==, LAB_VERDICT_NO_LAW);
}

/* Between the prediction -0.6 for these sizes and the limit -0.5. */
static void
test_between (void)
{
  static const struct
  {
    double low, high, prediction;
    LabVerdict verdict;
  } known[] = {
      {-0.58, -0.52, -0.60, LAB_VERDICT_COMPATIBLE}, /* between the two, holding neither */
      {-0.65, -0.59, -0.60, LAB_VERDICT_COMPATIBLE}, /* the prediction alone */
      {-0.52, -0.48, -0.60, LAB_VERDICT_COMPATIBLE}, /* the limit alone */
      {-0.70, -0.61, -0.60, LAB_VERDICT_STEEPER},
      {-0.49, -0.40, -0.60, LAB_VERDICT_SHALLOWER},
      {-0.58, -0.52, NAN, LAB_VERDICT_STEEPER},      /* no prediction: the limit alone */
      {-0.80, -0.25, -0.60, LAB_VERDICT_NOT_ENOUGH}, /* wider than 0.5 */
      {-0.70, -0.21, NAN, LAB_VERDICT_COMPATIBLE},
      {-2.00, -0.70, -0.60, LAB_VERDICT_STEEPER}, /* wide, but wholly outside */
  };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpint (
        (int)lab_verdict_between (known[i].low, known[i].high, known[i].prediction, -0.5), ==,
        (int)known[i].verdict);
}

/* Every reason has a name of its own and a sentence that tells its numbers. */
static void
test_words (void)
{
  for (guint r = 0; r < LAB_REASON_COUNT; r++) {
    LabFinding finding = {(LabReason)r, {7.0, 8.0, 9.0}};
    g_autofree char *words = lab_finding_words (&finding, LAB_SWEEP_DATA);
    gboolean has_numbers = r != LAB_REASON_ONE_REPEAT && r != LAB_REASON_NOT_GRADIENT_FLOW;
    g_assert_cmpuint (strlen (words), >, 30);
    g_assert_cmpint (words[strlen (words) - 1], ==, '.');
    g_assert_cmpint (strpbrk (words, "7") != NULL, ==, has_numbers);
    for (guint other = 0; other < r; other++)
      g_assert_cmpstr (lab_reason_name ((LabReason)r), !=, lab_reason_name ((LabReason)other));
  }
}

/* Each finding's sentence, whole, with its numbers where they belong; and its name for files. */
static void
test_sentences (void)
{
  static const struct
  {
    LabFinding finding;
    const char *name, *sentence;
  } known[] = {
      {{LAB_REASON_FEW_POINTS, {3, 6, 0}},
       "few points",
       "Only 3 different values of N are fitted; 6 or more make a slope that can be trusted."},
      {{LAB_REASON_FEW_DECADES, {0.62, 1, 0}},
       "few decades",
       "The fit spans only 0.6 decades of N; over so short a piece any curve looks straight."},
      {{LAB_REASON_INTERVAL_TOO_WIDE, {0.61, 0.5, 0}},
       "interval too wide",
       "The interval is 0.61 wide, more than the exponent 0.50 of theory itself: it tells nothing "
       "apart."},
      {{LAB_REASON_ONE_REPEAT, {0, 0, 0}},
       "one repeat",
       "There is one repeat only: its interval is widened by half, since other repeats lie farther "
       "off than the scatter about a line tells."},
      {{LAB_REASON_OPTIMISATION_FLOOR, {2, 7, 0}},
       "optimisation floor",
       "2 of 7 sizes are at the optimisation floor: their error still falls with more steps, so "
       "they "
       "show what the steps allow, and are left out."},
      {{LAB_REASON_STILL_FALLING, {1, 8, 0}},
       "still falling",
       "At 1 of 8 sizes the error still fell like a power of time when training ended: the slope "
       "may "
       "show the steps, not the data."},
      {{LAB_REASON_LEVELS_OFF, {0.012, 0.43, 5.26}},
       "levels off",
       "The curve levels off: a floor of 0.012, 43 % of the last value, describes it better (by "
       "5.3 in "
       "AICc), and the straight line comes out too shallow."},
      {{LAB_REASON_BENDS, {-0.714, -0.256, 3.14}},
       "bends",
       "The curve bends: slope −0.71 in the first half and −0.26 in the second, 3.1 standard "
       "errors "
       "apart, so one slope is only their average."},
      {{LAB_REASON_FINITE_SIZE, {-0.5549, -0.5, 0}},
       "finite-size steepening",
       "At these sizes the predicted slope is −0.55, steeper than its limit −0.50 for ever larger "
       "ones."},
      {{LAB_REASON_PREDICTION_HOLDS, {-0.5549, -0.5, 0}},
       "prediction holds",
       "The slope agrees with −0.55, predicted for these very sizes, though not with −0.50."},
      {{LAB_REASON_UPPER_BOUND, {-0.5, 0, 0}},
       "upper bound",
       "−0.50 is a bound for the best estimator: falling faster is no contradiction."},
      {{LAB_REASON_BEST_NETWORK, {-0.004, 0, 0}},
       "best network",
       "0.00 is proven for the best possible network, not for the one that training finds."},
      {{LAB_REASON_BEST_NETWORK, {-0.006, 0, 0}},
       "best network",
       "−0.01 is proven for the best possible network, not for the one that training finds."},
      {{LAB_REASON_NOT_GRADIENT_FLOW, {0, 0, 0}},
       "not gradient flow",
       "The theory is for gradient flow at a constant rate; these runs used another optimiser or "
       "schedule, which may learn along another slope."},
      {{LAB_REASON_RUNS_LEFT_OUT, {3, 2, 0}},
       "runs left out",
       "Runs left out: 3 that diverged and 2 that were stopped."},
      {{LAB_REASON_VALUES_LEFT_OUT, {4, 0, 0}},
       "values left out",
       "Values left out because they are not positive or not finite: 4."},
  };
  static const char *const verdicts[] = {
      [LAB_VERDICT_NOT_ENOUGH] = "not enough to tell",
      [LAB_VERDICT_COMPATIBLE] = "compatible",
      [LAB_VERDICT_STEEPER] = "steeper",
      [LAB_VERDICT_SHALLOWER] = "shallower",
      [LAB_VERDICT_NO_LAW] = "no law",
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autofree char *sentence = lab_finding_words (&known[i].finding, LAB_SWEEP_MODEL);
    g_assert_cmpstr (sentence, ==, known[i].sentence);
    g_assert_cmpstr (lab_reason_name (known[i].finding.reason), ==, known[i].name);
  }
  LabFinding worst = {LAB_REASON_UPPER_BOUND, {-1.0 / 7.0, 0, 0}};
  g_autofree char *compute = lab_finding_words (&worst, LAB_SWEEP_COMPUTE);
  g_assert_cmpstr (compute, ==,
                   "−0.14 is what the worst data allow: friendlier data may fall faster.");
  for (guint v = 0; v < G_N_ELEMENTS (verdicts); v++)
    g_assert_cmpstr (lab_verdict_name ((LabVerdict)v), ==, verdicts[v]);
}

/* An interval of which one end is not known, and what lies exactly on an end. */
static void
test_ends (void)
{
  g_assert_cmpint ((int)lab_verdict_against (NAN, -0.4, -0.5), ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_cmpint ((int)lab_verdict_against (-0.6, NAN, -0.5), ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_cmpint ((int)lab_verdict_against (NAN, NAN, NAN), ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_cmpint ((int)lab_verdict_against (-0.6, -0.4, NAN), ==, LAB_VERDICT_NO_LAW);
  g_assert_cmpint ((int)lab_verdict_against (-0.6, -0.5, -0.5), ==, LAB_VERDICT_COMPATIBLE);
  g_assert_cmpint ((int)lab_verdict_against (-0.5, -0.4, -0.5), ==, LAB_VERDICT_COMPATIBLE);
  /* Compatible, and as wide as the exponent: still told; a little wider: not. Steeper stays steeper. */
  g_assert_cmpint ((int)lab_verdict_between (-0.75, -0.25, NAN, -0.5), ==, LAB_VERDICT_COMPATIBLE);
  g_assert_cmpint ((int)lab_verdict_between (-0.76, -0.25, NAN, -0.5), ==, LAB_VERDICT_NOT_ENOUGH);
  g_assert_cmpint ((int)lab_verdict_between (-1.5, -0.75, NAN, -0.5), ==, LAB_VERDICT_STEEPER);
  /* A prediction on the same side changes nothing, one on the other side or inside does. */
  g_assert_cmpint ((int)lab_verdict_between (-0.8, -0.7, -0.6, -0.5), ==, LAB_VERDICT_STEEPER);
  g_assert_cmpint ((int)lab_verdict_between (-0.8, -0.7, -0.75, -0.5), ==, LAB_VERDICT_COMPATIBLE);
  g_assert_cmpint ((int)lab_verdict_between (-0.8, -0.7, -0.9, -0.5), ==, LAB_VERDICT_COMPATIBLE);
  g_assert_cmpint ((int)lab_verdict_between (-0.4, -0.3, -0.6, -0.5), ==, LAB_VERDICT_SHALLOWER);
}

static LabCurveFit
fit_of (LabSweep axis, double exponent, double half, double prefactor)
{
  return (LabCurveFit){
      .axis = axis,
      .power = {.valid = TRUE,
                .exponent = exponent,
                .low = exponent - half,
                .high = exponent + half,
                .prefactor = prefactor},
  };
}

static void
test_consistency (void)
{
  LabCurve curve = {.experiment = {.intrinsic_dimension = 4, .smoothness = 1.0}};
  LabCurveFit data = fit_of (LAB_SWEEP_DATA, -1.0 / 3.0, 0.03, 0.5);
  LabCurveFit model = fit_of (LAB_SWEEP_MODEL, -0.5, 0.04, 1.0);
  LabConsistency check;
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_consistency_check (&curve, &data, &curve, &model, &check, NULL));
  g_assert_cmpfloat_with_epsilon (check.implied.value, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (check.gap, 0.0, 1e-12);
  g_assert_cmpint ((int)check.verdict, ==, LAB_VERDICT_COMPATIBLE);
  /* d implied / d alpha = 1 / (1 - alpha)^2 = 2.25: errors add as squares. */
  g_assert_cmpfloat_with_epsilon (check.gap_high, hypot (0.04, 2.25 * 0.03), 0.01);
  /* One pass at d = 4, beta = 1: N ~ C^0.4, n ~ C^0.6, error ~ C^-0.2 (theory notes, section 0). */
  g_assert_cmpfloat_with_epsilon (check.model_share.value, 0.4, 1e-12);
  g_assert_cmpfloat_with_epsilon (check.data_share.value, 0.6, 1e-12);
  g_assert_cmpfloat_with_epsilon (check.risk_slope.value, 0.2, 1e-12);
  g_assert_cmpfloat (check.model_share.low, <, 0.4);
  g_assert_cmpfloat (check.model_share.high, >, 0.4);
  g_assert_cmpfloat_with_epsilon (check.model_share.high - 0.4, 0.6 - check.data_share.low, 1e-12);

  /* No other split of the same compute has a lower error. */
  double N, n;
  lab_consistency_allocate (&check, 1e12, &N, &n);
  g_assert_cmpfloat_with_epsilon (6.0 * N * n, 1e12, 1.0);
  double best = exp (1.0) * pow (N, -0.5) + exp (0.5) * pow (n, -1.0 / 3.0);
  for (double factor = 0.8; factor < 1.3; factor += 0.4) {
    double other = exp (1.0) * pow (N * factor, -0.5) + exp (0.5) * pow (n / factor, -1.0 / 3.0);
    g_assert_cmpfloat (other, >, best);
  }

  LabCurveFit steep = fit_of (LAB_SWEEP_MODEL, -0.9, 0.04, 1.0);
  g_assert_true (lab_consistency_check (&curve, &data, &curve, &steep, &check, NULL));
  g_assert_cmpint ((int)check.verdict, ==, LAB_VERDICT_STEEPER);
  g_autofree char *words = lab_consistency_words (&check);
  g_assert_nonnull (strstr (words, "the model law is steeper"));

  LabCurveFit fast = fit_of (LAB_SWEEP_DATA, -0.95, 0.1, 0.5);
  g_assert_true (lab_consistency_check (&curve, &fast, &curve, &model, &check, NULL));
  g_assert_cmpint ((int)check.verdict, ==, LAB_VERDICT_NOT_ENOUGH);

  LabCurve other = {.experiment = {.intrinsic_dimension = 6, .smoothness = 1.0}};
  g_assert_false (lab_consistency_check (&curve, &data, &other, &model, &check, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  LabCurveFit open = fit_of (LAB_SWEEP_DATA, -0.1, 0.2, 0.5);
  g_assert_false (lab_consistency_check (&curve, &open, &curve, &model, &check, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
}

/* Of sequences each exponent stands for itself, but compute is still best spent by both; laws of other
 * sequences, or of points, are not joined. What a task does not read may differ. */
static void
test_consistency_of_sequences (void)
{
  LabExperiment sequences = {
      .task = LAB_TASK_SEQUENCES, .intrinsic_dimension = 4, .tokens = 4, .smoothness = 1.0};
  LabCurve curve = {.experiment = sequences};
  LabCurveFit data = fit_of (LAB_SWEEP_DATA, -1.0 / 3.0, 0.03, 0.5);
  LabCurveFit model = fit_of (LAB_SWEEP_MODEL, -0.9, 0.04, 1.0);
  LabExperiment other = sequences;
  LabConsistency check;

  g_assert_true (lab_consistency_check (&curve, &data, &curve, &model, &check, NULL));
  g_assert_cmpint ((int)check.verdict, ==, LAB_VERDICT_NO_LAW);
  g_assert_true (isnan (check.implied.value) && isnan (check.gap));
  g_assert_cmpfloat_with_epsilon (check.model_share.value + check.data_share.value, 1.0, 1e-12);
  g_autofree char *words = lab_consistency_words (&check);
  g_assert_nonnull (strstr (words, "0.33 (between 0.30 and 0.36)"));
  g_assert_nonnull (strstr (words, "0.90 (between 0.86 and 0.94)"));
  g_assert_null (strstr (words, "nan"));

  other.smoothness = 0.5;
  other.correlation = 0.5;
  g_assert_true (lab_consistency_same_task (&sequences, &other));
  other.sequence_inputs = LAB_SEQUENCE_CORRELATED;
  g_assert_false (lab_consistency_same_task (&sequences, &other));
  sequences.sequence_inputs = LAB_SEQUENCE_CORRELATED;
  g_assert_false (lab_consistency_same_task (&sequences, &other));
  sequences.correlation = 0.5;
  g_assert_true (lab_consistency_same_task (&sequences, &other));
  other.tokens = 5;
  g_assert_false (lab_consistency_same_task (&sequences, &other));
  other = sequences;
  other.task = LAB_TASK_POINTS;
  g_assert_false (lab_consistency_same_task (&sequences, &other));
}

/* Each answer on two laws, whole. */
static void
test_sentences_of_two_laws (void)
{
  LabCurve curve = {.experiment = {.intrinsic_dimension = 4, .smoothness = 1.0}};
  LabCurve elsewhere = {.experiment = {.intrinsic_dimension = 6, .smoothness = 1.0}};
  LabCurveFit data = fit_of (LAB_SWEEP_DATA, -1.0 / 3.0, 0.03, 0.5);
  LabCurveFit open = fit_of (LAB_SWEEP_DATA, -0.1, 0.2, 0.5);
  LabCurveFit fast = fit_of (LAB_SWEEP_DATA, -0.95, 0.1, 0.5);
  static const struct
  {
    double exponent;
    const char *words;
  } known[] = {
      {-0.5,
       "The data law implies α_N = 0.50 (between 0.44 and 0.57), whatever d and β are; measured is "
       "0.50 (between 0.46 and 0.54): they agree."},
      {-0.9, "measured is 0.90 (between 0.86 and 0.94): the model law is steeper."},
      {-0.2, "measured is 0.20 (between 0.16 and 0.24): the model law is shallower."},
  };
  LabConsistency check;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    LabCurveFit model = fit_of (LAB_SWEEP_MODEL, known[i].exponent, 0.04, 1.0);
    g_assert_true (lab_consistency_check (&curve, &data, &curve, &model, &check, NULL));
    g_autofree char *words = lab_consistency_words (&check);
    g_assert_nonnull (strstr (words, known[i].words));
  }
  LabCurveFit model = fit_of (LAB_SWEEP_MODEL, -0.5, 0.04, 1.0);
  g_assert_true (lab_consistency_check (&curve, &data, &curve, &model, &check, NULL));
  g_autofree char *allocation = lab_consistency_allocation_words (&check);
  g_assert_nonnull (strstr (allocation,
                            "If both laws add up and each point is seen once (C = 6 N n), "
                            "compute is best spent as N ~ C^0.40 "));
  g_assert_true (lab_consistency_check (&curve, &fast, &curve, &model, &check, NULL));
  g_autofree char *near = lab_consistency_words (&check);
  g_assert_cmpstr (
      near, ==,
      "The data exponent 0.95 (up to 1.05) comes too close to 1: it implies no limit for "
      "α_N, so the two laws cannot be compared.");
  g_assert_false (lab_consistency_check (&curve, &data, &elsewhere, &model, &check, &error));
  g_assert_cmpstr (
      error->message, ==,
      "The check needs a data law and a model law of the same task: the same manifold, "
      "dimension and smoothness, or the same sequences.");
  g_clear_error (&error);
  g_assert_false (lab_consistency_check (&curve, &open, &curve, &model, &check, &error));
  g_assert_cmpstr (
      error->message, ==,
      "The check needs a slope with an interval below zero for data and for model size; one "
      "of them is not known to fall.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/verdict/against", test_against);
  g_test_add_func ("/verdict/between", test_between);
  g_test_add_func ("/verdict/words", test_words);
  g_test_add_func ("/verdict/sentences", test_sentences);
  g_test_add_func ("/verdict/ends", test_ends);
  g_test_add_func ("/verdict/consistency", test_consistency);
  g_test_add_func ("/verdict/consistency-of-sequences", test_consistency_of_sequences);
  g_test_add_func ("/verdict/sentences-of-two-laws", test_sentences_of_two_laws);
  return g_test_run ();
}
