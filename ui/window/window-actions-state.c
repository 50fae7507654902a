/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window's actions show: which of them are enabled, and which are down. */
#include "config.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

#include "experiment/experiment-keys.h"

static GSimpleAction *
find (LabWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static void
set_flag (LabWindow *self, const char *name, gboolean value)
{
  g_simple_action_set_state (find (self, name), g_variant_new_boolean (value));
}

static void
update_run_button (LabWindow *self, LabState state)
{
  gboolean running = state == LAB_STATE_RUNNING;
  const char *name = running                     ? _ ("Pause")
                     : state == LAB_STATE_PAUSED ? _ ("Continue")
                                                 : _ ("Start");
  const char *tip = running ? _ ("Pause training (Space)")
                    : state == LAB_STATE_FINISHED
                        ? _ ("All runs are measured: change a control to train new ones")
                        : _ ("Train the runs (Space)");

  gtk_button_set_icon_name (GTK_BUTTON (self->run_button), running
                                                               ? "media-playback-pause-symbolic"
                                                               : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->run_button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->run_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  g_simple_action_set_enabled (find (self, "run"), state != LAB_STATE_FINISHED);
  g_simple_action_set_enabled (find (self, "stop"),
                               running || state == LAB_STATE_PAUSED || state == LAB_STATE_STALE);
}

static void
update_undo (LabWindow *self)
{
  g_autofree char *label = lab_laboratory_undo_label (self->laboratory);
  g_autofree char *redo_label = lab_laboratory_redo_label (self->laboratory);
  g_autofree char *tip = label != NULL
                             /* Translators: %s is a change such as "Width: 32 → 64". */
                             ? g_strdup_printf (_ ("Undo “%s” (Ctrl+Z)"), label)
                             : g_strdup (_ ("Nothing to undo"));
  gtk_widget_set_tooltip_text (self->undo_button, tip);
  g_simple_action_set_enabled (find (self, "undo"), label != NULL);
  g_simple_action_set_enabled (find (self, "redo"), redo_label != NULL);
}

/* Of both groups, one switch is down: an axis while the chart is shown, else the view. */
static void
update_switches (LabWindow *self)
{
  LabView *view = lab_window_current_view (self);
  LabSweep sweep = lab_laboratory_get_axis (self->laboratory);
  const char *axis = lab_axis_names[sweep];
  gboolean can_zoom = view == NULL || lab_view_can_zoom (view);

  g_simple_action_set_state (find (self, "axis"), g_variant_new_string (view == NULL ? axis : ""));
  g_simple_action_set_state (find (self, "view"),
                             g_variant_new_string (lab_window_view_name (self)));
  g_simple_action_set_enabled (find (self, "zoom-in"), can_zoom);
  g_simple_action_set_enabled (find (self, "zoom-out"), can_zoom);
  g_simple_action_set_enabled (find (self, "zoom-reset"), can_zoom);
}

void
lab_window_actions_update (LabWindow *self)
{
  update_run_button (self, lab_laboratory_get_state (self->laboratory));
  update_undo (self);
  g_simple_action_set_enabled (find (self, "clear-curves"),
                               lab_laboratory_ghost_count (self->laboratory) > 0);
  update_switches (self);
  lab_window_points_update (self);
  set_flag (self, "present", self->presenting);
  set_flag (self, "fullscreen", gtk_window_is_fullscreen (GTK_WINDOW (self)));
  set_flag (self, "controls-visible", lab_settings_boolean (self->settings, "controls-visible"));
  set_flag (self, "laws-visible", lab_settings_boolean (self->settings, "laws-visible"));
}
