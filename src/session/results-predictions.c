/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/results-predictions.h"

#include "session/json-values.h"

#include <math.h>

static void
add_values (JsonBuilder *builder, const char *name, const double *values, guint count)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < count; i++)
    json_builder_add_double_value (builder, values[i]);
  json_builder_end_array (builder);
}

static void
add_descent (JsonBuilder *builder, const LabDescentPrediction *descent)
{
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "source", "level-3");
  lab_json_add_integer (builder, "fitted_constants", 1);
  add_values (builder, "x", descent->x, descent->count);
  add_values (builder, "excess_risk", descent->excess_risk, descent->count);
  lab_json_add_real (builder, "rate_unit", descent->unit);
  lab_json_add_real (builder, "rms_log_ratio", descent->error);
  lab_json_add_real (builder, "passes", descent->passes);
  lab_json_add_real (builder, "without_decay", descent->without_decay);
  json_builder_end_object (builder);
}

void
lab_results_add_predictions (JsonBuilder *builder, const LabCurveFit *fit)
{
  g_return_if_fail (builder != NULL && fit != NULL);

  json_builder_set_member_name (builder, "predictions");
  json_builder_begin_array (builder);
  if (fit->descent.count > 0)
    add_descent (builder, &fit->descent);
  json_builder_end_array (builder);
}
