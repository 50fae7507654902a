/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Theory on a chart: chosen slopes, the prediction for this size, the two-phase curve. */
#include <math.h>
#include <string.h>

#include "chart/content/compose.h"

static LabExpectation
expectation_of (const LabExperiment *experiment, guint level, LabConstant constant)
{
  LabExpectation expectation = {.constant = constant, .calibration = {.shift = 0.4}};
  LabPredictionRequest request;

  lab_prediction_request_init (&request, experiment);
  g_assert_true (
      lab_prediction_compute (&request, level, NULL, NULL, &expectation.prediction, NULL));
  return expectation;
}

static GPtrArray *
lines_of (const LabChartContent *content, LabLineKind kind)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < content->lines->len; i++) {
    LabChartLine *line = g_ptr_array_index (content->lines, i);

    if (line->kind == kind)
      g_ptr_array_add (lines, line);
  }
  return lines;
}

/* On every axis but depth the line is the prediction under its constant, from end to end of the grid, and its
 * label names level and constant. */
static void
test_prediction (void)
{
  for (LabSweep sweep = 0; sweep < LAB_SWEEP_DEPTH; sweep++) {
    LabExperiment experiment;
    double low, high;

    lab_experiment_default (sweep, &experiment);
    lab_chart_grid (&experiment, &low, &high);
    LabExpectation expectation = expectation_of (&experiment, 2, LAB_CONSTANT_FITTED);
    LabChartInput input = {
        .experiment = &experiment, .expectation = &expectation, .prediction = TRUE};
    g_autoptr (LabChartContent) content = lab_chart_compose (&input);
    g_autoptr (GPtrArray) lines = lines_of (content, LAB_LINE_PREDICTION);
    const LabChartLine *line = g_ptr_array_index (lines, 0);

    g_assert_cmpuint (lines->len, ==, 1);
    g_assert_cmpuint (line->vertex_count, >, 60);
    g_assert_cmpfloat_with_epsilon (line->x[0] / low, 1.0, 0.1);
    g_assert_cmpfloat_with_epsilon (line->x[line->vertex_count - 1] / high, 1.0, 0.1);
    for (guint i = 0; i < line->vertex_count; i++)
      g_assert_cmpfloat (
          line->y[i], ==,
          lab_prediction_value (&expectation.prediction, &expectation.calibration, line->x[i]));
    g_assert_nonnull (strstr (
        line->label, sweep < LAB_SWEEP_TIME ? "predicted for this size (torus shells, level 2)"
                                            : "predicted for this size (kernel model, level 2)"));
    g_assert_nonnull (
        strstr (line->label, sweep < LAB_SWEEP_TIME ? "height fitted" : "time scale fitted"));
  }
}

/* The training error is a line of its own, never below level 2; nothing is drawn that is off. */
static void
test_training (void)
{
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_TIME, &experiment);
  for (guint level = 1; level <= 2; level++) {
    LabExpectation expectation = expectation_of (&experiment, level, LAB_CONSTANT_NOT_FITTED);
    LabChartInput input = {
        .experiment = &experiment, .expectation = &expectation, .training = TRUE};
    g_autoptr (LabChartContent) content = lab_chart_compose (&input);
    g_autoptr (GPtrArray) risk = lines_of (content, LAB_LINE_PREDICTION);
    g_autoptr (GPtrArray) training = lines_of (content, LAB_LINE_TRAINING);

    g_assert_cmpuint (risk->len, ==, 0);
    g_assert_cmpuint (training->len, ==, level - 1);
  }
}

