/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/chain-windows.h"

#include "core/stop.h"

#include <string.h>

/* Symbols drawn between two looks at the wish to stop. */
#define PORTION ((gsize)1 << 16)

void
lab_chain_describe (const LabChain *chain, guint window, LabCorpusInfo *info)
{
  info->vocabulary = chain->symbols;
  info->window = info->fresh_tokens = info->counted_tokens = window;
  for (guint t = 0; t < window; t++)
    info->counted[t] = TRUE;
  info->entropy = chain->entropies[chain->order];
  info->window_entropy = lab_chain_window_entropy (chain, window);
  info->training_least = MAX (window, chain->order) + 1;
}

void
lab_chain_fresh (gconstpointer language,
                 const LabCorpusInfo *info,
                 LabRandom *random,
                 guint16 *row,
                 double *probabilities)
{
  const LabChain *chain = language;

  lab_chain_draw (chain, random, info->window + 1, row);
  for (guint t = 0; probabilities != NULL && t < info->window; t++)
    lab_chain_next (chain, row, t + 1, probabilities + (gsize)t * chain->symbols);
}

gsize
lab_chain_kept_numbers (gconstpointer language, guint64 n)
{
  return (gsize)n;
}

gboolean
lab_chain_keep (gconstpointer language,
                LabRandom *random,
                gsize numbers,
                guint16 *kept,
                const gint *stop)
{
  const LabChain *chain = language;
  gsize done = MIN (chain->order, numbers);

  lab_chain_draw (chain, random, done, kept);
  while (done < numbers && !lab_stop_asked (stop)) {
    const gsize count = MIN (PORTION, numbers - done);

    lab_chain_draw_on (chain, random, done, count, kept);
    done += count;
  }
  return done == numbers;
}

void
lab_chain_deal (gconstpointer language,
                const LabCorpusInfo *info,
                const guint16 *kept,
                gsize numbers,
                LabRandom *random,
                guint16 *row)
{
  const gsize from = lab_random_below (random, (guint32)(numbers - info->window));

  memcpy (row, kept + from, (info->window + 1) * sizeof *row);
}
