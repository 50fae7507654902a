/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random Markov chains: rows ~ Dirichlet(1/2) over V symbols.
 *
 * What a window shows of the first symbols' contexts is less than the chain knows: truth there is the
 * stationary chain's, given the symbols that are seen. */
#include "corpus/chain-windows.h"

#include "core/error.h"
#include "core/memory.h"

#include <glib/gi18n.h>
#include <math.h>

static gboolean
check (const LabCorpusSource *source, GError **error)
{
  double numbers = source->symbols;

  for (guint i = 0; i < source->order; i++)
    numbers *= source->symbols;
  if (numbers > (double)LAB_CHAIN_MOST)
    return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                       _ ("symbols=%u and order=%u: a chain's table holds at most %zu numbers, and "
                          "this one would have symbols^(order+1) = %.0f."),
                       source->symbols, source->order, LAB_CHAIN_MOST, numbers);
  return TRUE;
}

/* A line of squares of normals, divided by their sum, is Dirichlet(1/2, .. 1/2). */
static gboolean
fill_table (guint64 seed, gsize count, float *table, LabTask *task)
{
  LabRandom random;

  lab_random_init (&random, seed, 0, LAB_STREAM_TARGET);
  for (gsize i = 0; i < count; i++) {
    const double normal = lab_random_normal (&random);

    if (i % (1u << 16) == 0 && lab_task_is_cancelled (task))
      return FALSE;
    table[i] = (float)MAX (normal * normal, G_MINFLOAT);
  }
  return TRUE;
}

static gpointer
open_markov (const LabCorpusSource *source, LabCorpusInfo *info, LabTask *task, GError **error)
{
  const gsize count = lab_chain_contexts (source->symbols, source->order) * source->symbols;
  float *table = lab_memory_new (count, sizeof *table, "the chain", error);
  LabChain *chain;

  if (table == NULL)
    return NULL;
  if (!fill_table (source->seed, count, table, task)) {
    lab_memory_free (table);
    return NULL;
  }
  chain = lab_chain_new (source->symbols, source->order, table, task, error);
  if (chain != NULL)
    lab_chain_describe (chain, source->window, info);
  return chain;
}

static double
tabulator (gconstpointer language, guint64 n)
{
  const LabChain *chain = language;

  return (chain->symbols - 1) * (double)chain->contexts / (2.0 * (double)n);
}

static const LabChain *
chain_of (gconstpointer language)
{
  return language;
}

const LabLanguage lab_language_markov = {
    .check = check,
    .open = open_markov,
    .close = (void (*) (gpointer))lab_chain_free,
    .fresh = lab_chain_fresh,
    .kept_numbers = lab_chain_kept_numbers,
    .keep = lab_chain_keep,
    .deal = lab_chain_deal,
    .chain = chain_of,
    .tabulator = tabulator,
};
