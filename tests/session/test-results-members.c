/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every member and every value that results hold, on conclusions made by hand: whole documents are
 * compared, so that a name or a number that changes is seen. */
#include "session/results.h"
#include "session/results-counts.h"
#include "session/results-dimension.h"

#include "synthetic.h"

#include <math.h>
#include <string.h>

static void
made_two_phase (LabTwoPhaseChoice *choice)
{
  *choice = (LabTwoPhaseChoice){.choice = LAB_CHOICE_EXPONENTIAL_POWER,
                                .best = LAB_LAW_EXPONENTIAL_POWER,
                                .lead = 7.5,
                                .boundary = 40.5,
                                .boundary_low = 30.5,
                                .boundary_high = 50.5,
                                .exponent = -0.5,
                                .exponent_low = -0.625,
                                .exponent_high = -0.375,
                                .points_used = 34,
                                .remaining = {LAB_LAW_EXPONENTIAL_POWER, LAB_LAW_SUM},
                                .remaining_count = 2};
  choice->refused[LAB_LAW_POWER] = TRUE;
  choice->fits[LAB_LAW_POWER] = (LabLawFit){.valid = TRUE,
                                            .law = LAB_LAW_POWER,
                                            .parameters = 3,
                                            .residual = 0.125,
                                            .aicc = -12.5,
                                            .exponent = -0.25,
                                            .early = 0.75,
                                            .break_x = NAN,
                                            .level = 1.5,
                                            .floor = 0.0625};
}

static LabCurveFit
made_fit (void)
{
  LabCurveFit fit = {
      .axis = LAB_SWEEP_TIME,
      .verdict = LAB_VERDICT_STEEPER,
      .against_reference = LAB_VERDICT_SHALLOWER,
      .against_prediction = LAB_VERDICT_COMPATIBLE,
      .prediction = -0.875,
      .prediction_level = 2,
      .findings = {{LAB_REASON_FEW_DECADES, {0.5, 1.0, 0.0}}},
      .finding_count = 1,
      .power = {.valid = TRUE,
                .exponent = -0.5,
                .low = -0.75,
                .high = -0.25,
                .prefactor = 1.25,
                .x_minimum = 4.5,
                .x_maximum = 64.5,
                .points_used = 5},
      .reference = {.valid = TRUE,
                    .exponent = -0.1875,
                    .nature = LAB_NATURE_BOUND,
                    .formula = "formula",
                    .source = "source"},
      .has_two_phase = TRUE,
      .has_depth = TRUE,
      .depth = {.valid = TRUE,
                .reached = TRUE,
                .enough = 3,
                .low = 2,
                .high = 4,
                .deepest = 8,
                .best = 6,
                .repeats = 5},
      .group = 1,
  };

  made_two_phase (&fit.two_phase);
  return fit;
}

static char *
member_text (JsonNode *root, const char *name)
{
  return json_to_string (json_object_get_member (json_node_get_object (root), name), FALSE);
}

static void
assert_member (JsonNode *json, const char *name, const char *expected)
{
  g_autofree char *text = member_text (json, name);

  g_assert_cmpstr (text, ==, expected);
}

#define REASONS "\"reasons\":[{\"reason\":\"few decades\",\"numbers\":[0.5,1.0,0.0]}],"

#define RIVALS                                                                                     \
  "\"remaining\":[\"two-phase\",\"sum\"],"                                                         \
  "\"rivals\":[{\"law\":\"power\",\"free_parameters\":3,\"residual\":0.125,\"aicc\":-12.5,"        \
  "\"exponent\":-0.25,\"early\":0.75,\"break\":null,\"level\":1.5,\"floor\":0.0625,"               \
  "\"width\":null,\"amplitude\":null,\"scale\":null,\"power_amplitude\":null,"                     \
  "\"crossing\":null,\"scatter\":0.0625,\"refused\":true}],"

