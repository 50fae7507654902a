/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Presenting: one key hides everything but the chart, enlarges its type, and Escape restores
 * exactly what was. Arrow keys step the intrinsic dimension. */
#include "ui/window/window-private.h"

#include "ui/controls/control-panel.h"
#include "ui/controls/parameter-row.h"

static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer data)
{
  LabWindow *self = data;
  GtkWidget *row = lab_control_panel_find (LAB_CONTROL_PANEL (self->control_panel), "d");
  switch (keyval) {
  case GDK_KEY_Right:
  case GDK_KEY_Up:
    lab_parameter_row_step (LAB_PARAMETER_ROW (row), 1, FALSE);
    return GDK_EVENT_STOP;
  case GDK_KEY_Left:
  case GDK_KEY_Down:
    lab_parameter_row_step (LAB_PARAMETER_ROW (row), -1, FALSE);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
take_keys (LabWindow *self)
{
  self->presenting_keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->presenting_keys, GTK_PHASE_CAPTURE);
  g_signal_connect (self->presenting_keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), self->presenting_keys);
}

void
lab_window_set_presenting (LabWindow *self, gboolean presenting)
{
  if (self->presenting == presenting)
    return;
  self->presenting = presenting;
  if (presenting) {
    self->was_fullscreen = gtk_window_is_fullscreen (GTK_WINDOW (self));
    gtk_window_fullscreen (GTK_WINDOW (self));
    take_keys (self);
  } else {
    if (!self->was_fullscreen)
      gtk_window_unfullscreen (GTK_WINDOW (self));
    gtk_widget_remove_controller (GTK_WIDGET (self), self->presenting_keys);
    self->presenting_keys = NULL;
  }
  lab_window_views_present (self);
  lab_window_arrange (self);
  if (presenting)
    gtk_widget_grab_focus (gtk_stack_get_visible_child (GTK_STACK (self->stack)));
}
