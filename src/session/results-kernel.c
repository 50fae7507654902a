/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do on an experiment's data, in its results. */
#include "session/results-kernel.h"

#include "config.h"
#include "experiment/experiment-keys.h"
#include "session/json-values.h"
#include "session/results.h"

static void
append_head (GString *csv, const LabExperiment *experiment, const char *what)
{
  LabExperiment resolved;
  g_autofree char *words = NULL;

  lab_results_resolve (experiment, &resolved);
  words = lab_experiment_to_text (&resolved);
  g_string_append_printf (csv, "# Scaling Lab %s: %s\n# experiment: %s\n", LAB_VERSION, what,
                          words);
}

static void
append_real (GString *csv, double value, char after)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, "%.17g", value));
  g_string_append_c (csv, after);
}

char *
lab_results_ridge_csv (const LabExperiment *experiment, const LabRidgeCurve *curve)
{
  GString *csv;

  g_return_val_if_fail (experiment != NULL && curve != NULL, NULL);

  csv = g_string_new (NULL);
  append_head (csv, experiment, "kernel ridge regression on the data of the runs");
  g_string_append_printf (csv,
                          "# left out: %u values of n with more than %u training points\n"
                          "# column kernel: matern (order 1/2) or tangent (of the network before "
                          "training)\n"
                          "# column n: training points\n"
                          "# column repeats: regressions gathered\n"
                          "# column excess_risk: geometric mean, ridge chosen on the validation "
                          "labels\n"
                          "# columns low, high: one standard error of its logarithm\n"
                          "kernel,n,repeats,excess_risk,low,high\n",
                          curve->left_out, LAB_RUN_RIDGE_POINTS);
  for (LabRidgeKernel kernel = 0; kernel < LAB_RIDGE_KERNELS; kernel++)
    for (guint i = 0; i < curve->count[kernel]; i++) {
      const LabRidgePoint *point = &curve->points[kernel][i];

      g_string_append_printf (csv, "%s,", lab_ridge_kernel_name (kernel));
      append_real (csv, point->n, ',');
      g_string_append_printf (csv, "%u,", point->repeats);
      append_real (csv, point->mean, ',');
      append_real (csv, point->low, ',');
      append_real (csv, point->high, '\n');
    }
  return g_string_free (csv, FALSE);
}

static const char *
kind_name (LabTangentKind kind)
{
  static const char *const names[] = {"gradient descent", "mini-batches to first order",
                                      "gradient descent in place of AdamW"};

  return names[kind];
}

/* "step" or "compute". */
static const char *
x_name (const LabTangentCurve *curve)
{
  return curve->axis == LAB_SWEEP_COMPUTE ? "compute" : "step";
}

char *
lab_results_tangent_csv (const LabExperiment *experiment, const LabTangentCurve *curve)
{
  GString *csv;

  g_return_val_if_fail (experiment != NULL && curve != NULL, NULL);

  csv = g_string_new (NULL);
  append_head (csv, experiment, "test curve that the tangent kernel predicts");
  g_string_append_printf (
      csv,
      "# assumes: %s%s\n"
      "# width %u, n %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " training points\n# learning rate ",
      kind_name (curve->kind), curve->schedule ? ", constant instead of scheduled rate" : "",
      curve->width, curve->n, curve->asked);
  append_real (csv, curve->rate, '\n');
  g_string_append (csv, "# descent diverges from the learning rate ");
  append_real (csv, curve->largest_rate, '\n');
  g_string_append_printf (csv, "%s,excess_risk\n", x_name (curve));
  for (guint i = 0; i < curve->count; i++) {
    append_real (csv, curve->x[i], ',');
    append_real (csv, curve->excess_risk[i], '\n');
  }
  return g_string_free (csv, FALSE);
}

JsonNode *
lab_results_ridge_json (const LabRidgeCurve *curve)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (curve != NULL, NULL);

  json_builder_begin_array (builder);
  for (LabRidgeKernel kernel = 0; kernel < LAB_RIDGE_KERNELS; kernel++)
    for (guint i = 0; i < curve->count[kernel]; i++) {
      const LabRidgePoint *point = &curve->points[kernel][i];

      json_builder_begin_object (builder);
      lab_json_add_text (builder, "kernel", lab_ridge_kernel_name (kernel));
      lab_json_add_integer (builder, "n", (guint64)point->n);
      lab_json_add_integer (builder, "repeats", point->repeats);
      lab_json_add_real (builder, "excess_risk", point->mean);
      lab_json_add_real (builder, "low", point->low);
      lab_json_add_real (builder, "high", point->high);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

JsonNode *
lab_results_tangent_json (const LabTangentCurve *curve)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (curve != NULL, NULL);

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "assumes", kind_name (curve->kind));
  lab_json_add_integer (builder, "width", curve->width);
  lab_json_add_integer (builder, "n", curve->n);
  lab_json_add_integer (builder, "training_points", curve->asked);
  lab_json_add_real (builder, "learning_rate", curve->rate);
  lab_json_add_real (builder, "largest_rate", curve->largest_rate);
  json_builder_set_member_name (builder, "points");
  json_builder_begin_array (builder);
  for (guint i = 0; i < curve->count; i++) {
    json_builder_begin_object (builder);
    lab_json_add_real (builder, x_name (curve), curve->x[i]);
    lab_json_add_real (builder, "excess_risk", curve->excess_risk[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
