/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/witten-bell.h"

#include "core/memory.h"
#include "corpus/chain.h"

/* Lines or tokens between two looks at the wish to stop. */
#define PORTION ((gsize)1 << 16)

/* How often each symbol followed each context: counts is (contexts, V), zero before. */
static gboolean
count_followers (const guint16 *tokens,
                 gsize count,
                 guint symbols,
                 guint order,
                 gsize contexts,
                 guint32 *counts,
                 LabTask *task)
{
  gsize context = 0;

  for (gsize i = 0; i < count; i++) {
    if (i >= order)
      counts[context * symbols + tokens[i]]++;
    context = (context * symbols + tokens[i]) % contexts;
    if (i % PORTION == 0 && lab_task_is_cancelled (task))
      return FALSE;
  }
  return TRUE;
}

/* Of one context, from the distribution after the shorter one (NULL: the uniform law). */
static void
fill_line (const guint32 *counts, const float *shorter, guint symbols, float *line)
{
  double occurrences = 0.0, different = 0.0;

  for (guint x = 0; x < symbols; x++) {
    occurrences += counts[x];
    different += counts[x] > 0;
  }
  for (guint x = 0; x < symbols; x++) {
    const double before = shorter != NULL ? (double)shorter[x] : 1.0 / symbols;

    line[x] =
        (float)(occurrences > 0.0 ? (counts[x] + different * before) / (occurrences + different)
                                  : before);
  }
}

/* The table of one order more than `shorter`, (contexts / V, V); NULL for order 0. */
static float *
lengthen (const guint16 *tokens,
          gsize count,
          guint symbols,
          guint order,
          const float *shorter,
          LabTask *task,
          GError **error)
{
  const gsize contexts = lab_chain_contexts (symbols, order);
  guint32 *counts = lab_memory_new (contexts * symbols, sizeof *counts, "the table", error);
  float *table = NULL;

  if (counts != NULL)
    table = lab_memory_new (contexts * symbols, sizeof *table, "the table", error);
  if (table != NULL && count_followers (tokens, count, symbols, order, contexts, counts, task))
    for (gsize c = 0; c < contexts; c++)
      fill_line (counts + c * symbols,
                 shorter != NULL ? shorter + c % (contexts / symbols) * symbols : NULL, symbols,
                 table + c * symbols);
  lab_memory_free (counts);
  return table;
}

float *
lab_witten_bell_table (const guint16 *tokens,
                       gsize count,
                       guint symbols,
                       guint order,
                       LabTask *task,
                       GError **error)
{
  float *table = NULL;

  for (guint k = 0; k <= order; k++) {
    float *longer = lengthen (tokens, count, symbols, k, table, task, error);

    lab_memory_free (table);
    table = longer;
    if (table == NULL)
      return NULL;
    if (lab_task_is_cancelled (task)) {
      lab_memory_free (table);
      return NULL;
    }
  }
  return table;
}
