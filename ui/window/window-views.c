/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views beside the chart: made when first shown, one of them or the chart in the middle. */
#include "config.h"
#include "ui/window/window-private.h"
#include "ui/window/window-views-testing.h"

#include <glib/gi18n.h>

#include "ui/pieces/appearance.h"

static void
on_read_out (LabWindow *self, const char *text)
{
  lab_window_set_readout (self, text);
}

static LabView *
make_view (LabWindow *self, const LabViewEntry *entry)
{
  GtkWidget *view = entry->create ();
  g_signal_connect_object (view, "read-out", G_CALLBACK (on_read_out), self, G_CONNECT_SWAPPED);
  gtk_widget_set_name (view, entry->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (entry->label), -1);
  gtk_stack_add_named (GTK_STACK (self->stack), view, entry->name);
  lab_view_set_look (LAB_VIEW (view), lab_appearance_look (GTK_WIDGET (self)));
  lab_view_set_presenting (LAB_VIEW (view), self->presenting);
  lab_view_set_laboratory (LAB_VIEW (view), self->laboratory);
  return LAB_VIEW (view);
}

/* A button that shows one axis or view; it is down while that is shown. */
static void
add_button (GtkWidget *group,
            const char *action,
            const char *target,
            const char *label,
            const char *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (_ (label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_widget_set_tooltip_text (button, _ (tooltip));
  gtk_box_append (GTK_BOX (group), button);
}

static const LabViewEntry *
find_entry (LabWindow *self, const char *name)
{
  for (guint i = 0; i < self->view_entries->len; i++) {
    const LabViewEntry *entry = g_ptr_array_index (self->view_entries, i);
    if (g_str_equal (entry->name, name))
      return entry;
  }
  return NULL;
}

void
lab_window_views_build (LabWindow *self, GtkWidget *chart)
{
  self->view_entries = g_ptr_array_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), chart, LAB_WINDOW_CHART);
  for (LabSweep axis = 0; axis < lab_axis_count (); axis++)
    add_button (self->axis_switch, "win.axis", lab_axis_names[axis], lab_axis (axis)->short_name,
                lab_axis (axis)->spoken);
  for (const LabViewEntry *entry = lab_views (); entry->name != NULL; entry++)
    lab_window_add_view (self, entry);
}

void
lab_window_add_view (LabWindow *self, const LabViewEntry *entry)
{
  g_return_if_fail (find_entry (self, entry->name) == NULL);
  g_ptr_array_add (self->view_entries, (gpointer)entry);
  add_button (self->view_switch, "win.view", entry->name, entry->label, entry->tooltip);
  gtk_widget_show (self->view_switch);
}

void
lab_window_show_view (LabWindow *self, const char *name)
{
  const LabViewEntry *entry = find_entry (self, name);
  GtkWidget *shown = gtk_stack_get_visible_child (GTK_STACK (self->stack));
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean focused = self->presenting ||
                     (focus != NULL && (focus == shown || gtk_widget_is_ancestor (focus, shown)));
  GtkWidget *child = gtk_stack_get_child_by_name (GTK_STACK (self->stack), name);

  if (child == NULL && entry != NULL)
    child = GTK_WIDGET (make_view (self, entry));
  if (child == NULL || child == shown) /* an unknown name changes nothing */
    return;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), child);
  lab_window_set_readout (self, "");
  if (entry == NULL)
    lab_window_compose (self);
  if (focused)
    gtk_widget_grab_focus (child);
  lab_window_actions_update (self);
}

void
lab_window_show_chart (LabWindow *self)
{
  lab_window_show_view (self, LAB_WINDOW_CHART);
}

typedef void (*Visit) (LabView *view, gpointer data);

static void
for_each_view (LabWindow *self, Visit visit, gpointer data)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->stack); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (LAB_IS_VIEW (child))
      visit (LAB_VIEW (child), data);
}

static void
set_look (LabView *view, gpointer look)
{
  lab_view_set_look (view, *(LabLook *)look);
}

static void
set_presenting (LabView *view, gpointer presenting)
{
  lab_view_set_presenting (view, *(gboolean *)presenting);
}

void
lab_window_views_restyle (LabWindow *self)
{
  LabLook look = lab_appearance_look (GTK_WIDGET (self));
  lab_picture_canvas_set_look (LAB_PICTURE_CANVAS (self->chart), look);
  for_each_view (self, set_look, &look);
}

void
lab_window_views_present (LabWindow *self)
{
  lab_picture_canvas_set_presenting (LAB_PICTURE_CANVAS (self->chart), self->presenting);
  for_each_view (self, set_presenting, &self->presenting);
}
