/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences. */
#include "config.h"
#include "ui/window/preferences.h"

#include <glib/gi18n.h>

#include "ui/pieces/dialog.h"
#include "ui/controls/parameter-row.h"

static const char *const appearances[] = {"follow", "light", "dark", "high-contrast"};

static gboolean
to_index (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (appearances); i++)
    if (g_strcmp0 (g_value_get_string (from), appearances[i]) == 0)
      g_value_set_uint (to, i);
  return TRUE;
}

static gboolean
to_word (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  guint index = g_value_get_uint (from);
  if (index >= G_N_ELEMENTS (appearances))
    return FALSE;
  g_value_set_string (to, appearances[index]);
  return TRUE;
}

static GtkWidget *
appearance_choice (LabSettings *settings)
{
  const char *const names[] = {_ ("Follow the desktop"), _ ("Light"), _ ("Dark"),
                               _ ("High contrast"), NULL};
  GtkWidget *choice = gtk_drop_down_new_from_strings (names);
  g_object_bind_property_full (settings, "appearance", choice, "selected",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, to_index, to_word,
                               NULL, NULL);
  return choice;
}

static GtkWidget *
spin (LabSettings *settings, const char *name, double low, double high, double step, guint digits)
{
  GtkWidget *button = gtk_spin_button_new_with_range (low, high, step);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (button), digits);
  lab_widget_ignore_wheel (button);
  g_object_bind_property (settings, name, button, "value",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  return button;
}

GtkWidget *
lab_preferences_new (GtkWindow *parent, LabSettings *settings)
{
  GtkWidget *window = lab_dialog_new (parent, _ ("Preferences"));
  GtkWidget *grid = lab_dialog_grid ();
  GtkWidget *workers = spin (settings, "workers", 0, 64, 1, 0);

  lab_dialog_add_row (grid, 0, _ ("_Appearance"), appearance_choice (settings));
  lab_dialog_add_row (grid, 1, _ ("_Text size"), spin (settings, "font-scale", 0.5, 3, 0.1, 1));
  lab_dialog_add_row (grid, 2, _ ("Training _runs at once"), workers);
  gtk_widget_set_tooltip_text (
      workers, _ ("0 means one for each processor core; takes effect at the next start"));
  gtk_window_set_resizable (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), grid);
  return window;
}
