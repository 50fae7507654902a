/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/app/application-words.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "experiment/experiment-keys.h"
#include "ui/picture/view.h"
#include "ui/window/window.h"

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

/* The one file that may follow; relative to where the words were written. */
static gboolean
read_file (GApplicationCommandLine *line,
           GVariantDict *dict,
           LabApplicationWords *words,
           GError **error)
{
  g_autofree const char **files = NULL;
  g_autoptr (GFile) file = NULL;

  if (!g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &files) || files[0] == NULL)
    return TRUE;
  if (files[1] != NULL) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("One file at a time: “%s” is one too many."), files[1]);
    return FALSE;
  }
  file = g_application_command_line_create_file_for_arg (line, files[0]);
  words->file = g_file_get_path (file);
  return TRUE;
}

gboolean
lab_application_words_read (GApplicationCommandLine *line,
                            LabAppearance *appearance,
                            LabApplicationWords *words,
                            GError **error)
{
  GVariantDict *dict = g_application_command_line_get_options_dict (line);
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
  if (words->appearance != NULL && !lab_appearance_set_choice (appearance, words->appearance)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("“%s” is no appearance: follow, light, dark or high-contrast."),
                 words->appearance);
    return FALSE;
  }
  return read_file (line, dict, words, error);
}

void
lab_application_words_clear (LabApplicationWords *words)
{
  g_clear_pointer (&words->points, lab_point_set_unref);
  g_clear_pointer (&words->file, g_free);
}
