/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measurements of a chart: points, trajectories, runs in training, marks of divergence. */
#include "chart/content/compose-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

static LabChartPoint
point_of_curve (const LabCurvePoint *point)
{
  return (LabChartPoint){
      .x = point->x,
      .y = point->mean,
      .low = point->low,
      .high = point->high,
      .left_out = point->warm_up || point->floor_limited,
  };
}

/* Points that the user's fit window leaves out. */
static void
mark_outside (const LabChartInput *input, const LabChartCurve *shown, LabChartPoint *point)
{
  gboolean chosen = input->fit_low > 0.0 || input->fit_high > 0.0;

  point->outside =
      chosen && !shown->ghost &&
      (point->x < input->fit_low || (input->fit_high > 0.0 && point->x > input->fit_high));
}

static gint
compare_x (gconstpointer a, gconstpointer b)
{
  const LabChartPoint *left = a, *right = b;

  return left->x < right->x ? -1 : left->x > right->x;
}

/* The curve's name, or that of the baseline. */
static char *
label_of (const LabChartInput *input,
          const LabChartCurve *shown,
          const LabExperiment *experiment,
          guint group)
{
  g_autofree char *label = lab_compose_curve_label (input, experiment, group);

  /* Translators: %s names a curve: "baseline: d = 2, m = 32". */
  return shown->baseline ? g_strdup_printf (_ ("baseline: %s"), label) : g_steal_pointer (&label);
}

static LabChartSeries *
add_series (LabChartContent *content,
            GArray *points,
            LabSeriesKind kind,
            const LabChartCurve *shown,
            guint colour_index)
{
  LabChartSeries *series = lab_chart_content_add_series (content, points->len);

  g_array_sort (points, compare_x);
  series->kind = kind;
  series->colour_index = colour_index;
  series->ghost = shown != NULL && shown->ghost;
  if (points->len > 0)
    memcpy (series->points, points->data, points->len * sizeof (LabChartPoint));
  return series;
}

/* One hollow point for each grid value in training: the geometric mean of its runs' latest risks. */
static void
append_live_points (GArray *points, const LabExperiment *experiment, const LabChartInput *input)
{
  double grid[LAB_GRID_MAX];
  guint length = lab_experiment_grid (experiment, grid);

  for (guint g = 0; g < length; g++) {
    LabChartPoint point = {.provisional = TRUE};
    double sum = 0.0;
    guint count = 0;

    for (guint i = 0; i < input->live_count; i++) {
      const LabChartLiveRun *live = &input->live[i];
      const LabEvaluation *last;

      if (live->plan.grid_index != g || live->evaluation_count == 0)
        continue;
      last = &live->evaluations[live->evaluation_count - 1];
      if (!(last->excess_risk > 0.0) || !isfinite (last->excess_risk))
        continue;
      point.x = lab_compose_abscissa (experiment, &live->plan, last);
      sum += log (last->excess_risk);
      count++;
    }
    if (count == 0)
      continue;
    point.y = point.low = point.high = exp (sum / count);
    g_array_append_val (points, point);
  }
}

static void
add_points (LabChartContent *content,
            const LabChartInput *input,
            const LabChartCurve *shown,
            const LabExperiment *experiment)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (LabChartPoint));
  LabChartSeries *series;

  for (guint i = 0; shown->curve != NULL && i < shown->curve->point_count; i++) {
    LabChartPoint point = point_of_curve (&shown->curve->points[i]);

    mark_outside (input, shown, &point);
    g_array_append_val (points, point);
  }
  if (!shown->ghost)
    append_live_points (points, experiment, input);
  if (points->len == 0)
    return;
  series = add_series (content, points, LAB_SERIES_POINTS, shown, shown->colour_index);
  series->label = label_of (input, shown, experiment, 0);
}

/* Mean trajectory of the finished runs of one width; TRUE when there is one. */
static gboolean
add_mean_trajectory (LabChartContent *content,
                     const LabChartInput *input,
                     const LabChartCurve *shown,
                     const LabExperiment *experiment,
                     guint group,
                     guint colour_index)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (LabChartPoint));
  LabChartSeries *series;

  for (guint i = 0; shown->curve != NULL && i < shown->curve->point_count; i++)
    if (shown->curve->points[i].group == group) {
      LabChartPoint point = point_of_curve (&shown->curve->points[i]);

      mark_outside (input, shown, &point);
      g_array_append_val (points, point);
    }
  if (points->len == 0)
    return FALSE;
  series = add_series (content, points, LAB_SERIES_TRAJECTORY, shown, colour_index);
  series->label = label_of (input, shown, experiment, group);
  series->thin = lab_compose_has_frontier (shown);
  return TRUE;
}

