/* Preferences. */
#include "config.h"
#include "preferences.h"

#include <glib/gi18n.h>

#include "parameter-row.h"

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

static void
add_row (GtkWidget *grid, int row, const char *name, GtkWidget *control)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  gtk_grid_attach (GTK_GRID (grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), control, 1, row, 1, 1);
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

static gboolean
close_window (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

GtkWidget *
lab_preferences_new (GtkWindow *parent, LabSettings *settings)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkWidget *workers = spin (settings, "workers", 0, 64, 1, 0);

  gtk_window_set_title (GTK_WINDOW (window), _ ("Preferences"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_resizable (GTK_WINDOW (window), FALSE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_widget_add_css_class (grid, "preferences");
  add_row (grid, 0, _ ("_Appearance"), appearance_choice (settings));
  add_row (grid, 1, _ ("_Text size"), spin (settings, "font-scale", 0.5, 3, 0.1, 1));
  add_row (grid, 2, _ ("Training _runs at once"), workers);
  gtk_widget_set_tooltip_text (workers,
                               _ ("0 means one for each processor core; takes effect at the "
                                  "next start"));
  gtk_window_set_child (GTK_WINDOW (window), grid);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (close_window, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
  return window;
}
