/* What the window does with laws: theories, fit window, baseline, residuals. */
#include "config.h"
#include "window-private.h"

#include <glib/gi18n.h>

#include "theories-dialog.h"

static void
on_theories (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  gtk_window_present (
      GTK_WINDOW (lab_theories_dialog_new (GTK_WINDOW (self), self->laboratory, self->settings)));
}

static const GActionEntry entries[] = {
    {.name = "theories", .activate = on_theories},
};

static void
follow_settings (LabWindow *self)
{
  g_autofree char *ids = lab_settings_string (self->settings, "theories");
  g_auto (GStrv) list = g_strsplit (ids != NULL ? ids : "", " ", -1);

  lab_laboratory_set_theories (self->laboratory, (const char *const *)list);
  lab_laboratory_set_prediction (self->laboratory,
                                 lab_settings_boolean (self->settings, "prediction-visible"),
                                 lab_settings_boolean (self->settings, "prediction-training"));
}

void
lab_window_laws_build (LabWindow *self)
{
  static const char *const settings[] = {"notify::theories", "notify::prediction-visible",
                                         "notify::prediction-training"};

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_signal_connect_object (self->settings, settings[i], G_CALLBACK (follow_settings), self,
                             G_CONNECT_SWAPPED);
  follow_settings (self);
}
