/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dimension report as text and as JSON. */
#include "cli/print/dimension-words.h"

#include "cli/output.h"
#include "session/json-values.h"
#include "dimension/dimension-notes.h"

#include <math.h>

/* Constant columns named in a sentence. */
#define MOST_NAMED 10

#define HALF_WARNING                                                                               \
  "1-cos is half a squared distance: every value here is half of the intrinsic dimension."

/* "x3", or "3" where the file has no header. */
static char *
column_name (const LabPoints *points, guint column)
{
  return points->names != NULL ? g_strdup (points->names[column])
                               : g_strdup_printf ("%u", column + 1);
}

static void
add_constant_columns (JsonBuilder *builder, const LabPoints *points)
{
  json_builder_set_member_name (builder, "constant_columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < points->constant_count; i++) {
    g_autofree char *name = column_name (points, points->constant[i]);

    json_builder_add_string_value (builder, name);
  }
  json_builder_end_array (builder);
}

static void
add_notes (JsonBuilder *builder, const LabDimensionReport *report)
{
  g_auto (GStrv) notes = lab_dimension_notes (report);

  json_builder_set_member_name (builder, "discrete");
  json_builder_add_boolean_value (builder, lab_dimension_report_is_discrete (report));
  json_builder_set_member_name (builder, "few_points");
  json_builder_add_boolean_value (builder, lab_dimension_report_is_small (report));
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; notes[i] != NULL; i++)
    json_builder_add_string_value (builder, notes[i]);
  json_builder_end_array (builder);
}

char *
lab_dimension_json (const LabPoints *points, const LabDimensionReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean half = report->metric == LAB_METRIC_ONE_MINUS_COSINE;

  json_builder_begin_object (builder);
  lab_json_add_integer (builder, "points", report->points);
  lab_json_add_integer (builder, "dimensions", report->dimensions);
  lab_json_add_integer (builder, "duplicates", report->duplicates);
  lab_json_add_integer (builder, "outliers", report->outliers);
  add_constant_columns (builder, points);
  lab_json_add_text (builder, "target", points->target_name);
  lab_json_add_text (builder, "metric", lab_metric_name (report->metric));
  lab_json_add_real (builder, "discard", report->discard);
  lab_json_add_text (builder, "interval", "95 %, influence values with neighbours' covariances");
  lab_json_add_text (builder, "warning", half ? HALF_WARNING : NULL);
  lab_json_add_integer (builder, "ties", report->ties);
  add_notes (builder, report);
  json_builder_set_member_name (builder, "estimates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->count; i++) {
    const LabDimensionEstimate *estimate = &report->estimate[i];

    json_builder_begin_object (builder);
    lab_json_add_text (builder, "estimator", lab_estimator_name (estimate->estimator));
    lab_json_add_integer (builder, "k", estimate->k);
    lab_json_add_text (builder, "state", lab_dimension_state_name (estimate->state));
    lab_json_add_real (builder, "value", estimate->value);
    lab_json_add_real (builder, "low", estimate->low);
    lab_json_add_real (builder, "high", estimate->high);
    lab_json_add_real (builder, "scale", estimate->scale);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return lab_json_end (builder);
}

static char *
number (double value, const char *format)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return isfinite (value) ? g_strdup (g_ascii_formatd (text, sizeof text, format, value))
                          : g_strdup ("cannot tell");
}

static char *
table (const LabDimensionReport *report)
{
  static const char *const heading[] = {"estimator", "k", "dimension", "from", "to", "scale"};
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (heading); i++)
    g_ptr_array_add (cells, g_strdup (heading[i]));
  for (guint i = 0; i < report->count; i++) {
    const LabDimensionEstimate *estimate = &report->estimate[i];

    g_ptr_array_add (cells, g_strdup (lab_estimator_name (estimate->estimator)));
    g_ptr_array_add (cells, g_strdup_printf ("%u", estimate->k));
    g_ptr_array_add (cells, number (estimate->value, "%.4f"));
    g_ptr_array_add (cells, number (estimate->low, "%.4f"));
    g_ptr_array_add (cells, number (estimate->high, "%.4f"));
    g_ptr_array_add (cells, number (estimate->scale, "%.4g"));
  }
  g_ptr_array_add (cells, NULL);
  return lab_columns ("lrrrrr", (const char *const *)cells->pdata);
}

static void
append_constant_columns (GString *text, const LabPoints *points)
{
  if (points->constant_count == 0)
    return;
  g_string_append (text, "Constant columns:");
  for (guint i = 0; i < MIN (points->constant_count, MOST_NAMED); i++) {
    g_autofree char *name = column_name (points, points->constant[i]);

    g_string_append_printf (text, "%s %s", i > 0 ? "," : "", name);
  }
  if (points->constant_count > MOST_NAMED)
    g_string_append_printf (text, " and %u more", points->constant_count - MOST_NAMED);
  g_string_append (text, ".\n");
}

char *
lab_dimension_text (const LabPoints *points, const LabDimensionReport *report)
{
  GString *text = g_string_new (NULL);
  g_autofree char *estimates = table (report);
  g_auto (GStrv) notes = lab_dimension_notes (report);

  g_string_append_printf (text, "%" G_GSIZE_FORMAT " points, %u coordinates, metric %s.\n",
                          report->points, report->dimensions, lab_metric_name (report->metric));
  if (points->target_name != NULL)
    g_string_append_printf (text, "The column %s is the target, no coordinate.\n",
                            points->target_name);
  append_constant_columns (text, points);
  if (report->duplicates > 0)
    g_string_append_printf (text, "Duplicates, left out: %" G_GSIZE_FORMAT ".\n",
                            report->duplicates);
  if (report->outliers > 0)
    g_string_append_printf (text,
                            "Outliers (far from their neighbour number %u), kept: "
                            "%" G_GSIZE_FORMAT ".\n",
                            report->outlier_k, report->outliers);
  if (report->metric == LAB_METRIC_ONE_MINUS_COSINE)
    lab_append_wrapped (text, "", "Warning: " HALF_WARNING);
  for (guint i = 0; notes[i] != NULL; i++)
    lab_append_wrapped (text, "", notes[i]);
  g_string_append_printf (text, "\n%s\n", estimates);
  lab_append_wrapped (text, "",
                      "From and to: 95 % interval of the sample's scatter, without the "
                      "estimator's own bias; MLE and TwoNN read low beyond "
                      "d = 8 or so. Scale: mean distance to neighbour number k.");
  return g_string_free (text, FALSE);
}
