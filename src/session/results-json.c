/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results as JSON: what `run --json` prints and what fits.json holds.
 *
 * Member names are the vocabulary's keys and the columns of points.csv. JSON knows neither NaN nor
 * infinity: such a value is null. */
#include "session/results.h"

#include "config.h"
#include "experiment/conclude/more-runs.h"
#include "session/json-values.h"
#include "session/results-counts.h"
#include "session/results-dimension.h"
#include "session/results-frontier.h"
#include "session/results-laws.h"
#include "session/results-phases.h"
#include "session/results-predictions.h"
#include "session/results-rows.h"

#include <math.h>

static void
add_value (JsonBuilder *builder, const char *name, const LabResultsValue *value)
{
  switch (value->type) {
  case LAB_RESULTS_MISSING:
    lab_json_add_real (builder, name, NAN);
    break;
  case LAB_RESULTS_INTEGER:
    lab_json_add_integer (builder, name, value->integer);
    break;
  case LAB_RESULTS_REAL:
    lab_json_add_real (builder, name, value->real);
    break;
  case LAB_RESULTS_TEXT:
    lab_json_add_text (builder, name, value->text);
    break;
  }
}

static void
add_points (JsonBuilder *builder, const LabExperiment *experiment, const GPtrArray *runs)
{
  g_autoptr (GArray) rows = lab_results_rows (experiment, runs);

  json_builder_set_member_name (builder, "points");
  json_builder_begin_array (builder);
  for (guint r = 0; r < rows->len; r++) {
    const LabResultsRow *row = &g_array_index (rows, LabResultsRow, r);

    json_builder_begin_object (builder);
    for (guint c = 0; c < lab_results_column_count (experiment); c++) {
      LabResultsValue value = lab_results_value (experiment, row, c);

      add_value (builder, lab_results_column_name (experiment, c), &value);
    }
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* The conclusion of a depth sweep; null where there is none. */
static void
add_depth (JsonBuilder *builder, const LabCurve *curve, const LabDepthChoice *choice)
{
  double d = lab_experiment_dimension (&curve->experiment);

  lab_json_add_real (builder, "enough_depth", choice->reached ? choice->enough : NAN);
  lab_json_add_real (builder, "enough_depth_low", choice->valid ? choice->low : NAN);
  lab_json_add_real (builder, "enough_depth_high", choice->valid ? choice->high : NAN);
  lab_json_add_real (builder, "deepest", choice->valid ? choice->deepest : NAN);
  lab_json_add_real (builder, "best_depth", choice->valid ? choice->best : NAN);
  lab_json_add_integer (builder, "paired_repeats", choice->repeats);
  lab_json_add_real (builder, "log2_d", lab_theory_depth (d, 1.0, 0.0));
}

/* The slope that theory predicts for these sizes, both comparisons, and the reasons with the numbers
 * behind them (verdict.h). */
static void
add_verdict (JsonBuilder *builder, const LabCurve *curve, const LabCurveFit *fit)
{
  LabMore open;

  lab_more_runs (fit, curve, &open);
  lab_json_add_text (builder, "verdict", lab_verdict_name (fit->verdict));
  lab_json_add_real (builder, "more_repeats",
                     open.repeats.amount > 0.0 ? open.repeats.amount : NAN);
  lab_json_add_real (builder, "larger_n", open.n.amount > 0.0 ? open.n.amount : NAN);
  lab_json_add_text (builder, "against_theory", lab_verdict_name (fit->against_reference));
  lab_json_add_real (builder, "prediction", fit->prediction_level > 0 ? fit->prediction : NAN);
  lab_json_add_integer (builder, "prediction_level", fit->prediction_level);
  lab_json_add_text (builder, "against_prediction", lab_verdict_name (fit->against_prediction));
  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i < fit->finding_count; i++) {
    json_builder_begin_object (builder);
    lab_json_add_text (builder, "reason", lab_reason_name (fit->findings[i].reason));
    json_builder_set_member_name (builder, "numbers");
    json_builder_begin_array (builder);
    for (guint k = 0; k < LAB_REASON_NUMBERS; k++)
      json_builder_add_double_value (builder, fit->findings[i].numbers[k]);
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_fit (JsonBuilder *builder, const LabCurve *curve, const LabCurveFit *fit)
{
  const LabPowerLawFit *power = &fit->power;
  const LabReferenceLaw *reference = &fit->reference;

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "axis", lab_json_axis_name (fit->axis));
  lab_json_add_real (builder, "exponent", power->valid ? power->exponent : NAN);
  lab_json_add_real (builder, "low", power->valid ? power->low : NAN);
  lab_json_add_real (builder, "high", power->valid ? power->high : NAN);
  lab_json_add_real (builder, "theory", reference->valid ? reference->exponent : NAN);
  add_verdict (builder, curve, fit);
  lab_json_add_text (builder, "theory_nature",
                     reference->valid ? lab_nature_name (reference->nature) : NULL);
  lab_json_add_text (builder, "theory_formula", reference->valid ? reference->formula : NULL);
  lab_json_add_text (builder, "theory_source", reference->valid ? reference->source : NULL);
  lab_json_add_real (builder, "window_low", power->valid ? power->x_minimum : NAN);
  lab_json_add_real (builder, "window_high", power->valid ? power->x_maximum : NAN);
  lab_json_add_real (builder, "log_prefactor", power->valid ? power->prefactor : NAN);
  lab_json_add_integer (builder, "points_used", power->valid ? power->points_used : 0);
  if (fit->has_two_phase) {
    double grid[LAB_GRID_MAX];

    lab_experiment_grid (&curve->experiment, grid);
    lab_json_add_integer (builder, "width", (guint64)grid[fit->group]);
    lab_results_add_laws (builder, &fit->two_phase);
  }
  if (fit->has_depth)
    add_depth (builder, curve, &fit->depth);
  json_builder_end_object (builder);
}

static void
add_fits (JsonBuilder *builder, const LabCurve *curve, const LabCurveFit *fit)
{
  json_builder_set_member_name (builder, "fits");
  json_builder_begin_array (builder);
  add_fit (builder, curve, fit);
  json_builder_end_array (builder);
}

/* A run that no fit uses, with the reason. */
static void
add_left_out_run (JsonBuilder *builder, const LabRun *run)
{
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "reason", lab_results_status_name (run->status));
  lab_json_add_integer (builder, "run", run->plan.index);
  lab_json_add_integer (builder, "repeat", run->plan.repeat);
  lab_json_add_integer (builder, "n", run->plan.n);
  lab_json_add_integer (builder, "width", run->plan.width);
  if (run->status == LAB_RUN_DIVERGED) {
    lab_json_add_integer (builder, "diverged_step", run->diverged_step);
    lab_json_add_text (builder, "sentence", run->reason);
  }
  json_builder_end_object (builder);
}

static void
add_left_out_values (JsonBuilder *builder, const char *reason, guint count)
{
  if (count == 0)
    return;
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "reason", reason);
  lab_json_add_integer (builder, "values", count);
  json_builder_end_object (builder);
}

