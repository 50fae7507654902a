/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a parameter's row: entry, slider, step buttons, and what a hand does to them. */
#include "config.h"
#include "ui/controls/parameter-row-private.h"

#include <glib/gi18n.h>
#include <math.h>

void
lab_widget_ignore_wheel (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
  }
}

/* Pointer and keyboard on the slider, before it moves: only whole steps. */
static gboolean
on_change_value (GtkRange *range, GtkScrollType scroll, double position, gpointer data)
{
  LabParameterRow *self = data;
  double now = gtk_range_get_value (range);

  switch (scroll) {
  case GTK_SCROLL_JUMP:
  case GTK_SCROLL_START:
  case GTK_SCROLL_END:
    lab_parameter_row_set_value (self, lab_parameter_scale_value (&self->parameter, position));
    break;
  case GTK_SCROLL_PAGE_BACKWARD:
  case GTK_SCROLL_PAGE_FORWARD:
  case GTK_SCROLL_PAGE_UP:
  case GTK_SCROLL_PAGE_DOWN:
  case GTK_SCROLL_PAGE_LEFT:
  case GTK_SCROLL_PAGE_RIGHT:
    lab_parameter_row_step (self, position < now ? -1 : 1, TRUE);
    break;
  default:
    lab_parameter_row_step (self, position < now ? -1 : 1, FALSE);
    break;
  }
  return GDK_EVENT_STOP;
}

/* Assistive technology moves the adjustment itself. */
static void
on_adjusted (LabParameterRow *self, GtkAdjustment *adjustment)
{
  if (self->refreshing)
    return;
  lab_parameter_row_set_value (
      self, lab_parameter_scale_value (&self->parameter, gtk_adjustment_get_value (adjustment)));
  lab_parameter_row_show_value (self);
}

static void
commit (LabParameterRow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *shown = lab_parameter_format (self->parameter.key, self->value);
  g_autofree char *value = NULL;

  if (g_str_equal (typed, shown)) {
    lab_parameter_row_show_message (self, NULL);
    return;
  }
  value = lab_parameter_parse (self->parameter.key, typed);
  if (value == NULL)
    lab_parameter_row_show_message (self, _ ("Type a number."));
  else if (lab_parameter_row_set_text (self, value)) {
    lab_parameter_row_show_value (self);
  }
}

/* Takes back what was typed; returns whether there was anything to take back. */
static gboolean
revert (LabParameterRow *self)
{
  g_autofree char *shown = lab_parameter_format (self->parameter.key, self->value);
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), shown))
    return FALSE;
  lab_parameter_row_show_value (self);
  lab_parameter_row_show_message (self, NULL);
  return TRUE;
}

static gboolean
on_entry_key (GtkEventControllerKey *controller,
              guint keyval,
              guint keycode,
              GdkModifierType state,
              gpointer data)
{
  LabParameterRow *self = data;
  switch (keyval) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    lab_parameter_row_step (self, 1, FALSE);
    return GDK_EVENT_STOP;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    lab_parameter_row_step (self, -1, FALSE);
    return GDK_EVENT_STOP;
  case GDK_KEY_Page_Up:
    lab_parameter_row_step (self, 1, TRUE);
    return GDK_EVENT_STOP;
  case GDK_KEY_Page_Down:
    lab_parameter_row_step (self, -1, TRUE);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    return revert (self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
name_for_assistance (LabParameterRow *self, GtkWidget *widget, const char *format)
{
  const LabKey *key = self->parameter.key;
  g_autofree char *name = g_strdup_printf (format, _ (self->label));

  if (widget == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (key->description), -1);
}

void
lab_parameter_row_call (LabParameterRow *self, const char *label)
{
  const LabKey *key = self->parameter.key;
  g_autofree char *markup = NULL;

  if (g_strcmp0 (label, self->label) == 0)
    return;
  self->label = label;
  if (key->symbol != NULL)
    markup = g_markup_printf_escaped ("%s  <i>%s</i>", _ (label), key->symbol);
  else
    markup = g_markup_escape_text (_ (label), -1);
  gtk_label_set_markup (GTK_LABEL (self->name), markup);
  name_for_assistance (self, self->entry, "%s");
  name_for_assistance (self, self->scale, "%s");
  /* Translators: names of two small buttons; %s is a parameter, as in "Less: Depth". */
  name_for_assistance (self, self->less, _ ("Less: %s"));
  name_for_assistance (self, self->more, _ ("More: %s"));
}

static GtkWidget *
build_entry (LabParameterRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 7);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 7);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1);
  gtk_widget_add_css_class (self->entry, "value");
  gtk_widget_set_valign (self->entry, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->entry, _ (self->parameter.key->description));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_entry_key), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (commit), self);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (commit), self);
  return self->entry;
}

