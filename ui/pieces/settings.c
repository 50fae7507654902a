/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window remembers. */
#include "config.h"
#include "ui/pieces/settings.h"

#include <string.h>

enum
{
  APPEARANCE = 1,
  FONT_SCALE,
  WINDOW_WIDTH,
  WINDOW_HEIGHT,
  WINDOW_MAXIMIZED,
  CONTROLS_VISIBLE,
  LAWS_VISIBLE,
  WORKERS,
  THEORIES,
  PREDICTION_VISIBLE,
  PREDICTION_TRAINING,
  RESIDUALS_VISIBLE,
  BAND_VISIBLE,
  POINTS_FILE,
  RIDGE_VISIBLE,
  TANGENT_VISIBLE,
  PROPERTY_COUNT
};

struct _LabSettings
{
  GObject parent_instance;

  GValue values[PROPERTY_COUNT];
  GSettings *stored; /* NULL without a schema */
};

static GParamSpec *properties[PROPERTY_COUNT];

G_DEFINE_FINAL_TYPE (LabSettings, lab_settings, G_TYPE_OBJECT)

static void
lab_settings_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_return_if_fail (id < PROPERTY_COUNT);
  g_value_copy (&LAB_SETTINGS (object)->values[id], value);
}

static void
lab_settings_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LabSettings *self = LAB_SETTINGS (object);
  g_return_if_fail (id < PROPERTY_COUNT);
  if (g_param_values_cmp (pspec, value, &self->values[id]) == 0)
    return;
  g_value_copy (value, &self->values[id]);
  g_object_notify_by_pspec (object, pspec);
}

static void
lab_settings_finalize (GObject *object)
{
  LabSettings *self = LAB_SETTINGS (object);
  g_clear_object (&self->stored);
  for (guint id = 1; id < PROPERTY_COUNT; id++)
    g_value_unset (&self->values[id]);
  G_OBJECT_CLASS (lab_settings_parent_class)->finalize (object);
}

static void
lab_settings_class_init (LabSettingsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  object_class->get_property = lab_settings_get_property;
  object_class->set_property = lab_settings_set_property;
  object_class->finalize = lab_settings_finalize;
  properties[APPEARANCE] = g_param_spec_string ("appearance", NULL, NULL, "follow", flags);
  properties[FONT_SCALE] = g_param_spec_double ("font-scale", NULL, NULL, 0.5, 3, 1, flags);
  properties[WINDOW_WIDTH] = g_param_spec_int ("window-width", NULL, NULL, 360, 16384, 1440, flags);
  properties[WINDOW_HEIGHT] =
      g_param_spec_int ("window-height", NULL, NULL, 360, 16384, 900, flags);
  properties[WINDOW_MAXIMIZED] =
      g_param_spec_boolean ("window-maximized", NULL, NULL, FALSE, flags);
  properties[CONTROLS_VISIBLE] = g_param_spec_boolean ("controls-visible", NULL, NULL, TRUE, flags);
  properties[LAWS_VISIBLE] = g_param_spec_boolean ("laws-visible", NULL, NULL, TRUE, flags);
  properties[WORKERS] = g_param_spec_int ("workers", NULL, NULL, 0, 64, 0, flags);
  properties[THEORIES] = g_param_spec_string ("theories", NULL, NULL, LAB_SETTINGS_THEORIES, flags);
  properties[PREDICTION_VISIBLE] =
      g_param_spec_boolean ("prediction-visible", NULL, NULL, TRUE, flags);
  properties[PREDICTION_TRAINING] =
      g_param_spec_boolean ("prediction-training", NULL, NULL, FALSE, flags);
  properties[RESIDUALS_VISIBLE] =
      g_param_spec_boolean ("residuals-visible", NULL, NULL, FALSE, flags);
  properties[BAND_VISIBLE] = g_param_spec_boolean ("band-visible", NULL, NULL, FALSE, flags);
  properties[RIDGE_VISIBLE] = g_param_spec_boolean ("ridge-visible", NULL, NULL, FALSE, flags);
  properties[TANGENT_VISIBLE] = g_param_spec_boolean ("tangent-visible", NULL, NULL, FALSE, flags);
  properties[POINTS_FILE] = g_param_spec_string ("points-file", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, PROPERTY_COUNT, properties);
}

static void
lab_settings_init (LabSettings *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  for (guint id = 1; id < PROPERTY_COUNT; id++) {
    g_value_init (&self->values[id], G_PARAM_SPEC_VALUE_TYPE (properties[id]));
    g_param_value_set_default (properties[id], &self->values[id]);
  }
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, LAB_APP_ID, TRUE);
  if (schema == NULL)
    return;
  self->stored = g_settings_new_full (schema, NULL, NULL);
  for (guint id = 1; id < PROPERTY_COUNT; id++)
    if (g_settings_schema_has_key (schema, properties[id]->name))
      g_settings_bind (self->stored, properties[id]->name, self, properties[id]->name,
                       G_SETTINGS_BIND_DEFAULT);
}

LabSettings *
lab_settings_new (void)
{
  return g_object_new (LAB_TYPE_SETTINGS, NULL);
}

char *
lab_settings_string (LabSettings *self, const char *name)
{
  char *value = NULL;
  g_object_get (self, name, &value, NULL);
  return value;
}

double
lab_settings_double (LabSettings *self, const char *name)
{
  double value = 0;
  g_object_get (self, name, &value, NULL);
  return value;
}

int
lab_settings_int (LabSettings *self, const char *name)
{
  int value = 0;
  g_object_get (self, name, &value, NULL);
  return value;
}

gboolean
lab_settings_boolean (LabSettings *self, const char *name)
{
  gboolean value = FALSE;
  g_object_get (self, name, &value, NULL);
  return value;
}