/* On time and compute one width's trajectories are fitted. */
static guint
count_other_groups (const LabCurve *curve, const LabCurveFit *fit)
{
  guint count = 0;

  for (guint i = 0; i < curve->sample_count; i++) {
    const LabCurveSample *sample = &curve->samples[i];

    count += sample->group != fit->group && !sample->warm_up && !sample->floor_limited;
  }
  return count;
}

static void
add_left_out (JsonBuilder *builder,
              const LabCurve *curve,
              const LabCurveFit *fit,
              const GPtrArray *runs,
              const LabResultsCounts *counts)
{
  json_builder_set_member_name (builder, "left_out");
  json_builder_begin_array (builder);
  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);

    if (run->status != LAB_RUN_FINISHED)
      add_left_out_run (builder, run);
  }
  add_left_out_values (builder, "not positive or not finite", counts->values_left_out);
  add_left_out_values (builder, "learning-rate warm-up", counts->warm_up_values);
  add_left_out_values (builder, "optimisation floor", counts->floor_limited_values);
  add_left_out_values (builder, "not of the largest width", count_other_groups (curve, fit));
  json_builder_end_array (builder);
}

static void
add_counts (JsonBuilder *builder, const LabResultsCounts *counts)
{
  lab_json_add_integer (builder, "validation_labels", counts->validation_labels);
  json_builder_set_member_name (builder, "validation_labels_per_run");
  json_builder_begin_object (builder);
  lab_json_add_integer (builder, "least", counts->validation_labels_least);
  lab_json_add_integer (builder, "most", counts->validation_labels_most);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "runs");
  json_builder_begin_object (builder);
  lab_json_add_integer (builder, "planned", counts->planned);
  lab_json_add_integer (builder, "finished", counts->finished);
  lab_json_add_integer (builder, "diverged", counts->diverged);
  lab_json_add_integer (builder, "stopped", counts->stopped);
  lab_json_add_integer (builder, "not_measured", counts->not_measured);
  json_builder_end_object (builder);
}

