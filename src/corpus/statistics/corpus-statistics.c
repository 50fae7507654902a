/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/statistics/corpus-statistics.h"

#include "core/error.h"
#include "corpus/corpus-private.h"
#include "corpus/corpus-sample.h"
#include "corpus/hierarchy.h"
#include "corpus/statistics/context-entropy.h"

#include <glib/gi18n.h>
#include <math.h>

/* Counted of a text, and of a synthetic language. */
#define TEXT_TOKENS      ((gsize)1 << 22)
#define SYNTHETIC_TOKENS ((gsize)1 << 20)
/* Of a text, for contexts: what is learnt from and what is predicted. */
#define TRAINING_TOKENS ((gsize)1 << 22)
#define TEST_TOKENS     ((gsize)1 << 18)
/* Fewer say nothing. */
#define TOKENS_LEAST 1000

static const LabExponentRange none = {NAN, NAN, NAN};

static const gint *
stop_of (LabTask *task)
{
  return task != NULL ? &task->cancelled : NULL;
}

static gboolean
measure_contexts (const LabCorpus *corpus,
                  LabCorpusStatistics *statistics,
                  LabTask *task,
                  GError **error)
{
  const LabCorpusInfo *info = lab_corpus_info (corpus);
  const LabLanguage *language = lab_corpus_language (corpus);
  const gconstpointer state = lab_corpus_state (corpus);
  const gsize n = (gsize)MIN (info->training_most, TRAINING_TOKENS);
  g_autofree guint16 *training = g_try_new (guint16, n);
  g_autofree guint16 *test = NULL;
  LabRandom random;
  gsize count;

  if (training == NULL)
    return lab_refuse (error, LAB_ERROR_TOO_LARGE, _ ("There is not enough memory for %zu tokens."),
                       n);
  lab_random_init (&random, lab_corpus_source (corpus)->seed, 0, LAB_STREAM_TRAINING_POINTS);
  if (!language->keep (state, &random, n, training, stop_of (task)))
    return FALSE;
  test = language->held_out (state, FALSE, &count, stop_of (task));
  if (test == NULL ||
      !lab_context_entropies (training, n, test, MIN (count, TEST_TOKENS), info->vocabulary,
                              LAB_CONTEXTS_MOST, statistics->by_context, task, error))
    return FALSE;
  statistics->context_tokens = n;
  for (guint m = 1; m <= LAB_CONTEXTS_MOST; m++)
    if (statistics->by_context[m] < statistics->by_context[statistics->contexts])
      statistics->contexts = m;
  return TRUE;
}

static void
take_chain (const LabChain *chain, LabCorpusStatistics *statistics)
{
  statistics->conditional_count = chain->order + 1;
  statistics->conditional_entropies =
      g_memdup2 (chain->entropies, statistics->conditional_count * sizeof (double));
}

static void
take_exact (const LabGrammar *grammar, LabCorpusStatistics *statistics)
{
  const double gamma = lab_grammar_entropy_exponent (grammar);
  const double beta = lab_grammar_correlation_exponent (grammar);

  statistics->exponents_are_exact = TRUE;
  statistics->entropy_exponent = (LabExponentRange){gamma, gamma, gamma};
  statistics->correlation_exponent = (LabExponentRange){beta, beta, beta};
  statistics->data_exponent =
      lab_data_exponent (statistics->entropy_exponent, statistics->correlation_exponent);
}

static gboolean
take_grammar (const LabGrammar *grammar, LabCorpusStatistics *statistics, LabTask *task)
{
  take_exact (grammar, statistics);
  if (!lab_grammar_is_small (grammar))
    return TRUE;
  statistics->conditional_count = grammar->sentence;
  statistics->conditional_entropies = g_new (double, grammar->sentence);
  statistics->entropy_by_level = g_new (double, grammar->levels + 1);
  if (!lab_grammar_entropies (grammar, statistics->conditional_entropies, task))
    return FALSE;
  for (guint position = 1; position <= grammar->sentence; position *= grammar->branching)
    statistics->entropy_by_level[statistics->level_count++] =
        statistics->conditional_entropies[position - 1];
  return TRUE;
}

static gboolean
measure_kind (const LabCorpus *corpus,
              LabCorpusStatistics *statistics,
              LabTask *task,
              GError **error)
{
  const LabCorpusKind kind = lab_corpus_source (corpus)->kind;

  if (kind == LAB_CORPUS_HIERARCHY)
    return take_grammar (lab_corpus_state (corpus), statistics, task);
  if (lab_corpus_language (corpus)->chain != NULL)
    take_chain (lab_corpus_language (corpus)->chain (lab_corpus_state (corpus)), statistics);
  if (!lab_corpus_is_text (kind))
    return TRUE;
  if (!measure_contexts (corpus, statistics, task, error))
    return FALSE;
  statistics->entropy_exponent =
      lab_entropy_exponent (statistics->by_context, statistics->contexts);
  statistics->correlation_exponent = lab_correlation_exponent (&statistics->correlations);
  statistics->data_exponent =
      lab_data_exponent (statistics->entropy_exponent, statistics->correlation_exponent);
  return TRUE;
}