/* Several theories at once, those of the axis only, and not where they do not hold. */
static void
test_theories (void)
{
  const LabTheory *theories[] = {
      lab_theory_find ("paper-a-data"), lab_theory_find ("bahri-resolution-data"),
      lab_theory_find ("kaplan-data"), lab_theory_find ("paper-a-model")};
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  for (guint noisy = 0; noisy < 2; noisy++) {
    experiment.noise = noisy;
    LabChartInput input = {
        .experiment = &experiment, .theories = theories, .theory_count = G_N_ELEMENTS (theories)};
    g_autoptr (LabChartContent) content = lab_chart_compose (&input);
    g_autoptr (GPtrArray) lines = lines_of (content, LAB_LINE_REFERENCE);
    const LabChartLine *last;

    g_assert_cmpuint (lines->len, ==, noisy ? 2 : 3);
    last = g_ptr_array_index (lines, lines->len - 1);
    g_assert_cmpfloat_with_epsilon (log (last->y[1] / last->y[0]) / log (last->x[1] / last->x[0]),
                                    -0.095, 1e-9);
    g_assert_nonnull (strstr (last->label, "published fit"));
    input.theory_count = 0;
    g_autoptr (LabChartContent) nothing = lab_chart_compose (&input);
    g_autoptr (GPtrArray) none = lines_of (nothing, LAB_LINE_REFERENCE);
    g_assert_cmpuint (none->len, ==, 0);
  }
}

/* Above smoothness 1 paper A states nothing; its slope is then called the minimax rate. */
static void
test_smooth (void)
{
  const LabTheory *theory = lab_theory_find ("paper-a-data");
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.smoothness = 1.5;
  g_autoptr (LabChartContent) content = lab_chart_compose (
      &(LabChartInput){.experiment = &experiment, .theories = &theory, .theory_count = 1});
  g_autoptr (GPtrArray) lines = lines_of (content, LAB_LINE_REFERENCE);
  const LabChartLine *line = g_ptr_array_index (lines, 0);

  g_assert_null (strstr (line->label, "paper A"));
  g_assert_nonnull (strstr (line->label, "minimax"));
}

/* The two-phase curve needs a measured trajectory; its constants then come back. */
static void
test_two_phases (void)
{
  const LabTheory *theory = lab_theory_find ("paper-b-two-phase");
  LabCurve curve = {.point_count = 40};
  LabChartCurve shown = {.curve = &curve};

  lab_experiment_default (LAB_SWEEP_COMPUTE, &curve.experiment);
  LabChartInput input = {.experiment = &curve.experiment, .theories = &theory, .theory_count = 1};
  g_autoptr (LabChartContent) before = lab_chart_compose (&input);
  g_autoptr (GPtrArray) none = lines_of (before, LAB_LINE_REFERENCE);
  double low, high;

  g_assert_cmpuint (none->len, ==, 0);
  lab_chart_grid (&curve.experiment, &low, &high);
  curve.points = g_new0 (LabCurvePoint, curve.point_count);
  for (guint i = 0; i < curve.point_count; i++) {
    double x = low * pow (high / low, i / 39.0);
    curve.points[i] = (LabCurvePoint){
        .x = x, .group = 2, .mean = exp (-x / (30.0 * low)) + 0.5 * pow (x / low, -1.0 / 7.0)};
  }
  input.curves = &shown;
  input.curve_count = 1;
  g_autoptr (LabChartContent) content = lab_chart_compose (&input);
  g_autoptr (GPtrArray) lines = lines_of (content, LAB_LINE_REFERENCE);
  const LabChartLine *line = g_ptr_array_index (lines, 0);
  g_assert_nonnull (strstr (line->label, "reconstruction"));
  for (guint i = 0; i < line->vertex_count; i++)
    g_assert_cmpfloat_with_epsilon (
        line->y[i], exp (-line->x[i] / (30.0 * low)) + 0.5 * pow (line->x[i] / low, -1.0 / 7.0),
        0.06);
  g_free (curve.points);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/compose-theory/prediction", test_prediction);
  g_test_add_func ("/compose-theory/training", test_training);
  g_test_add_func ("/compose-theory/theories", test_theories);
  g_test_add_func ("/compose-theory/smooth", test_smooth);
  g_test_add_func ("/compose-theory/two-phases", test_two_phases);
  return g_test_run ();
}
