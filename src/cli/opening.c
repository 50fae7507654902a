/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/opening.h"

#include "cli/watch.h"
#include "core/error.h"
#include "core/input.h"
#include "experiment/language.h"

/* What is read beside the main thread, and what becomes of it. */
typedef struct
{
  LabPointSource source;
  GError *error;
} Reading;

static gpointer
read_points (LabTask *task, gpointer data)
{
  Reading *reading = data;

  return lab_point_set_read (&reading->source, task, &reading->error);
}

/* Opens the file that the words name, if they name one. */
gboolean
lab_opening_points (const GPtrArray *keys, LabArguments *out, int *signal, GError **error)
{
  Reading reading = {.error = NULL};
  g_autofree char *name = NULL;
  g_autofree char *what = NULL;

  if (!lab_experiment_words_points ((const char *const *)keys->pdata, &reading.source,
                                    &reading.error)) {
    if (reading.error == NULL)
      return TRUE;
    g_propagate_error (error, reading.error);
    return FALSE;
  }
  name = lab_input_name (reading.source.path);
  what = g_strdup_printf ("Reading %s", name);
  out->points = lab_watch (read_points, &reading, what, signal);
  if (reading.error != NULL)
    g_propagate_error (error, reading.error);
  return out->points != NULL;
}

typedef struct
{
  LabCorpusSource source;
  GError *error;
} Opening;

static gpointer
make_corpus (LabTask *task, gpointer data)
{
  Opening *opening = data;

  return lab_corpus_new (&opening->source, task, &opening->error);
}

gboolean
lab_opening_corpus (const LabCommand *command,
                    const GPtrArray *keys,
                    LabArguments *out,
                    int *signal,
                    GError **error)
{
  Opening opening = {.error = NULL};
  g_autofree char *name = NULL;
  g_autofree char *what = NULL;

  if (!lab_experiment_words_language ((const char *const *)keys->pdata, &opening.source,
                                      &opening.error)) {
    if (opening.error == NULL)
      return TRUE;
    g_propagate_error (error, opening.error);
    return FALSE;
  }
  if (!command->takes_language)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "task=language goes with scaling-lab run, not with %s.", command->name);
  name = g_filename_display_name (lab_corpus_source_name (&opening.source));
  what = g_strdup_printf ("Opening %s", name);
  out->corpus = lab_watch (make_corpus, &opening, what, signal);
  if (opening.error != NULL)
    g_propagate_error (error, opening.error);
  return out->corpus != NULL;
}
