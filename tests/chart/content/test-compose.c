/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composing: what is on the chart before, during and after an experiment. */
#include <math.h>
#include <string.h>

#include "chart/content/compose.h"
#include "experiment/conclude/curve-boundary.h"
#include "chart/paint/painter.h"

static LabRun *
run_of (const LabExperiment *experiment, guint index, double risk)
{
  LabRun *run = g_new0 (LabRun, 1);
  guint steps[LAB_EVALUATIONS_MAX];

  g_atomic_ref_count_init (&run->reference_count);
  lab_experiment_plan (experiment, index, &run->plan);
  run->parameters = 1000;
  run->training_points = run->plan.n;
  run->evaluation_count = lab_run_evaluation_steps (experiment, steps);
  run->evaluations = g_new0 (LabEvaluation, run->evaluation_count);
  for (guint i = 0; i < run->evaluation_count; i++)
    run->evaluations[i] = (LabEvaluation){
        .step = steps[i],
        .compute = (guint64)steps[i] * 1000000,
        .excess_risk = risk * pow (steps[i], -0.3),
    };
  run->chosen = (int)run->evaluation_count - 1;
  return run;
}

/* Risk n^-1/2 with 4 % between the repeats. */
static GPtrArray *
runs_of (const LabExperiment *experiment)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_run_unref);

  for (guint i = 0; i < lab_experiment_run_count (experiment); i++) {
    LabRunPlan plan;

    lab_experiment_plan (experiment, i, &plan);
    g_ptr_array_add (runs, run_of (experiment, i,
                                   4.0 * pow ((double)plan.n, -0.5) * (1.0 + 0.04 * plan.repeat)));
  }
  return runs;
}

static guint
count_lines (const LabChartContent *content, LabLineKind kind)
{
  guint count = 0;

  for (guint i = 0; i < content->lines->len; i++)
    count += ((LabChartLine *)g_ptr_array_index (content->lines, i))->kind == kind;
  return count;
}

static const LabChartLine *
line_of (const LabChartContent *content, LabLineKind kind)
{
  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);

    if (line->kind == kind)
      return line;
  }
  return NULL;
}

static double
slope_of (const LabChartLine *line)
{
  guint last = line->vertex_count - 1;

  return log (line->y[last] / line->y[0]) / log (line->x[last] / line->x[0]);
}

/* Before there are data: theory through risk 1 at the smallest n, with its slope following d. */
static void
test_empty (void)
{
  for (guint d = 1; d <= 8; d++) {
    LabExperiment experiment;
    LabChartRange range;

    lab_experiment_default (LAB_SWEEP_DATA, &experiment);
    experiment.intrinsic_dimension = d;
    g_autoptr (LabChartContent) content =
        lab_chart_compose (&(LabChartInput){.experiment = &experiment});
    const LabChartLine *line = line_of (content, LAB_LINE_REFERENCE);
    double grid[LAB_GRID_MAX];
    double slope = -2.0 * experiment.smoothness / (2.0 * experiment.smoothness + d);

    lab_experiment_grid (&experiment, grid);
    g_assert_cmpuint (content->series->len, ==, 0);
    g_assert_cmpfloat_with_epsilon (slope_of (line), slope, 1e-9);
    g_assert_cmpfloat_with_epsilon (line->y[0] * pow (grid[0] / line->x[0], slope), 1.0, 1e-9);
    lab_chart_range_fit (content, &range);
    g_assert_cmpfloat (range.x_minimum, <, grid[0]);
    g_assert_cmpfloat (range.y_maximum, >=, 1.0);
  }
}

static void
test_curve (void)
{
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = runs_of (&experiment);
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, (LabRun **)runs->pdata, runs->len);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  const LabChartCurve curves[] = {
      {.curve = curve, .fit = fit, .colour_index = 3, .ghost = TRUE},
      {.curve = curve, .fit = fit, .colour_index = 4},
  };
  g_autoptr (LabChartContent) content = lab_chart_compose (
      &(LabChartInput){.experiment = &experiment, .curves = curves, .curve_count = 2});
  const LabChartSeries *series = g_ptr_array_index (content->series, 1);
  const LabChartLine *reference = line_of (content, LAB_LINE_REFERENCE);
  double grid[LAB_GRID_MAX];
  double centre = exp (fit->power.centre);

  g_assert_cmpuint (content->series->len, ==, 2);
  g_assert_cmpuint (series->point_count, ==, lab_experiment_grid (&experiment, grid));
  g_assert_cmpuint (series->colour_index, ==, 4);
  g_assert_cmpfloat (series->points[0].high, >, series->points[0].low);
  g_assert_cmpuint (count_lines (content, LAB_LINE_FIT), ==, 2);
  g_assert_cmpfloat_with_epsilon (slope_of (line_of (content, LAB_LINE_FIT)), -0.5, 0.01);
  g_assert_cmpuint (count_lines (content, LAB_LINE_HAIRLINE), ==, experiment.noise > 0.0 ? 2 : 1);
  g_assert_cmpfloat_with_epsilon (reference->y[0] *
                                      pow (centre / reference->x[0], slope_of (reference)),
                                  exp (fit->power.level), 1e-9);
  g_assert_null (content->note);
}

