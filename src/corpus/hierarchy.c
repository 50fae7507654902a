/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/hierarchy.h"

#include "core/memory.h"
#include "corpus/corpus.h"

#include <math.h>
#include <string.h>

#define EVIDENCES_MOST 0x1p26

/* S. Vigna's splitmix64, of which any state is a good seed. */
static guint64
splitmix (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static guint
power (guint base, guint exponent)
{
  guint value = 1;

  for (guint i = 0; i < exponent; i++)
    value *= base;
  return value;
}

/* order: scratch for the v^s tuples. */
static void
draw_level (LabGrammar *grammar, guint level, guint64 seed, guint32 *order, guint32 count)
{
  const guint s = grammar->branching, v = grammar->symbols;
  guint64 state = 1000 * seed + level;
  guint16 *tuple = grammar->tuples + (gsize)level * v * grammar->rules * s;

  for (guint32 i = 0; i < count; i++)
    order[i] = i;
  for (guint32 i = count - 1; i > 0; i--) {
    const guint32 j = (guint32)(splitmix (&state) % (i + 1));
    const guint32 moved = order[i];

    order[i] = order[j];
    order[j] = moved;
  }
  for (guint q = 0; q < v * grammar->rules; q++, tuple += s) {
    guint32 rest = order[q];

    for (guint i = s; i-- > 0; rest /= v)
      tuple[i] = (guint16)(rest % v);
  }
}

LabGrammar *
lab_grammar_new (guint symbols,
                 guint rules,
                 guint branching,
                 guint levels,
                 guint64 seed,
                 LabTask *task,
                 GError **error)
{
  g_autoptr (LabGrammar) grammar = g_new0 (LabGrammar, 1);
  const guint32 count = power (symbols, branching);
  guint32 *order;

  g_return_val_if_fail (count <= LAB_GRAMMAR_TUPLES_MOST && symbols * rules <= count, NULL);

  *grammar = (LabGrammar){.symbols = symbols,
                          .rules = rules,
                          .branching = branching,
                          .levels = levels,
                          .sentence = power (branching, levels)};
  grammar->tuples = g_new (guint16, (gsize)levels * symbols * rules * branching);
  order = lab_memory_new (count, sizeof *order, "the grammar", error);
  if (order == NULL)
    return NULL;
  for (guint level = 0; level < levels && !lab_task_is_cancelled (task); level++)
    draw_level (grammar, level, seed, order, count);
  lab_memory_free (order);
  return lab_task_is_cancelled (task) ? NULL : g_steal_pointer (&grammar);
}

void
lab_grammar_free (LabGrammar *grammar)
{
  if (grammar == NULL)
    return;
  g_free (grammar->tuples);
  g_free (grammar);
}

const guint16 *
lab_grammar_rule (const LabGrammar *grammar, guint level, guint symbol, guint rule)
{
  const gsize v = grammar->symbols, m = grammar->rules;

  return grammar->tuples + ((level * v + symbol) * m + rule) * grammar->branching;
}

/* The belief in the symbols of child `child` of a node of `level`, from that in the node's own symbols and
 * the children before it. Returns how likely those are, with which the belief is divided unless 0. */
static double
believe_child (const LabGrammar *grammar,
               guint level,
               const double *belief,
               const guint16 *before,
               guint child,
               double *of_child)
{
  double total = 0.0;

  memset (of_child, 0, grammar->symbols * sizeof *of_child);
  for (guint symbol = 0; symbol < grammar->symbols; symbol++)
    for (guint rule = 0; belief[symbol] > 0.0 && rule < grammar->rules; rule++) {
      const guint16 *tuple = lab_grammar_rule (grammar, level, symbol, rule);

      if (memcmp (tuple, before, child * sizeof *tuple) != 0)
        continue;
      of_child[tuple[child]] += belief[symbol] / grammar->rules;
      total += belief[symbol] / grammar->rules;
    }
  for (guint x = 0; total > 0.0 && x < grammar->symbols; x++)
    of_child[x] /= total;
  return total;
}

/* nodes: the symbols of all levels, level l beginning at (s^l - 1)/(s - 1). */
static void
believe_leaf (const LabGrammar *grammar, const guint16 *nodes, guint leaf, double *probabilities)
{
  const guint s = grammar->branching;
  double belief[2][LAB_CORPUS_SYMBOLS_MAX];
  guint first = 1, span = grammar->sentence / s, node = 0;

  for (guint x = 0; x < grammar->symbols; x++)
    belief[0][x] = 1.0 / grammar->symbols;
  for (guint level = 0; level < grammar->levels; level++) {
    const guint child = leaf / span % s;

    believe_child (grammar, level, belief[level % 2], nodes + first + node * s, child,
                   belief[(level + 1) % 2]);
    node = node * s + child;
    first = first * s + 1;
    span /= s;
  }
  memcpy (probabilities, belief[grammar->levels % 2], grammar->symbols * sizeof *probabilities);
}

void
lab_grammar_draw (const LabGrammar *grammar,
                  LabRandom *random,
                  guint16 *sentence,
                  double *probabilities,
                  gsize stride)
{
  const guint s = grammar->branching;
  guint16 nodes[2 * LAB_GRAMMAR_SENTENCE_MOST];
  guint parent = 0, free_node = 1;

  nodes[0] = (guint16)lab_random_below (random, grammar->symbols);
  for (guint level = 0, count = 1; level < grammar->levels; level++, count *= s)
    for (guint i = 0; i < count; i++, parent++, free_node += s) {
      const guint rule = lab_random_below (random, grammar->rules);

      memcpy (nodes + free_node, lab_grammar_rule (grammar, level, nodes[parent], rule),
              s * sizeof *nodes);
    }
  memcpy (sentence, nodes + parent, grammar->sentence * sizeof *sentence);
  for (guint i = 0; probabilities != NULL && i < grammar->sentence; i++)
    believe_leaf (grammar, nodes, i, probabilities + i * stride);
}

double
lab_grammar_entropy (const LabGrammar *grammar)
{
  const guint nodes = (grammar->sentence - 1) / (grammar->branching - 1);

  return (log (grammar->symbols) + nodes * log (grammar->rules)) / grammar->sentence;
}

gboolean
lab_grammar_is_small (const LabGrammar *grammar)
{
  double evidences = 0.0;

  for (guint child = 0; child < grammar->branching; child++)
    evidences += pow (grammar->symbols, child);
  return pow (evidences, grammar->levels) <= EVIDENCES_MOST;
}

typedef struct
{
  const LabGrammar *grammar;
  double *entropies;
  LabTask *task;
} Enumeration;

/* Adds to the leaves below a node of `level` what they are worth, weight being how likely the evidence is
 * that led to the belief. */
static void add_below (const Enumeration *of,
                       guint level,
                       guint first_leaf,
                       double weight,
                       const double *belief);

/* The same for child `child` on of the node, once for each evidence that the children before it can be:
 * before[child ..] is filled in. */
static void
add_children (const Enumeration *of,
              guint level,
              guint first_leaf,
              double weight,
              const double *belief,
              guint16 *before,
              guint child)
{
  const LabGrammar *grammar = of->grammar;
  const guint span = power (grammar->branching, grammar->levels - level - 1);
  double of_child[LAB_CORPUS_SYMBOLS_MAX];
  const double likely = believe_child (grammar, level, belief, before, child, of_child);

  add_below (of, level + 1, first_leaf + child * span, weight * likely, of_child);
  if (child + 1 == grammar->branching)
    return;
  for (guint x = 0; x < grammar->symbols; x++)
    if (of_child[x] > 0.0) {
      before[child] = (guint16)x;
      add_children (of, level, first_leaf, weight, belief, before, child + 1);
    }
}

static void
add_below (const Enumeration *of,
           guint level,
           guint first_leaf,
           double weight,
           const double *belief)
{
  guint16 before[LAB_CORPUS_BRANCHING_MAX];

  if (level < of->grammar->levels) {
    if (!lab_task_is_cancelled (of->task))
      add_children (of, level, first_leaf, weight, belief, before, 0);
    return;
  }
  for (guint x = 0; x < of->grammar->symbols; x++)
    if (belief[x] > 0.0)
      of->entropies[first_leaf] -= weight * belief[x] * log (belief[x]);
}

gboolean
lab_grammar_entropies (const LabGrammar *grammar, double *entropies, LabTask *task)
{
  const Enumeration of = {grammar, entropies, task};
  double root[LAB_CORPUS_SYMBOLS_MAX];

  g_return_val_if_fail (lab_grammar_is_small (grammar), FALSE);

  for (guint i = 0; i < grammar->sentence; i++)
    entropies[i] = 0.0;
  for (guint x = 0; x < grammar->symbols; x++)
    root[x] = 1.0 / grammar->symbols;
  add_below (&of, 0, 0, 1.0, root);
  return !lab_task_is_cancelled (task);
}

double
lab_grammar_entropy_exponent (const LabGrammar *grammar)
{
  return ((grammar->branching - 1) * log (grammar->symbols) - log (grammar->rules)) /
         log (grammar->branching);
}

double
lab_grammar_correlation_exponent (const LabGrammar *grammar)
{
  return log (grammar->rules) / log (grammar->branching);
}
