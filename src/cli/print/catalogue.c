/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/print/catalogue.h"

#include <math.h>

#include "cli/output.h"
#include "experiment/conclude/prediction.h"
#include "session/json-values.h"

char *
lab_catalogue_text (const LabExperiment *experiment)
{
  LabTheorySetting setting = lab_experiment_theory_setting (experiment);
  GString *text = g_string_new (NULL);
  g_autofree char *smoothness = isfinite (setting.smoothness)
                                    ? g_strdup_printf ("%g", setting.smoothness)
                                    : g_strdup ("none");
  guint count;
  const LabTheory *theories = lab_theory_catalogue (&count);

  g_string_append_printf (text, "d = %g, beta = %s, nu = %g; excess risk ~ x^-exponent\n",
                          setting.intrinsic_dimension, smoothness, setting.nu);
  for (guint i = 0; i < count; i++) {
    const LabTheory *theory = &theories[i];

    double exponent = lab_theory_exponent (theory, &setting);
    g_autofree char *number = isfinite (exponent) ? g_strdup_printf ("exponent %.4f", exponent)
                                                  : g_strdup ("no exponent without a beta");

    g_string_append_printf (text, "\n%s: %s, %s (%s, axis %s)\n", theory->id, theory->formula,
                            number, lab_nature_name (theory->nature),
                            lab_json_axis_name (lab_axis_of_theory (theory->axis)));
    lab_append_wrapped (text, "    ", theory->citation);
    lab_append_wrapped (text, "    ", theory->statement);
    lab_append_wrapped (text, "    ", theory->validity);
  }
  return g_string_free (text, FALSE);
}

static void
add_theory (JsonBuilder *builder, const LabTheory *theory, const LabTheorySetting *setting)
{
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "id", theory->id);
  lab_json_add_text (builder, "name", theory->name);
  lab_json_add_text (builder, "axis", lab_json_axis_name (lab_axis_of_theory (theory->axis)));
  lab_json_add_text (builder, "nature", lab_nature_name (theory->nature));
  lab_json_add_text (builder, "formula", theory->formula);
  lab_json_add_real (builder, "exponent", -lab_theory_exponent (theory, setting));
  lab_json_add_text (builder, "source", theory->citation);
  lab_json_add_text (builder, "statement", theory->statement);
  lab_json_add_text (builder, "validity", theory->validity);
  json_builder_end_object (builder);
}

char *
lab_catalogue_json (const LabExperiment *experiment)
{
  LabTheorySetting setting = lab_experiment_theory_setting (experiment);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint count;
  const LabTheory *theories = lab_theory_catalogue (&count);

  json_builder_begin_object (builder);
  lab_json_add_real (builder, "d", lab_experiment_dimension (experiment));
  lab_json_add_real (builder, "beta", setting.smoothness);
  lab_json_add_real (builder, "nu", setting.nu);
  json_builder_set_member_name (builder, "theories");
  json_builder_begin_array (builder);
  for (guint i = 0; i < count; i++)
    add_theory (builder, &theories[i], &setting);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}
