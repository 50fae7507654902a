/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/results-fitted.h"

#include "config.h"
#include "experiment/experiment-keys.h"
#include "session/json-values.h"
#include "session/results.h"

#include <math.h>

/* Points of the group that the fit is made from, where the prediction has a value. */
static void
take_points (LabFittedPrediction *fitted,
             const LabCurve *curve,
             const LabCurveFit *fit,
             const LabPrediction *prediction,
             const LabCalibration *calibration)
{
  for (guint i = 0; i < curve->point_count && fitted->count < LAB_FITTED_PREDICTION_POINTS; i++) {
    const LabCurvePoint *point = &curve->points[i];
    const double risk = lab_prediction_value (prediction, calibration, point->x);

    if (point->group != fit->group || !isfinite (risk))
      continue;
    fitted->x[fitted->count] = point->x;
    fitted->measured[fitted->count] = point->mean;
    fitted->excess_risk[fitted->count++] = risk;
  }
}

void
lab_results_fitted_init (LabFittedPrediction *fitted, const LabCurve *curve, const LabCurveFit *fit)
{
  LabPredictionRequest request;
  LabPrediction prediction;
  LabCalibration calibration;

  g_return_if_fail (fitted != NULL && curve != NULL && fit != NULL);

  lab_prediction_request_init (&request, &curve->experiment);
  request.spectrum = lab_prediction_spectrum (&curve->experiment);
  *fitted = (LabFittedPrediction){.spectrum = request.spectrum};
  if (!lab_prediction_compute (&request, 2, NULL, NULL, &prediction, NULL) || prediction.count == 0)
    return;
  lab_prediction_calibrate (&prediction, curve, fit, &calibration);
  fitted->is_fitted = calibration.fitted;
  fitted->shift = calibration.shift;
  fitted->error = calibration.error;
  take_points (fitted, curve, fit, &prediction, &calibration);
}

static void
append_real (GString *csv, double value, char after)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, "%.17g", value));
  g_string_append_c (csv, after);
}

char *
lab_results_fitted_csv (const LabExperiment *experiment, const LabFittedPrediction *fitted)
{
  GString *csv;
  LabExperiment resolved;
  g_autofree char *words = NULL;

  g_return_val_if_fail (experiment != NULL && fitted != NULL, NULL);

  lab_results_resolve (experiment, &resolved);
  words = lab_experiment_to_text (&resolved);
  csv = g_string_new (NULL);
  g_string_append_printf (
      csv,
      "# Scaling Lab %s: predicted by the kernel picture at this size, level 2\n"
      "# experiment: %s\n"
      "# fitted constants: %d\n"
      "# column x: %s\n"
      "source,x,excess_risk\n",
      LAB_VERSION, words, fitted->is_fitted, lab_axis (experiment->sweep)->column);
  for (guint i = 0; i < fitted->count; i++) {
    g_string_append_printf (csv, "%s,", lab_prediction_spectrum_name (fitted->spectrum));
    append_real (csv, fitted->x[i], ',');
    append_real (csv, fitted->excess_risk[i], '\n');
  }
  return g_string_free (csv, FALSE);
}

JsonNode *
lab_results_fitted_json (const LabFittedPrediction *fitted)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (fitted != NULL, NULL);

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "source", lab_prediction_spectrum_name (fitted->spectrum));
  lab_json_add_integer (builder, "fitted_constants", fitted->is_fitted);
  lab_json_add_reals (builder, "x", fitted->x, fitted->count);
  lab_json_add_reals (builder, "excess_risk", fitted->excess_risk, fitted->count);
  lab_json_add_real (builder, "constant", fitted->is_fitted ? exp (fitted->shift) : NAN);
  lab_json_add_real (builder, "rms_log_ratio", fitted->error);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
