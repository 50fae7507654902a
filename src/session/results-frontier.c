/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compute-optimal frontier in the results. */
#include "session/results-frontier.h"

#include "session/json-values.h"

#include <math.h>

static void
add_points (JsonBuilder *builder, const LabFrontier *frontier)
{
  json_builder_set_member_name (builder, "frontier");
  json_builder_begin_array (builder);
  for (guint i = 0; i < frontier->point_count; i++) {
    const LabFrontierPoint *point = &frontier->points[i];

    json_builder_begin_object (builder);
    lab_json_add_real (builder, "compute", point->compute);
    lab_json_add_real (builder, "excess_risk", point->excess_risk);
    lab_json_add_integer (builder, "width", point->width);
    lab_json_add_real (builder, "parameters", point->parameters);
    lab_json_add_real (builder, "steps", point->steps);
    json_builder_set_member_name (builder, "is_fitted");
    json_builder_add_boolean_value (builder, point->is_fitted);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* "exponent", "low" and "high" behind a prefix; null where there is none. */
static void
add_exponent (JsonBuilder *builder, const char *prefix, const LabPowerLawFit *power)
{
  g_autofree char *exponent = g_strconcat (prefix, "exponent", NULL);
  g_autofree char *low = g_strconcat (prefix, "low", NULL);
  g_autofree char *high = g_strconcat (prefix, "high", NULL);

  lab_json_add_real (builder, exponent, power->valid ? power->exponent : NAN);
  lab_json_add_real (builder, low, power->valid ? power->low : NAN);
  lab_json_add_real (builder, high, power->valid ? power->high : NAN);
}

static void
add_laws (JsonBuilder *builder, const LabFrontier *frontier)
{
  json_builder_set_member_name (builder, "theories");
  json_builder_begin_array (builder);
  for (guint i = 0; i < LAB_FRONTIER_LAW_COUNT; i++) {
    const LabFrontierLaw *law = &frontier->laws[i];

    if (!law->risk.valid)
      continue;
    json_builder_begin_object (builder);
    lab_json_add_text (builder, "name", law->risk.name);
    lab_json_add_real (builder, "exponent", law->risk.exponent);
    lab_json_add_real (builder, "parameters_exponent", law->parameters_share);
    lab_json_add_real (builder, "steps_exponent", law->steps_share);
    lab_json_add_text (builder, "nature", lab_nature_name (law->risk.nature));
    lab_json_add_text (builder, "formula", law->risk.formula);
    lab_json_add_text (builder, "source", law->risk.source);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_fit (JsonBuilder *builder, const LabFrontier *frontier)
{
  const LabPowerLawFit *power = &frontier->power;
  gboolean has_end =
      frontier->state == LAB_FRONTIER_TOLD || frontier->state == LAB_FRONTIER_TOO_SHORT;

  json_builder_set_member_name (builder, "frontier_fit");
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "state", lab_frontier_state_name (frontier->state));
  add_exponent (builder, "", power);
  lab_json_add_real (builder, "log_prefactor", power->valid ? power->prefactor : NAN);
  lab_json_add_real (builder, "window_low", power->valid ? power->x_minimum : NAN);
  lab_json_add_real (builder, "window_high", power->valid ? power->x_maximum : NAN);
  lab_json_add_integer (builder, "points_used", power->valid ? power->points_used : 0);
  lab_json_add_integer (builder, "widths", frontier->widths);
  lab_json_add_integer (builder, "repeats", frontier->repeats);
  lab_json_add_text (builder, "ends_because",
                     !has_end ? NULL
                     : frontier->end == LAB_FRONTIER_END_LARGEST
                         ? "the largest width leads"
                         : "the leading width ran out of steps");
  lab_json_add_real (builder, "ends_at_width", has_end ? frontier->end_width : NAN);
  add_exponent (builder, "parameters_", &frontier->parameters);
  add_exponent (builder, "steps_", &frontier->steps);
  add_laws (builder, frontier);
  json_builder_end_object (builder);
}

void
lab_results_add_frontier (JsonBuilder *builder, const LabFrontier *frontier)
{
  g_return_if_fail (builder != NULL);

  if (frontier == NULL)
    return;
  add_points (builder, frontier);
  add_fit (builder, frontier);
}
