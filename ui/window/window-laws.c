/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does with laws: theories, fit window, baseline, residuals. */
#include "config.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

#include "ui/chart/chart-view.h"
#include "ui/laws/theories-dialog.h"

static void
on_theories (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  gtk_window_present (
      GTK_WINDOW (lab_theories_dialog_new (GTK_WINDOW (self), self->laboratory, self->settings)));
}

static void
on_fit_window (LabWindow *self, double low, double high)
{
  lab_laboratory_set_fit_window (self->laboratory, low, high);
}

/* Ends given by a point include it, however it is rounded. */
#define INCLUDE 1e-9

/* Moves one end of the fit window to the point under the chart's cursor. */
static void
move_end (LabWindow *self, gboolean lower)
{
  double x = lab_chart_view_get_cursor_x (LAB_CHART_VIEW (self->chart));
  double low, high;

  if (!(x > 0.0)) {
    lab_window_set_readout (self, _ ("Move the cursor to a point of the curve first: click the "
                                     "chart, then use the arrow keys."));
    return;
  }
  lab_laboratory_get_fit_window (self->laboratory, &low, &high);
  if (lower)
    low = x * (1.0 - INCLUDE);
  else
    high = x * (1.0 + INCLUDE);
  if (high > 0.0 && high < low) {
    low = lower ? low : 0.0;
    high = lower ? 0.0 : high;
  }
  lab_laboratory_set_fit_window (self->laboratory, low, high);
}

static void
on_fit_from (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move_end (data, TRUE);
}

static void
on_fit_to (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move_end (data, FALSE);
}

static void
on_fit_all (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lab_laboratory_set_fit_window (LAB_WINDOW (data)->laboratory, 0.0, 0.0);
}

static void
on_pin (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lab_laboratory_pin (LAB_WINDOW (data)->laboratory);
}

static void
on_residuals (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_object_set (LAB_WINDOW (data)->settings, "residuals-visible", g_variant_get_boolean (value),
                NULL);
}

static const GActionEntry entries[] = {
    {.name = "residuals-visible", .state = "false", .change_state = on_residuals},
    {.name = "theories", .activate = on_theories},
    {.name = "fit-from", .activate = on_fit_from},
    {.name = "fit-to", .activate = on_fit_to},
    {.name = "fit-all", .activate = on_fit_all},
    {.name = "pin", .activate = on_pin},
};

static void
follow_settings (LabWindow *self)
{
  g_autofree char *ids = lab_settings_string (self->settings, "theories");
  g_auto (GStrv) list = g_strsplit (ids != NULL ? ids : "", " ", -1);
  gboolean residuals = lab_settings_boolean (self->settings, "residuals-visible");
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "residuals-visible");

  lab_laboratory_set_theories (self->laboratory, (const char *const *)list);
  lab_laboratory_set_prediction (self->laboratory,
                                 lab_settings_boolean (self->settings, "prediction-visible"),
                                 lab_settings_boolean (self->settings, "prediction-training"));
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (residuals));
  lab_chart_view_set_residuals (LAB_CHART_VIEW (self->chart), residuals);
  lab_laboratory_set_band (self->laboratory, lab_settings_boolean (self->settings, "band-visible"));
  lab_laboratory_set_kernel_curves (self->laboratory,
                                    lab_settings_boolean (self->settings, "ridge-visible"),
                                    lab_settings_boolean (self->settings, "tangent-visible"));
}

void
lab_window_laws_build (LabWindow *self)
{
  static const char *const settings[] = {
      "notify::theories",       "notify::prediction-visible", "notify::prediction-training",
      "notify::band-visible",   "notify::residuals-visible",  "notify::ridge-visible",
      "notify::tangent-visible"};

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_signal_connect_object (self->settings, settings[i], G_CALLBACK (follow_settings), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "fit-window", G_CALLBACK (on_fit_window), self,
                           G_CONNECT_SWAPPED);
  follow_settings (self);
}
