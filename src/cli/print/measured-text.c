/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print/measured-text.h"

#include "cli/output.h"
#include "cli/print/conclusion-text.h"
#include "config.h"
#include "experiment/experiment-keys.h"
#include "experiment/task.h"
#include "session/results-counts.h"
#include "session/results-rows.h"
#include "session/results.h"

#include <math.h>

/* Numbers of the table: enough to compare, few enough to read. */
#define DIGITS "%.4g"

static void
add_number (GPtrArray *cells, double value)
{
  g_ptr_array_add (cells, isfinite (value) ? g_strdup_printf (DIGITS, value) : g_strdup ("-"));
}

static void
add_integer (GPtrArray *cells, double value)
{
  g_ptr_array_add (cells, g_strdup_printf ("%.0f", value));
}

/* The model where it varies, x, and what was measured there. */
static void
add_heading (GPtrArray *cells, const LabExperiment *experiment)
{
  const char *const measured[] = {"runs", lab_experiment_error_name (experiment), "-1 s.e.",
                                  "+1 s.e.", ""};
  const LabAxis *axis = lab_axis (experiment->sweep);
  gboolean is_depth = lab_axis_has_key (experiment->sweep, "depth");

  if (is_depth || lab_axis_has_key (experiment->sweep, "width"))
    g_ptr_array_add (cells, g_strdup ("width"));
  if (is_depth)
    g_ptr_array_add (cells, g_strdup (lab_axis (lab_axis_of_theory (LAB_THEORY_MODEL))->heading));
  g_ptr_array_add (cells, axis->unit != NULL
                              ? g_strdup_printf ("%s (%s)", axis->heading, axis->unit)
                              : g_strdup (axis->heading));
  for (guint i = 0; i < G_N_ELEMENTS (measured); i++)
    g_ptr_array_add (cells, g_strdup (measured[i]));
}

/* The width whose models have that many parameters: on the model axis a point knows only N. */
static guint
width_of_parameters (const GPtrArray *runs, double parameters)
{
  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);

    if ((double)run->parameters == parameters)
      return run->plan.width;
  }
  return 0;
}

/* Width and N of the models of that depth. */
static void
add_model_of_depth (GPtrArray *cells, const GPtrArray *runs, double depth)
{
  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);

    if ((double)run->plan.depth != depth)
      continue;
    add_integer (cells, run->plan.width);
    add_integer (cells, (double)run->parameters);
    return;
  }
  g_return_if_reached ();
}

static void
add_point (GPtrArray *cells,
           const LabCurve *curve,
           const LabCurvePoint *point,
           const GPtrArray *runs)
{
  const LabSweep sweep = curve->experiment.sweep;
  double grid[LAB_GRID_MAX];

  lab_experiment_grid (&curve->experiment, grid);
  if (lab_axis_has_key (sweep, "depth"))
    add_model_of_depth (cells, runs, point->x);
  else if (lab_axis_has_key (sweep, "width"))
    add_integer (cells, lab_axis (sweep)->is_trajectory ? grid[point->group]
                                                        : width_of_parameters (runs, point->x));
  if (lab_axis (sweep)->is_count)
    add_integer (cells, point->x);
  else
    add_number (cells, point->x);
  add_integer (cells, point->count);
  add_number (cells, point->mean);
  add_number (cells, point->count > 1 ? point->low : NAN);
  add_number (cells, point->count > 1 ? point->high : NAN);
  g_ptr_array_add (cells, g_strdup (point->warm_up         ? "warm-up, not fitted"
                                    : point->floor_limited ? "optimisation floor, not fitted"
                                                           : ""));
}

static void
append_points (GString *text, const LabCurve *curve, const GPtrArray *runs)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *alignment = NULL;
  g_autofree char *table = NULL;

  if (curve->point_count == 0) {
    g_string_append (text, "No point was measured.\n");
    return;
  }
  add_heading (cells, &curve->experiment);
  alignment = g_strnfill (cells->len, 'r');
  alignment[cells->len - 1] = 'l'; /* a remark */
  for (guint i = 0; i < curve->point_count; i++)
    add_point (cells, curve, &curve->points[i], runs);
  g_ptr_array_add (cells, NULL);
  table = lab_columns (alignment, (const char *const *)cells->pdata);
  g_string_append (text, table);
  lab_append_sentence (
      text, "(%s: geometric mean over the runs, with one standard error.)",
      lab_task_info (curve->experiment.task)->error_words (&curve->experiment)->of_table);
  for (guint i = 0; i < curve->point_count; i++)
    if (curve->points[i].count == 1) {
      g_string_append (text, "Of a single run no standard error is known (-).\n");
      break;
    }
}

static void
append_unfinished (GString *text, const GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);

    if (run->status == LAB_RUN_FINISHED)
      continue;
    g_string_append_printf (text, "  %s: n %" G_GUINT64_FORMAT ", width %u, repeat %u",
                            lab_results_status_name (run->status), run->plan.n, run->plan.width,
                            run->plan.repeat);
    if (run->status == LAB_RUN_DIVERGED)
      g_string_append_printf (text, ", at step %u: %s", run->diverged_step,
                              run->reason != NULL ? run->reason : "no reason given");
    g_string_append_c (text, '\n');
  }
}

static void
append_validation (GString *text, const LabExperiment *experiment, const LabResultsCounts *counts)
{
  g_autofree char *each = NULL;

  if (counts->validation_labels_least == counts->validation_labels_most)
    each = g_strdup_printf ("%" G_GUINT64_FORMAT, counts->validation_labels_most);
  else
    each = g_strdup_printf ("%" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT,
                            counts->validation_labels_least, counts->validation_labels_most);
  lab_append_sentence (text, "Validation %s: %" G_GUINT64_FORMAT " over all runs, %s in each; %s.",
                       lab_task_info (experiment->task)->labelled, counts->validation_labels, each,
                       lab_results_validation_meaning (experiment->validation));
}

static void
append_counts (GString *text, const LabExperiment *experiment, const GPtrArray *runs)
{
  LabResultsCounts counts;

  lab_results_count (experiment, runs, &counts);
  lab_append_sentence (
      text,
      "%u of %u runs finished, %u diverged, %u stopped, %u not measured. Only finished "
      "runs enter points and fits.",
      counts.finished, counts.planned, counts.diverged, counts.stopped, counts.not_measured);
  if (counts.values_left_out > 0)
    lab_append_sentence (text, "%u values are not positive or not finite and are left out.",
                         counts.values_left_out);
  append_validation (text, experiment, &counts);
}

char *
lab_measured_text (const LabCurve *curve, const LabCurveFit *fit, const GPtrArray *runs)
{
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) sorted = NULL;
  LabExperiment resolved;
  GString *text;

  g_return_val_if_fail (curve != NULL && fit != NULL && runs != NULL, NULL);

  lab_results_resolve (&curve->experiment, &resolved);
  words = lab_experiment_to_text (&resolved);
  sorted = lab_results_sorted_runs ((LabRun *const *)runs->pdata, runs->len);
  text = g_string_new ("Scaling Lab " LAB_VERSION "\n");
  lab_append_wrapped (text, "", words);
  g_string_append_c (text, '\n');
  if (curve->experiment.points != NULL) {
    g_autofree char *points = lab_experiment_describe_points (&curve->experiment);

    lab_append_sentence (text, "%s", points);
    g_string_append_c (text, '\n');
  }
  append_points (text, curve, sorted);
  append_unfinished (text, sorted);
  append_counts (text, &curve->experiment, sorted);
  lab_append_conclusions (text, curve, fit, sorted);
  return g_string_free (text, FALSE);
}
