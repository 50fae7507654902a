/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words after a command: options (options.c), and KEY=VALUE of an experiment (with the key
 * workers) or of the command's own. */
#include "cli/command.h"

#include "cli/opening.h"
#include "cli/options.h"
#include "core/error.h"
#include "experiment/language.h"

#include <string.h>

#define WORKERS_PREFIX "workers="

/* The one word of a command that takes a file. */
static gboolean
set_file (const LabCommand *command, const GPtrArray *words, LabArguments *out, GError **error)
{
  const char *first = g_ptr_array_index (words, 0);

  if (first == NULL || *first == '\0')
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "scaling-lab %s needs the name of a file, such as points.csv, or - for "
                       "standard input.",
                       command->name);
  if (g_ptr_array_index (words, 1) != NULL)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "%s: scaling-lab %s takes one file; %s is given already.",
                       (const char *)g_ptr_array_index (words, 1), command->name, first);
  out->file = g_strdup (first);
  return TRUE;
}

static gboolean
set_workers (const char *word, gboolean *seen, LabArguments *out, GError **error)
{
  guint64 workers;

  if (*seen)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "%s: workers is given twice; once is allowed", word);
  *seen = TRUE;
  if (!g_ascii_string_to_unsigned (word + strlen (WORKERS_PREFIX), 10, 0, LAB_WORKERS_MAX, &workers,
                                   NULL))
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "%s: workers must be a whole number from 1 to %d, or 0 for one per core",
                       word, LAB_WORKERS_MAX);
  out->workers = (guint)workers;
  return TRUE;
}

/* Whether the word sets a key that the command has beside those of an experiment. Of a key that both
 * have it is its own; but of points a number alone: points=500 of scaling-lab kernel, and
 * points=rings.csv. */
