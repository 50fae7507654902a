/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Synthetic languages: entropies against brute force, truth against what is drawn. */
#include "core/error.h"
#include "corpus/chain-windows.h"
#include "corpus/language-manifold-testing.h"
#include "corpus/token-set.h"

#include <math.h>

static LabCorpus *
open_corpus (LabCorpusSource source)
{
  g_autoptr (GError) error = NULL;
  LabCorpus *corpus = lab_corpus_new (&source, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (corpus);
  return corpus;
}

/* Entropy of the distribution of all words of `length` symbols of a chain of order 2 over 3 symbols, by
 * enumeration; the stationary distribution by ten thousand plain steps. */
static double
word_entropy (const LabChain *chain, guint length)
{
  double pi[9], next[9], entropy = 0.0;
  gsize words = lab_chain_contexts (3, length);

  for (guint c = 0; c < 9; c++)
    pi[c] = 1.0 / 9.0;
  for (guint i = 0; i < 10000; i++) {
    for (guint c = 0; c < 9; c++)
      next[c] = 0.0;
    for (guint c = 0; c < 9; c++) {
      guint16 symbols[2] = {(guint16)(c / 3), (guint16)(c % 3)};
      double p[3];

      lab_chain_next (chain, symbols, 2, p);
      for (guint x = 0; x < 3; x++)
        next[(c % 3) * 3 + x] += pi[c] * p[x];
    }
    for (guint c = 0; c < 9; c++)
      pi[c] = next[c];
  }
  for (gsize w = 0; w < words; w++) {
    guint16 symbols[8];
    gsize rest = w;
    double probability;

    for (guint i = length; i-- > 0; rest /= 3)
      symbols[i] = (guint16)(rest % 3);
    probability = length >= 2
                      ? pi[symbols[0] * 3 + symbols[1]]
                      : pi[symbols[0] * 3] + pi[symbols[0] * 3 + 1] + pi[symbols[0] * 3 + 2];
    for (guint i = 2; i < length; i++) {
      double p[3];

      lab_chain_next (chain, symbols, i, p);
      probability *= p[symbols[i]];
    }
    entropy -= probability * log (probability);
  }
  return entropy;
}

static void
test_markov_entropies (void)
{
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_MARKOV);

  source.symbols = 3;
  for (source.seed = 1; source.seed <= 5; source.seed++) {
    g_autoptr (LabCorpus) corpus = open_corpus (source);
    const LabChain *chain = lab_corpus_state (corpus);
    const double h[] = {0.0, word_entropy (chain, 1), word_entropy (chain, 2),
                        word_entropy (chain, 3), word_entropy (chain, 5)};

    g_assert_cmpfloat_with_epsilon (chain->entropies[0], h[1], 1e-10);
    g_assert_cmpfloat_with_epsilon (chain->entropies[1], h[2] - h[1], 1e-10);
    g_assert_cmpfloat_with_epsilon (chain->entropies[2], h[3] - h[2], 1e-10);
    g_assert_cmpfloat_with_epsilon (lab_corpus_info (corpus)->entropy, (h[4] - h[2]) / 3.0, 1e-10);
    g_assert_cmpfloat_with_epsilon (lab_corpus_info (corpus)->window_entropy,
                                    (h[2] - h[1] + 63.0 * (h[3] - h[2])) / 64.0, 1e-10);
  }
}

/* A chain too large for elimination settles at the same distribution: what comes in goes out. */
static void
test_stationary_by_iteration (void)
{
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_MARKOV);
  g_autoptr (LabCorpus) corpus = NULL;
  const LabChain *chain;
  g_autofree double *next = NULL;

  source.order = 4;
  corpus = open_corpus (source);
  chain = lab_corpus_state (corpus);
  next = g_new0 (double, chain->contexts);
  for (gsize c = 0; c < chain->contexts; c++) {
    double sum = 0.0;

    for (guint x = 0; x < 8; x++)
      sum += (double)chain->table[c * 8 + x];
    for (guint x = 0; x < 8; x++)
      next[(c * 8 + x) % chain->contexts] +=
          chain->stationary[c] * (double)chain->table[c * 8 + x] / sum;
  }
  for (gsize c = 0; c < chain->contexts; c++)
    g_assert_cmpfloat_with_epsilon (next[c], chain->stationary[c], 1e-13);
}

/* In one dimension the mean entropy of the label is a mean over the circle: here by other points. */
static void
test_manifold_entropy (void)
{
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_MANIFOLD);
  const guint points = 3001;

  for (source.seed = 1; source.seed <= 3; source.seed++) {
    g_autoptr (LabCorpus) corpus = open_corpus (source);
    double sum = 0.0, probabilities[4];

    for (guint i = 0; i < points; i++) {
      const double x = 2.0 * G_PI * (i + 0.3) / points;

      sum += lab_manifold_label (lab_corpus_state (corpus), &x, probabilities);
    }
    g_assert_cmpfloat_with_epsilon (sum / points, lab_corpus_info (corpus)->entropy, 1e-10);
  }
}

