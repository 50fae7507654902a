/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernel studies as JSON and CSV. At the top stands the last point of the grid. */
#include "cli/print/kernel-print.h"

#include "cli/print/class-width.h"
#include "experiment/kernel/kernel-phases.h"
#include "session/json-values.h"
#include "session/results-phases.h"
#include "theory/exponents.h"

#include <math.h>

static void
add_value (JsonBuilder *builder, double value)
{
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/* The doubles at `offset` of each moment, as the array `name`. */
static void
add_moments (JsonBuilder *builder, const char *name, const LabKernelPoint *point, gsize offset)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < point->first->moment_count; i++)
    add_value (builder,
               *(const double *)(gconstpointer)((const char *)&point->moments[i] + offset));
  json_builder_end_array (builder);
}

#define MOMENT(field) G_STRUCT_OFFSET (LabKernelMoment, field)

static const struct
{
  const char *name;
  gsize offset;
} columns[] = {
    {"predicted_test", MOMENT (predicted.test)},
    {"predicted_bias", MOMENT (predicted.bias)},
    {"predicted_variance", MOMENT (predicted.variance)},
    {"predicted_train", MOMENT (predicted.train)},
    {"measured_test", MOMENT (measured_test)},
    {"measured_train", MOMENT (measured_train)},
    {"weight_move", MOMENT (weight_move)},
    {"predicted_weight_move", MOMENT (predicted_weight_move)},
    {"effective_dimension", MOMENT (predicted.effective_dimension)},
};

static void
add_exponent (JsonBuilder *builder, const char *name, const LabModeExponent *exponent)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "state", lab_mode_exponent_state_name (exponent->state));
  lab_json_add_real (builder, "value", exponent->value);
  lab_json_add_real (builder, "low", exponent->low);
  lab_json_add_real (builder, "high", exponent->high);
  json_builder_end_object (builder);
}

/* The fitted exponents beside those of theory. */
static void
add_laws (JsonBuilder *builder, const LabKernelBatch *batch, const LabModeFit *fit)
{
  const double beta = lab_experiment_smoothness (&batch->experiment);
  const double d = isfinite (beta) ? lab_experiment_dimension (&batch->experiment) : NAN;

  json_builder_set_member_name (builder, "mode_fit");
  json_builder_begin_object (builder);
  lab_json_add_integer (builder, "first_mode", fit->first);
  lab_json_add_integer (builder, "last_mode", fit->last);
  add_exponent (builder, "b", &fit->b);
  add_exponent (builder, "a", &fit->a);
  add_exponent (builder, "time_exponent", &fit->time);
  add_exponent (builder, "data_exponent", &fit->data);
  lab_json_add_real (builder, "theory_time_exponent", lab_theory_time_exponent (beta, d, 0.5));
  lab_json_add_real (builder, "alpha_D", lab_theory_alpha_D (beta, d));
  json_builder_end_object (builder);
}

static void
add_complexity (JsonBuilder *builder, const LabKernelStudy *study)
{
  json_builder_set_member_name (builder, "rademacher");
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "ball_radius", study->ball_radius);
  lab_json_add_real (builder, "bound", study->ball.bound);
  lab_json_add_real (builder, "monte_carlo", study->ball.monte_carlo);
  lab_json_add_real (builder, "monte_carlo_error", study->ball.error);
  lab_json_add_real (builder, "generalisation_gap", study->generalisation_gap);
  json_builder_end_object (builder);
}

/* Of one random function with the kernel's covariance, by powers of two of features. */
static void
add_width (JsonBuilder *builder, const LabKernelStudy *study)
{
  json_builder_set_member_name (builder, "kolmogorov_width");
  json_builder_begin_array (builder);
  for (gsize features = 1; features <= study->n / 4; features *= 2) {
    json_builder_begin_object (builder);
    lab_json_add_integer (builder, "features", features);
    lab_json_add_real (builder, "width",
                       lab_kolmogorov_width (study->n, study->modes->eigenvalue, features));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_law_choice (JsonBuilder *builder, const char *name, const LabTwoPhaseChoice *choice)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "law", lab_choice_name (choice->choice));
  lab_json_add_real (builder, "boundary", choice->boundary);
  lab_json_add_real (builder, "lead", choice->lead);
  json_builder_end_object (builder);
}

/* modes: of the same kernel, or NULL. */
static void
add_ridge (JsonBuilder *builder,
           const char *name,
           const LabKernelRidge *ridge,
           const LabKernelModes *modes)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "ridge", ridge->ridge);
  lab_json_add_real (builder, "validation_loss", ridge->validation_loss);
  lab_json_add_real (builder, "excess_risk", ridge->excess_risk);
  if (modes != NULL)
    lab_json_add_real (builder, "effective_dimension",
                       lab_kernel_modes_effective_dimension (modes, ridge->ridge));
  json_builder_set_member_name (builder, "ridge_at_edge");
  json_builder_add_boolean_value (builder, ridge->at_edge);
  json_builder_end_object (builder);
}

static double
mean (const double *values, guint count)
{
  double sum = 0.0;

  for (guint i = 0; i < count; i++)
    sum += values[i];
  return sum / count;
}