static gboolean
is_beside (const LabCommand *command, const char *word)
{
  const char *equals = strchr (word, '=');
  const gsize length = equals != NULL ? (gsize)(equals - word) : 0;
  g_autofree char *key = g_strndup (word, length);
  guint64 number;

  const LabKey *shared = equals != NULL ? lab_experiment_find_key (key) : NULL;

  if (shared != NULL && shared->type == LAB_KEY_TEXT &&
      !g_ascii_string_to_unsigned (equals + 1, 10, 0, G_MAXUINT64, &number, NULL))
    return FALSE;
  for (guint i = 0; command->keys_beside != NULL && command->keys_beside[i].key != NULL; i++)
    if (strlen (command->keys_beside[i].key) == length &&
        strncmp (command->keys_beside[i].key, word, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
split (const LabCommand *command,
       const char *const *words,
       GPtrArray *keys,
       GPtrArray *beside,
       LabArguments *out,
       GError **error)
{
  gboolean workers_seen = FALSE, options_end = FALSE;

  while (*words != NULL && !out->help) {
    if (!options_end && g_str_equal (*words, "--")) {
      options_end = TRUE;
      words++;
      continue;
    }
    /* A dash alone is standard input. */
    if (!options_end && **words == '-' && (*words)[1] != '\0') {
      if (!lab_option_read (command, &words, out, error))
        return FALSE;
      continue;
    }
    if (command->keys != NULL || (command->flags & LAB_COMMAND_TAKES_FILE) != 0 ||
        (command->flags & LAB_COMMAND_DRAWS_POINTS) != 0 ||
        !g_str_has_prefix (*words, WORKERS_PREFIX))
      g_ptr_array_add (is_beside (command, *words) ? beside : keys, (gpointer)*words);
    else if (!set_workers (*words, &workers_seen, out, error))
      return FALSE;
    words++;
  }
  g_ptr_array_add (keys, NULL);
  g_ptr_array_add (beside, NULL);
  return TRUE;
}

static gboolean
is_given (const GPtrArray *keys, const char *word)
{
  gsize name = (gsize)(strchr (word, '=') - word) + 1;

  for (guint i = 0; i + 1 < keys->len; i++)
    if (strncmp (g_ptr_array_index (keys, i), word, name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
lab_command_has_key (const LabCommand *command, const char *key)
{
  static const char *const of_points[] = {"manifold", "d",    "D",     "density", "ambient_noise",
                                          "target",   "beta", "sigma", "n",       "seed"};

  if ((command->flags & LAB_COMMAND_DRAWS_POINTS) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (of_points); i++)
    if (g_str_equal (key, of_points[i]))
      return TRUE;
  return FALSE;
}

/* Refuses the keys of an experiment that the command has no use for. */
static gboolean
check_keys (const LabCommand *command, const GPtrArray *keys, GError **error)
{
  for (guint i = 0; i + 1 < keys->len; i++) {
    const char *word = g_ptr_array_index (keys, i);
    const char *equals = strchr (word, '=');
    g_autofree char *key = g_strndup (word, equals != NULL ? (gsize)(equals - word) : 0);

    if (equals != NULL && lab_experiment_find_key (key) != NULL &&
        !lab_command_has_key (command, key))
      return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                         "%s: scaling-lab %s takes no %s; its --help lists its keys.", word,
                         command->name, key);
  }
  return TRUE;
}

/* Points that no network reads are not cut into tokens, so that any D will do, and have no label
 * noise unless asked for. */
static gboolean
parse_experiment (const LabCommand *command,
                  GPtrArray *keys,
                  LabArguments *out,
                  int *signal,
                  GError **error)
{
  static const char *const points[] = {"tokens=1", "sigma=0"};

  if (!check_keys (command, keys, error))
    return FALSE;
  for (guint i = 0; (command->flags & LAB_COMMAND_DRAWS_POINTS) != 0 && i < 2; i++)
    if (!is_given (keys, points[i]))
      g_ptr_array_insert (keys, 0, (gpointer)points[i]);
  if (!lab_opening_points (keys, out, signal, error) ||
      !lab_opening_corpus (command, keys, out, signal, error))
    return FALSE;
  if ((command->flags & LAB_COMMAND_SWEEPS_KEYS) != 0 &&
      lab_key_grid_is_asked ((const char *const *)keys->pdata)) {
    out->key_grid = g_new0 (LabKeyGrid, 1);
    if (!lab_key_grid_parse ((const char *const *)keys->pdata, out->points, out->key_grid, error))
      return FALSE;
    out->experiment = out->key_grid->base;
    return TRUE;
  }
  return out->corpus != NULL ? lab_experiment_parse_language ((const char *const *)keys->pdata,
                                                              out->corpus, &out->experiment, error)
                             : lab_experiment_parse ((const char *const *)keys->pdata, out->points,
                                                     &out->experiment, error);
}

/* Sets the file of out where a word without = names one, which then stands alone. */
static gboolean
take_session (const GPtrArray *keys, const GPtrArray *beside, LabArguments *out, GError **error)
{
  for (guint i = 0; i + 1 < keys->len; i++) {
    const char *word = g_ptr_array_index (keys, i);

    if (strchr (word, '=') != NULL)
      continue;
    if (!g_file_test (word, G_FILE_TEST_EXISTS))
      return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                         "“%s”: there is no such file of a session, and a key is written with its "
                         "value, such as d=2.",
                         word);
    if (keys->len > 2 || beside->len > 1 || out->session != NULL)
      return lab_refuse (
          error, LAB_ERROR_INVALID_VALUE,
          "%s: a session's file has its experiment; no key and no --session may stand "
          "beside it.",
          word);
    out->file = g_strdup (word);
  }
  return TRUE;
}

/* Of a command whose first word names a corpus: that word as keys of an experiment on it. */
static gboolean
name_corpus (const LabCommand *command, GPtrArray *keys, LabArguments *out, GError **error)
{
  const char *first = g_ptr_array_index (keys, 0);

  if (first == NULL || *first == '\0' || strchr (first, '=') != NULL)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "scaling-lab %s needs the name of a language, a file or a folder first, "
                       "such as bible or ./novel.txt.",
                       command->name);
  if (is_given (keys, "corpus=") || is_given (keys, "task="))
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "%s is the corpus already: task and corpus are not given beside it.", first);
  out->named = g_strconcat ("corpus=", first, NULL);
  keys->pdata[0] = out->named;
  g_ptr_array_insert (keys, 0, (gpointer) "task=language");
  return TRUE;
}

gboolean
lab_arguments_parse (const LabCommand *command,
                     const char *const *words,
                     LabArguments *out,
                     int *signal,
                     GError **error)
{
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GPtrArray) beside = NULL;

  g_return_val_if_fail (command != NULL && words != NULL && out != NULL && signal != NULL, FALSE);

  *signal = 0;
  *out = (LabArguments){.workers = 0};
  keys = g_ptr_array_new ();
  beside = g_ptr_array_new ();
  if (!split (command, words, keys, beside, out, error))
    return FALSE;
  if (out->help)
    return TRUE;
  if ((command->flags & LAB_COMMAND_TAKES_FILE) != 0)
    return set_file (command, keys, out, error);
  if ((command->flags & LAB_COMMAND_TAKES_SESSION) != 0) {
    if (!take_session (keys, beside, out, error))
      return FALSE;
    if (out->file != NULL)
      return TRUE;
  }
  if (command->keys != NULL)
    return lab_numbers_parse (command->keys, (const char *const *)keys->pdata, &out->numbers,
                              error);
  if (command->keys_beside != NULL &&
      !lab_numbers_parse (command->keys_beside, (const char *const *)beside->pdata, &out->numbers,
                          error))
    return FALSE;
  if ((command->flags & LAB_COMMAND_TAKES_CORPUS) != 0 && !name_corpus (command, keys, out, error))
    return FALSE;
  return parse_experiment (command, keys, out, signal, error);
}

void
lab_arguments_clear (LabArguments *words)
{
  g_clear_pointer (&words->points, lab_point_set_unref);
  g_clear_pointer (&words->key_grid, g_free);
  g_clear_pointer (&words->corpus, lab_corpus_unref);
  g_clear_pointer (&words->named, g_free);
  g_clear_pointer (&words->out, g_free);
  g_clear_pointer (&words->file, g_free);
  g_clear_pointer (&words->x, g_free);
  g_clear_pointer (&words->y, g_free);
  g_clear_pointer (&words->model, g_free);
  g_clear_pointer (&words->gamma, g_free);
  g_clear_pointer (&words->from, g_free);
  g_clear_pointer (&words->n, g_free);
  g_clear_pointer (&words->d, g_free);
  g_clear_pointer (&words->compute, g_free);
  g_clear_pointer (&words->reach, g_free);
  g_clear_pointer (&words->to, g_free);
  g_clear_pointer (&words->by, g_free);
  g_clear_pointer (&words->error, g_free);
  g_clear_pointer (&words->where, g_free);
  g_clear_pointer (&words->floor, g_free);
  g_clear_pointer (&words->at, g_free);
  g_clear_pointer (&words->reach, g_free);
  g_clear_pointer (&words->maximum, g_free);
  g_clear_pointer (&words->simd, g_free);
  g_clear_pointer (&words->session, g_free);
  g_clear_pointer (&words->tasks, g_free);
  g_clear_pointer (&words->task, g_free);
  g_clear_pointer (&words->takeover, g_free);
  g_clear_pointer (&words->estimator, g_free);
  g_clear_pointer (&words->k, g_free);
  g_clear_pointer (&words->metric, g_free);
  g_clear_pointer (&words->discard, g_free);
  g_clear_pointer (&words->times, g_free);
  g_clear_pointer (&words->with, g_free);
  lab_numbers_clear (&words->numbers);
}
