/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of the random hierarchy model (F. Cagnetta et al., "How deep neural networks learn
 * compositional data", Physical Review X 14, 2024), and everything that is exact about its sentences.
 *
 * v symbols at each of L + 1 levels; a symbol of level l is replaced by one of its m rules, each a tuple of
 * s symbols of level l + 1, all equally likely; no tuple stands twice in a level, so that a finished
 * subtree names its root. A sentence is the s^L symbols of the last level; its root is uniform.
 *
 * Rules of level l: the v^s tuples in order of sum_i x_i v^(s-1-i), shuffled by Fisher-Yates from the last
 * on with splitmix64 from the state 1000 seed + l (j = next mod (i + 1)); the first v m in order, rule q
 * belongs to symbol floor(q / m). */
#pragma once

#include "core/random.h"
#include "core/task.h"

G_BEGIN_DECLS

/* Tuples v^s of a level. */
#define LAB_GRAMMAR_TUPLES_MOST ((guint64)1 << 22)
/* Symbols of a sentence. */
#define LAB_GRAMMAR_SENTENCE_MOST 256

typedef struct
{
  guint symbols, rules, branching, levels; /* v, m, s, L */
  guint sentence;                          /* s^L */
  guint16 *tuples;                         /* (L, v, m, s) */
} LabGrammar;

/* Values as corpus.h bounds them, s^L <= LAB_GRAMMAR_SENTENCE_MOST, v m <= v^s <= LAB_GRAMMAR_TUPLES_MOST. NULL
 * with LAB_ERROR_TOO_LARGE; NULL without an error when task (nullable) was cancelled. */
LabGrammar *lab_grammar_new  (guint              symbols,
                              guint              rules,
                              guint              branching,
                              guint              levels,
                              guint64            seed,
                              LabTask           *task,
                              GError           **error);
void        lab_grammar_free (LabGrammar        *grammar);

/* Rule number `rule` of a symbol of level `level`: (s) symbols. */
const guint16 *lab_grammar_rule (const LabGrammar *grammar,
                                 guint             level,
                                 guint             symbol,
                                 guint             rule);

/* A sentence (s^L). probabilities (nullable) is (s^L, stride): in line i the exact distribution of symbol i
 * given all before it in the sentence; what lies beyond v in a line is left. */
void        lab_grammar_draw (const LabGrammar  *grammar,
                              LabRandom         *random,
                              guint16           *sentence,
                              double            *probabilities,
                              gsize              stride);

/* [ln v + (s^L - 1)/(s - 1) ln m]/s^L, nats a symbol. */
double      lab_grammar_entropy (const LabGrammar *grammar);

/* Whether lab_grammar_entropies() can enumerate the left contexts: (1 + v + .. + v^(s-1))^L <= 2^26. */
gboolean    lab_grammar_is_small (const LabGrammar *grammar);

/* Mean entropy of each symbol of a sentence given all before it, nats: entropies is (s^L). Exact: the left
 * context of a leaf is the finished siblings on its path, over which it sums. FALSE when task (nullable)
 * was cancelled. Only where lab_grammar_is_small(). */
gboolean    lab_grammar_entropies (const LabGrammar *grammar,
                                   double           *entropies,
                                   LabTask          *task);

/* Decay of the conditional entropy with the context, ln(v^(s-1)/m)/ln s, and of the correlations of tokens,
 * ln m/ln s (Cagnetta and Wyart 2024). */
double      lab_grammar_entropy_exponent     (const LabGrammar *grammar);
double      lab_grammar_correlation_exponent (const LabGrammar *grammar);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabGrammar, lab_grammar_free)

G_END_DECLS
