/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of a parameter's row: shown, set, stepped. */
#include "ui/controls/parameter-row-private.h"

/* A step that the laboratory rounds back (a width between two multiples of the heads) is taken
 * further, this many times at most. */
#define STEP_TRIES 8

void
lab_parameter_row_show_value (LabParameterRow *self)
{
  const LabKey *key = self->parameter.key;
  g_autofree char *text = lab_parameter_format (key, self->value);

  self->refreshing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  if (self->scale != NULL) {
    gtk_range_set_value (GTK_RANGE (self->scale),
                         lab_parameter_scale_position (&self->parameter, self->value));
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale),
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  }
  self->refreshing = FALSE;
}

void
lab_parameter_row_show_message (LabParameterRow *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->message), text != NULL ? text : "");
  gtk_widget_set_visible (self->message, text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
}

gboolean
lab_parameter_row_set_text (LabParameterRow *self, const char *value)
{
  g_autoptr (GError) error = NULL;
  gboolean set = lab_laboratory_set (self->laboratory, self->parameter.key->key, value, &error);
  lab_parameter_row_show_message (self, set ? NULL : error->message);
  return set;
}

gboolean
lab_parameter_row_set_value (LabParameterRow *self, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return lab_parameter_row_set_text (self, g_ascii_formatd (text, sizeof text, "%.17g", value));
}

void
lab_parameter_row_step (LabParameterRow *self, int direction, gboolean page)
{
  const LabExperiment *experiment;
  double before;
  double target;

  g_return_if_fail (LAB_IS_PARAMETER_ROW (self));
  before = self->value;
  target = before;
  experiment = lab_laboratory_get_experiment (self->laboratory);
  if (g_str_equal (self->parameter.key->key, "D"))
    target = lab_experiment_ambient_dimension (experiment); /* a step away from the chosen one */
  for (guint i = 0; i < STEP_TRIES && self->value == before; i++) {
    target = lab_parameter_scale_next (&self->parameter, target, direction, page);
    if (!lab_parameter_row_set_value (self, target))
      break;
  }
}
