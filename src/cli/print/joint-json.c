/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A joint law for other programs. */
#include "cli/print/joint-answer.h"

#include "session/json-values.h"

#include <math.h>

#define MORE_COMPUTE 10.0

static void
begin (JsonBuilder *builder, const char *name, gboolean is_list)
{
  json_builder_set_member_name (builder, name);
  if (is_list)
    json_builder_begin_array (builder);
  else
    json_builder_begin_object (builder);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_told (JsonBuilder *builder, const char *name, const LabJointTold *told)
{
  g_autofree char *low = g_strconcat (name, "_low", NULL);
  g_autofree char *high = g_strconcat (name, "_high", NULL);

  lab_json_add_real (builder, name, told->value);
  lab_json_add_real (builder, low, told->low);
  lab_json_add_real (builder, high, told->high);
}

static void
add_numbers (JsonBuilder *builder, const LabJointStudy *study)
{
  for (LabJointNumber number = 0; number <= LAB_JOINT_BETA; number++)
    add_told (builder, lab_joint_number_name (number), &study->number[number]);
  begin (builder, "profile", FALSE);
  for (LabJointNumber number = 0; number <= LAB_JOINT_BETA; number++) {
    const LabJointTold told = {study->number[number].value, study->profile_low[number],
                               study->profile_high[number]};
    add_told (builder, lab_joint_number_name (number), &told);
  }
  json_builder_end_object (builder);
  begin (builder, "at_bound", TRUE);
  for (LabJointNumber number = 0; number < LAB_JOINT_NUMBER_COUNT; number++)
    if ((study->fit.at_bound & 1u << number) != 0)
      json_builder_add_string_value (builder, lab_joint_number_name (number));
  json_builder_end_array (builder);
}

static void
add_rivals (JsonBuilder *builder, const LabJointStudy *study)
{
  lab_json_add_text (builder, "choice",
                     study->remaining == 1 ? lab_joint_form_name (study->order[0]) : "cannot tell");
  begin (builder, "remaining", TRUE);
  for (guint i = 0; i < study->remaining; i++)
    json_builder_add_string_value (builder, lab_joint_form_name (study->order[i]));
  json_builder_end_array (builder);
  begin (builder, "rivals", TRUE);
  for (guint i = 0; i < study->ranked; i++) {
    const LabJointFit *fit = &study->fits[study->order[i]];
    json_builder_begin_object (builder);
    lab_json_add_text (builder, "law", lab_joint_form_name (fit->law.form));
    lab_json_add_text (builder, "formula", lab_joint_form_formula (fit->law.form));
    lab_json_add_real (builder, "aicc", fit->aicc);
    lab_json_add_real (builder, "scatter", fit->scatter);
    for (LabJointNumber number = 0; number < LAB_JOINT_NUMBER_COUNT; number++)
      lab_json_add_real (builder, lab_joint_number_name (number), fit->law.number[number]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_optimum (JsonBuilder *builder, const LabJointOptimum *optimum)
{
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "compute", optimum->compute);
  add_told (builder, "n", &optimum->n);
  add_told (builder, "d", &optimum->d);
  add_told (builder, "loss", &optimum->loss);
  add_told (builder, "tokens_per_parameter", &optimum->ratio);
  lab_json_add_real (builder, "flat_n_low", optimum->flat_low);
  lab_json_add_real (builder, "flat_n_high", optimum->flat_high);
  add_boolean (builder, "extrapolated", optimum->extrapolated);
  json_builder_end_object (builder);
}

/* What ten times the largest compute of the points would buy. */
static void
add_more (JsonBuilder *builder, const LabJointStudy *study)
{
  LabJointOptimum now, then;

  lab_joint_optimum (study->bootstrap, study->most_compute, study->flop, study->most_compute, &now);
  lab_joint_optimum (study->bootstrap, study->most_compute * MORE_COMPUTE, study->flop,
                     study->most_compute, &then);
  begin (builder, "more_compute", FALSE);
  lab_json_add_real (builder, "compute", now.compute);
  lab_json_add_real (builder, "times", MORE_COMPUTE);
  add_told (builder, "loss", &now.loss);
  add_told (builder, "loss_then", &then.loss);
  json_builder_end_object (builder);
}

static void
add_compute (JsonBuilder *builder, const LabJointStudy *study)
{
  lab_json_add_real (builder, "flop_per_parameter_and_token", study->flop);
  begin (builder, "optimal", TRUE);
  for (guint i = 0; i < study->optimum_count; i++)
    add_optimum (builder, &study->optima[i]);
  json_builder_end_array (builder);
  add_told (builder, "n_exponent", &study->reading.n_exponent);
  add_told (builder, "d_exponent", &study->reading.d_exponent);
  const LabJointTold frontier = {-study->reading.gain.value, -study->reading.gain.high,
                                 -study->reading.gain.low};
  add_told (builder, "frontier_exponent", &frontier);
  add_more (builder, study);
  json_builder_set_member_name (builder, "at");
  if (study->has_at)
    add_optimum (builder, &study->at);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "reach");
  if (!isfinite (study->reach_loss)) {
    json_builder_add_null_value (builder);
    return;
  }
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "loss", study->reach_loss);
  add_told (builder, "compute", &study->reach);
  add_told (builder, "n", &study->reach_n);
  add_told (builder, "d", &study->reach_d);
  json_builder_end_object (builder);
}

static void
add_readings (JsonBuilder *builder, const LabJointStudy *study)
{
  const LabJointReading *reading = &study->reading;

  begin (builder, "paper_a", FALSE);
  add_told (builder, "alpha_n", &study->number[LAB_JOINT_ALPHA]);
  add_told (builder, "alpha_d", &study->number[LAB_JOINT_BETA]);
  add_told (builder, "alpha_n_expected", &reading->expected_alpha);
  add_told (builder, "dimension_of_n", &reading->dimension_n);
  add_told (builder, "dimension_of_d", &reading->dimension_d);
  json_builder_end_object (builder);
  begin (builder, "paper_b", FALSE);
  lab_json_add_real (builder, "frontier_exponent", -1.0 / 7.0);
  json_builder_end_object (builder);
}

static void
add_rollout (JsonBuilder *builder, const char *name, const LabJointRollout *rollout)
{
  begin (builder, name, TRUE);
  for (guint c = 0; c < rollout->count; c++) {
    const LabJointCut *cut = &rollout->cuts[c];
    json_builder_begin_object (builder);
    lab_json_add_real (builder, "fitted_to", cut->limit);
    lab_json_add_integer (builder, "points_fitted", cut->fitted);
    lab_json_add_integer (builder, "points", cut->held_out);
    lab_json_add_real (builder, "rms_log_error", cut->error);
    lab_json_add_real (builder, "mean_log_error", cut->bias);
    lab_json_add_real (builder, "scatter", cut->scatter);
    lab_json_add_real (builder, "alpha", cut->law.number[LAB_JOINT_ALPHA]);
    lab_json_add_real (builder, "beta", cut->law.number[LAB_JOINT_BETA]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_residuals (JsonBuilder *builder, const LabJointStudy *study)
{
  begin (builder, "residuals", TRUE);
  for (guint i = 0; i < study->count; i++) {
    const LabJointPoint *point = &study->points[i];
    double fitted = lab_joint_law_value (&study->fit.law, point->n, point->d);

    if (!(point->loss > 0.0) || !isfinite (log (point->loss / fitted)))
      continue;
    json_builder_begin_object (builder);
    lab_json_add_real (builder, "n", point->n);
    lab_json_add_real (builder, "d", point->d);
    lab_json_add_real (builder, "loss", point->loss);
    lab_json_add_real (builder, "fitted", fitted);
    lab_json_add_real (builder, "residual", log (point->loss / fitted));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_columns (JsonBuilder *builder, const LabJointColumns *columns)
{
  begin (builder, "columns", FALSE);
  lab_json_add_text (builder, "n", columns->n);
  lab_json_add_text (builder, "d", columns->d);
  lab_json_add_text (builder, "y", columns->y);
  lab_json_add_text (builder, "compute", columns->compute);
  lab_json_add_text (builder, "why", columns->why);
  json_builder_end_object (builder);
}

void
lab_joint_add_members (JsonBuilder *builder,
                       const LabJointStudy *study,
                       const LabJointColumns *columns)
{
  g_autofree char *doubt = lab_joint_study_doubt (study);

  lab_json_add_text (builder, "model", "joint");
  lab_json_add_text (builder, "formula", lab_joint_form_formula (LAB_JOINT_FULL));
  add_columns (builder, columns);
  add_boolean (builder, "robust", study->fit.robust);
  add_numbers (builder, study);
  add_boolean (builder, "determined", study->is_determined);
  lab_json_add_text (builder, "doubt", doubt);
  lab_json_add_real (builder, "objective", study->fit.objective);
  lab_json_add_real (builder, "scatter", study->fit.scatter);
  lab_json_add_real (builder, "aicc", study->fit.aicc);
  lab_json_add_real (builder, "condition", study->fit.condition);
  lab_json_add_real (builder, "projected_condition", study->fit.projected_condition);
  lab_json_add_integer (builder, "refits", study->bootstrap->count);
  lab_json_add_integer (builder, "points_used", study->fit.points_used);
  lab_json_add_integer (builder, "points_left_out", study->fit.points_left_out);
  add_rivals (builder, study);
  add_compute (builder, study);
  add_readings (builder, study);
  begin (builder, "held_out", FALSE);
  add_rollout (builder, "n", &study->over_n);
  add_rollout (builder, "d", &study->over_d);
  json_builder_end_object (builder);
  add_residuals (builder, study);
}

JsonNode *
lab_joint_node (const LabJointStudy *study, const LabJointColumns *columns)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lab_joint_add_members (builder, study, columns);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
add_minima (JsonBuilder *builder, const LabIsoflop *isoflop)
{
  begin (builder, "minima", TRUE);
  for (guint m = 0; m < isoflop->count; m++) {
    const LabIsoflopMinimum *minimum = &isoflop->minima[m];
    json_builder_begin_object (builder);
    lab_json_add_real (builder, "compute", minimum->compute);
    lab_json_add_real (builder, "n", minimum->n);
    lab_json_add_real (builder, "n_low", minimum->n_low);
    lab_json_add_real (builder, "n_high", minimum->n_high);
    lab_json_add_real (builder, "loss", minimum->loss);
    lab_json_add_integer (builder, "points", minimum->points);
    lab_json_add_real (builder, "centre", minimum->centre);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* The same points by the joint law. */
static void
add_beside (JsonBuilder *builder,
            const LabIsoflop *isoflop,
            const LabJointStudy *study,
            const char *why)
{
  json_builder_set_member_name (builder, "joint");
  if (study == NULL) {
    json_builder_add_null_value (builder);
    lab_json_add_text (builder, "why_no_joint", why);
    return;
  }
  json_builder_begin_object (builder);
  for (LabJointNumber number = 0; number <= LAB_JOINT_BETA; number++)
    add_told (builder, lab_joint_number_name (number), &study->number[number]);
  add_told (builder, "n_exponent", &study->reading.n_exponent);
  add_told (builder, "d_exponent", &study->reading.d_exponent);
  double read = lab_isoflop_read_law (isoflop, &study->fit.law, study->flop);
  lab_json_add_real (builder, "exponent_by_parabolas", read);
  lab_json_add_real (builder, "bias_of_parabolas", read - study->reading.n_exponent.value);
  json_builder_end_object (builder);
}

JsonNode *
lab_isoflop_node (const LabIsoflop *isoflop,
                  const LabJointStudy *study,
                  const char *why,
                  const LabJointColumns *columns)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_auto (GStrv) warnings = lab_isoflop_warnings (isoflop, study);
  const LabJointTold exponent = {isoflop->exponent, isoflop->low, isoflop->high};
  const LabJointTold d_exponent = {1.0 - isoflop->exponent, 1.0 - isoflop->high,
                                   1.0 - isoflop->low};
  const LabJointTold loss = {isoflop->loss_exponent, isoflop->loss_low, isoflop->loss_high};

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "model", "isoflop");
  add_columns (builder, columns);
  add_minima (builder, isoflop);
  add_told (builder, "exponent", &exponent);
  add_told (builder, "d_exponent", &d_exponent);
  add_told (builder, "loss_exponent", &loss);
  add_beside (builder, isoflop, study, why);
  begin (builder, "warnings", TRUE);
  for (guint w = 0; warnings[w] != NULL; w++)
    json_builder_add_string_value (builder, warnings[w]);
  json_builder_end_array (builder);
  lab_json_add_integer (builder, "points_used", isoflop->point_count);
  lab_json_add_integer (builder, "points_left_out", isoflop->left_out);
  lab_json_add_integer (builder, "budgets_passed_over", isoflop->passed_over);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
