/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/chain.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

/* Up to so many contexts the stationary distribution is found by elimination, else by iteration. */
#define ELIMINATION_MOST 512
#define ITERATIONS_MOST  20000
#define SETTLED          1e-13
/* How often the chain rests, so that no period keeps it from settling. */
#define REST 0.125
/* Lines of a table between two looks at the wish to stop. */
#define LINES_AT_ONCE 4096

gsize
lab_chain_contexts (guint symbols, guint order)
{
  gsize contexts = 1;

  for (guint i = 0; i < order; i++)
    contexts *= symbols;
  return contexts;
}

static double
line_sum (const float *line, guint symbols)
{
  double sum = 0.0;

  for (guint x = 0; x < symbols; x++)
    sum += (double)line[x];
  return sum;
}

/* W. Grassmann, M. Taksar, D. Heyman, "Regenerative analysis and steady state distributions for Markov
 * chains", Operations Research 33 (1985): elimination without a subtraction, so that the smallest
 * probability is as exact as the largest. */
static gboolean
eliminate (const LabChain *chain, GError **error)
{
  const gsize n = chain->contexts, V = chain->symbols;
  double *flow = lab_memory_new (n * n, sizeof *flow, "the chain", error);
  double total = 1.0;

  if (flow == NULL)
    return FALSE;
  for (gsize c = 0; c < n; c++) {
    const double sum = line_sum (chain->table + c * V, (guint)V);

    for (gsize x = 0; x < V; x++)
      flow[c * n + (c * V + x) % n] += (double)chain->table[c * V + x] / sum;
  }
  for (gsize last = n - 1; last > 0; last--) {
    double out = 0.0;

    for (gsize j = 0; j < last; j++)
      out += flow[last * n + j];
    for (gsize i = 0; i < last; i++)
      flow[i * n + last] /= out;
    for (gsize i = 0; i < last; i++)
      for (gsize j = 0; j < last; j++)
        flow[i * n + j] += flow[i * n + last] * flow[last * n + j];
  }
  chain->stationary[0] = 1.0;
  for (gsize j = 1; j < n; j++) {
    chain->stationary[j] = 0.0;
    for (gsize i = 0; i < j; i++)
      chain->stationary[j] += chain->stationary[i] * flow[i * n + j];
    total += chain->stationary[j];
  }
  for (gsize j = 0; j < n; j++)
    chain->stationary[j] /= total;
  lab_memory_free (flow);
  return TRUE;
}

/* One step of the chain that rests now and then: returns how far the distribution moved. next is
 * scratch; shares: what a line's weights are multiplied with. */
static double
step (const LabChain *chain, const double *shares, double *next, LabTask *task)
{
  const gsize n = chain->contexts, V = chain->symbols;
  double moved = 0.0, total = 0.0;

  for (gsize c = 0; c < n; c++)
    next[c] = REST * chain->stationary[c];
  for (gsize c = 0; c < n; c++) {
    const float *line = chain->table + c * V;
    double *to = next + (c * V) % n;
    const double share = shares[c] * chain->stationary[c];

    if (c % LINES_AT_ONCE == 0 && lab_task_is_cancelled (task))
      return 0.0;
    for (gsize x = 0; x < V; x++)
      to[x] += share * (double)line[x];
  }
  for (gsize c = 0; c < n; c++)
    total += next[c];
  for (gsize c = 0; c < n; c++) {
    next[c] /= total;
    moved += fabs (next[c] - chain->stationary[c]);
    chain->stationary[c] = next[c];
  }
  return moved;
}

static gboolean
iterate (const LabChain *chain, LabTask *task, GError **error)
{
  const gsize n = chain->contexts, V = chain->symbols;
  double *next = lab_memory_new (2 * n, sizeof *next, "the chain", error);
  double *shares = next + n;
  double moved = 1.0;

  if (next == NULL)
    return FALSE;
  for (gsize c = 0; c < n; c++) {
    chain->stationary[c] = 1.0 / (double)n;
    shares[c] = (1.0 - REST) / line_sum (chain->table + c * V, (guint)V);
  }
  for (guint i = 0; moved > SETTLED && i < ITERATIONS_MOST; i++)
    moved = step (chain, shares, next, task);
  lab_memory_free (next);
  return !lab_task_is_cancelled (task);
}

/* Joint frequencies of the last j symbols and the next, for j = order - 1 .. 0: each is the sum over the
 * oldest symbol of the one before. */
static void
fill_given (const LabChain *chain)
{
  const gsize V = chain->symbols;
  gsize contexts = chain->contexts;

  for (guint j = chain->order; j-- > 0;) {
    const gsize fewer = contexts / V;
    double *joint = chain->given[j];

    for (gsize c = 0; c < contexts; c++) {
      const float *line = chain->table + c * V;
      const double share =
          j + 1 == chain->order ? chain->stationary[c] / line_sum (line, (guint)V) : 0.0;

      for (gsize x = 0; x < V; x++)
        joint[(c % fewer) * V + x] +=
            j + 1 == chain->order ? share * (double)line[x] : chain->given[j + 1][c * V + x];
    }
    contexts = fewer;
  }
}

static double
line_entropy (const double *weights, gsize V, double total)
{
  double entropy = 0.0;

  for (gsize x = 0; x < V; x++)
    if (weights[x] > 0.0)
      entropy -= weights[x] / total * log (weights[x] / total);
  return entropy;
}