static void
test_fits (void)
{
  LabExperiment experiment;
  LabCurveFit fit = made_fit ();

  synthetic_experiment (LAB_SWEEP_TIME, &experiment);
  LabCurve curve = {.experiment = experiment};
  g_autoptr (JsonNode) known = lab_results_fits_json (&curve, &fit, NULL, 0);
  assert_member (
      known, "fits",
      "[{\"axis\":\"time\",\"exponent\":-0.5,\"low\":-0.75,\"high\":-0.25,\"theory\":-0.1875,"
      "\"verdict\":\"steeper\",\"more_repeats\":null,\"larger_n\":null,\"against_theory\":"
      "\"shallower\",\"prediction\":-0.875,"
      "\"prediction_level\":2,\"against_prediction\":\"compatible\"," REASONS
      "\"theory_nature\":\"bound\",\"theory_formula\":\"formula\",\"theory_source\":\"source\","
      "\"window_low\":4.5,\"window_high\":64.5,\"log_prefactor\":1.25,\"points_used\":5,"
      "\"width\":16,\"boundary\":40.5,\"boundary_low\":30.5,\"boundary_high\":50.5,"
      "\"law\":\"exponential+power\",\"best_law\":\"exponential+power\",\"lead\":7.5,"
      "\"late_exponent\":-0.5,\"late_exponent_low\":-0.625,\"late_exponent_high\":-0.375," RIVALS
      "\"enough_depth\":3.0,\"enough_depth_low\":2.0,\"enough_depth_high\":4.0,\"deepest\":8.0,"
      "\"best_depth\":6.0,\"paired_repeats\":5,\"log2_d\":1.0}]");
  /* What is not valid is null, whatever stands in its fields. */
  fit.power.valid = fit.reference.valid = fit.depth.valid = fit.depth.reached = FALSE;
  fit.prediction_level = 0;
  fit.two_phase.choice = LAB_CHOICE_NOT_ENOUGH;
  fit.two_phase.fits[LAB_LAW_POWER].valid = FALSE;
  fit.two_phase.remaining_count = 0;
  g_autoptr (JsonNode) unknown = lab_results_fits_json (&curve, &fit, NULL, 0);
  assert_member (
      unknown, "fits",
      "[{\"axis\":\"time\",\"exponent\":null,\"low\":null,\"high\":null,\"theory\":null,"
      "\"verdict\":\"steeper\",\"more_repeats\":null,\"larger_n\":null,\"against_theory\":"
      "\"shallower\",\"prediction\":null,"
      "\"prediction_level\":0,\"against_prediction\":\"compatible\"," REASONS
      "\"theory_nature\":null,\"theory_formula\":null,\"theory_source\":null,"
      "\"window_low\":null,\"window_high\":null,\"log_prefactor\":null,\"points_used\":0,"
      "\"width\":16,\"boundary\":null,\"boundary_low\":null,\"boundary_high\":null,"
      "\"law\":\"not enough\",\"best_law\":null,\"lead\":null,\"late_exponent\":null,"
      "\"late_exponent_low\":null,\"late_exponent_high\":null,\"remaining\":[],\"rivals\":[],"
      "\"enough_depth\":null,\"enough_depth_low\":null,\"enough_depth_high\":null,"
      "\"deepest\":null,\"best_depth\":null,\"paired_repeats\":5,\"log2_d\":1.0}]");
}

/* Three runs of ten: one finished, one diverged, one stopped; samples of two widths. */
static void
test_left_out (void)
{
  LabExperiment experiment;
  LabCurveFit fit = {.axis = LAB_SWEEP_DATA, .group = 1};
  LabCurveSample samples[] = {{.group = 1},
                              {.group = 0},
                              {.group = 0, .warm_up = TRUE},
                              {.group = 0, .floor_limited = TRUE},
                              {.group = 2}};

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  LabCurve curve = {.experiment = experiment, .samples = samples, .sample_count = 5};
  LabRun *some[] = {g_ptr_array_index (runs, 4), NULL, g_ptr_array_index (runs, 3),
                    g_ptr_array_index (runs, 8)};

  synthetic_diverge (some[2], "it grew");
  some[3]->status = LAB_RUN_STOPPED;
  some[0]->validation_labels = 7;
  some[2]->validation_labels = 5;
  some[3]->validation_labels = 9;
  g_autoptr (JsonNode) json = lab_results_fits_json (&curve, &fit, some, 4);
  assert_member (json, "validation_labels", "21");
  assert_member (json, "validation_labels_per_run", "{\"least\":5,\"most\":9}");
  assert_member (json, "runs",
                 "{\"planned\":10,\"finished\":1,\"diverged\":1,\"stopped\":1,\"not_measured\":7}");
  assert_member (json, "left_out",
                 "[{\"reason\":\"diverged\",\"run\":3,\"repeat\":1,\"n\":32,\"width\":32,"
                 "\"diverged_step\":7,\"sentence\":\"it grew\"},"
                 "{\"reason\":\"stopped\",\"run\":8,\"repeat\":0,\"n\":256,\"width\":32},"
                 "{\"reason\":\"not of the largest width\",\"values\":2}]");
}

