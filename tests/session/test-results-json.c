/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of results: its members as promised, and null where a number is none. */
#include "session/results.h"

#include "synthetic.h"
#include "experiment/run/run-testing.h"

#include <math.h>
#include <string.h>

#define RUNS(array) ((LabRun *const *)(array)->pdata), (array)->len

static JsonObject *
parse (JsonParser *parser, const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

/* Through text and back: only what is in the text counts. */
static JsonObject *
results (JsonParser *parser,
         const LabExperiment *experiment,
         const GPtrArray *runs,
         gboolean fits_file)
{
  g_autoptr (LabCurve) curve = lab_curve_new (experiment, RUNS (runs));
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_autofree char *text = NULL;

  if (fits_file) {
    text = synthetic_fits (curve, fit, RUNS (runs));
  } else {
    g_autoptr (JsonNode) node = lab_results_json (curve, fit, RUNS (runs));

    text = json_to_string (node, FALSE);
  }
  return parse (parser, text);
}

static void
test_experiment (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = results (parser, &experiment, runs, FALSE);
  JsonObject *object = json_object_get_object_member (root, "experiment");

  g_assert_cmpstr (json_object_get_string_member (object, "manifold"), ==, "torus");
  g_assert_cmpint (json_object_get_int_member (object, "d"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "D"), ==, 16);
  g_assert_cmpfloat (json_object_get_double_member (object, "sigma"), ==, 0.5);
  g_assert_cmpint (json_object_get_int_member (object, "seed"), ==, 77);
  JsonArray *grid = json_object_get_array_member (object, "grid");
  g_assert_cmpuint (json_array_get_length (grid), ==, 5);
  g_assert_cmpint (json_array_get_int_element (grid, 4), ==, 256);
}

static void
test_points (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  experiment.validation = LAB_VALIDATION_NONE;
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  synthetic_diverge (g_ptr_array_index (runs, 1), "it grew");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = results (parser, &experiment, runs, FALSE);
  JsonArray *points = json_object_get_array_member (root, "points");

  g_assert_cmpuint (json_array_get_length (points), ==, 10);
  const LabRun *run = g_ptr_array_index (runs, 9);
  JsonObject *point = json_array_get_object_element (points, 9);
  g_assert_cmpint (json_object_get_int_member (point, "n"), ==, 256);
  g_assert_cmpint (json_object_get_int_member (point, "parameters"), ==, (gint64)run->parameters);
  g_assert_cmpint (json_object_get_int_member (point, "steps"), ==,
                   run->evaluations[run->chosen].step);
  g_assert_cmpint (json_object_get_int_member (point, "compute"), ==,
                   (gint64)run->evaluations[run->chosen].compute);
  g_assert_true (json_object_get_double_member (point, "excess_risk") == lab_run_excess_risk (run));
  g_assert_cmpint (json_object_get_int_member (point, "seed"), ==, 77);
  g_assert_cmpint (json_object_get_int_member (point, "repeat"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (point, "status"), ==, "finished");
  g_assert_true (json_object_get_null_member (point, "validation_loss"));

  point = json_array_get_object_element (points, 1);
  g_assert_cmpstr (json_object_get_string_member (point, "status"), ==, "diverged");
  g_assert_cmpint (json_object_get_int_member (point, "diverged_step"), ==, 7);
  g_assert_true (json_object_get_null_member (point, "excess_risk"));
}

static void
test_fit (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = results (parser, &experiment, runs, FALSE);
  JsonArray *fits = json_object_get_array_member (root, "fits");
  JsonObject *fit = json_array_get_object_element (fits, 0);

  g_assert_cmpuint (json_array_get_length (fits), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (fit, "axis"), ==, "data");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (fit, "exponent"), -0.5, 0.02);
  g_assert_cmpfloat (json_object_get_double_member (fit, "low"), <,
                     json_object_get_double_member (fit, "high"));
  g_assert_cmpfloat (json_object_get_double_member (fit, "theory"), ==, -0.5);
  g_assert_cmpstr (json_object_get_string_member (fit, "verdict"), ==, "compatible");
  g_assert_cmpstr (json_object_get_string_member (fit, "against_theory"), ==, "compatible");
  g_assert_cmpint (json_object_get_int_member (fit, "prediction_level"), ==, 1);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (fit, "prediction"), -0.5, 0.05);
  g_assert_true (json_object_has_member (fit, "reasons"));
  g_assert_false (json_object_has_member (fit, "boundary"));
}

