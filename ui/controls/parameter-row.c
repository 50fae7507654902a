/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One numeric parameter of the laboratory as a row of the control panel. */
#include "config.h"
#include "ui/controls/parameter-row-private.h"
#include "ui/controls/parameter-row-testing.h"

#include <glib/gi18n.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (LabParameterRow, lab_parameter_row, GTK_TYPE_BOX)

/* The dot of the pinned baseline. */
static void
refresh_baseline (LabParameterRow *self)
{
  const LabExperiment *baseline = lab_laboratory_get_baseline (self->laboratory);
  const char *key = self->parameter.key->key;
  double value = baseline != NULL ? lab_experiment_get_number (baseline, key) : NAN;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (self->scale == NULL || value == self->baseline || (isnan (value) && isnan (self->baseline)))
    return;
  self->baseline = value;
  lab_parameter_row_mark (self, value);
  number = isnan (value) ? NULL : lab_parameter_format (self->parameter.key, value);
  /* Translators: the value that was pinned. */
  text = number != NULL ? g_strdup_printf (_ ("Baseline: %s"), number) : NULL;
  gtk_widget_set_tooltip_text (self->scale, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

static void
refresh (LabParameterRow *self)
{
  const LabExperiment *experiment = lab_laboratory_get_experiment (self->laboratory);
  double value = lab_experiment_get_number (experiment, self->parameter.key->key);

  lab_parameter_row_call (self, lab_experiment_key_label (experiment, self->parameter.key));
  refresh_baseline (self);
  if (value == self->value)
    return;
  self->value = value;
  lab_parameter_row_show_value (self);
  lab_parameter_row_show_message (self, NULL);
}

static gboolean
lab_parameter_row_grab_focus (GtkWidget *widget)
{
  LabParameterRow *self = LAB_PARAMETER_ROW (widget);
  return gtk_widget_grab_focus (self->scale != NULL ? self->scale : self->entry);
}

static void
lab_parameter_row_dispose (GObject *object)
{
  g_clear_object (&LAB_PARAMETER_ROW (object)->laboratory);
  G_OBJECT_CLASS (lab_parameter_row_parent_class)->dispose (object);
}

static void
lab_parameter_row_class_init (LabParameterRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lab_parameter_row_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = lab_parameter_row_grab_focus;
}

static void
lab_parameter_row_init (LabParameterRow *self)
{
  self->value = NAN;
  self->baseline = NAN;
}

GtkWidget *
lab_parameter_row_new (LabLaboratory *laboratory, const char *key, gboolean with_slider)
{
  const LabKey *entry = lab_experiment_find_key (key);
  LabParameterRow *self;

  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory), NULL);
  g_return_val_if_fail (entry != NULL && entry->type <= LAB_KEY_REAL, NULL);
  self = g_object_new (LAB_TYPE_PARAMETER_ROW, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), with_slider ? "parameter" : "parameter-compact");
  self->laboratory = g_object_ref (laboratory);
  lab_parameter_scale_init (&self->parameter, entry);
  lab_parameter_row_build (self, with_slider);
  g_signal_connect_object (laboratory, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

const char *
lab_parameter_row_get_key (LabParameterRow *self)
{
  g_return_val_if_fail (LAB_IS_PARAMETER_ROW (self), NULL);
  return self->parameter.key->key;
}

GtkWidget *
lab_parameter_row_get_scale (LabParameterRow *self)
{
  g_return_val_if_fail (LAB_IS_PARAMETER_ROW (self), NULL);
  return self->scale;
}

GtkWidget *
lab_parameter_row_get_entry (LabParameterRow *self)
{
  g_return_val_if_fail (LAB_IS_PARAMETER_ROW (self), NULL);
  return self->entry;
}
