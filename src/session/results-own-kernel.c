/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/results-own-kernel.h"

#include "config.h"
#include "experiment/experiment-keys.h"
#include "session/json-values.h"
#include "session/results.h"

#include <math.h>

/* Of sizes with a kernel of their own, and of those told by a pilot. */
static const char *const sources[] = {"own-kernel", "own-kernel-pilot"};

typedef struct
{
  const char *source;
  const LabOwnKernelPoint *points;
  guint count;
} Part;

static Part
part_of (const LabOwnKernelCurve *prediction, gboolean pilots)
{
  return pilots ? (Part){sources[1], prediction->pilots, prediction->pilot_count}
                : (Part){sources[0], prediction->points, prediction->count};
}

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
                              gboolean pilots,
                              gboolean oracle)
{
  const Part part = part_of (prediction, pilots);
  double squares = 0;
  guint count = 0;

  g_return_val_if_fail (curve != NULL && prediction != NULL, NAN);

  for (guint i = 0; i < part.count; i++) {
    const LabOwnKernelPoint *point = &part.points[i];
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

static void
append_points (GString *csv, const LabOwnKernelCurve *prediction, gboolean pilots)
{
  const Part part = part_of (prediction, pilots);

  for (guint i = 0; i < part.count; i++) {
    const LabOwnKernelPoint *point = &part.points[i];

    g_string_append_printf (csv, "%s,", part.source);
    append_real (csv, point->x, ',');
    g_string_append_printf (csv, "%u,", point->repeats);
    append_real (csv, point->excess_risk, ',');
    append_real (csv, point->low, ',');
    append_real (csv, point->high, ',');
    append_real (csv, point->oracle_excess_risk, '\n');
  }
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
      "# own-kernel-pilot: level 2 with the spectrum of the first %" G_GSIZE_FORMAT " labels\n"
      "# left out: %u sizes%s%s\n"
      "# column x: %s\n"
      "# column repeats: kernels gathered\n"
      "# column excess_risk: arithmetic mean, the flow stopped %s\n"
      "# columns low, high: one standard error\n"
      "# column oracle_excess_risk: at the best moment of the mean curve, which nobody who trains "
      "knows\n"
      "source,x,repeats,excess_risk,low,high,oracle_excess_risk\n",
      LAB_VERSION, words, prediction->pilot_labels, prediction->left_out,
      prediction->left_out > 0 ? ": " : "", prediction->reason,
      lab_axis (experiment->sweep)->column,
      prediction->stops_on_validation ? "by the run's own validation labels" : "at its end");
  append_points (csv, prediction, FALSE);
  append_points (csv, prediction, TRUE);
  return g_string_free (csv, FALSE);
}

/* The doubles at `offset` of each point, as the array `name`. */
static void
add_column (JsonBuilder *builder, const char *name, const Part *part, gsize offset)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < part->count; i++)
    json_builder_add_double_value (
        builder, *(const double *)(gconstpointer)((const char *)&part->points[i] + offset));
  json_builder_end_array (builder);
}

#define POINT(field) G_STRUCT_OFFSET (LabOwnKernelPoint, field)

JsonNode *
lab_results_prediction_json (const LabCurve *curve,
                             const LabOwnKernelCurve *prediction,
                             gboolean pilots)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const Part part = part_of (prediction, pilots);

  g_return_val_if_fail (curve != NULL && prediction != NULL, NULL);

  json_builder_begin_object (builder);
  lab_json_add_text (builder, "source", part.source);
  lab_json_add_integer (builder, "fitted_constants", 0);
  lab_json_add_text (builder, "stop", stop_name (prediction));
  if (pilots)
    lab_json_add_integer (builder, "pilot_labels", prediction->pilot_labels);
  add_column (builder, "x", &part, POINT (x));
  add_column (builder, "excess_risk", &part, POINT (excess_risk));
  add_column (builder, "low", &part, POINT (low));
  add_column (builder, "high", &part, POINT (high));
  add_column (builder, "oracle_excess_risk", &part, POINT (oracle_excess_risk));
  lab_json_add_real (builder, "rms_log_ratio",
                     lab_results_prediction_error (curve, prediction, pilots, FALSE));
  lab_json_add_real (builder, "oracle_rms_log_ratio",
                     lab_results_prediction_error (curve, prediction, pilots, TRUE));
  lab_json_add_integer (builder, "left_out", prediction->left_out);
  if (prediction->left_out > 0)
    lab_json_add_text (builder, "reason", prediction->reason);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

JsonNode *
lab_results_gap_json (const LabPredictionGap *gap)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (gap != NULL, NULL);

  json_builder_begin_object (builder);
  lab_json_add_real (builder, "x", gap->x);
  lab_json_add_integer (builder, "repeats", gap->repeats);
  lab_json_add_integer (builder, "descent_steps", gap->descent_steps);
  lab_json_add_real (builder, "kernel_stop", gap->kernel_stop);
  lab_json_add_real (builder, "kernel_best", gap->kernel_best);
  lab_json_add_real (builder, "descent_best", gap->descent_best);
  lab_json_add_real (builder, "run_best", gap->run_best);
  lab_json_add_real (builder, "run_stop", gap->run_stop);
  lab_json_add_real (builder, "choice_per_cent", 100 * (gap->choice - 1));
  lab_json_add_real (builder, "optimiser_per_cent", 100 * (gap->optimiser - 1));
  lab_json_add_real (builder, "features_per_cent", 100 * (gap->features - 1));
  lab_json_add_real (builder, "gap_per_cent", 100 * (gap->run_stop / gap->kernel_stop - 1));
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
