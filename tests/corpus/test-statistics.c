/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted of a corpus, against hand, truth and a prototype's numbers. */
#include "corpus/statistics/corpus-statistics.h"

#include "core/memory.h"
#include "core/random.h"
#include "corpus/corpus-private.h"
#include "corpus/corpus-sample.h"
#include "corpus/statistics/context-entropy.h"
#include "corpus/witten-bell.h"

#include <math.h>

static LabCorpus *
open_kind (LabCorpusKind kind)
{
  const LabCorpusSource source = lab_corpus_source_default (kind);
  LabCorpus *corpus = lab_corpus_new (&source, NULL, NULL);

  g_assert_nonnull (corpus);
  return corpus;
}

/* 0 0 1 0 0 1 0: five 0s and two 1s; of the six pairs two are 00, two 01, two 10. */
static void
test_orders_by_hand (void)
{
  const guint16 tokens[] = {0, 0, 1, 0, 0, 1, 0};
  LabOrderEntropies entropies;
  const double single = -5.0 / 7.0 * log (5.0 / 7.0) - 2.0 / 7.0 * log (2.0 / 7.0);

  g_assert_true (lab_order_entropies (tokens, 7, &entropies, NULL));
  g_assert_cmpfloat_with_epsilon (entropies.plug_in[0], single, 1e-12);
  g_assert_cmpfloat_with_epsilon (entropies.plug_in[1], log (3.0) - single, 1e-12);
  g_assert_cmpfloat_with_epsilon (entropies.bias[0], 1.0 / 14.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (entropies.bias[1], 2.0 / 12.0 - 1.0 / 14.0, 1e-12);
  g_assert_cmpuint (entropies.words[0], ==, 2);
  g_assert_cmpuint (entropies.words[1], ==, 3);
}

/* Of a chain whose entropies are known: with the bias taken off, a fifth of the tokens says the same. */
static void
test_orders_of_a_chain (void)
{
  g_autoptr (LabCorpus) corpus = open_kind (LAB_CORPUS_MARKOV);
  const LabChain *chain = lab_corpus_language (corpus)->chain (lab_corpus_state (corpus));
  LabOrderEntropies few, many;
  gsize count;
  g_autofree guint16 *tokens = lab_corpus_sample (corpus, 400000, &count, NULL, NULL);

  g_assert_cmpuint (count, ==, 400000);
  g_assert_true (lab_order_entropies (tokens, count, &many, NULL));
  g_assert_true (lab_order_entropies (tokens, 20000, &few, NULL));
  for (guint j = 0; j <= 2; j++)
    g_assert_cmpfloat_with_epsilon (many.plug_in[j] + many.bias[j], chain->entropies[j], 0.004);
  /* Given three tokens two count; what is missing is nearly all bias. */
  g_assert_cmpfloat (few.plug_in[3], <, chain->entropies[2] - 0.03);
  g_assert_cmpfloat_with_epsilon (few.plug_in[3] + few.bias[3], chain->entropies[2], 0.02);
}

static void
test_correlations_by_hand (void)
{
  const gsize count = 10000;
  g_autofree guint16 *tokens = g_new (guint16, count);
  LabTokenCorrelations correlations;
  LabRandom random;

  for (gsize i = 0; i < count; i++)
    tokens[i] = i % 2;
  g_assert_true (lab_token_correlations (tokens, count, 2, &correlations, NULL, NULL));
  for (guint d = 0; d < LAB_CORRELATION_DISTANCES; d++)
    g_assert_cmpfloat_with_epsilon (correlations.size[d], 0.5, 1e-3);
  g_assert_cmpfloat (correlations.noise, <, 0.02);

  lab_random_init (&random, 1, 0, LAB_STREAM_TEST_POINTS);
  for (gsize i = 0; i < count; i++)
    tokens[i] = (guint16)lab_random_below (&random, 1000);
  g_assert_true (lab_token_correlations (tokens, count, 1000, &correlations, NULL, NULL));
  for (guint d = 0; d < LAB_CORRELATION_DISTANCES; d++)
    g_assert_cmpfloat (correlations.size[d], <, 2.0 * correlations.noise);
}

/* Half of the tokens are told exactly by the one before, half are free: ln 2 less half of it. */
static void
test_contexts (void)
{
  const gsize n = 60000, count = 20000;
  g_autofree guint16 *tokens = g_new (guint16, n + count);
  double entropies[4];
  LabRandom random;

  lab_random_init (&random, 1, 0, LAB_STREAM_TEST_POINTS);
  for (gsize i = 0; i < n + count; i++)
    tokens[i] = i % 2 == 0 ? (guint16)lab_random_below (&random, 4) : (guint16)(4 + tokens[i - 1]);
  g_assert_true (lab_context_entropies (tokens, n, tokens + n, count, 8, 3, entropies, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (entropies[0], log (8.0), 0.001);
  for (guint m = 1; m < 4; m++)
    g_assert_cmpfloat_with_epsilon (entropies[m], log (4.0) / 2.0, 0.005);
}

/* Context by context what the table of the same model says: few tokens, so that most contexts are new. */
static void
test_contexts_against_the_table (void)
{
  g_autoptr (LabCorpus) corpus = open_kind (LAB_CORPUS_MARKOV);
  const gsize n = 300, count = 500;
  gsize drawn;
  g_autofree guint16 *tokens = lab_corpus_sample (corpus, n + count, &drawn, NULL, NULL);
  const guint16 *test = tokens + n;
  double entropies[3], expected = 0.0;
  float *tables[3];

  for (guint m = 0; m < 3; m++)
    tables[m] = lab_witten_bell_table (tokens, n, 8, m, NULL, NULL);
  for (gsize i = 0; i < count; i++) {
    const guint m = (guint)MIN (i, 2);
    gsize context = 0;

    for (gsize j = i - m; j < i; j++)
      context = context * 8 + test[j];
    expected -= log ((double)tables[m][context * 8 + test[i]]) / (double)count;
  }
  g_assert_true (lab_context_entropies (tokens, n, test, count, 8, 2, entropies, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (entropies[2], expected, 1e-6);
  for (guint m = 0; m < 3; m++)
    lab_memory_free (tables[m]);
}

static void
test_exponents (void)
{
  LabTokenCorrelations correlations = {.noise = 1e-6};
  double entropies[13];
  LabExponentRange range;

  for (guint m = 1; m < 13; m++)
    entropies[m] = 0.7 + 1.5 * pow (m, -1.2);
  range = lab_entropy_exponent (entropies, 8);
  g_assert_cmpfloat_with_epsilon (range.value, 1.2, 0.005);
  g_assert_cmpfloat (range.low, <=, range.value);
  g_assert_cmpfloat (range.high, >=, range.value);
  g_assert_cmpfloat (range.high - range.low, <, 0.1);
  g_assert_true (isnan (lab_entropy_exponent (entropies, 3).value));

  for (guint d = 0; d < LAB_CORRELATION_DISTANCES; d++)
    correlations.size[d] = 0.05 * pow (lab_correlation_distances[d], -1.5);
  range = lab_correlation_exponent (&correlations);
  g_assert_cmpfloat_with_epsilon (range.low, 1.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (range.high, 1.5, 1e-9);
  correlations.noise = 0.05;
  g_assert_true (isnan (lab_correlation_exponent (&correlations).value));

  range = lab_data_exponent ((LabExponentRange){1.0, 0.8, 1.2}, (LabExponentRange){2.0, 1.5, 2.5});
  g_assert_cmpfloat_with_epsilon (range.value, 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (range.low, 0.16, 1e-12);
  g_assert_cmpfloat_with_epsilon (range.high, 0.4, 1e-12);
}

/* The Bible's correlations as a prototype found them, and its entropy given one letter. */
static void
test_bible (void)
{
  static const double golden[] = {.0543, .0504, .0221, .0201, .0132, .0116,
                                  .0053, .0031, .0019, .0008, .0006};
  g_autoptr (LabCorpus) corpus = open_kind (LAB_CORPUS_BIBLE);
  g_autoptr (LabCorpusStatistics) statistics = lab_corpus_statistics_new (corpus, NULL, NULL);

  g_assert_cmpuint (statistics->tokens, ==, 4139039);
  for (guint d = 0; d < G_N_ELEMENTS (golden); d++)
    g_assert_cmpfloat_with_epsilon (statistics->correlations.size[d], golden[d], 1.5e-4);
  g_assert_cmpfloat_with_epsilon (statistics->correlations.noise, .00026, 1e-4);
  g_assert_cmpfloat_with_epsilon (statistics->by_order.plug_in[1], 2.26, 0.005);
  g_assert_cmpuint (statistics->duplicates.documents, ==, 0);
  g_assert_cmpfloat_with_epsilon (statistics->correlation_exponent.value, 1.55, 0.01);
  g_assert_cmpfloat (statistics->data_exponent.low, <, 0.2);
  g_assert_cmpfloat (statistics->data_exponent.high, >, 0.5);
}

static void
test_hierarchy_is_exact (void)
{
  g_autoptr (LabCorpus) corpus = open_kind (LAB_CORPUS_HIERARCHY);
  g_autoptr (LabCorpusStatistics) statistics = lab_corpus_statistics_new (corpus, NULL, NULL);
  static const double by_level[] = {2.65371493, 1.45898365, .55442716, .26401527, .22219777};

  g_assert_true (statistics->exponents_are_exact);
  g_assert_cmpfloat_with_epsilon (statistics->data_exponent.value, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (statistics->data_exponent.high, 0.5, 1e-12);
  g_assert_cmpuint (statistics->conditional_count, ==, 16);
  g_assert_cmpuint (statistics->level_count, ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (statistics->entropy_by_level[i], by_level[i], 1e-7);
}

/* A passage that comes again is found wherever it stands. */
static void
test_duplicates (void)
{
  g_autoptr (LabCorpus) corpus = open_kind (LAB_CORPUS_FACTS);
  const gsize count = 60000;
  g_autofree guint16 *tokens = g_new (guint16, count);
  LabDuplicates duplicates;
  LabRandom random;

  lab_random_init (&random, 1, 0, LAB_STREAM_TEST_POINTS);
  for (gsize i = 0; i < count; i++)
    tokens[i] = (guint16)lab_random_below (&random, 50);
  g_assert_true (lab_corpus_duplicates (corpus, tokens, count, &duplicates, NULL));
  g_assert_cmpfloat (duplicates.passages, ==, 0.0);
  /* The last quarter says again what the first said, from token 7 on. */
  for (gsize i = 0; i < count / 4; i++)
    tokens[3 * count / 4 + i] = tokens[7 + i];
  g_assert_true (lab_corpus_duplicates (corpus, tokens, count, &duplicates, NULL));
  g_assert_cmpfloat_with_epsilon (duplicates.passages, 0.25, 0.01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus/statistics/orders-by-hand", test_orders_by_hand);
  g_test_add_func ("/corpus/statistics/orders-of-a-chain", test_orders_of_a_chain);
  g_test_add_func ("/corpus/statistics/correlations-by-hand", test_correlations_by_hand);
  g_test_add_func ("/corpus/statistics/contexts", test_contexts);
  g_test_add_func ("/corpus/statistics/contexts-against-the-table",
                   test_contexts_against_the_table);
  g_test_add_func ("/corpus/statistics/exponents", test_exponents);
  g_test_add_func ("/corpus/statistics/bible", test_bible);
  g_test_add_func ("/corpus/statistics/hierarchy-is-exact", test_hierarchy_is_exact);
  g_test_add_func ("/corpus/statistics/duplicates", test_duplicates);
  return g_test_run ();
}