/* Each run in training draws its own line, with a hollow head. */
static void
add_live_trajectories (LabChartContent *content,
                       const LabChartInput *input,
                       const LabExperiment *experiment,
                       guint group,
                       guint colour_index,
                       gboolean labelled)
{
  for (guint i = 0; i < input->live_count; i++) {
    const LabChartLiveRun *live = &input->live[i];
    g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (LabChartPoint));
    LabChartSeries *series;

    if (live->plan.grid_index != group || live->evaluation_count == 0)
      continue;
    for (guint j = 0; j < live->evaluation_count; j++) {
      double risk = live->evaluations[j].excess_risk;
      LabChartPoint point = {
          .x = lab_compose_abscissa (experiment, &live->plan, &live->evaluations[j]),
          .y = risk,
          .low = risk,
          .high = risk,
          .provisional = j + 1 == live->evaluation_count,
      };

      g_array_append_val (points, point);
    }
    series = add_series (content, points, LAB_SERIES_TRAJECTORY, NULL, colour_index);
    if (!labelled)
      series->label = lab_compose_curve_label (input, experiment, group);
    labelled = TRUE;
  }
}

static void
add_trajectories (LabChartContent *content,
                  const LabChartInput *input,
                  const LabChartCurve *shown,
                  const LabExperiment *experiment)
{
  double grid[LAB_GRID_MAX];
  guint length = lab_experiment_grid (experiment, grid);

  for (guint group = 0; group < length; group++) {
    guint colour_index = shown->colour_index + length - 1 - group;
    gboolean labelled =
        add_mean_trajectory (content, input, shown, experiment, group, colour_index);

    if (!shown->ghost)
      add_live_trajectories (content, input, experiment, group, colour_index, labelled);
  }
}

void
lab_compose_series (LabChartContent *content, const LabChartInput *input)
{
  const LabChartCurve *current = lab_compose_current (input);
  const LabChartCurve nothing = {0};

  for (guint i = 0; i < input->curve_count; i++) {
    const LabChartCurve *shown = &input->curves[i];
    const LabExperiment *experiment =
        shown->curve != NULL ? &shown->curve->experiment : input->experiment;

    if (lab_axis (experiment->sweep)->is_trajectory)
      add_trajectories (content, input, shown, experiment);
    else
      add_points (content, input, shown, experiment);
  }
  if (current == NULL && input->live_count > 0) {
    if (lab_axis (input->experiment->sweep)->is_trajectory)
      add_trajectories (content, input, &nothing, input->experiment);
    else
      add_points (content, input, &nothing, input->experiment);
  }
}

/* Where the run broke off: its grid value, or the step or compute it had reached. */
static double
divergence_x (const LabExperiment *experiment, const LabRun *run)
{
  LabEvaluation evaluation = {.step = MAX (run->diverged_step, 1)};
  LabModelShape shape;
  LabTrainingSettings settings;

  if (run->evaluation_count > 0 && run->evaluations[run->evaluation_count - 1].step > 0) {
    const LabEvaluation *last = &run->evaluations[run->evaluation_count - 1];

    evaluation.compute = last->compute / last->step * evaluation.step;
  } else {
    lab_experiment_model_shape (experiment, &run->plan, &shape);
    lab_experiment_training (experiment, &run->plan, &settings);
    evaluation.compute = lab_model_shape_training_flop (&shape) * settings.batch * evaluation.step;
  }
  return lab_curve_abscissa (experiment->sweep, run, &evaluation);
}

void
lab_compose_divergences (LabChartContent *content, const LabChartCurve *shown)
{
  for (guint i = 0; shown->runs != NULL && shown->curve != NULL && i < shown->run_count; i++) {
    const LabRun *run = shown->runs[i];
    LabChartDivergence *divergence;

    if (run == NULL || run->status != LAB_RUN_DIVERGED)
      continue;
    divergence = lab_chart_content_add_divergence (content);
    divergence->x = divergence_x (&shown->curve->experiment, run);
    divergence->step = run->diverged_step;
    /* Translators: step number, then the reason. */
    divergence->label = g_strdup_printf (_ ("diverged at step %u: %s"), run->diverged_step,
                                         run->reason != NULL ? _ (run->reason) : "");
  }
}
