/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/store/share-text.h"

#include "experiment/experiment-keys.h"

#include <string.h>

static gboolean
is_default (const LabExperiment *experiment, const LabExperiment *preset, const char *key)
{
  g_autofree char *value = lab_experiment_get (experiment, key);
  g_autofree char *usual = lab_experiment_get (preset, key);

  return g_strcmp0 (value, usual) == 0;
}

/* Whether the words make the experiment again. */
static gboolean
makes (const char *text, const LabExperiment *experiment)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  LabExperiment again;

  return lab_experiment_parse ((const char *const *)words, experiment->points, &again, NULL) &&
         lab_experiment_equal (&again, experiment);
}

char *
lab_experiment_share_text (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sweep = lab_experiment_get (experiment, "sweep");
  LabExperiment preset;
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);
  lab_experiment_default (experiment->sweep, &preset);
  g_string_append_printf (text, "sweep=%s", sweep);
  for (guint i = 0; i < count; i++)
    if (!g_str_equal (keys[i].key, "sweep") &&
        lab_experiment_key_use (experiment, keys[i].key, NULL) != LAB_KEY_REPLACED &&
        !is_default (experiment, &preset, keys[i].key)) {
      g_autofree char *value = lab_experiment_get (experiment, keys[i].key);
      g_string_append_printf (text, " %s=%s", keys[i].key, value);
    }
  /* Where a default depends on another key, the whole line says it. */
  return makes (text->str, experiment) ? g_string_free (g_steal_pointer (&text), FALSE)
                                       : lab_experiment_to_text (experiment);
}

/* Of a command line, a chat or a file's comment: what stands around the words is passed over. */
GStrv
lab_experiment_words_in (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_auto (GStrv) pieces = g_strsplit_set (text, " \t\r\n\"'`", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  for (guint i = 0; pieces[i] != NULL; i++) {
    const char *equals = strchr (pieces[i], '=');
    g_autofree char *key = g_strndup (pieces[i], equals != NULL ? (gsize)(equals - pieces[i]) : 0);

    if (lab_experiment_find_key (key) != NULL)
      g_strv_builder_add (words, pieces[i]);
  }
  return g_strv_builder_end (words);
}
