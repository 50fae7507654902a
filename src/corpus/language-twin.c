/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The twin of a text: a Markov chain fitted to it, so that much of its statistics come with an entropy that
 * is known. */
#include "corpus/chain-windows.h"
#include "corpus/text-language.h"
#include "corpus/witten-bell.h"

#include "core/memory.h"

#include <math.h>

typedef struct
{
  LabChain *chain;
  LabTextLanguage *text; /* its tokeniser spells the symbols */
  guint64 seed;
} Twin;

static void
close_twin (gpointer language)
{
  Twin *twin = language;

  lab_chain_free (twin->chain);
  lab_text_language_free (twin->text);
  g_free (twin);
}

static LabChain *
fit_chain (const Twin *twin, guint order, LabTask *task, GError **error)
{
  const guint symbols = twin->text->tokeniser->vocabulary;
  g_autofree guint16 *tokens = NULL;
  gsize count;
  float *table;

  tokens = lab_text_language_sample (twin->text, LAB_CORPUS_KEPT_TOKENS, &count,
                                     task != NULL ? &task->cancelled : NULL, error);
  if (tokens == NULL)
    return NULL;
  table = lab_witten_bell_table (tokens, count, symbols, order, task, error);
  return table != NULL ? lab_chain_new (symbols, order, table, task, error) : NULL;
}

static gpointer
open_twin (const LabCorpusSource *source, LabCorpusInfo *info, LabTask *task, GError **error)
{
  Twin *twin = g_new0 (Twin, 1);

  twin->seed = source->seed;
  twin->text = lab_text_language_new (source, task, error);
  if (twin->text != NULL)
    twin->chain = fit_chain (twin, source->order, task, error);
  if (twin->chain == NULL) {
    close_twin (twin);
    return NULL;
  }
  lab_chain_describe (twin->chain, source->window, info);
  info->documents = twin->text->text->document_count;
  info->bytes_per_token = (double)twin->text->text->bytes / (double)twin->text->text->characters;
  info->characters_per_token = 1.0;
  return twin;
}

static void
fresh (gconstpointer language,
       const LabCorpusInfo *info,
       LabRandom *random,
       guint16 *row,
       double *probabilities)
{
  lab_chain_fresh (((const Twin *)language)->chain, info, random, row, probabilities);
}

static gboolean
keep (gconstpointer language, LabRandom *random, gsize numbers, guint16 *kept, const gint *stop)
{
  return lab_chain_keep (((const Twin *)language)->chain, random, numbers, kept, stop);
}

/* Mean divergence of a fitted table from the chain. */
static double
divergence (const LabChain *chain, const float *table)
{
  const gsize V = chain->symbols;
  double sum = 0.0;

  for (gsize c = 0; c < chain->contexts; c++) {
    const float *line = chain->table + c * V;
    double total = 0.0, of_line = 0.0;

    if (chain->stationary[c] < 1e-15)
      continue;
    for (gsize x = 0; x < V; x++)
      total += (double)line[x];
    for (gsize x = 0; x < V; x++)
      of_line += (double)line[x] / total * log ((double)line[x] / total / (double)table[c * V + x]);
    sum += chain->stationary[c] * of_line;
  }
  return sum;
}

/* The same interpolated model, fitted to the first repeat's n tokens. */
static double
tabulator (gconstpointer language, guint64 n)
{
  const Twin *twin = language;
  const LabChain *chain = twin->chain;
  const gsize count = (gsize)MIN (n, LAB_CORPUS_KEPT_TOKENS);
  g_autofree guint16 *tokens = g_try_new (guint16, count + chain->order);
  LabRandom random;
  float *table;
  double excess;

  if (tokens == NULL)
    return NAN;
  lab_random_init (&random, twin->seed, 0, LAB_STREAM_TRAINING_POINTS);
  lab_chain_keep (chain, &random, count, tokens, NULL);
  table = lab_witten_bell_table (tokens, count, chain->symbols, chain->order, NULL, NULL);
  if (table == NULL)
    return NAN;
  excess = divergence (chain, table);
  lab_memory_free (table);
  return excess;
}

static char *
decode (gconstpointer language, const guint16 *tokens, gsize count)
{
  return lab_language_text.decode (((const Twin *)language)->text, tokens, count);
}

static char *
token_text (gconstpointer language, guint16 token)
{
  return lab_language_text.token_text (((const Twin *)language)->text, token);
}

static guint16 *
encode (gconstpointer language, const char *text, gsize length, gsize *count, GError **error)
{
  return lab_language_text.encode (((const Twin *)language)->text, text, length, count, error);
}

static const LabChain *
chain_of (gconstpointer language)
{
  return ((const Twin *)language)->chain;
}

const LabLanguage lab_language_twin = {
    .open = open_twin,
    .close = close_twin,
    .fresh = fresh,
    .kept_numbers = lab_chain_kept_numbers,
    .keep = keep,
    .deal = lab_chain_deal,
    .chain = chain_of,
    .tabulator = tabulator,
    .token_text = token_text,
    .decode = decode,
    .encode = encode,
};
