/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sequences from words to a run: what is measured, what is refused, and where theory is silent. */
#include "core/error.h"
#include "experiment/conclude/curve-study.h"
#include "experiment/experiment-keys.h"
#include "experiment/conclude/prediction.h"
#include "experiment/run/run.h"
#include "experiment/run/run-testing.h"

#include <math.h>
#include <string.h>

static LabExperiment
parse (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;
  LabExperiment experiment = {0};

  g_assert_true (lab_experiment_parse ((const char *const *)words, NULL, &experiment, &error));
  g_assert_no_error (error);
  return experiment;
}

static LabRun *
train (const LabExperiment *experiment)
{
  LabRunPlan plan;

  lab_experiment_plan (experiment, 0, &plan);
  return lab_run_train (experiment, &plan, NULL, NULL, NULL, NULL, NULL);
}

/* Where risk and loss were taken on the same validation sequences, their difference is the mean of
 * noise^2 + 2 noise (target - prediction): sigma^2 but for a standard error of sqrt (2 sigma^4 +
 * 4 sigma^2 risk) / sqrt (labels). */
static void
test_irreducible_risk (gconstpointer words)
{
  const LabExperiment experiment = parse (words);
  const double variance = experiment.noise * experiment.noise;
  LabRun *run = train (&experiment);
  guint met = 0;

  g_assert_cmpint (run->status, ==, LAB_RUN_FINISHED);
  g_assert_cmpfloat (lab_run_excess_risk (run), <, 0.5 * run->evaluations[0].excess_risk);
  for (guint i = 0; i < run->evaluation_count; i++) {
    const LabEvaluation *at = &run->evaluations[i];
    const double labels = (double)at->labels * experiment.tokens;
    const double error = sqrt ((2 * variance * variance + 4 * variance * at->excess_risk) / labels);

    if (at->points != at->labels)
      continue;
    met++;
    g_assert_cmpfloat_with_epsilon (at->validation_loss - at->excess_risk, variance, 4 * error);
  }
  g_assert_cmpuint (met, >, 5);
  lab_run_unref (run);
}

static void
assert_refused (const char *text, const char *key)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;
  LabExperiment experiment;

  g_assert_false (lab_experiment_parse ((const char *const *)words, NULL, &experiment, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_assert_nonnull (strstr (error->message, key));
}

/* What does not fit is refused; what a task does not read is not. */
static void
test_relations (void)
{
  assert_refused ("task=sequences tokens=17 D=256", "tokens");
  assert_refused ("task=sequences inputs=independent d=8 D=7", "D");
  assert_refused ("task=sequences manifold=swiss_roll d=3", "d");
  assert_refused ("task=sequences correlation=1", "correlation");
  assert_refused ("task=sequences degrees_of_freedom=2", "degrees_of_freedom");
  parse ("task=sequences inputs=correlated manifold=swiss_roll d=3 target=harmonics tokens=5 D=7");
}

static void
test_shape (void)
{
  const LabExperiment experiment = parse ("task=sequences tokens=6 D=9 attention=causal");
  LabModelShape shape;
  LabRunPlan plan;

  lab_experiment_plan (&experiment, 0, &plan);
  lab_experiment_model_shape (&experiment, &plan, &shape);
  g_assert_cmpuint (lab_model_input_row (&shape.input), ==, 54);
  g_assert_cmpuint (lab_model_shape_outputs (&shape), ==, 6);
  g_assert_true (shape.causal);
}

/* No smoothness, so no slope, no prediction, and a sentence that says so; equal requests stay equal. */
static void
test_theory_is_silent (void)
{
  static const char *const SWEEPS[] = {"data", "model", "time"};

  for (guint i = 0; i < G_N_ELEMENTS (SWEEPS); i++) {
    g_autofree char *words = g_strdup_printf ("task=sequences sweep=%s", SWEEPS[i]);
    const LabExperiment experiment = parse (words);
    LabPredictionRequest request, again;
    LabPrediction prediction;

    g_assert_true (isnan (lab_experiment_smoothness (&experiment)));
    g_assert_nonnull (lab_experiment_why_no_law (&experiment));
    const char *why;
    g_assert_cmpint (lab_experiment_key_use (&experiment, "beta", &why), ==, LAB_KEY_REPLACED);
    g_assert_nonnull (why);
    g_autofree char *text = lab_experiment_to_text (&experiment);
    g_assert_null (strstr (text, "target="));
    g_assert_null (strstr (text, "beta="));
    lab_prediction_request_init (&request, &experiment);
    lab_prediction_request_init (&again, &experiment);
    g_assert_true (lab_prediction_request_equal (&request, &again));
    g_assert_true (lab_prediction_compute (&request, 2, NULL, NULL, &prediction, NULL));
    g_assert_cmpuint (prediction.count, ==, 0);
  }

  const LabExperiment smooth = parse ("task=sequences beta=2"), plain = parse ("task=sequences");
  g_assert_true (lab_experiment_equal (&smooth, &plain));

  const LabExperiment points = parse ("sweep=data");
  g_assert_null (lab_experiment_why_no_law (&points));
  g_assert_cmpint (lab_experiment_key_use (&points, "beta", NULL), ==, LAB_KEY_COUNTS);
  g_assert_cmpint (lab_experiment_key_use (&points, "inputs", NULL), ==, LAB_KEY_IDLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_data_func ("/sequences/irreducible-risk/full",
                        "task=sequences n=1024 steps=300 sigma=0.5 width=16 repeats=1",
                        test_irreducible_risk);
  g_test_add_data_func (
      "/sequences/irreducible-risk/causal",
      "task=sequences attention=causal inputs=correlated n=1024 steps=300 sigma=0.3 width=16 "
      "repeats=1",
      test_irreducible_risk);
  g_test_add_func ("/sequences/relations", test_relations);
  g_test_add_func ("/sequences/shape", test_shape);
  g_test_add_func ("/sequences/theory-is-silent", test_theory_is_silent);
  return g_test_run ();
}
