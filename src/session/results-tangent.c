/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The own kernel's curve in time beside what was measured. */
#include "session/results-kernel.h"

#include "session/json-values.h"

#include <math.h>

/* Between the curve's points, straight in the logarithms; NaN outside. */
static double
value_at (const LabTangentCurve *curve, double x)
{
  for (guint i = 0; i + 1 < curve->count; i++) {
    const double left = curve->x[i], right = curve->x[i + 1];

    if (x >= left * (1 - 1e-9) && x <= right * (1 + 1e-9))
      return curve->excess_risk[i] * pow (curve->excess_risk[i + 1] / curve->excess_risk[i],
                                          log (x / left) / log (right / left));
  }
  return NAN;
}

/* Samples ascend in (group, x, repeat): those of one x follow each other. */
double
lab_results_tangent_error (const LabCurve *measured, const LabTangentCurve *curve)
{
  double squares = 0;
  guint compared = 0, next;

  g_return_val_if_fail (measured != NULL && curve != NULL, NAN);

  for (guint i = 0; i < measured->sample_count; i = next) {
    const LabCurveSample *first = &measured->samples[i];
    double sum = 0;

    for (next = i; next < measured->sample_count && measured->samples[next].x == first->x; next++)
      sum += measured->samples[next].excess_risk;
    const double ratio = log (sum / (next - i) / value_at (curve, first->x));
    if (first->group != measured->samples[measured->sample_count - 1].group || !isfinite (ratio))
      continue;
    squares += ratio * ratio;
    compared++;
  }
  return compared > 0 ? sqrt (squares / compared) : NAN;
}

JsonNode *
lab_results_tangent_prediction_json (const LabCurve *measured, const LabTangentCurve *curve)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  double least[LAB_TANGENT_CURVE_MOMENTS];

  g_return_val_if_fail (measured != NULL && curve != NULL, NULL);

  for (guint i = 0; i < curve->count; i++)
    least[i] = i > 0 ? fmin (least[i - 1], curve->excess_risk[i]) : curve->excess_risk[i];
  json_builder_begin_object (builder);
  lab_json_add_text (builder, "source", curve->is_pilot ? "own-kernel-pilot" : "own-kernel");
  lab_json_add_integer (builder, "fitted_constants", 0);
  lab_json_add_integer (builder, "labels", curve->n);
  lab_json_add_integer (builder, "repeats", curve->repeats);
  lab_json_add_reals (builder, "x", curve->x, curve->count);
  lab_json_add_reals (builder, "excess_risk", curve->excess_risk, curve->count);
  lab_json_add_reals (builder, "oracle_excess_risk", least, curve->count);
  lab_json_add_real (builder, "without_decay", curve->without_decay);
  lab_json_add_real (builder, "rms_log_ratio", lab_results_tangent_error (measured, curve));
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