/* What was read from the file, and how it was shared out. */
static void
add_points_file (JsonBuilder *builder, const LabExperiment *experiment)
{
  const LabPointSet *set = experiment->points;
  g_autofree char *path = NULL;

  if (set == NULL)
    return;
  path = lab_json_path (set->path);
  json_builder_set_member_name (builder, "points_file");
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "path", path);
  lab_json_add_text (builder, "path_encoding", g_str_equal (path, set->path) ? "none" : "percent");
  lab_json_add_text (builder, "sha256", set->checksum);
  lab_json_add_integer (builder, "points", set->n);
  lab_json_add_integer (builder, "columns", set->columns);
  lab_json_add_integer (builder, "dimensions", set->dimensions);
  lab_json_add_text (builder, "dimensions_are",
                     lab_point_set_is_projected (set) ? "principal_components" : "columns");
  lab_json_add_real (builder, "variance_kept", set->variance_kept);
  lab_json_add_integer (builder, "constant_columns", set->constant);
  lab_json_add_integer (builder, "duplicates", set->duplicates);
  lab_json_add_real (builder, "scale", set->scale > 0.0 ? set->scale : NAN);
  lab_json_add_text (builder, "label", set->label_name);
  lab_json_add_real (builder, "label_mean", set->label != NULL ? set->label_mean : NAN);
  lab_json_add_real (builder, "label_deviation", set->label != NULL ? set->label_deviation : NAN);
  lab_json_add_integer (builder, "test_points", lab_experiment_test_points (experiment));
  lab_json_add_real (builder, "d", lab_experiment_dimension (experiment));
  lab_json_add_text (builder, "d_is",
                     lab_experiment_estimates_dimension (experiment) ? "estimated" : "given");
  lab_json_add_real (builder, "estimated_d", set->intrinsic_dimension);
  lab_json_add_real (builder, "estimated_d_low", set->low);
  lab_json_add_real (builder, "estimated_d_high", set->high);
  json_builder_end_object (builder);
}

JsonNode *
lab_results_json (const LabCurve *curve, const LabCurveFit *fit, LabRun *const *runs, guint count)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (GPtrArray) sorted = NULL;

  g_return_val_if_fail (curve != NULL && fit != NULL, NULL);
  g_return_val_if_fail (runs != NULL || count == 0, NULL);

  builder = json_builder_new ();
  sorted = lab_results_sorted_runs (runs, count);
  json_builder_begin_object (builder);
  lab_json_add_experiment (builder, &curve->experiment);
  add_points_file (builder, &curve->experiment);
  add_points (builder, &curve->experiment, sorted);
  add_fits (builder, curve, fit);
  lab_results_add_boundaries (builder, fit->phases, NULL);
  lab_results_add_predictions (builder, fit);
  lab_results_add_frontier (builder, fit->frontier);
  lab_results_add_dimensions (builder, &curve->experiment, runs, count);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

JsonNode *
lab_results_fits_json (const LabCurve *curve,
                       const LabCurveFit *fit,
                       LabRun *const *runs,
                       guint count)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (GPtrArray) sorted = NULL;
  LabResultsCounts counts;

  g_return_val_if_fail (curve != NULL && fit != NULL, NULL);
  g_return_val_if_fail (runs != NULL || count == 0, NULL);

  builder = json_builder_new ();
  sorted = lab_results_sorted_runs (runs, count);
  lab_results_count (&curve->experiment, sorted, &counts);
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "program", "Scaling Lab " LAB_VERSION);
  lab_json_add_experiment (builder, &curve->experiment);
  add_points_file (builder, &curve->experiment);
  add_fits (builder, curve, fit);
  lab_results_add_boundaries (builder, fit->phases, NULL);
  lab_results_add_predictions (builder, fit);
  lab_results_add_frontier (builder, fit->frontier);
  add_counts (builder, &counts);
  add_left_out (builder, curve, fit, sorted, &counts);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
