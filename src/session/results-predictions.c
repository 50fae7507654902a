/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/results-predictions.h"

#include "session/json-values.h"

#include <math.h>

static void
add_descent (JsonBuilder *builder, const LabDescentPrediction *descent)
{
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "source", "level-3");
  lab_json_add_integer (builder, "fitted_constants", 1);
  lab_json_add_reals (builder, "x", descent->x, descent->count);
  lab_json_add_reals (builder, "excess_risk", descent->excess_risk, descent->count);
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
