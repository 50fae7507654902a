/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From words to an experiment that can be run. */
#include "experiment/experiment-keys.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/error.h"
#include "experiment/language.h"

/* Splits "key=value"; the caller frees key. Returns the value inside word, or NULL. */
static const char *
split_word (const char *word, char **key, GError **error)
{
  const char *equals = strchr (word, '=');
  if (equals == NULL || equals == word) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("“%s” is not of the form KEY=VALUE, such as d=2"), word);
    return NULL;
  }
  *key = g_strndup (word, (gsize)(equals - word));
  return equals + 1;
}

/* Words in the order in which they are applied: each choice brings defaults. */
typedef enum
{
  STAGE_SWEEP,
  STAGE_LANGUAGE,
  STAGE_OTHERS,
} Stage;

static Stage
stage_of (const char *key)
{
  if (g_str_equal (key, "sweep"))
    return STAGE_SWEEP;
  return g_str_equal (key, "task") || g_str_equal (key, "corpus") ? STAGE_LANGUAGE : STAGE_OTHERS;
}

/* Applies every word of a stage. */
static gboolean
apply_words (const char *const *words, Stage stage, LabExperiment *experiment, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; words[i] != NULL; i++) {
    g_autofree char *key = NULL;
    const char *value = split_word (words[i], &key, error);
    if (value == NULL)
      return FALSE;
    if (g_hash_table_contains (seen, key)) {
      g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                   _ ("%s: %s is given twice; once is allowed"), words[i], key);
      return FALSE;
    }
    if (stage_of (key) == stage && !lab_experiment_set (experiment, key, value, error))
      return FALSE;
    g_hash_table_add (seen, g_steal_pointer (&key));
  }
  return TRUE;
}

static gboolean
is_given (const char *const *words, const char *key)
{
  const gsize length = strlen (key);

  for (guint i = 0; words[i] != NULL; i++)
    if (strncmp (words[i], key, length) == 0 && words[i][length] == '=')
      return TRUE;
  return FALSE;
}

/* A word that says nothing about this language, or says something about a language to another task. */
static gboolean
refuse_unread (const char *const *words, const LabExperiment *experiment, GError **error)
{
  for (guint i = 0; words[i] != NULL; i++) {
    g_autofree char *key = g_strndup (words[i], strcspn (words[i], "="));
    const LabKey *found = lab_experiment_find_key (key);

    if (found == NULL || lab_experiment_key_use (experiment, key, NULL) != LAB_KEY_REPLACED ||
        (experiment->task != LAB_TASK_LANGUAGE && !found->of_language))
      continue;
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 experiment->task == LAB_TASK_LANGUAGE
                     ? _ ("%s: %s has no meaning for this corpus; leave it out")
                     : _ ("%s: %s goes with task=language"),
                 words[i], key);
    return FALSE;
  }
  return TRUE;
}

/* The words, but nothing that only an opened file or corpus knows. */
static gboolean
read_words (const char *const *words, LabPointSet *points, LabExperiment *out, GError **error)
{
  lab_experiment_default (LAB_SWEEP_DATA, out);
  if (!apply_words (words, STAGE_SWEEP, out, error))
    return FALSE;
  lab_experiment_default (out->sweep, out);
  if (points != NULL)
    lab_experiment_take_points (out, points);
  if (!apply_words (words, STAGE_LANGUAGE, out, error))
    return FALSE;
  if (out->task == LAB_TASK_LANGUAGE)
    lab_experiment_settle_language (out);
  return apply_words (words, STAGE_OTHERS, out, error) && refuse_unread (words, out, error);
}

/* What follows from an opened corpus where no word says otherwise. */
static void
fit_to_corpus (const char *const *words, LabCorpus *corpus, LabExperiment *experiment)
{
  lab_experiment_take_corpus (experiment, corpus);
  if (!is_given (words, "n"))
    experiment->n = MIN (experiment->n, lab_corpus_info (corpus)->training_most);
  if (!is_given (words, "batch"))
    experiment->batch = lab_language_batch (corpus);
  lab_language_follow_width (experiment, is_given (words, "heads"),
                             is_given (words, "learning_rate"));
}

gboolean
lab_experiment_words_language (const char *const *words, LabCorpusSource *source, GError **error)
{
  g_return_val_if_fail (words != NULL && source != NULL, FALSE);

  LabExperiment experiment;
  if (!g_strv_contains (words, "task=language") || !read_words (words, NULL, &experiment, error))
    return FALSE;
  lab_experiment_language (&experiment, source);
  return lab_corpus_source_check (source, error);
}

/* What something else takes the place of is as by default: the text of the experiment leaves it out, and is to
 * be read as the same experiment again. */
static void
forget_replaced (LabExperiment *experiment)
{
  guint count;
  const LabKey *keys = lab_experiment_keys (&count);
  LabExperiment normal;

  lab_experiment_default (experiment->sweep, &normal);
  for (guint i = 0; i < count; i++) {
    if (keys[i].type == LAB_KEY_TEXT ||
        lab_experiment_key_use (experiment, keys[i].key, NULL) != LAB_KEY_REPLACED)
      continue;
    g_autofree char *value = lab_experiment_get (&normal, keys[i].key);
    lab_experiment_set (experiment, keys[i].key, value, NULL);
  }
}

static gboolean
parse_on (const char *const *words,
          LabPointSet *points,
          LabCorpus *corpus,
          LabExperiment *out,
          GError **error)
{
  LabExperiment experiment;
  if (!read_words (words, points, &experiment, error))
    return FALSE;
  if (corpus != NULL && experiment.task == LAB_TASK_LANGUAGE)
    fit_to_corpus (words, corpus, &experiment);
  if (!lab_experiment_check (&experiment, error))
    return FALSE;
  if (experiment.task != LAB_TASK_LANGUAGE) /* whose corpus has set what no word may */
    forget_replaced (&experiment);
  *out = experiment;
  return TRUE;
}

gboolean
lab_experiment_parse (const char *const *words,
                      LabPointSet *points,
                      LabExperiment *out,
                      GError **error)
{
  g_return_val_if_fail (words != NULL && out != NULL, FALSE);

  return parse_on (words, points, NULL, out, error);
}

gboolean
lab_experiment_parse_language (const char *const *words,
                               LabCorpus *corpus,
                               LabExperiment *out,
                               GError **error)
{
  g_return_val_if_fail (words != NULL && corpus != NULL && out != NULL, FALSE);

  return parse_on (words, NULL, corpus, out, error);
}