static GtkWidget *
build_name (LabParameterRow *self)
{
  self->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_wrap (GTK_LABEL (self->name), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (self->name), 8);
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->name), self->entry);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_set_tooltip_text (self->name, _ (self->parameter.key->description));
  return self->name;
}

void
lab_parameter_row_mark (LabParameterRow *self, double baseline)
{
  LabScaleMark marks[32];
  guint count = lab_parameter_scale_marks (&self->parameter, marks);

  gtk_scale_clear_marks (GTK_SCALE (self->scale));
  for (guint i = 0; i < count; i++) {
    g_autofree char *label = NULL;
    if (marks[i].label[0] != '\0')
      label = g_strdup_printf ("<small>%s</small>", marks[i].label);
    gtk_scale_add_mark (GTK_SCALE (self->scale), marks[i].position, GTK_POS_BOTTOM, label);
  }
  if (isfinite (baseline))
    gtk_scale_add_mark (GTK_SCALE (self->scale),
                        lab_parameter_scale_position (&self->parameter, baseline), GTK_POS_TOP,
                        "●");
}

static void
build_scale (LabParameterRow *self)
{
  const LabParameterScale *parameter = &self->parameter;
  double low = lab_parameter_scale_position (parameter, parameter->minimum);
  double high = lab_parameter_scale_position (parameter, parameter->maximum);

  self->scale =
      gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, low, high, (high - low) / 100);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  gtk_range_set_round_digits (GTK_RANGE (self->scale), -1);
  lab_parameter_row_mark (self, NAN);
  lab_widget_ignore_wheel (self->scale);
  gtk_widget_set_tooltip_text (self->scale, _ (self->parameter.key->description));
  g_signal_connect (self->scale, "change-value", G_CALLBACK (on_change_value), self);
  g_signal_connect_swapped (gtk_range_get_adjustment (GTK_RANGE (self->scale)), "value-changed",
                            G_CALLBACK (on_adjusted), self);
}

static void
on_less (LabParameterRow *self)
{
  lab_parameter_row_step (self, -1, FALSE);
}

static void
on_more (LabParameterRow *self)
{
  lab_parameter_row_step (self, 1, FALSE);
}

static GtkWidget *
build_button (LabParameterRow *self, const char *icon, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ (self->parameter.key->description));
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

void
lab_parameter_row_build (LabParameterRow *self, gboolean with_slider)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, with_slider ? 6 : 0);
  GtkWidget *entry = build_entry (self);

  gtk_box_append (GTK_BOX (line), build_name (self));
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (self), line);
  if (with_slider) {
    build_scale (self);
    gtk_box_append (GTK_BOX (self), self->scale);
  } else {
    self->less = build_button (self, "list-remove-symbolic", G_CALLBACK (on_less));
    self->more = build_button (self, "list-add-symbolic", G_CALLBACK (on_more));
    gtk_box_append (GTK_BOX (line), self->less);
    gtk_box_append (GTK_BOX (line), self->more);
  }
  self->message = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_widget_add_css_class (self->message, "error");
  gtk_widget_add_css_class (self->message, "caption");
  gtk_widget_set_visible (self->message, FALSE);
  gtk_box_append (GTK_BOX (self), self->message);
}