/* Entropies, and joint frequencies become distributions. */
static void
finish_given (const LabChain *chain)
{
  const gsize V = chain->symbols;
  gsize contexts = 1;
  double line[G_MAXUINT8 + 1];

  for (guint j = 0; j < chain->order; j++, contexts *= V)
    for (gsize c = 0; c < contexts; c++) {
      double *joint = chain->given[j] + c * V;
      double total = 0.0;

      for (gsize x = 0; x < V; x++)
        total += joint[x];
      if (total > 0.0)
        chain->entropies[j] += total * line_entropy (joint, V, total);
      for (gsize x = 0; x < V; x++)
        joint[x] = total > 0.0 ? joint[x] / total : 1.0 / (double)V;
    }
  for (gsize c = 0; c < chain->contexts; c++) {
    for (gsize x = 0; x < V; x++)
      line[x] = (double)chain->table[c * V + x];
    chain->entropies[chain->order] +=
        chain->stationary[c] * line_entropy (line, V, line_sum (chain->table + c * V, (guint)V));
  }
}

static gboolean
make_room (LabChain *chain, GError **error)
{
  const gsize V = chain->symbols;
  gsize contexts = 1;

  chain->given = g_new0 (double *, chain->order + 1);
  chain->entropies = g_new0 (double, chain->order + 1);
  chain->stationary =
      lab_memory_new (chain->contexts, sizeof *chain->stationary, "the chain", error);
  if (chain->stationary == NULL)
    return FALSE;
  for (guint j = 0; j < chain->order; j++, contexts *= V) {
    chain->given[j] = lab_memory_new (contexts * V, sizeof **chain->given, "the chain", error);
    if (chain->given[j] == NULL)
      return FALSE;
  }
  return TRUE;
}

LabChain *
lab_chain_new (guint symbols, guint order, float *table, LabTask *task, GError **error)
{
  g_autoptr (LabChain) chain = g_new0 (LabChain, 1);

  g_return_val_if_fail (symbols > 0 && symbols <= G_MAXUINT8 + 1 && order > 0, NULL);

  *chain = (LabChain){.symbols = symbols,
                      .order = order,
                      .contexts = lab_chain_contexts (symbols, order),
                      .table = table};
  if (!make_room (chain, error))
    return NULL;
  if (chain->contexts <= ELIMINATION_MOST ? !eliminate (chain, error)
                                          : !iterate (chain, task, error))
    return NULL;
  fill_given (chain);
  finish_given (chain);
  return lab_task_is_cancelled (task) ? NULL : g_steal_pointer (&chain);
}

void
lab_chain_free (LabChain *chain)
{
  if (chain == NULL)
    return;
  for (guint j = 0; chain->given != NULL && j < chain->order; j++)
    lab_memory_free (chain->given[j]);
  g_free (chain->given);
  g_free (chain->entropies);
  lab_memory_free (chain->stationary);
  lab_memory_free (chain->table);
  g_free (chain);
}

static guint16
pick (const double *probabilities, guint symbols, double at)
{
  guint x = 0;

  for (at -= probabilities[0]; at >= 0.0 && x + 1 < symbols;)
    at -= probabilities[++x];
  return (guint16)x;
}

static guint16
pick_from_line (const float *line, guint symbols, double uniform)
{
  double at = uniform * line_sum (line, symbols) - (double)line[0];
  guint x = 0;

  while (at >= 0.0 && x + 1 < symbols)
    at -= (double)line[++x];
  return (guint16)x;
}

static gsize
context_of (const LabChain *chain, const guint16 *symbols, gsize known, guint length)
{
  gsize context = 0;

  for (gsize i = known - length; i < known; i++)
    context = context * chain->symbols + symbols[i];
  return context;
}

void
lab_chain_draw_on (const LabChain *chain,
                   LabRandom *random,
                   gsize from,
                   gsize count,
                   guint16 *symbols)
{
  gsize context;

  g_return_if_fail (from >= chain->order);

  context = context_of (chain, symbols, from, chain->order);
  for (gsize i = from; i < from + count; i++) {
    symbols[i] = pick_from_line (chain->table + context * chain->symbols, chain->symbols,
                                 lab_random_uniform (random));
    context = (context * chain->symbols + symbols[i]) % chain->contexts;
  }
}

void
lab_chain_draw (const LabChain *chain, LabRandom *random, gsize count, guint16 *symbols)
{
  const gsize first = MIN (count, chain->order);

  for (gsize i = 0; i < first; i++)
    symbols[i] = pick (chain->given[i] + context_of (chain, symbols, i, (guint)i) * chain->symbols,
                       chain->symbols, lab_random_uniform (random));
  if (count > first)
    lab_chain_draw_on (chain, random, first, count - first, symbols);
}

void
lab_chain_next (const LabChain *chain, const guint16 *symbols, gsize known, double *probabilities)
{
  const guint length = (guint)MIN (known, chain->order);
  const gsize line = context_of (chain, symbols, known, length) * chain->symbols;
  double sum;

  if (length < chain->order) {
    memcpy (probabilities, chain->given[length] + line, chain->symbols * sizeof *probabilities);
    return;
  }
  sum = line_sum (chain->table + line, chain->symbols);
  for (guint x = 0; x < chain->symbols; x++)
    probabilities[x] = (double)chain->table[line + x] / sum;
}

double
lab_chain_window_entropy (const LabChain *chain, guint window)
{
  double sum = 0.0;

  for (guint t = 0; t < window; t++)
    sum += chain->entropies[MIN (t + 1, chain->order)];
  return sum / window;
}
