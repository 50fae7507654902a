/* Verdicts from intervals, the words of their reasons, and the check of two laws. */
#include "experiment/conclude/consistency.h"
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/verdict/against", test_against);
  g_test_add_func ("/verdict/between", test_between);
  g_test_add_func ("/verdict/words", test_words);
  g_test_add_func ("/verdict/consistency", test_consistency);
  g_test_add_func ("/verdict/consistency-of-sequences", test_consistency_of_sequences);
  return g_test_run ();
}