static void
test_too_little_is_null (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  experiment.grid_length = 3;
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = results (parser, &experiment, runs, FALSE);
  JsonObject *fit = json_array_get_object_element (json_object_get_array_member (root, "fits"), 0);

  g_assert_true (json_object_get_null_member (fit, "exponent"));
  g_assert_true (json_object_get_null_member (fit, "low"));
  g_assert_true (json_object_get_null_member (fit, "high"));
  g_assert_cmpfloat (json_object_get_double_member (fit, "theory"), ==, -0.5);
  g_assert_cmpstr (json_object_get_string_member (fit, "verdict"), ==, "not enough to tell");
  g_assert_true (json_object_get_null_member (fit, "prediction"));
  JsonObject *reason =
      json_array_get_object_element (json_object_get_array_member (fit, "reasons"), 0);
  g_assert_cmpstr (json_object_get_string_member (reason, "reason"), ==, "few points");
  g_assert_cmpfloat (
      json_array_get_double_element (json_object_get_array_member (reason, "numbers"), 0), ==, 3.0);
}

static void
test_time_axis (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_TIME, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = results (parser, &experiment, runs, FALSE);
  JsonObject *fit = json_array_get_object_element (json_object_get_array_member (root, "fits"), 0);

  g_assert_cmpstr (json_object_get_string_member (fit, "axis"), ==, "time");
  g_assert_true (json_object_has_member (fit, "boundary"));
  g_assert_true (json_object_has_member (fit, "boundary_low"));
  g_assert_true (json_object_has_member (fit, "boundary_high"));
  g_assert_nonnull (json_object_get_string_member (fit, "law"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "points")), ==,
                    4 * 24);
}

static void
test_fits_file (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  experiment.validation = LAB_VALIDATION_SPLIT;
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  synthetic_diverge (g_ptr_array_index (runs, 0), "it grew");
  ((LabRun *)g_ptr_array_index (runs, 5))->status = LAB_RUN_STOPPED;
  LabRun *flat = g_ptr_array_index (runs, 9);
  flat->evaluations[flat->chosen].excess_risk = 0.0;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = results (parser, &experiment, runs, TRUE);
  JsonArray *left_out = json_object_get_array_member (root, "left_out");
  JsonObject *per_run = json_object_get_object_member (root, "validation_labels_per_run");

  /* An eighth of 16 .. 256, twice each. */
  g_assert_cmpint (json_object_get_int_member (root, "validation_labels"), ==,
                   2 * (2 + 4 + 8 + 16 + 32));
  g_assert_cmpint (json_object_get_int_member (per_run, "least"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (per_run, "most"), ==, 32);
  g_assert_cmpuint (json_array_get_length (left_out), ==, 3);
  JsonObject *diverged = json_array_get_object_element (left_out, 0);
  g_assert_cmpstr (json_object_get_string_member (diverged, "reason"), ==, "diverged");
  g_assert_cmpint (json_object_get_int_member (diverged, "diverged_step"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (diverged, "sentence"), ==, "it grew");
  JsonObject *stopped = json_array_get_object_element (left_out, 1);
  g_assert_cmpstr (json_object_get_string_member (stopped, "reason"), ==, "stopped");
  g_assert_cmpint (json_object_get_int_member (stopped, "run"), ==, 5);
  JsonObject *zero = json_array_get_object_element (left_out, 2);
  g_assert_cmpint (json_object_get_int_member (zero, "values"), ==, 1);
}

static void
test_same_runs_same_bytes (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, RUNS (runs));
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  LabRun *reversed[10];

  for (guint i = 0; i < 10; i++)
    reversed[i] = g_ptr_array_index (runs, 9 - i);
  g_autoptr (LabCurve) other_curve = lab_curve_new (&experiment, reversed, 10);
  g_autoptr (LabCurveFit) other_fit = lab_curve_fit_new (other_curve, NULL);
  g_autofree char *fits = synthetic_fits (curve, fit, RUNS (runs));
  g_autofree char *other_fits = synthetic_fits (other_curve, other_fit, reversed, 10);
  g_assert_cmpstr (fits, ==, other_fits);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/results-json/experiment", test_experiment);
  g_test_add_func ("/results-json/points", test_points);
  g_test_add_func ("/results-json/fit", test_fit);
  g_test_add_func ("/results-json/too-little-is-null", test_too_little_is_null);
  g_test_add_func ("/results-json/time-axis", test_time_axis);
  g_test_add_func ("/results-json/fits-file", test_fits_file);
  g_test_add_func ("/results-json/same-runs-same-bytes", test_same_runs_same_bytes);
  return g_test_run ();
}