static void
test_manifold_sentences (void)
{
  g_autoptr (LabCorpus) corpus = open_corpus (lab_corpus_source_default (LAB_CORPUS_MANIFOLD));
  g_autoptr (LabTokenSet) test =
      lab_token_set_new_held_out (corpus, LAB_TOKENS_TEST, 0, 20000, NULL, NULL);
  g_autoptr (LabTokenSet) training = lab_token_set_new_training (corpus, 0, 9 * 50, NULL, NULL);
  g_autofree double *truth = g_new (double, 8 * 68);
  double sum = 0.0;
  guint16 row[9];

  for (guint w = 0; w < 20000; w++) {
    lab_token_set_draw_truth (test, w, row, truth);
    for (guint i = 0; i < 8; i++)
      g_assert_cmpuint (row[i], <, 64);
    g_assert_cmpuint (row[8], >=, 64);
    for (guint x = 64; x < 68; x++)
      sum -= truth[7 * 68 + x] * log (truth[7 * 68 + x]);
  }
  g_assert_cmpfloat_with_epsilon (sum / 20000.0, lab_corpus_info (corpus)->entropy, 0.01);
  lab_token_set_draw (training, 5, row);
  g_assert_cmpuint (row[8], <, 68);
}

/* Surprise of what is drawn under the truth that is handed out with it: its mean is the entropy. */
static void
check_truth (LabCorpusSource source, guint windows, double tolerance)
{
  g_autoptr (LabCorpus) corpus = open_corpus (source);
  const LabCorpusInfo *info = lab_corpus_info (corpus);
  g_autoptr (LabTokenSet) set =
      lab_token_set_new_held_out (corpus, LAB_TOKENS_TEST, 0, windows, NULL, NULL);
  g_autofree guint16 *row = g_new (guint16, info->window + 1);
  g_autofree guint16 *again = g_new (guint16, info->window + 1);
  g_autofree double *truth = g_new (double, (gsize)info->window * info->vocabulary);
  double surprise = 0.0, entropy = 0.0;
  guint counted = 0;

  for (guint w = 0; w < windows; w++) {
    lab_token_set_draw_truth (set, w, row, truth);
    lab_token_set_draw (set, w, again);
    g_assert_cmpmem (row, (info->window + 1) * sizeof *row, again,
                     (info->window + 1) * sizeof *again);
    for (guint t = 0; t < info->window; t++) {
      const double *p = truth + (gsize)t * info->vocabulary;
      double sum = 0.0;

      for (guint x = 0; x < info->vocabulary; x++) {
        sum += p[x];
        entropy -= p[x] > 0.0 ? p[x] * log (p[x]) : 0.0;
      }
      g_assert_cmpfloat_with_epsilon (sum, info->counted[t] ? 1.0 : 0.0, 1e-12);
      if (!info->counted[t])
        continue;
      g_assert_cmpfloat (p[row[t + 1]], >, 0.0);
      surprise -= log (p[row[t + 1]]);
      counted++;
    }
  }
  g_assert_cmpuint (counted, ==, windows * info->counted_tokens);
  g_assert_cmpfloat_with_epsilon (entropy / counted, info->window_entropy, tolerance);
  g_assert_cmpfloat_with_epsilon (surprise / counted, info->window_entropy, 2.0 * tolerance);
}

static void
test_truth_is_drawn (void)
{
  LabCorpusSource markov = lab_corpus_source_default (LAB_CORPUS_MARKOV);
  LabCorpusSource manifold = lab_corpus_source_default (LAB_CORPUS_MANIFOLD);

  check_truth (markov, 1500, 0.005);
  markov.order = 4;
  markov.symbols = 3;
  markov.window = 6;
  check_truth (markov, 6000, 0.02);
  check_truth (lab_corpus_source_default (LAB_CORPUS_FACTS), 100, 1e-12);
  check_truth (lab_corpus_source_default (LAB_CORPUS_HIERARCHY), 3000, 0.01);
  for (manifold.intrinsic_dimension = 1; manifold.intrinsic_dimension <= 4;
       manifold.intrinsic_dimension++)
    check_truth (manifold, 4000, 0.02);
}

static void
test_facts_tabulator (void)
{
  static const double golden[][2] = {
      {256, .1787}, {1024, .0892}, {4096, .0443}, {16384, .0218}, {32768, .0153}};
  g_autoptr (LabCorpus) corpus = open_corpus (lab_corpus_source_default (LAB_CORPUS_FACTS));

  for (guint i = 0; i < G_N_ELEMENTS (golden); i++)
    g_assert_cmpfloat_with_epsilon (lab_corpus_tabulator (corpus, 3 * (guint64)golden[i][0]),
                                    golden[i][1], 5e-5);
}