/* A run in training is a hollow point; a diverged one a mark with step and reason. */
static void
test_live_and_diverged (void)
{
  LabExperiment experiment;
  LabChartLiveRun live;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = runs_of (&experiment);
  LabRun *diverged = g_ptr_array_index (runs, 0),
         *training = g_ptr_array_index (runs, runs->len - 1);

  diverged->status = LAB_RUN_DIVERGED;
  diverged->diverged_step = 17;
  diverged->reason = g_strdup ("the loss is not finite");
  live = (LabChartLiveRun){training->plan, 3, training->evaluations};
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, (LabRun **)runs->pdata, runs->len - 1);
  const LabChartCurve shown = {
      .curve = curve, .runs = (LabRun **)runs->pdata, .run_count = runs->len - 1};
  g_autoptr (LabChartContent) content =
      lab_chart_compose (&(LabChartInput){.experiment = &experiment,
                                          .curves = &shown,
                                          .curve_count = 1,
                                          .live = &live,
                                          .live_count = 1});
  const LabChartSeries *series = g_ptr_array_index (content->series, 0);
  const LabChartDivergence *mark;
  guint provisional = 0;

  for (guint i = 0; i < series->point_count; i++)
    if (series->points[i].provisional) {
      provisional++;
      g_assert_cmpfloat (series->points[i].x, ==, (double)training->plan.n);
      g_assert_cmpfloat_with_epsilon (series->points[i].y, training->evaluations[2].excess_risk,
                                      1e-12);
    }
  g_assert_cmpuint (provisional, ==, 1);
  g_assert_cmpuint (content->divergences->len, ==, 1);
  mark = g_ptr_array_index (content->divergences, 0);
  g_assert_cmpfloat (mark->x, ==, (double)diverged->plan.n);
  g_assert_nonnull (strstr (mark->label, "17"));
  g_assert_nonnull (strstr (mark->label, "not finite"));
  g_assert_nonnull (strstr (content->note, "Not fitted: 1 diverged run"));
  g_assert_null (strstr (content->note, "Not drawn"));
}

/* Both bounds of paper B, as bounds; one trajectory for each width. */
static void
test_compute (void)
{
  LabExperiment experiment;
  double grid[LAB_GRID_MAX];
  guint references = 0;

  lab_experiment_default (LAB_SWEEP_COMPUTE, &experiment);
  g_autoptr (GPtrArray) runs = runs_of (&experiment);
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, (LabRun **)runs->pdata, runs->len);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  const LabChartCurve shown = {.curve = curve, .fit = fit};
  g_autoptr (LabChartContent) content = lab_chart_compose (
      &(LabChartInput){.experiment = &experiment, .curves = &shown, .curve_count = 1});

  g_assert_cmpuint (content->series->len, ==, lab_experiment_grid (&experiment, grid));
  g_assert_cmpint (((LabChartSeries *)g_ptr_array_index (content->series, 0))->kind, ==,
                   LAB_SERIES_TRAJECTORY);
  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);

    if (line->kind != LAB_LINE_REFERENCE)
      continue;
    g_assert_cmpfloat_with_epsilon (slope_of (line), references == 0 ? -1 / 7.0 : -1 / 6.0, 1e-9);
    g_assert_nonnull (strstr (line->label, references == 0 ? "C^\u22121/7" : "C^\u22121/6"));
    g_assert_nonnull (strstr (line->label, "bound"));
    references++;
  }
  g_assert_cmpuint (references, ==, 2);
}

/* The boundary is named after the phases of paper B only where the exponential rival wins. */
static void
test_boundary (void)
{
  static const LabChoice choices[] = {LAB_CHOICE_CANNOT_TELL, LAB_CHOICE_POWER,
                                      LAB_CHOICE_EXPONENTIAL_POWER, LAB_CHOICE_POWER_POWER};
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_TIME, &experiment);
  g_autoptr (GPtrArray) runs = runs_of (&experiment);
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, (LabRun **)runs->pdata, runs->len);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  const LabChartCurve shown = {.curve = curve, .fit = fit};

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    fit->two_phase.choice = choices[i];
    fit->two_phase.boundary = 40.0;
    fit->two_phase.boundary_low = 30.0;
    fit->two_phase.boundary_high = 55.0;
    fit->two_phase.bend = NAN;
    lab_curve_fit_tell_phases (fit, curve, NULL);
    g_autoptr (LabChartContent) content = lab_chart_compose (
        &(LabChartInput){.experiment = &experiment, .curves = &shown, .curve_count = 1});
    const LabChartBoundary *boundary =
        content->boundaries->len > 0 ? g_ptr_array_index (content->boundaries, 0) : NULL;

    g_assert_cmpuint (content->boundaries->len, ==, i >= 2 ? 1 : 0);
    if (boundary == NULL)
      continue;
    g_assert_cmpfloat (boundary->low, ==, 30.0);
    g_assert_cmpstr (boundary->left_label, ==, lab_phases_drawn (fit->phases)->before);
    g_assert_nonnull (strstr (boundary->sentence, lab_phases_drawn (fit->phases)->sentence));
    g_assert_true ((strstr (boundary->left_label, "optimisation phase") != NULL) == (i == 2));
  }
}