/* A sample of what there is, at least TOKENS_LEAST tokens. */
static guint16 *
draw_sample (const LabCorpus *corpus, gsize *count, LabTask *task, GError **error)
{
  const gboolean is_text = lab_corpus_is_text (lab_corpus_source (corpus)->kind);
  g_autofree guint16 *tokens = lab_corpus_sample (corpus, is_text ? TEXT_TOKENS : SYNTHETIC_TOKENS,
                                                  count, stop_of (task), error);

  if (tokens == NULL || *count >= TOKENS_LEAST)
    return g_steal_pointer (&tokens);
  lab_refuse (error, LAB_ERROR_NOT_ENOUGH_DATA,
              _ ("There are %zu tokens; statistics need at least %d."), *count, TOKENS_LEAST);
  return NULL;
}

/* The most frequent tokens, of equal ones that of the smaller number first. */
static void
find_frequent (const guint16 *tokens, guint vocabulary, LabCorpusStatistics *statistics)
{
  g_autofree guint64 *counts = g_new0 (guint64, vocabulary);

  for (gsize i = 0; i < statistics->tokens; i++)
    counts[tokens[i]]++;
  while (statistics->frequent_count < MIN (vocabulary, LAB_FREQUENT_TOKENS)) {
    LabFrequentToken *next = &statistics->frequent[statistics->frequent_count];
    guint most = 0;

    for (guint token = 1; token < vocabulary; token++)
      if (counts[token] > counts[most])
        most = token;
    if (counts[most] == 0)
      return;
    next->token = (guint16)most;
    next->share = (double)counts[most] / (double)statistics->tokens;
    statistics->frequent_count++;
    counts[most] = 0;
  }
}

LabCorpusStatistics *
lab_corpus_statistics_new (const LabCorpus *corpus, LabTask *task, GError **error)
{
  g_autoptr (LabCorpusStatistics) statistics = g_new0 (LabCorpusStatistics, 1);
  const guint vocabulary = lab_corpus_info (corpus)->vocabulary;
  g_autofree guint16 *tokens = draw_sample (corpus, &statistics->tokens, task, error);

  statistics->entropy_exponent = statistics->correlation_exponent = statistics->data_exponent =
      none;
  if (tokens == NULL ||
      !lab_order_entropies (tokens, statistics->tokens, &statistics->by_order, task) ||
      !lab_token_correlations (tokens, statistics->tokens, vocabulary, &statistics->correlations,
                               task, error) ||
      !lab_corpus_duplicates (corpus, tokens, statistics->tokens, &statistics->duplicates, task) ||
      !measure_kind (corpus, statistics, task, error))
    return NULL;
  find_frequent (tokens, vocabulary, statistics);
  return g_steal_pointer (&statistics);
}

void
lab_corpus_statistics_free (LabCorpusStatistics *statistics)
{
  if (statistics == NULL)
    return;
  g_free (statistics->conditional_entropies);
  g_free (statistics->entropy_by_level);
  g_free (statistics);
}

gboolean
lab_corpus_exponents (const LabCorpus *corpus,
                      LabExponentRange *entropy,
                      LabExponentRange *correlation,
                      LabExponentRange *data,
                      LabTask *task,
                      GError **error)
{
  g_autoptr (LabCorpusStatistics) statistics = g_new0 (LabCorpusStatistics, 1);
  const LabCorpusKind kind = lab_corpus_source (corpus)->kind;

  statistics->entropy_exponent = statistics->correlation_exponent = statistics->data_exponent =
      none;
  if (kind == LAB_CORPUS_HIERARCHY)
    take_exact (lab_corpus_state (corpus), statistics);
  if (lab_corpus_is_text (kind)) {
    g_autofree guint16 *tokens = draw_sample (corpus, &statistics->tokens, task, error);

    if (tokens == NULL ||
        !lab_token_correlations (tokens, statistics->tokens, lab_corpus_info (corpus)->vocabulary,
                                 &statistics->correlations, task, error) ||
        !measure_kind (corpus, statistics, task, error))
      return FALSE;
  }
  *entropy = statistics->entropy_exponent;
  *correlation = statistics->correlation_exponent;
  *data = statistics->data_exponent;
  return TRUE;
}
