/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a corpus is like, before anything is trained on it. */
#pragma once

#include "corpus/statistics/duplicates.h"
#include "corpus/statistics/exponents.h"
#include "corpus/statistics/order-entropy.h"

G_BEGIN_DECLS

/* Tokens before the next that are looked at. */
#define LAB_CONTEXTS_MOST 12

/* Tokens that are named. */
#define LAB_FREQUENT_TOKENS 12

typedef struct
{
  guint16 token;
  double share; /* of all tokens */
} LabFrequentToken;

typedef struct
{
  gsize tokens;                     /* on which it was measured */
  LabFrequentToken frequent[LAB_FREQUENT_TOKENS]; /* the most frequent first */
  guint frequent_count;
  LabOrderEntropies by_order;
  LabTokenCorrelations correlations;
  LabDuplicates duplicates;

  /* Of text: nats per held-out token after its last 0, 1, .. contexts tokens, by the interpolated model of
   * context_tokens training tokens. contexts is where the curve is lowest: longer ones are too many. 0 elsewhere. */
  guint contexts;
  gsize context_tokens;
  double by_context[LAB_CONTEXTS_MOST + 1];

  /* Of markov and twin: entropies given the last 0, 1, .. k tokens. Of hierarchy: of the token at each position of
   * a sentence, given all before it; NULL where the grammar is too large to sum over. */
  double *conditional_entropies;
  guint conditional_count;
  /* Of hierarchy: at positions 1, s, s^2, .. s^L; counted from 1. */
  double *entropy_by_level;
  guint level_count;

  /* Of text measured, of hierarchy exact; elsewhere NAN, since memory is finite or there is none. */
  LabExponentRange entropy_exponent, correlation_exponent, data_exponent;
  gboolean exponents_are_exact;
} LabCorpusStatistics;

/* A few seconds. NULL with LAB_ERROR_TOO_LARGE, or LAB_ERROR_NOT_ENOUGH_DATA; NULL without an error soon after task
 * (nullable), which is told the progress, was cancelled. */
LabCorpusStatistics *lab_corpus_statistics_new  (const LabCorpus      *corpus,
                                                 LabTask              *task,
                                                 GError              **error);
void                 lab_corpus_statistics_free (LabCorpusStatistics  *statistics);

/* The exponents alone: all three of LabCorpusStatistics, without the rest; quicker where they are exact.
 * FALSE as above; TRUE with NAN where the language has none. */
gboolean             lab_corpus_exponents       (const LabCorpus      *corpus,
                                                 LabExponentRange     *entropy,
                                                 LabExponentRange     *correlation,
                                                 LabExponentRange     *data,
                                                 LabTask              *task,
                                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCorpusStatistics, lab_corpus_statistics_free)

G_END_DECLS
