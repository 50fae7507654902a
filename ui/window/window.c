/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: one picture dominates, everything else can get out of its way. */
#include "ui/window/window.h"
#include "ui/window/window-private.h"

#include "ui/chart/chart-view.h"
#include "ui/controls/control-panel.h"
#include "ui/pieces/header-slot.h"
#include "ui/laws/laws-panel.h"
#include "ui/window/status-bar.h"
#include "ui/pieces/switches.h"
#include "ui/window/workspace.h"

G_DEFINE_FINAL_TYPE (LabWindow, lab_window, GTK_TYPE_APPLICATION_WINDOW)

static gboolean
compose (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LabWindow *self = LAB_WINDOW (widget);
  self->compose_source = 0;
  if (lab_window_current_view (self) == NULL)
    lab_window_compose (self);
  lab_window_update_caption (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (LabWindow *self)
{
  lab_window_actions_update (self);
  if (self->compose_source == 0)
    self->compose_source = gtk_widget_add_tick_callback (GTK_WIDGET (self), compose, NULL, NULL);
}

static GtkWidget *
scrolled (GtkWidget *child, const char *css_class)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), 90);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  gtk_widget_add_css_class (window, css_class);
  return window;
}

static GtkWidget *
build_chart (LabWindow *self)
{
  self->chart_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->caption = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->caption), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->caption), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->caption, "presenting-caption");
  self->chart = lab_chart_view_new ();
  g_signal_connect_object (self->chart, "read-out", G_CALLBACK (lab_window_set_readout), self,
                           G_CONNECT_SWAPPED);
  lab_window_views_build (self, self->chart);
  gtk_box_append (GTK_BOX (self->chart_box), self->caption);
  gtk_box_append (GTK_BOX (self->chart_box), self->stack);
  gtk_widget_add_css_class (self->chart_box, "chart");
  return self->chart_box;
}

static void
build (LabWindow *self)
{
  self->control_panel = lab_control_panel_new (self->laboratory);
  self->controls = g_object_ref_sink (scrolled (self->control_panel, "controls"));
  self->laws = scrolled (lab_laws_panel_new (self->laboratory), "laws");
  self->workspace = lab_workspace_new (build_chart (self), self->laws);
  lab_workspace_set_controls (LAB_WORKSPACE (self->workspace), self->controls);
  self->status_bar = lab_status_bar_new (self->laboratory);
  lab_window_points_build (self);
  lab_window_session_build (self);
  gtk_box_append (GTK_BOX (self->content), self->points_bar);
  gtk_box_append (GTK_BOX (self->content), self->workspace);
  gtk_box_append (GTK_BOX (self->content), self->status_bar);
}

static void
remember_size (LabWindow *self)
{
  int width, height;
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  g_object_set (self->settings, "window-maximized", maximized, NULL);
  if (maximized || gtk_window_is_fullscreen (GTK_WINDOW (self)))
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width >= 360 && height >= 360)
    g_object_set (self->settings, "window-width", width, "window-height", height, NULL);
}

static gboolean
lab_window_close_request (GtkWindow *window)
{
  LabWindow *self = LAB_WINDOW (window);
  lab_window_set_presenting (self, FALSE);
  remember_size (self);
  lab_laboratory_close (self->laboratory);
  return GTK_WINDOW_CLASS (lab_window_parent_class)->close_request (window);
}

static void
lab_window_dispose (GObject *object)
{
  LabWindow *self = LAB_WINDOW (object);
  if (self->compose_source != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->compose_source);
  self->compose_source = 0;
  g_clear_object (&self->points_chooser);
  lab_window_session_clear (self);
  g_clear_object (&self->controls);
  g_clear_object (&self->switches);
  g_clear_pointer (&self->view_entries, g_ptr_array_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->laboratory);
  G_OBJECT_CLASS (lab_window_parent_class)->dispose (object);
}

static void
lab_window_class_init (LabWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lab_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = lab_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/scalinglab/ScalingLab/window.ui");
  gtk_widget_class_bind_template_child (widget_class, LabWindow, header);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, controls_button);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, controls_popover);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, run_button);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, axis_switch);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, view_switch);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, switches);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, header_slot);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, switch_bar);
  gtk_widget_class_bind_template_child (widget_class, LabWindow, content);
}

static void
lab_window_init (LabWindow *self)
{
  g_type_ensure (LAB_TYPE_HEADER_SLOT);
  g_type_ensure (LAB_TYPE_SWITCHES);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_ref (self->switches);
  lab_window_actions_install (self);
}

static void
watch (LabWindow *self)
{
  static const char *const settings[] = {"notify::controls-visible", "notify::laws-visible"};
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_signal_connect_object (self->settings, settings[i], G_CALLBACK (lab_window_arrange), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->header_slot, "notify::folded", G_CALLBACK (lab_window_arrange),
                            self);
  g_signal_connect_swapped (self->workspace, "notify::narrow", G_CALLBACK (lab_window_arrange),
                            self);
  g_signal_connect_object (self->laboratory, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->laboratory, "status", G_CALLBACK (lab_window_actions_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (lab_window_actions_update), NULL);
}

LabWindow *
lab_window_new (GtkApplication *application, LabLaboratory *laboratory, LabSettings *settings)
{
  LabWindow *self = g_object_new (LAB_TYPE_WINDOW, "application", application, NULL);
  g_return_val_if_fail (LAB_IS_LABORATORY (laboratory) && LAB_IS_SETTINGS (settings), NULL);

  self->laboratory = g_object_ref (laboratory);
  self->settings = g_object_ref (settings);
  build (self);
  lab_window_laws_build (self);
  watch (self);
  lab_window_resize (self, lab_settings_int (settings, "window-width"),
                     lab_settings_int (settings, "window-height"));
  if (lab_settings_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  lab_window_restyle (self);
  lab_window_arrange (self);
  on_changed (self);
  gtk_widget_grab_focus (self->chart);
  return self;
}

void
lab_window_resize (LabWindow *self, int width, int height)
{
  g_return_if_fail (LAB_IS_WINDOW (self));
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (!gtk_widget_get_realized (GTK_WIDGET (self))) {
    lab_workspace_expect_width (LAB_WORKSPACE (self->workspace), width);
    lab_window_arrange (self);
  }
}

LabLaboratory *
lab_window_get_laboratory (LabWindow *self)
{
  g_return_val_if_fail (LAB_IS_WINDOW (self), NULL);
  return self->laboratory;
}

void
lab_window_restyle (LabWindow *self)
{
  g_return_if_fail (LAB_IS_WINDOW (self));
  lab_window_views_restyle (self);
}
