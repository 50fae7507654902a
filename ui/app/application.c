/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application.
 *
 * Options of the window (the command line without a window has its own, see cli/):
 *   --experiment "KEY=VALUE ..."  begin with this experiment instead of the default one
 *   --appearance WORD             follow, light, dark or high-contrast, for this time only
 *   --size WIDTHxHEIGHT           size of the window, for this time only
 *   --view NAME                   what it shows first: chart, or one of the table in views.c */
#include "config.h"
#include "ui/app/application.h"
#include "ui/app/application-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/pieces/appearance.h"
#include "ui/window/window-actions.h"
#include "ui/window/window.h"

struct _LabApplication
{
  GtkApplication parent_instance;

  LabSettings *settings;
  LabAppearance *appearance;
  LabWindow *window; /* weak */
};

G_DEFINE_FINAL_TYPE (LabApplication, lab_application, GTK_TYPE_APPLICATION)

static const GOptionEntry options[] = {
    {"experiment", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Begin with this experiment"),
     N_ ("\"KEY=VALUE …\"")},
    {"appearance", 0, 0, G_OPTION_ARG_STRING, NULL,
     N_ ("Appearance for this time: follow, light, dark or high-contrast"), N_ ("WORD")},
    {"size", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Size of the window for this time"),
     N_ ("WIDTHxHEIGHT")},
    {"view", 0, 0, G_OPTION_ARG_STRING, NULL,
     N_ ("Show this first: chart, phases, kernel, manifold or dimension"), N_ ("NAME")},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL,
     N_ ("Open a session, or points of a file"), N_ ("[FILE]")},
    {0},
};

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LabApplication *self = data;
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (data);
}

static const GActionEntry actions[] = {{.name = "quit", .activate = on_quit}};

static void
on_appearance (LabApplication *self)
{
  g_autofree char *choice = lab_settings_string (self->settings, "appearance");
  lab_appearance_set_choice (self->appearance, choice);
}

static void
on_font_scale (LabApplication *self)
{
  lab_appearance_set_font_scale (self->appearance,
                                 lab_settings_double (self->settings, "font-scale"));
}

static void
on_workers (LabApplication *self)
{
  if (self->window != NULL)
    lab_laboratory_set_workers (lab_window_get_laboratory (self->window),
                                (guint)lab_settings_int (self->settings, "workers"));
}

static gboolean
restyle_later (gpointer data)
{
  LabApplication *self = data;
  if (self->window != NULL)
    lab_window_restyle (self->window);
  return G_SOURCE_REMOVE;
}

/* Styles are computed anew after the theme's change is through. */
static void
on_theme (LabApplication *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, restyle_later, g_object_ref (self), g_object_unref);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/scalinglab/ScalingLab/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
watch_settings (LabApplication *self)
{
  GtkSettings *desktop = gtk_settings_get_default ();
  g_signal_connect_object (self->settings, "notify::appearance", G_CALLBACK (on_appearance), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::font-scale", G_CALLBACK (on_font_scale), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::workers", G_CALLBACK (on_workers), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desktop, "notify::gtk-theme-name", G_CALLBACK (on_theme), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desktop, "notify::gtk-application-prefer-dark-theme",
                           G_CALLBACK (on_theme), self, G_CONNECT_SWAPPED);
  on_appearance (self);
  on_font_scale (self);
}

static void
lab_application_startup (GApplication *application)
{
  LabApplication *self = LAB_APPLICATION (application);
  G_APPLICATION_CLASS (lab_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (LAB_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  lab_window_accelerators (GTK_APPLICATION (self));
  load_style ();
  self->settings = lab_settings_new ();
  self->appearance = lab_appearance_new ();
  watch_settings (self);
}

static void
open_window (LabApplication *self)
{
  g_autoptr (LabLaboratory) laboratory =
      lab_laboratory_new ((guint)lab_settings_int (self->settings, "workers"));
  g_set_weak_pointer (&self->window,
                      lab_window_new (GTK_APPLICATION (self), laboratory, self->settings));
}

static void
lab_application_activate (GApplication *application)
{
  LabApplication *self = LAB_APPLICATION (application);
  if (self->window == NULL) {
    open_window (self);
    lab_laboratory_start (lab_window_get_laboratory (self->window));
  }
  gtk_window_present (GTK_WINDOW (self->window));
}

/* An option that is not known or lacks its value was asked wrongly: GLib complains, and would end with 1. */
static gboolean
lab_application_local_command_line (GApplication *application, char ***words, int *status)
{
  gboolean done = G_APPLICATION_CLASS (lab_application_parent_class)
                      ->local_command_line (application, words, status);

  if (done && *status == 1 && !g_application_get_is_registered (application))
    *status = 2;
  return done;
}

static int
lab_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  LabApplication *self = LAB_APPLICATION (application);
  g_autoptr (GError) error = NULL;
  g_auto (LabApplicationWords) words = {0};

  if (!lab_application_words_read (line, self->appearance, &words, &error)) {
    g_application_command_line_printerr (line, "scaling-lab: %s\n", error->message);
    return 2;
  }
  if (self->window == NULL)
    open_window (self);
  if (words.width > 0)
    lab_window_resize (self->window, words.width, words.height);
  if (words.view != NULL)
    lab_window_show_view (self->window, words.view);
  if (words.has_experiment)
    lab_laboratory_set_experiment (lab_window_get_laboratory (self->window), &words.experiment,
                                   NULL);
  else if (words.file != NULL)
    lab_window_open_file (self->window, words.file);
  else
    lab_laboratory_start (lab_window_get_laboratory (self->window));
  gtk_window_present (GTK_WINDOW (self->window));
  return 0;
}

static void
lab_application_shutdown (GApplication *application)
{
  LabApplication *self = LAB_APPLICATION (application);
  g_clear_object (&self->appearance);
  g_clear_object (&self->settings);
  G_APPLICATION_CLASS (lab_application_parent_class)->shutdown (application);
}

static void
lab_application_finalize (GObject *object)
{
  g_clear_weak_pointer (&LAB_APPLICATION (object)->window);
  G_OBJECT_CLASS (lab_application_parent_class)->finalize (object);
}

static void
lab_application_class_init (LabApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = lab_application_finalize;
  application_class->startup = lab_application_startup;
  application_class->activate = lab_application_activate;
  application_class->local_command_line = lab_application_local_command_line;
  application_class->command_line = lab_application_command_line;
  application_class->shutdown = lab_application_shutdown;
}

static void
lab_application_init (LabApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

LabApplication *
lab_application_new (GApplicationFlags flags)
{
  return g_object_new (LAB_TYPE_APPLICATION, "application-id", LAB_APP_ID, "resource-base-path",
                       "/org/scalinglab/ScalingLab", "flags",
                       flags | G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