/* What was read from a file, and how it was shared out. */
static void
test_points_file (void)
{
  LabExperiment experiment;
  LabCurveFit fit = {.axis = LAB_SWEEP_DATA};
  float label = 1.0f;
  LabPointSet set = {.references = 1,
                     .path = (char *)"mine.csv",
                     .checksum = "abc",
                     .n = 1000,
                     .columns = 300,
                     .dimensions = 256,
                     .variance_kept = 0.875,
                     .constant = 2,
                     .duplicates = 3,
                     .label = &label,
                     .label_name = (char *)"y",
                     .label_mean = 1.5,
                     .label_deviation = 2.5,
                     .scale = 0.25,
                     .intrinsic_dimension = 3.5,
                     .low = 3.25,
                     .high = 3.75};

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  experiment.points = &set;
  experiment.intrinsic_dimension = 0;
  LabCurve curve = {.experiment = experiment};
  g_autoptr (JsonNode) labelled = lab_results_fits_json (&curve, &fit, NULL, 0);
  g_autofree char *expected = g_strdup_printf (
      "{\"path\":\"mine.csv\",\"path_encoding\":\"none\",\"sha256\":\"abc\",\"points\":1000,"
      "\"columns\":300,"
      "\"dimensions\":256,\"dimensions_are\":\"principal_components\",\"variance_kept\":0.875,"
      "\"constant_columns\":2,\"duplicates\":3,\"scale\":0.25,\"label\":\"y\","
      "\"label_mean\":1.5,\"label_deviation\":2.5,\"test_points\":%u,\"d\":3.5,"
      "\"d_is\":\"estimated\",\"estimated_d\":3.5,\"estimated_d_low\":3.25,"
      "\"estimated_d_high\":3.75}",
      (guint)lab_point_set_test_points (&set));
  assert_member (labelled, "points_file", expected);
  curve.experiment.intrinsic_dimension = 4;
  set.columns = set.dimensions;
  set.label = NULL;
  set.label_name = NULL;
  set.scale = 0.0;
  g_autoptr (JsonNode) bare = lab_results_fits_json (&curve, &fit, NULL, 0);
  g_autofree char *found = member_text (bare, "points_file");
  g_assert_nonnull (strstr (found, "\"dimensions_are\":\"columns\""));
  g_assert_nonnull (strstr (found, "\"scale\":null,\"label\":null,\"label_mean\":null,"
                                   "\"label_deviation\":null,"));
  g_assert_nonnull (strstr (found, "\"d\":4.0,\"d_is\":\"given\","));
}

/* Values that a fit does not take, by kind. */
static void
test_counts (void)
{
  LabExperiment experiment;
  LabResultsCounts counts;

  synthetic_experiment (LAB_SWEEP_TIME, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  LabRun *first = g_ptr_array_index (runs, 0);
  first->warm_up_steps = first->evaluations[4].step;
  first->evaluations[10].excess_risk = 0.0;
  first->evaluations[11].excess_risk = -1.0;
  ((LabRun *)g_ptr_array_index (runs, 3))->status = LAB_RUN_STOPPED;
  lab_results_count (&experiment, runs, &counts);
  g_assert_cmpuint (counts.planned, ==, 4);
  g_assert_cmpuint (counts.finished, ==, 3);
  g_assert_cmpuint (counts.stopped, ==, 1);
  g_assert_cmpuint (counts.diverged, ==, 0);
  g_assert_cmpuint (counts.not_measured, ==, 0);
  g_assert_cmpuint (counts.warm_up_values, ==, 5);
  g_assert_cmpuint (counts.values_left_out, ==, 2);
  g_assert_cmpstr (lab_results_validation_meaning (LAB_VALIDATION_EXTRA), ==,
                   "they are extra, beyond n, and shared by the runs of one repeat");
  g_assert_cmpstr (lab_results_validation_meaning (LAB_VALIDATION_SPLIT), ==,
                   "they are taken out of n, one in eight");
  g_assert_cmpstr (lab_results_validation_meaning (LAB_VALIDATION_NONE), ==,
                   "no stopping step is chosen, the last one counts");
}

static void
test_dimensions (void)
{
  LabExperiment experiment;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  experiment.noise = 0.5;
  experiment.hidden_dimension = LAB_HIDDEN_DIMENSION_POOLED;
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  LabRun *run = g_ptr_array_index (runs, 9);
  LabRun *some[] = {NULL, run, g_ptr_array_index (runs, 1)};

  run->data_dimension = (LabMeasuredDimension){2.0f, 1.5f, 2.5f};
  run->evaluations[20].measured_blocks = 1;
  run->evaluations[20].dimension[0] = (LabMeasuredDimension){6.0f, 2.0f, 14.0f};
  some[2]->evaluation_count = 0;
  some[2]->chosen = -1;
  json_builder_begin_object (builder);
  lab_results_add_dimensions (builder, &experiment, some, 3);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);
  g_autofree char *expected = g_strdup_printf (
      "{\"measured_dimension\":{\"estimator\":\"mle, k = 20\",\"runs\":1,"
      "\"data\":{\"value\":2.0,\"low\":1.5,\"high\":2.5},"
      "\"blocks\":[{\"value\":6.0,\"low\":2.0,\"high\":14.0}],"
      "\"predicted_exponent\":-0.25,\"predicted_low\":-0.5,\"predicted_high\":-0.125},"
      "\"hidden_dimensions\":[{\"run\":9,\"n\":256,\"width\":32,\"repeat\":1,"
      "\"data\":{\"value\":2.0,\"low\":1.5,\"high\":2.5},"
      "\"evaluations\":[{\"step\":%u,\"blocks\":[{\"value\":6.0,\"low\":2.0,\"high\":14.0}]}]}]}",
      run->evaluations[20].step);
  g_assert_cmpstr (text, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/results-members/fits", test_fits);
  g_test_add_func ("/results-members/left-out", test_left_out);
  g_test_add_func ("/results-members/points-file", test_points_file);
  g_test_add_func ("/results-members/counts", test_counts);
  g_test_add_func ("/results-members/dimensions", test_dimensions);
  return g_test_run ();
}
