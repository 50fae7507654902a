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

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "ui/pieces/appearance.h"
#include "core/error.h"
#include "experiment/experiment-keys.h"
#include "ui/picture/view.h"
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

/* "KEY=VALUE KEY=VALUE ..." over the defaults of the sweep it names (data, if none). */
static gboolean
read_experiment (const char *text, LabExperiment *experiment, LabPointSet **points, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\n", -1);
  GError *refusal = NULL;
  LabPointSource source;

  if (lab_experiment_words_points ((const char *const *)words, &source, &refusal))
    *points = lab_point_set_read (&source, NULL, &refusal);
  if (refusal != NULL) {
    g_propagate_error (error, refusal);
    return FALSE;
  }
  lab_experiment_default (LAB_SWEEP_DATA, experiment);
  if (*points != NULL)
    lab_experiment_take_points (experiment, *points);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; words[i] != NULL; i++) {
      char *value = strchr (words[i], '=');
      gboolean is_sweep = g_str_has_prefix (words[i], "sweep=");
      g_autofree char *key = NULL;
      if (*words[i] == '\0' || is_sweep != (pass == 0))
        continue;
      if (value == NULL) {
        g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                     _ ("“%s” is not of the form KEY=VALUE."), words[i]);
        return FALSE;
      }
      key = g_strndup (words[i], (gsize)(value - words[i]));
      if (!lab_experiment_set (experiment, key, value + 1, error))
        return FALSE;
      if (is_sweep) {
        lab_experiment_default (experiment->sweep, experiment);
        if (*points != NULL)
          lab_experiment_take_points (experiment, *points);
      }
    }
  return lab_experiment_check (experiment, error);
}

static gboolean
read_size (const char *text, int *width, int *height, GError **error)
{
  char rest;
  if (sscanf (text, "%dx%d%c", width, height, &rest) == 2 && *width >= 360 && *height >= 360 &&
      *width <= 16384 && *height <= 16384)
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("“%s” is no size: give WIDTHxHEIGHT, each from 360 to 16384."), text);
  return FALSE;
}

static gboolean
check_view (const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (LAB_WINDOW_CHART);

  if (g_str_equal (name, LAB_WINDOW_CHART))
    return TRUE;
  for (const LabViewEntry *entry = lab_views (); entry->name != NULL; entry++) {
    if (g_str_equal (name, entry->name))
      return TRUE;
    g_string_append_printf (names, ", %s", entry->name);
  }
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE, _ ("“%s” is no view: there are %s."),
               name, names->str);
  return FALSE;
}

typedef struct
{
  LabExperiment experiment;
  LabPointSet *points;    /* of the experiment; a reference, or NULL */
  const char *appearance; /* NULL: as set */
  const char *view;       /* NULL: the one that is shown */
  int width;              /* 0: as remembered */
  int height;
  gboolean has_experiment;
} Words;

static gboolean
read_words (LabApplication *self, GVariantDict *dict, Words *words, GError **error)
{
  const char *text;
  if (g_variant_dict_lookup (dict, "experiment", "&s", &text)) {
    if (!read_experiment (text, &words->experiment, &words->points, error))
      return FALSE;
    words->has_experiment = TRUE;
  }
  if (g_variant_dict_lookup (dict, "size", "&s", &text) &&
      !read_size (text, &words->width, &words->height, error))
    return FALSE;
  if (g_variant_dict_lookup (dict, "view", "&s", &words->view) && !check_view (words->view, error))
    return FALSE;
  g_variant_dict_lookup (dict, "appearance", "&s", &words->appearance);
  if (words->appearance != NULL &&
      !lab_appearance_set_choice (self->appearance, words->appearance)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("“%s” is no appearance: follow, light, dark or high-contrast."),
                 words->appearance);
    return FALSE;
  }
  return TRUE;
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
  Words words = {0};

  if (!read_words (self, g_application_command_line_get_options_dict (line), &words, &error)) {
    g_application_command_line_printerr (line, "scaling-lab: %s\n", error->message);
    lab_point_set_unref (words.points);
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
  else
    lab_laboratory_start (lab_window_get_laboratory (self->window));
  lab_point_set_unref (words.points); /* the laboratory keeps it */
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
