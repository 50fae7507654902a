/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print/class-width.h"

#include "cli/output.h"
#include "experiment/kernel/target-class.h"
#include "session/json-values.h"

#include <math.h>

/* Root of the measured excess risk at the last moment; NaN untrained. */
static double
network_error (const LabKernelStudy *study)
{
  return study->moment_count > 0 ? sqrt (study->moments[study->moment_count - 1].measured_test)
                                 : NAN;
}

static char *
cell (double value)
{
  return isfinite (value) ? g_strdup_printf ("%.4g", value) : g_strdup ("-");
}

static void
append_slope (GString *text, const LabExperiment *experiment, const LabKernelStudy *study)
{
  const double theory = lab_target_class_theory (experiment);

  if (isfinite (study->width_slope))
    g_string_append_printf (
        text,
        "The class's width falls like features^%.3f between 8 and %" G_GSIZE_FORMAT
        " features; theory: -beta/d = %.3f (asymptote).\n",
        study->width_slope, study->width_last, theory);
}

void
lab_class_width_append (GString *text,
                        const LabExperiment *experiment,
                        const LabKernelStudy *study,
                        gboolean network)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *table = NULL;

  if (study->width_count == 0)
    return;
  g_ptr_array_add (cells, g_strdup ("features"));
  g_ptr_array_add (cells, g_strdup ("class"));
  g_ptr_array_add (cells, g_strdup ("tangent kernel"));
  for (guint i = 0; i < study->width_count; i++) {
    g_ptr_array_add (cells, g_strdup_printf ("%" G_GSIZE_FORMAT, study->widths[i].features));
    g_ptr_array_add (cells, cell (study->widths[i].class_width));
    g_ptr_array_add (cells, cell (study->widths[i].tangent_error));
  }
  g_ptr_array_add (cells, NULL);
  table = lab_columns ("rrr", (const char *const *)cells->pdata);
  g_string_append_printf (
      text,
      "\nHow near so many features come to a target without noise (root of the excess risk):\n"
      "class: Kolmogorov width, averaged over targets of smoothness %g, %s;\ntangent kernel: its "
      "first eigenfunctions on this target, measured on the test points.\n%s",
      lab_experiment_smoothness (experiment),
      lab_target_class_is_closed (experiment) ? "in closed form on the torus"
                                              : "from the operator on 1024 drawn points",
      table);
  append_slope (text, experiment, study);
  if (network && isfinite (study->network_width))
    g_string_append_printf (
        text,
        "Of N = %" G_GSIZE_FORMAT " features the class's width is %.3g; the "
        "network of as many parameters,\ntrained on noisy labels, is at %.3g.\n",
        study->parameters, study->network_width, network_error (study));
}

void
lab_class_width_add (JsonBuilder *builder,
                     const LabExperiment *experiment,
                     const LabKernelStudy *study)
{
  json_builder_set_member_name (builder, "target_class");
  if (study->width_count == 0) {
    json_builder_add_null_value (builder);
    return;
  }
  json_builder_begin_object (builder);
  lab_json_add_real (builder, "smoothness", lab_experiment_smoothness (experiment));
  json_builder_set_member_name (builder, "closed_form");
  json_builder_add_boolean_value (builder, lab_target_class_is_closed (experiment));
  lab_json_add_real (builder, "slope", study->width_slope);
  lab_json_add_integer (builder, "slope_last_features", study->width_last);
  lab_json_add_real (builder, "theory_slope", lab_target_class_theory (experiment));
  lab_json_add_real (builder, "network_features_width", study->network_width);
  lab_json_add_real (builder, "network_error", network_error (study));
  json_builder_set_member_name (builder, "widths");
  json_builder_begin_array (builder);
  for (guint i = 0; i < study->width_count; i++) {
    json_builder_begin_object (builder);
    lab_json_add_integer (builder, "features", study->widths[i].features);
    lab_json_add_real (builder, "class_width", study->widths[i].class_width);
    lab_json_add_real (builder, "tangent_kernel_error", study->widths[i].tangent_error);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}
