/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/model-class-width.h"

#include "cli/output.h"
#include "experiment/kernel/target-class.h"

#include <math.h>

/* NULL where there is none that knows the width of every point's N. */
static LabSobolevClass *
class_of (const LabCurve *curve)
{
  const LabExperiment *experiment = &curve->experiment;
  gsize features = 0;

  for (guint i = 0; i < curve->point_count; i++)
    features = MAX (features, (gsize)curve->points[i].x);
  if (experiment->sweep != LAB_SWEEP_MODEL || features == 0 ||
      features > LAB_SOBOLEV_CLASS_FEATURES || !lab_target_class_exists (experiment) ||
      !lab_target_class_is_closed (experiment))
    return NULL;
  return lab_target_class_new (experiment, features, 1, NULL, NULL);
}

/* Over the N of the curve; NaN with less than two. */
static double
slope_of (const LabSobolevClass *sobolev, const LabCurve *curve)
{
  const gsize first = (gsize)curve->points[0].x;
  const gsize last = (gsize)curve->points[curve->point_count - 1].x;

  return first < last ? lab_sobolev_class_slope (sobolev, first, last) : NAN;
}

char *
lab_model_class_width_text (const LabCurve *curve)
{
  g_autoptr (LabSobolevClass) sobolev = class_of (curve);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *table = NULL;
  double slope;

  if (sobolev == NULL)
    return g_strdup ("");
  g_ptr_array_add (cells, g_strdup ("N"));
  g_ptr_array_add (cells, g_strdup ("network's error"));
  g_ptr_array_add (cells, g_strdup ("width of N features"));
  for (guint i = 0; i < curve->point_count; i++) {
    const gsize count = (gsize)curve->points[i].x;

    g_ptr_array_add (cells, g_strdup_printf ("%" G_GSIZE_FORMAT, count));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", sqrt (curve->points[i].mean)));
    g_ptr_array_add (cells, g_strdup_printf ("%.4g", lab_sobolev_class_width (sobolev, count)));
  }
  g_ptr_array_add (cells, NULL);
  table = lab_columns ("rrr", (const char *const *)cells->pdata);
  slope = slope_of (sobolev, curve);
  return g_strdup_printf (
      "\nBeside the Kolmogorov width of the target's class (smoothness %g on the torus, in\nclosed "
      "form; root mean square over the class): the error, as root of the excess risk,\nthat the "
      "best linear space of N features leaves. Networks are not linear, and\ntrained on data.\n"
      "%sThe width falls like N^%.3f over these N; theory: -beta/d = %.3f (asymptote).\n",
      lab_experiment_smoothness (&curve->experiment), table, slope,
      lab_target_class_theory (&curve->experiment));
}

void
lab_model_class_width_add (const LabCurve *curve, JsonObject *root)
{
  g_autoptr (LabSobolevClass) sobolev = class_of (curve);
  JsonObject *object;
  JsonArray *points;

  if (sobolev == NULL)
    return;
  object = json_object_new ();
  points = json_array_new ();
  json_object_set_double_member (object, "smoothness",
                                 lab_experiment_smoothness (&curve->experiment));
  json_object_set_double_member (object, "theory_slope",
                                 lab_target_class_theory (&curve->experiment));
  if (isfinite (slope_of (sobolev, curve)))
    json_object_set_double_member (object, "slope", slope_of (sobolev, curve));
  for (guint i = 0; i < curve->point_count; i++) {
    const gsize count = (gsize)curve->points[i].x;
    JsonObject *point = json_object_new ();

    json_object_set_int_member (point, "parameters", (gint64)count);
    json_object_set_double_member (point, "network_error", sqrt (curve->points[i].mean));
    json_object_set_double_member (point, "class_width", lab_sobolev_class_width (sobolev, count));
    json_array_add_object_element (points, point);
  }
  json_object_set_array_member (object, "widths", points);
  json_object_set_object_member (root, "target_class", object);
}
