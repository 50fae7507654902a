/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the window's parts stand at its width. */
#include "ui/window/window-private.h"
#include "ui/pieces/header-slot.h"
#include "ui/window/status-bar.h"
#include "ui/window/workspace.h"

/* Into the header's slot, or folded into the bar below it. */
static void
place_switches (LabWindow *self, gboolean folded)
{
  LabHeaderSlot *slot = LAB_HEADER_SLOT (self->header_slot);
  gboolean in_bar = gtk_widget_get_parent (self->switches) == self->switch_bar;
  gtk_widget_set_hexpand (self->switches, folded); /* the bar has room to centre them in */
  if (folded == in_bar)
    return;
  if (folded) {
    lab_header_slot_set_child (slot, NULL);
    gtk_box_append (GTK_BOX (self->switch_bar), self->switches);
  } else {
    gtk_box_remove (GTK_BOX (self->switch_bar), self->switches);
    lab_header_slot_set_child (slot, self->switches);
  }
}

static void
place_controls (LabWindow *self, gboolean narrow)
{
  GtkPopover *popover = GTK_POPOVER (self->controls_popover);
  GtkWidget *inside = gtk_popover_get_child (popover);
  if (narrow && inside == NULL) {
    lab_workspace_set_controls (LAB_WORKSPACE (self->workspace), NULL);
    gtk_popover_set_child (popover, self->controls);
  } else if (!narrow && inside != NULL) {
    gtk_popover_popdown (popover);
    gtk_popover_set_child (popover, NULL);
    lab_workspace_set_controls (LAB_WORKSPACE (self->workspace), self->controls);
  }
  gtk_widget_set_size_request (self->controls, narrow ? 300 : -1, narrow ? 360 : -1);
}

void
lab_window_arrange (LabWindow *self)
{
  gboolean narrow = lab_workspace_get_narrow (LAB_WORKSPACE (self->workspace));
  gboolean folded = narrow || lab_header_slot_get_folded (LAB_HEADER_SLOT (self->header_slot));
  gboolean chrome = !self->presenting;

  place_controls (self, narrow);
  place_switches (self, folded);
  lab_status_bar_set_narrow (LAB_STATUS_BAR (self->status_bar), narrow);
  gtk_widget_set_visible (self->switch_bar, folded && chrome);
  gtk_widget_set_visible (self->controls_button, narrow);
  gtk_widget_set_visible (self->header, chrome);
  gtk_widget_set_visible (
      self->controls,
      narrow || (chrome && lab_settings_boolean (self->settings, "controls-visible")));
  gtk_widget_set_visible (self->laws,
                          chrome && lab_settings_boolean (self->settings, "laws-visible"));
  gtk_widget_set_visible (self->status_bar, chrome);
  gtk_widget_set_visible (self->caption, self->presenting);
  lab_window_actions_update (self);
  lab_window_update_caption (self);
}
