/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window can be told to do. */
#include "config.h"
#include "ui/window/window-actions.h"
#include "ui/window/window-private.h"

#include "ui/chart/chart-view.h"
#include "ui/window/status-bar.h"

#include <math.h>

#include "ui/window/about.h"
#include "ui/controls/control-panel.h"
#include "experiment/experiment-keys.h"
#include "experiment/lazy-or-rich.h"
#include "ui/window/export-dialog.h"
#include "ui/window/preferences.h"

/* A key press shows this many times less, or more. */
#define ZOOM 1.5

static void
on_run (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  if (lab_laboratory_get_state (self->laboratory) == LAB_STATE_RUNNING)
    lab_laboratory_pause (self->laboratory);
  else
    lab_laboratory_start (self->laboratory);
}

static void
on_stop (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lab_laboratory_stop (LAB_WINDOW (data)->laboratory);
}

static void
on_leave (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  if (self->presenting)
    lab_window_set_presenting (self, FALSE);
  else
    lab_laboratory_stop (self->laboratory);
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lab_laboratory_undo (LAB_WINDOW (data)->laboratory);
}

static void
on_redo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lab_laboratory_redo (LAB_WINDOW (data)->laboratory);
}

static void
on_clear_curves (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lab_laboratory_clear_ghosts (LAB_WINDOW (data)->laboratory);
}

static void
on_default_experiment (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  LabExperiment experiment;
  lab_experiment_default (lab_laboratory_get_axis (self->laboratory), &experiment);
  lab_laboratory_set_experiment (self->laboratory, &experiment, NULL);
}

/* The task of the controls; where it does not go with them, that of a time sweep by default. */
static void
on_lazy_or_rich (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  LabExperiment usual, lazy, rich;

  lab_experiment_default (LAB_SWEEP_TIME, &usual);
  if (!lab_experiment_lazy_and_rich (lab_laboratory_get_experiment (self->laboratory), &lazy, &rich,
                                     NULL) &&
      !lab_experiment_lazy_and_rich (&usual, &lazy, &rich, NULL))
    return;
  lab_laboratory_measure_two (self->laboratory, &lazy, &rich, NULL);
  lab_window_show_chart (self);
}

/* Every axis leads back to the chart. */
static void
on_axis (GSimpleAction *action, GVariant *value, gpointer data)
{
  LabWindow *self = data;
  const char *word = g_variant_get_string (value, NULL);
  for (LabSweep axis = 0; axis < lab_axis_count (); axis++)
    if (g_str_equal (word, lab_axis_names[axis])) {
      lab_laboratory_set_axis (self->laboratory, axis);
      lab_window_show_chart (self);
    }
}

static void
on_view (GSimpleAction *action, GVariant *value, gpointer data)
{
  lab_window_show_view (data, g_variant_get_string (value, NULL));
}

static void
on_focus (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  const char *key = g_variant_get_string (parameter, NULL);
  if (lab_control_panel_find (LAB_CONTROL_PANEL (self->control_panel), key) == NULL)
    return;
  if (gtk_widget_get_visible (self->controls_button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->controls_button));
  else
    g_object_set (self->settings, "controls-visible", TRUE, NULL);
  lab_control_panel_focus (LAB_CONTROL_PANEL (self->control_panel), key);
}

/* factor 0: everything. */
static void
zoom (LabWindow *self, double factor)
{
  LabView *view = lab_window_current_view (self);
  if (view != NULL)
    lab_view_zoom (view, factor);
  else
    lab_picture_canvas_zoom (LAB_PICTURE_CANVAS (self->chart), factor, NAN, NAN);
}

static void
on_zoom_in (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zoom (data, ZOOM);
}

static void
on_zoom_out (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zoom (data, 1 / ZOOM);
}

static void
on_zoom_reset (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zoom (data, 0);
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  lab_export_dialog_show (GTK_WINDOW (self), self->laboratory, lab_window_current_view (self),
                          LAB_STATUS_BAR (self->status_bar));
}

static void
on_present (GSimpleAction *action, GVariant *value, gpointer data)
{
  lab_window_set_presenting (data, g_variant_get_boolean (value));
}

static void
on_fullscreen (GSimpleAction *action, GVariant *value, gpointer data)
{
  if (g_variant_get_boolean (value))
    gtk_window_fullscreen (data);
  else
    gtk_window_unfullscreen (data);
}

/* F9 in a narrow window: the popover is where the controls are. */
static void
on_controls_visible (GSimpleAction *action, GVariant *value, gpointer data)
{
  LabWindow *self = data;
  if (gtk_widget_get_visible (self->controls_button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->controls_button));
  else
    g_object_set (self->settings, "controls-visible", g_variant_get_boolean (value), NULL);
}

static void
on_laws_visible (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_object_set (LAB_WINDOW (data)->settings, "laws-visible", g_variant_get_boolean (value), NULL);
}

static void
on_menu (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (LAB_WINDOW (data)->menu_button));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  gtk_window_present (GTK_WINDOW (lab_preferences_new (GTK_WINDOW (self), self->settings)));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *window = lab_shortcuts_window_new ();
  gtk_window_set_transient_for (GTK_WINDOW (window), data);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lab_help_show (data);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lab_about_show (data);
}

static void
on_close (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (data);
}

static const GActionEntry entries[] = {
    {.name = "run", .activate = on_run},
    {.name = "stop", .activate = on_stop},
    {.name = "leave", .activate = on_leave},
    {.name = "undo", .activate = on_undo},
    {.name = "redo", .activate = on_redo},
    {.name = "clear-curves", .activate = on_clear_curves},
    {.name = "default-experiment", .activate = on_default_experiment},
    {.name = "lazy-or-rich", .activate = on_lazy_or_rich},
    {.name = "axis", .parameter_type = "s", .state = "'data'", .change_state = on_axis},
    {.name = "view", .parameter_type = "s", .state = "'chart'", .change_state = on_view},
    {.name = "focus", .activate = on_focus, .parameter_type = "s"},
    {.name = "zoom-in", .activate = on_zoom_in},
    {.name = "zoom-out", .activate = on_zoom_out},
    {.name = "zoom-reset", .activate = on_zoom_reset},
    {.name = "export", .activate = on_export},
    {.name = "present", .state = "false", .change_state = on_present},
    {.name = "fullscreen", .state = "false", .change_state = on_fullscreen},
    {.name = "controls-visible", .state = "true", .change_state = on_controls_visible},
    {.name = "laws-visible", .state = "true", .change_state = on_laws_visible},
    {.name = "menu", .activate = on_menu},
    {.name = "preferences", .activate = on_preferences},
    {.name = "shortcuts", .activate = on_shortcuts},
    {.name = "help", .activate = on_help},
    {.name = "about", .activate = on_about},
    {.name = "close", .activate = on_close},
};

/* Plain keys wait for the bubble phase: an entry that is typed into takes them first. */
static void
install_plain_keys (LabWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  guint count;
  const LabShortcut *shortcuts = lab_window_shortcuts (&count);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < count; i++)
    if (shortcuts[i].plain) {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      GtkShortcut *shortcut =
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].accelerator), NULL);
      g_action_parse_detailed_name (shortcuts[i].name, &name, &target, NULL);
      gtk_shortcut_set_action (shortcut, gtk_named_action_new (name));
      gtk_shortcut_set_arguments (shortcut, target);
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
lab_window_actions_install (LabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  install_plain_keys (self);
}
