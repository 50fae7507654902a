/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Associative memory: keys of two digits with frequencies p_k ~ k^-(1 + zipf), each with a value of one
 * digit that a fixed random map gives it.
 *
 * The learner that remembers each fact it saw, and knows nothing of the others, has the loss
 * ln(base) sum_k p_k (1 - p_k)^n after n facts; its exponent tends to zipf/(1 + zipf) (M. Hutter,
 * "Learning curve theory", 2021; V. Cabannes, E. Dohmatob, A. Bietti, "Scaling laws for associative
 * memories", ICLR 2024). Facts are dealt anew into windows at every step: neighbours that stay together
 * would let a model tie a value to them. */
#include "corpus/corpus-private.h"

#include "core/stop.h"

#include <math.h>

/* Facts drawn between two looks at the wish to stop. */
#define PORTION ((gsize)1 << 16)
#define FACT    3 /* tokens */

typedef struct
{
  guint base, keys;
  double *cumulative; /* (keys): share of the keys up to this one, in order of rank */
  guint16 *values;    /* (keys) */
} Facts;

static void
close_facts (gpointer language)
{
  Facts *facts = language;

  g_free (facts->cumulative);
  g_free (facts->values);
  g_free (facts);
}

static void
fill_frequencies (Facts *facts, double zipf)
{
  double sum = 0.0;

  facts->cumulative = g_new (double, facts->keys);
  for (guint k = 0; k < facts->keys; k++)
    facts->cumulative[k] = sum += pow (k + 1.0, -(1.0 + zipf));
  for (guint k = 0; k < facts->keys; k++)
    facts->cumulative[k] /= sum;
}

static gpointer
open_facts (const LabCorpusSource *source, LabCorpusInfo *info, LabTask *task, GError **error)
{
  Facts *facts = g_new0 (Facts, 1);
  LabRandom random;

  facts->base = source->base;
  facts->keys = source->base * source->base;
  fill_frequencies (facts, source->zipf);
  facts->values = g_new (guint16, facts->keys);
  lab_random_init (&random, source->seed, 0, LAB_STREAM_TARGET);
  for (guint k = 0; k < facts->keys; k++)
    facts->values[k] = (guint16)lab_random_below (&random, facts->base);

  info->vocabulary = facts->base;
  info->window = info->fresh_tokens = FACT * source->facts_per_window;
  info->counted_tokens = source->facts_per_window;
  for (guint i = 0; i < source->facts_per_window; i++)
    info->counted[FACT * i + 1] = TRUE;
  info->entropy = info->window_entropy = 0.0;
  info->training_least = FACT;
  return facts;
}

static guint
draw_key (const Facts *facts, LabRandom *random)
{
  const double at = lab_random_uniform (random);
  guint low = 0, high = facts->keys - 1;

  while (low < high) {
    const guint middle = (low + high) / 2;

    if (facts->cumulative[middle] > at)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

static void
write_fact (const Facts *facts, guint key, guint16 *tokens)
{
  tokens[0] = (guint16)(key / facts->base);
  tokens[1] = (guint16)(key % facts->base);
  tokens[2] = facts->values[key];
}

static void
fresh (gconstpointer language,
       const LabCorpusInfo *info,
       LabRandom *random,
       guint16 *row,
       double *probabilities)
{
  const Facts *facts = language;

  for (guint i = 0; i < info->window; i += FACT) {
    write_fact (facts, draw_key (facts, random), row + i);
    if (probabilities != NULL)
      probabilities[(gsize)(i + 1) * facts->base + row[i + 2]] = 1.0;
  }
  row[info->window] = 0;
}

static gsize
kept_numbers (gconstpointer language, guint64 n)
{
  return (gsize)(n / FACT);
}

static gboolean
keep (gconstpointer language, LabRandom *random, gsize numbers, guint16 *kept, const gint *stop)
{
  for (gsize i = 0; i < numbers; i++) {
    if (i % PORTION == 0 && lab_stop_asked (stop))
      return FALSE;
    kept[i] = (guint16)draw_key (language, random);
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
  for (guint i = 0; i < info->window; i += FACT)
    write_fact (language, kept[lab_random_below (random, (guint32)numbers)], row + i);
  row[info->window] = 0;
}

static double
tabulator (gconstpointer language, guint64 n)
{
  const Facts *facts = language;
  const double seen = (double)(n / FACT);
  double sum = 0.0, before = 0.0;

  for (guint k = 0; k < facts->keys; k++) {
    const double p = facts->cumulative[k] - before;

    sum += p * exp (seen * log1p (-p));
    before = facts->cumulative[k];
  }
  return log (facts->base) * sum;
}

const LabLanguage lab_language_facts = {
    .open = open_facts,
    .close = close_facts,
    .fresh = fresh,
    .kept_numbers = kept_numbers,
    .keep = keep,
    .deal = deal,
    .tabulator = tabulator,
};
