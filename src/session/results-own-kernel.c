/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/results-own-kernel.h"

#include "config.h"
#include "experiment/experiment-keys.h"
#include "session/json-values.h"
#include "session/results.h"

#include <math.h>

#define SOURCE "own-kernel"

/* Two x of the same size differ by less than this part of them. */
#define SAME 1e-9

static const char *
stop_name (const LabOwnKernelCurve *prediction)
{
  return prediction->stops_on_validation ? "validation" : "end";
}

double
lab_results_measured_mean (const LabCurve *curve, double x)
{
  double sum = 0;
  guint count = 0;

  g_return_val_if_fail (curve != NULL, NAN);

  for (guint i = 0; i < curve->sample_count; i++)
    if (fabs (curve->samples[i].x - x) <= SAME * x) {
      sum += curve->samples[i].excess_risk;
      count++;
    }
  return count > 0 ? sum / count : NAN;
}

double
lab_results_prediction_error (const LabCurve *curve,
                              const LabOwnKernelCurve *prediction,
                              gboolean oracle)
{
  double squares = 0;
  guint count = 0;

  g_return_val_if_fail (curve != NULL && prediction != NULL, NAN);

  for (guint i = 0; i < prediction->count; i++) {
    const LabOwnKernelPoint *point = &prediction->points[i];
    const double measured = lab_results_measured_mean (curve, point->x);
    const double ratio = log (measured / (oracle ? point->oracle_excess_risk : point->excess_risk));

    if (isfinite (ratio)) {
      squares += ratio * ratio;
      count++;
    }
  }
  return count > 0 ? sqrt (squares / count) : NAN;
}

static void
append_real (GString *csv, double value, char after)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, "%.17g", value));
  g_string_append_c (csv, after);
}

char *
lab_results_prediction_csv (const LabExperiment *experiment, const LabOwnKernelCurve *prediction)
{
  GString *csv;
  LabExperiment resolved;
  g_autofree char *words = NULL;

  g_return_val_if_fail (experiment != NULL && prediction != NULL, NULL);

  lab_results_resolve (experiment, &resolved);
  words = lab_experiment_to_text (&resolved);
  csv = g_string_new (NULL);
  g_string_append_printf (
      csv,
      "# Scaling Lab %s: predicted by the network's own tangent kernel at its start\n"
      "# experiment: %s\n"
      "# fitted constants: 0\n"
      "# left out: %u sizes%s%s\n"
      "# column x: %s\n"
      "# column repeats: kernels gathered\n"
      "# column excess_risk: arithmetic mean, the flow stopped %s\n"
      "# columns low, high: one standard error\n"
      "# column oracle_excess_risk: at the best moment of the mean curve, which nobody who trains "
      "knows\n"
      "source,x,repeats,excess_risk,low,high,oracle_excess_risk\n",
      LAB_VERSION, words, prediction->left_out, prediction->left_out > 0 ? ": " : "",
      prediction->reason, lab_axis (experiment->sweep)->column,
      prediction->stops_on_validation ? "by the run's own validation labels" : "at its end");
  for (guint i = 0; i < prediction->count; i++) {
    const LabOwnKernelPoint *point = &prediction->points[i];

    g_string_append (csv, SOURCE ",");
    append_real (csv, point->x, ',');
    g_string_append_printf (csv, "%u,", point->repeats);
    append_real (csv, point->excess_risk, ',');
    append_real (csv, point->low, ',');
    append_real (csv, point->high, ',');
    append_real (csv, point->oracle_excess_risk, '\n');
  }
  return g_string_free (csv, FALSE);
}

/* The doubles at `offset` of each point, as the array `name`. */
static void
add_column (JsonBuilder *builder,
            const char *name,
            const LabOwnKernelCurve *prediction,
            gsize offset)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < prediction->count; i++)
    json_builder_add_double_value (
        builder, *(const double *)(gconstpointer)((const char *)&prediction->points[i] + offset));
  json_builder_end_array (builder);
}

#define POINT(field) G_STRUCT_OFFSET (LabOwnKernelPoint, field)

JsonNode *
lab_results_prediction_json (const LabCurve *curve, const LabOwnKernelCurve *prediction)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (curve != NULL && prediction != NULL, NULL);

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "source", SOURCE);
  lab_json_add_integer (builder, "fitted_constants", 0);
  lab_json_add_text (builder, "stop", stop_name (prediction));
  add_column (builder, "x", prediction, POINT (x));
  add_column (builder, "excess_risk", prediction, POINT (excess_risk));
  add_column (builder, "low", prediction, POINT (low));
  add_column (builder, "high", prediction, POINT (high));
  add_column (builder, "oracle_excess_risk", prediction, POINT (oracle_excess_risk));
  lab_json_add_real (builder, "rms_log_ratio",
                     lab_results_prediction_error (curve, prediction, FALSE));
  lab_json_add_real (builder, "oracle_rms_log_ratio",
                     lab_results_prediction_error (curve, prediction, TRUE));
  lab_json_add_integer (builder, "left_out", prediction->left_out);
  if (prediction->left_out > 0)
    lab_json_add_text (builder, "reason", prediction->reason);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
