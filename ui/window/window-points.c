/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of a file in the window: a dialog, a file dropped on the window, the file of last time. */
#include "config.h"
#include "ui/window/window-private.h"
#include "ui/window/window-points-testing.h"

#include <glib/gi18n.h>

#include "session/store/session.h"
#include "ui/controls/points-bar.h"
#include "ui/window/status-bar.h"

/* Choices of the dialog, as in labels=NAME. */
static const char *const label_choices[] = {"auto", "last", "none", NULL};

void
lab_window_open_points (LabWindow *self, const char *path)
{
  const LabPointSource source = {.path = path, .labels = "auto"};

  g_return_if_fail (LAB_IS_WINDOW (self) && path != NULL);
  lab_points_bar_open (LAB_POINTS_BAR (self->points_bar), &source);
}

static void
on_opened (LabWindow *self, const char *path)
{
  g_autofree char *words =
      lab_experiment_describe_points (lab_laboratory_get_experiment (self->laboratory));

  g_object_set (self->settings, "points-file", path, NULL);
  if (words != NULL)
    lab_status_bar_tell (LAB_STATUS_BAR (self->status_bar), words);
  lab_window_points_update (self);
}

static void
on_chosen (GtkNativeDialog *native, int response, gpointer data)
{
  LabWindow *self = data;
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);
  const char *labels = gtk_file_chooser_get_choice (chooser, "labels");
  const char *columns = gtk_file_chooser_get_choice (chooser, "scaling");
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (chooser) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  LabPointSource source = {.path = path, .labels = labels != NULL ? labels : "auto"};

  if (g_strcmp0 (columns, "true") == 0)
    source.scaling = LAB_SCALING_COLUMNS;
  if (path != NULL && lab_session_is_at (path))
    lab_window_open_session (self, path);
  else if (path != NULL)
    lab_points_bar_open (LAB_POINTS_BAR (self->points_bar), &source);
  g_clear_object (&self->points_chooser);
}

static void
add_filters (GtkFileChooser *chooser)
{
  static const char *const patterns[] = {"*.csv", "*.tsv", "*.txt",
                                         "*.dat", "*.npy", "*.scalinglab"};
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _ ("Sessions, tables (CSV) and NumPy arrays (.npy)"));
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    gtk_file_filter_add_pattern (tables, patterns[i]);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, tables);
  gtk_file_chooser_add_filter (chooser, all);
}

static void
add_choices (GtkFileChooser *chooser)
{
  const char *names[] = {_ ("The column named target, label or y"), _ ("The last column"),
                         _ ("None"), NULL};

  gtk_file_chooser_add_choice (chooser, "labels", _ ("Labels"), (const char **)label_choices,
                               names);
  gtk_file_chooser_set_choice (chooser, "labels", label_choices[0]);
  gtk_file_chooser_add_choice (chooser, "scaling", _ ("Scale each coordinate to variance 1"), NULL,
                               NULL);
  gtk_file_chooser_set_choice (chooser, "scaling", "false");
}

static void
start_at_last_file (LabWindow *self, GtkFileChooser *chooser)
{
  g_autofree char *path = lab_settings_string (self->settings, "points-file");
  g_autoptr (GFile) file = *path != '\0' ? g_file_new_for_path (path) : NULL;
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  if (folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;

  g_clear_object (&self->points_chooser);
  self->points_chooser =
      gtk_file_chooser_native_new (_ ("Open a Session or Own Points"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->points_chooser), TRUE);
  add_filters (GTK_FILE_CHOOSER (self->points_chooser));
  add_choices (GTK_FILE_CHOOSER (self->points_chooser));
  start_at_last_file (self, GTK_FILE_CHOOSER (self->points_chooser));
  g_signal_connect (self->points_chooser, "response", G_CALLBACK (on_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->points_chooser));
}

static void
on_reopen (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabWindow *self = data;
  g_autofree char *path = lab_settings_string (self->settings, "points-file");

  if (*path != '\0')
    lab_window_open_points (self, path);
}

static void
on_drawn (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lab_laboratory_take_points (LAB_WINDOW (data)->laboratory, NULL, NULL);
}

void
lab_window_open_file (LabWindow *self, const char *path)
{
  g_return_if_fail (LAB_IS_WINDOW (self) && path != NULL);

  if (lab_session_is_at (path))
    lab_window_open_session (self, path);
  else
    lab_window_open_points (self, path);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  GFile *file = G_VALUE_HOLDS (value, G_TYPE_FILE) ? g_value_get_object (value) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL)
    return FALSE;
  lab_window_open_file (data, path);
  return TRUE;
}

static const GActionEntry entries[] = {
    {.name = "open-points", .activate = on_open},
    {.name = "reopen-points", .activate = on_reopen},
    {.name = "drawn-points", .activate = on_drawn},
};

void
lab_window_points_build (LabWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->points_bar = lab_points_bar_new (self->laboratory);
  g_signal_connect_swapped (self->points_bar, "opened", G_CALLBACK (on_opened), self);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
lab_window_points_update (LabWindow *self)
{
  const LabExperiment *experiment = lab_laboratory_get_experiment (self->laboratory);
  GAction *reopen = g_action_map_lookup_action (G_ACTION_MAP (self), "reopen-points");
  GAction *drawn = g_action_map_lookup_action (G_ACTION_MAP (self), "drawn-points");
  g_autofree char *path = lab_settings_string (self->settings, "points-file");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (reopen), *path != '\0');
  g_simple_action_set_enabled (G_SIMPLE_ACTION (drawn), experiment->points != NULL);
}