/* Each key has one value, in every repeat; the tabulator's loss is that of remembering the prefix. */
static void
test_facts_are_facts (void)
{
  g_autoptr (LabCorpus) corpus = open_corpus (lab_corpus_source_default (LAB_CORPUS_FACTS));
  g_autofree int *values = g_new (int, 4096);
  double missed = 0.0;
  const guint n = 1024, repeats = 40, windows = 40;

  for (guint k = 0; k < 4096; k++)
    values[k] = -1;
  for (guint repeat = 0; repeat < repeats; repeat++) {
    g_autoptr (LabTokenSet) training =
        lab_token_set_new_training (corpus, repeat, 3 * n, NULL, NULL);
    g_autoptr (LabTokenSet) test =
        lab_token_set_new_held_out (corpus, LAB_TOKENS_TEST, repeat, windows, NULL, NULL);
    g_autofree gboolean *seen = g_new0 (gboolean, 4096);
    guint16 row[49];

    /* Enough windows to see all that is kept. */
    for (guint w = 0; w < n; w++) {
      lab_token_set_draw (training, w, row);
      for (guint i = 0; i < 48; i += 3) {
        const guint key = row[i] * 64u + row[i + 1];

        g_assert_true (values[key] < 0 || values[key] == row[i + 2]);
        values[key] = row[i + 2];
        seen[key] = TRUE;
      }
    }
    for (guint w = 0; w < windows; w++) {
      lab_token_set_draw (test, w, row);
      for (guint i = 0; i < 48; i += 3)
        missed += seen[row[i] * 64u + row[i + 1]] ? 0.0 : 1.0;
    }
  }
  g_assert_cmpfloat_with_epsilon (log (64.0) * missed / (repeats * windows * 16.0), 0.0892, 0.008);
}

/* Smaller training sets are beginnings of larger ones; repeats differ. */
static void
test_prefixes_are_nested (void)
{
  static const LabCorpusKind kinds[] = {LAB_CORPUS_MARKOV, LAB_CORPUS_FACTS, LAB_CORPUS_HIERARCHY,
                                        LAB_CORPUS_MANIFOLD};

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (LabCorpus) corpus = open_corpus (lab_corpus_source_default (kinds[i]));
    const LabLanguage *language = lab_corpus_language (corpus);
    guint16 few[144], many[288], other[288];
    LabRandom random;

    lab_random_init (&random, 1, 0, LAB_STREAM_TRAINING_POINTS);
    g_assert_true (language->keep (lab_corpus_state (corpus), &random, 144, few, NULL));
    lab_random_init (&random, 1, 0, LAB_STREAM_TRAINING_POINTS);
    g_assert_true (language->keep (lab_corpus_state (corpus), &random, 288, many, NULL));
    lab_random_init (&random, 1, 1, LAB_STREAM_TRAINING_POINTS);
    g_assert_true (language->keep (lab_corpus_state (corpus), &random, 288, other, NULL));
    g_assert_cmpmem (few, sizeof few, many, sizeof few);
    g_assert_false (memcmp (many, other, sizeof many) == 0);
  }
}

/* What is asked of a set that cannot be had, and of values out of range. */
static void
test_refusals (void)
{
  g_autoptr (LabCorpus) corpus = open_corpus (lab_corpus_source_default (LAB_CORPUS_MARKOV));
  LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_MARKOV);
  g_autoptr (GError) few = NULL, range = NULL, large = NULL;

  g_assert_null (lab_token_set_new_training (corpus, 0, 64, NULL, &few));
  g_assert_error (few, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  source.symbols = 65;
  g_assert_null (lab_corpus_new (&source, NULL, &range));
  g_assert_error (range, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  source.symbols = 64;
  source.order = 5;
  g_assert_null (lab_corpus_new (&source, NULL, &large));
  g_assert_error (large, LAB_ERROR, LAB_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus/markov/entropies", test_markov_entropies);
  g_test_add_func ("/corpus/markov/stationary-by-iteration", test_stationary_by_iteration);
  g_test_add_func ("/corpus/manifold/entropy", test_manifold_entropy);
  g_test_add_func ("/corpus/manifold/sentences", test_manifold_sentences);
  g_test_add_func ("/corpus/truth-is-drawn", test_truth_is_drawn);
  g_test_add_func ("/corpus/facts/tabulator", test_facts_tabulator);
  g_test_add_func ("/corpus/facts/are-facts", test_facts_are_facts);
  g_test_add_func ("/corpus/prefixes-are-nested", test_prefixes_are_nested);
  g_test_add_func ("/corpus/refusals", test_refusals);
  return g_test_run ();
}
