/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences of the random hierarchy model, each behind a begin symbol. */
#include "corpus/corpus-private.h"
#include "corpus/hierarchy.h"

#include "core/error.h"
#include "core/stop.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static gboolean
check (const LabCorpusSource *source, GError **error)
{
  const double tuples = pow (source->symbols, source->branching);
  const double sentence = pow (source->branching, source->levels);

  if (sentence > LAB_GRAMMAR_SENTENCE_MOST)
    return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                       _ ("branching=%u and levels=%u: a sentence would have branching^levels = "
                          "%.0f tokens; at most %d are allowed."),
                       source->branching, source->levels, sentence, LAB_GRAMMAR_SENTENCE_MOST);
  if (tuples > (double)LAB_GRAMMAR_TUPLES_MOST)
    return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                       _ ("symbols=%u and branching=%u: there would be symbols^branching = %.0f "
                          "tuples; at most %zu are allowed."),
                       source->symbols, source->branching, tuples, (gsize)LAB_GRAMMAR_TUPLES_MOST);
  if ((double)source->symbols * source->rules > tuples)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       _ ("rules=%u: %u symbols share %.0f tuples, so that each has at most %.0f "
                          "rules."),
                       source->rules, source->symbols, tuples, floor (tuples / source->symbols));
  return TRUE;
}

static gpointer
open_hierarchy (const LabCorpusSource *source, LabCorpusInfo *info, LabTask *task, GError **error)
{
  LabGrammar *grammar = lab_grammar_new (source->symbols, source->rules, source->branching,
                                         source->levels, source->seed, task, error);

  if (grammar == NULL)
    return NULL;
  info->vocabulary = grammar->symbols + 1;
  info->window = info->fresh_tokens = info->counted_tokens = grammar->sentence;
  for (guint t = 0; t < grammar->sentence; t++)
    info->counted[t] = TRUE;
  info->entropy = info->window_entropy = lab_grammar_entropy (grammar);
  info->training_least = grammar->sentence;
  return grammar;
}

static void
fresh (gconstpointer language,
       const LabCorpusInfo *info,
       LabRandom *random,
       guint16 *row,
       double *probabilities)
{
  const LabGrammar *grammar = language;

  row[0] = (guint16)grammar->symbols;
  lab_grammar_draw (grammar, random, row + 1, probabilities, info->vocabulary);
}

static gsize
kept_numbers (gconstpointer language, guint64 n)
{
  const LabGrammar *grammar = language;

  return (gsize)(n / grammar->sentence * grammar->sentence);
}

static gboolean
keep (gconstpointer language, LabRandom *random, gsize numbers, guint16 *kept, const gint *stop)
{
  const LabGrammar *grammar = language;

  for (gsize i = 0; i < numbers; i += grammar->sentence) {
    if (i / grammar->sentence % 1024 == 0 && lab_stop_asked (stop))
      return FALSE;
    lab_grammar_draw (grammar, random, kept + i, NULL, 0);
  }
  return TRUE;
}

static void
deal (gconstpointer language,
      const LabCorpusInfo *info,
      const guint16 *kept,
      gsize numbers,
      LabRandom *random,
      guint16 *row)
{
  const LabGrammar *grammar = language;
  const gsize sentence = lab_random_below (random, (guint32)(numbers / grammar->sentence));

  row[0] = (guint16)grammar->symbols;
  memcpy (row + 1, kept + sentence * grammar->sentence, grammar->sentence * sizeof *row);
}

const LabLanguage lab_language_hierarchy = {
    .check = check,
    .open = open_hierarchy,
    .close = (void (*) (gpointer))lab_grammar_free,
    .fresh = fresh,
    .kept_numbers = kept_numbers,
    .keep = keep,
    .deal = deal,
};