/* What is one number per point. */
static void
add_scalars (JsonBuilder *builder, const LabKernelBatch *batch, const LabKernelPoint *point)
{
  const LabKernelStudy *study = point->first;

  lab_json_add_integer (builder, "n", study->n);
  lab_json_add_integer (builder, "training_points", study->asked);
  lab_json_add_integer (builder, "width", study->plan.width);
  lab_json_add_integer (builder, "depth", study->plan.depth);
  lab_json_add_integer (builder, "parameters", study->parameters);
  lab_json_add_integer (builder, "repeats", point->repeats);
  lab_json_add_integer (builder, "batch", study->batch);
  lab_json_add_real (builder, "learning_rate", study->rate);
  lab_json_add_real (builder, "head_scale", batch->settings.head_scale);
  lab_json_add_text (builder, "start", batch->settings.centred ? "centred" : "plain");
  lab_json_add_real (builder, "condition_number", study->condition_number);
  json_builder_set_member_name (builder, "condition_number_is_lower_bound");
  json_builder_add_boolean_value (builder, study->condition_is_bound);
  lab_json_add_real (builder, "gap", mean (point->gap, point->repeats));
  lab_json_add_real (builder, "kernel_drift", point->kernel_drift);
  lab_json_add_real (builder, "end_of_optimisation", study->end_of_optimisation);
  if (!batch->settings.ridge)
    return;
  lab_json_add_real (builder, "tangent_ridge_risk", mean (point->tangent_risk, point->repeats));
  lab_json_add_real (builder, "matern_ridge_risk", mean (point->matern_risk, point->repeats));
}

static void
add_eigenvalues (JsonBuilder *builder, const LabKernelStudy *study)
{
  json_builder_set_member_name (builder, "eigenvalues");
  json_builder_begin_array (builder);
  for (gsize k = 0; k < study->n; k++)
    add_value (builder, study->modes->eigenvalue[k]);
  json_builder_end_array (builder);
}

static void
add_fit (JsonBuilder *builder, const char *name, const LabPowerLawFit *fit)
{
  if (!fit->valid)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "exponent", fit->exponent);
  lab_json_add_real (builder, "low", fit->low);
  lab_json_add_real (builder, "high", fit->high);
  json_builder_end_object (builder);
}

static void
add_points (JsonBuilder *builder, const LabKernelBatch *batch)
{
  json_builder_set_member_name (builder, "points");
  json_builder_begin_array (builder);
  for (guint i = 0; i < batch->count; i++) {
    json_builder_begin_object (builder);
    add_scalars (builder, batch, &batch->points[i]);
    for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
      add_moments (builder, columns[c].name, &batch->points[i], columns[c].offset);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_boundaries (JsonBuilder *builder, const LabKernelBatch *batch, const LabKernelStudy *study)
{
  g_autoptr (LabPhases) phases = lab_kernel_study_phases (&batch->experiment, study);

  lab_results_add_boundaries (builder, phases, NULL);
}

JsonNode *
lab_kernel_batch_json (const LabKernelBatch *batch)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const LabKernelPoint *last = &batch->points[batch->count - 1];

  g_return_val_if_fail (batch->count > 0, NULL);

  json_builder_begin_object (builder);
  lab_json_add_experiment (builder, &batch->experiment);
  add_scalars (builder, batch, last);
  add_eigenvalues (builder, last->first);
  json_builder_set_member_name (builder, "times");
  json_builder_begin_array (builder);
  for (guint i = 0; i < last->first->moment_count; i++)
    json_builder_add_int_value (builder, last->moments[i].step);
  json_builder_end_array (builder);
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    add_moments (builder, columns[c].name, last, columns[c].offset);
  add_laws (builder, batch, &last->fit);
  add_complexity (builder, last->first);
  add_width (builder, last->first);
  lab_class_width_add (builder, &batch->experiment, last->first);
  add_law_choice (builder, "predicted_law", &last->first->predicted_law);
  add_law_choice (builder, "measured_law", &last->first->measured_law);
  add_boundaries (builder, batch, last->first);
  if (batch->settings.ridge) {
    add_ridge (builder, "tangent_ridge", &last->first->tangent_ridge, last->first->modes);
    add_ridge (builder, "matern_ridge", &last->first->matern_ridge, NULL);
  }
  add_fit (builder,
           lab_axis_has_key (batch->experiment.sweep, "depth") ? "gap_over_depth"
                                                               : "gap_over_width",
           &batch->gap_fit);
  add_fit (builder, "tangent_ridge_over_n", &batch->tangent_fit);
  add_fit (builder, "matern_ridge_over_n", &batch->matern_fit);
  add_points (builder, batch);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ',');
  if (isfinite (value))
    g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, value));
}

char *
lab_kernel_batch_csv (const LabKernelBatch *batch)
{
  GString *text = g_string_new ("n,width,step");

  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    g_string_append_printf (text, ",%s", columns[c].name);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < batch->count; i++) {
    const LabKernelPoint *point = &batch->points[i];

    for (guint m = 0; m < point->first->moment_count; m++) {
      g_string_append_printf (text, "%" G_GSIZE_FORMAT ",%u,%u", point->first->n,
                              point->first->plan.width, point->moments[m].step);
      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        append_number (text, *(const double *)(gconstpointer)((const char *)&point->moments[m] +
                                                              columns[c].offset));
      g_string_append_c (text, '\n');
    }
  }
  return g_string_free (text, FALSE);
}