/* Statistics are named only where noise limits the error; a measured slope is no fraction; a line
 * without the floor of the best law says so. */
static void
test_measured_words (void)
{
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_TIME, &experiment);
  g_autoptr (GPtrArray) runs = runs_of (&experiment);
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, (LabRun **)runs->pdata, runs->len);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  const LabChartCurve shown = {.curve = curve, .fit = fit};

  fit->power.exponent = -1.2;
  fit->power.high = -1.0;
  fit->two_phase.boundary = 40.0;
  for (guint i = 0; i < 8; i++) {
    gboolean exponential = (i & 1) != 0, noisy = (i & 2) != 0, floored = (i & 4) != 0;

    fit->two_phase.choice = exponential ? LAB_CHOICE_EXPONENTIAL_POWER : LAB_CHOICE_POWER_POWER;
    fit->two_phase.fits[fit->two_phase.best].floor = floored ? 0.01 : 0.0;
    curve->experiment.noise = noisy ? 0.5 : 0.0;
    lab_curve_fit_tell_phases (fit, curve, NULL);
    g_autoptr (LabChartContent) content = lab_chart_compose (
        &(LabChartInput){.experiment = &experiment, .curves = &shown, .curve_count = 1});
    const LabChartBoundary *boundary = g_ptr_array_index (content->boundaries, 0);
    const LabChartLine *line = line_of (content, LAB_LINE_FIT);

    g_assert_true ((strstr (boundary->right_label, "statistical") != NULL) ==
                   (exponential && noisy));
    g_assert_nonnull (strstr (boundary->right_label, "T^\u22121.20"));
    g_assert_nonnull (strstr (line->label, "T^\u22121.20"));
    g_assert_true ((strstr (line->label, "no floor") != NULL) == floored);
  }
}

/* Over depth: whole numbers, no slope of any theory, a mark where more depth stops helping. */
static void
test_depth (void)
{
  LabExperiment experiment;
  LabChartRange range;

  lab_experiment_default (LAB_SWEEP_DEPTH, &experiment);
  experiment.fixed = LAB_FIXED_WIDTH;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_run_unref);
  for (guint i = 0; i < lab_experiment_run_count (&experiment); i++) {
    LabRunPlan plan;

    lab_experiment_plan (&experiment, i, &plan);
    g_ptr_array_add (runs, run_of (&experiment, i,
                                   exp (-0.3 * MIN (plan.depth, 3)) * (1.0 + 0.04 * plan.repeat)));
  }
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, (LabRun **)runs->pdata, runs->len);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  const LabChartCurve shown = {.curve = curve, .fit = fit};
  g_autoptr (LabChartContent) content = lab_chart_compose (
      &(LabChartInput){.experiment = &experiment, .curves = &shown, .curve_count = 1});
  const LabChartSeries *series = g_ptr_array_index (content->series, 0);

  g_assert_true (content->x_whole);
  g_assert_cmpuint (series->point_count, ==, 6);
  g_assert_cmpfloat (series->points[5].x, ==, 6.0);
  g_assert_cmpstr (series->label, ==, "d = 4, m = 16");
  g_assert_cmpuint (count_lines (content, LAB_LINE_REFERENCE), ==, 0);
  g_assert_cmpuint (count_lines (content, LAB_LINE_FIT), ==, 0);
  g_assert_cmpuint (content->boundaries->len, ==, 1);
  g_assert_cmpfloat (((LabChartBoundary *)g_ptr_array_index (content->boundaries, 0))->x, ==, 3.0);
  lab_chart_range_fit (content, &range);
  g_assert_cmpfloat (range.x_minimum, >, 0.7);
  g_assert_cmpfloat (range.x_maximum, <, 8.0);

  curve->experiment.fixed = LAB_FIXED_PARAMETERS;
  g_autoptr (LabChartContent) fixed = lab_chart_compose (
      &(LabChartInput){.experiment = &experiment, .curves = &shown, .curve_count = 1});
  g_assert_true (g_str_has_prefix (((LabChartSeries *)g_ptr_array_index (fixed->series, 0))->label,
                                   "d = 4, N ≈ 1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/compose/empty", test_empty);
  g_test_add_func ("/compose/curve", test_curve);
  g_test_add_func ("/compose/live-and-diverged", test_live_and_diverged);
  g_test_add_func ("/compose/compute", test_compute);
  g_test_add_func ("/compose/boundary", test_boundary);
  g_test_add_func ("/compose/measured-words", test_measured_words);
  g_test_add_func ("/compose/depth", test_depth);
  return g_test_run ();
}
