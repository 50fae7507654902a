/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frontier on the chart: the strongest line, over thin curves of the widths. */
#include "chart/content/compose.h"

#include <string.h>

#include "../../experiment/made-runs.h"

/* Widths that cross: each is best at a compute of its own, along C^-0.4. */
static LabCurve *
made_curve (const LabExperiment *experiment)
{
  guint count = lab_experiment_run_count (experiment), steps[LAB_EVALUATIONS_MAX];
  guint evaluations = lab_run_evaluation_steps (experiment, steps);
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  for (guint i = 0; i < count; i++) {
    runs[i] = make_run (experiment, i, evaluations);
    double flop = (double)runs[i]->parameters * 1000.0;
    for (guint k = 0; k < evaluations; k++) {
      double away = log (steps[k] / (100.0 * pow (2.0, runs[i]->plan.grid_index)));
      double ln_risk = -0.4 * log (flop * steps[k] / 1e8) + 0.2 * away * away;
      runs[i]->evaluations[k] = (LabEvaluation){
          .step = steps[k], .compute = (guint64)(flop * steps[k]), .excess_risk = exp (ln_risk)};
    }
  }
  LabCurve *curve = lab_curve_new (experiment, runs, count);
  free_runs (runs, count);
  return curve;
}

static LabChartContent *
compose (const LabCurve *curve, gboolean ghost)
{
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  const LabChartCurve shown = {.curve = curve, .fit = fit, .ghost = ghost};
  return lab_chart_compose (
      &(LabChartInput){.experiment = &curve->experiment, .curves = &shown, .curve_count = 1});
}

static const LabChartLine *
find_line (const LabChartContent *content, LabLineKind kind)
{
  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);
    if (line->kind == kind)
      return line;
  }
  return NULL;
}

static void
test_envelope (void)
{
  LabExperiment experiment = parse ("sweep=compute grid=8,12,16,22,32 repeats=2 steps=20000");
  g_autoptr (LabCurve) curve = made_curve (&experiment);
  g_autoptr (LabChartContent) content = compose (curve, FALSE);
  const LabChartLine *line = find_line (content, LAB_LINE_ENVELOPE);
  const LabChartLine *fit = find_line (content, LAB_LINE_FIT);

  g_assert_nonnull (line);
  g_assert_cmpuint (line->vertex_count, >, 4);
  g_assert_nonnull (strstr (line->label, "best of 5 widths C^−0."));
  for (guint i = 1; i < line->vertex_count; i++) {
    g_assert_cmpfloat (line->x[i], >, line->x[i - 1]);
    g_assert_cmpfloat (line->y[i], <, line->y[i - 1]);
  }
  g_assert_nonnull (fit);
  g_assert_nonnull (strstr (fit->label, "width 32 alone C^"));
  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);
    g_assert_true (series->thin);
  }
}

/* One width, or an earlier curve, has no envelope, and its own curve is no thinner. */
static void
test_none (void)
{
  LabExperiment one = parse ("sweep=compute grid=16 repeats=2 steps=20000");
  g_autoptr (LabCurve) alone = made_curve (&one);
  g_autoptr (LabChartContent) single = compose (alone, FALSE);
  g_assert_null (find_line (single, LAB_LINE_ENVELOPE));
  g_assert_false (((LabChartSeries *)g_ptr_array_index (single->series, 0))->thin);
  g_assert_null (strstr (find_line (single, LAB_LINE_FIT)->label, "alone"));

  LabExperiment several = parse ("sweep=compute grid=8,12,16,22,32 repeats=2 steps=20000");
  g_autoptr (LabCurve) curve = made_curve (&several);
  g_autoptr (LabChartContent) ghost = compose (curve, TRUE);
  g_assert_null (find_line (ghost, LAB_LINE_ENVELOPE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compose-frontier/envelope", test_envelope);
  g_test_add_func ("/compose-frontier/none", test_none);
  return g_test_run ();
}
