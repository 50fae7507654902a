/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/json-values.h"

#include "core/shown.h"
#include "experiment/experiment-keys.h"
#include "session/json-text.h"
#include "session/results.h"

#include <math.h>

void
lab_json_add_real (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
lab_json_add_integer (JsonBuilder *builder, const char *name, guint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64)value);
}

void
lab_json_add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
lab_json_add_reals (JsonBuilder *builder, const char *name, const double *values, guint count)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < count; i++)
    if (isfinite (values[i]))
      json_builder_add_double_value (builder, values[i]);
    else
      json_builder_add_null_value (builder);
  json_builder_end_array (builder);
}

char *
lab_json_path (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return g_utf8_validate (path, -1, NULL) ? g_strdup (path) : lab_percent_encoded (path);
}

static void
add_grid (JsonBuilder *builder, const char *name, const LabExperiment *experiment)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < experiment->grid_length; i++)
    if (lab_experiment_find_key (lab_axis (experiment->sweep)->key)->type == LAB_KEY_INTEGER)
      json_builder_add_int_value (builder, (gint64)experiment->grid[i]);
    else
      json_builder_add_double_value (builder, experiment->grid[i]);
  json_builder_end_array (builder);
}

void
lab_json_add_experiment (JsonBuilder *builder, const LabExperiment *experiment)
{
  LabExperiment resolved;
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);

  lab_results_resolve (experiment, &resolved);
  json_builder_set_member_name (builder, "experiment");
  json_builder_begin_object (builder);
  for (guint i = 0; i < count; i++) {
    g_autofree char *text = lab_experiment_get (&resolved, keys[i].key);

    if (lab_experiment_key_use (&resolved, keys[i].key, NULL) == LAB_KEY_REPLACED) {
      lab_json_add_text (builder, keys[i].key, NULL);
      continue;
    }
    switch (keys[i].type) {
    case LAB_KEY_INTEGER:
      lab_json_add_integer (builder, keys[i].key, g_ascii_strtoull (text, NULL, 10));
      break;
    case LAB_KEY_REAL:
      lab_json_add_real (builder, keys[i].key, lab_experiment_get_number (&resolved, keys[i].key));
      break;
    case LAB_KEY_NAME:
    case LAB_KEY_TEXT: {
      g_autofree char *in_utf8 = text != NULL ? lab_json_path (text) : NULL;

      lab_json_add_text (builder, keys[i].key, in_utf8);
      break;
    }
    case LAB_KEY_CHOICE:
      lab_json_add_text (builder, keys[i].key, text);
      break;
    case LAB_KEY_GRID:
      add_grid (builder, keys[i].key, &resolved);
      break;
    }
  }
  json_builder_end_object (builder);
}

const char *
lab_json_axis_name (LabSweep axis)
{
  g_return_val_if_fail (axis < lab_axis_count (), NULL);
  return lab_axis_names[axis];
}

char *
lab_json_end (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return lab_json_text (root);
}
