/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The random hierarchy model against its golden numbers and against all of its sentences. */
#include "corpus/hierarchy.h"
#include "corpus/token-set.h"

#include <math.h>

#define MOST 512 /* sentences of the small grammars */

static LabGrammar *
new_grammar (guint v, guint m, guint s, guint levels, guint64 seed)
{
  LabGrammar *grammar = lab_grammar_new (v, m, s, levels, seed, NULL, NULL);

  g_assert_nonnull (grammar);
  return grammar;
}

static void
test_first_rules (void)
{
  static const guint16 zero[4][2] = {{6, 12}, {11, 7}, {12, 11}, {13, 4}};
  static const guint16 one[4][2] = {{1, 10}, {8, 12}, {10, 7}, {10, 11}};
  g_autoptr (LabGrammar) grammar = new_grammar (16, 4, 2, 4, 1);
  guint found[2] = {0, 0};

  for (guint wanted = 0; wanted < 4; wanted++)
    for (guint rule = 0; rule < 4; rule++) {
      found[0] += memcmp (lab_grammar_rule (grammar, 0, 0, rule), zero[wanted], 4) == 0;
      found[1] += memcmp (lab_grammar_rule (grammar, 0, 1, rule), one[wanted], 4) == 0;
    }
  g_assert_cmpuint (found[0], ==, 4);
  g_assert_cmpuint (found[1], ==, 4);
}

static void
check_golden (const LabGrammar *grammar, const double *golden, guint count)
{
  g_autofree double *entropies = g_new (double, grammar->sentence);
  double sum = 0.0;

  g_assert_true (lab_grammar_is_small (grammar));
  g_assert_true (lab_grammar_entropies (grammar, entropies, NULL));
  for (guint i = 0; i < grammar->sentence; i++)
    sum += entropies[i];
  for (guint i = 0; i < count; i++)
    g_assert_cmpfloat_with_epsilon (entropies[i], golden[i], 1e-7);
  g_assert_cmpfloat_with_epsilon (sum / grammar->sentence, lab_grammar_entropy (grammar), 1e-12);
}

static void
test_golden_entropies (void)
{
  static const double v4l2[] = {1.34212572, .60650378, .96454300, .55256339};
  static const double v4l3[] = {1.31697186, .71830105, 1.08304247, .21660849,
                                1.18960702, .46808317, 1.02910208, .21660849};
  static const double v16l4[] = {
      2.65371493, 1.45898365, 2.20060328, .55442716, 2.55833217, 1.11377456, 1.59957285, .26401527,
      2.63298209, 1.38672707, 1.99121309, .44768369, 2.32496937, .70460747,  1.45319972, .22219777};
  static const double v8l5[] = {1.72621545, .63235680, 1.02952236, .20761571};
  g_autoptr (LabGrammar) a = new_grammar (4, 2, 2, 2, 1);
  g_autoptr (LabGrammar) b = new_grammar (4, 2, 2, 3, 1);
  g_autoptr (LabGrammar) c = new_grammar (16, 4, 2, 4, 1);
  g_autoptr (LabGrammar) d = new_grammar (8, 2, 2, 5, 1);
  double last[32];

  check_golden (a, v4l2, G_N_ELEMENTS (v4l2));
  check_golden (b, v4l3, G_N_ELEMENTS (v4l3));
  check_golden (c, v16l4, G_N_ELEMENTS (v16l4));
  check_golden (d, v8l5, G_N_ELEMENTS (v8l5));
  g_assert_true (lab_grammar_entropies (d, last, NULL));
  g_assert_cmpfloat_with_epsilon (last[31], .16245637, 1e-7);
  g_assert_cmpfloat_with_epsilon (lab_grammar_entropy (c), 1.47293776, 1e-8);
  g_assert_cmpfloat_with_epsilon (lab_grammar_entropy (d), .73646888, 1e-8);
}

/* Every sentence once, from every root by every rule: a counter whose digits are the choices. */
static guint
list_sentences (const LabGrammar *grammar, guint16 sentences[MOST][LAB_GRAMMAR_SENTENCE_MOST])
{
  const guint nodes = (grammar->sentence - 1) / (grammar->branching - 1);
  guint count = grammar->symbols;

  for (guint i = 0; i < nodes; i++)
    count *= grammar->rules;
  g_assert_cmpuint (count, <=, MOST);
  for (guint choice = 0; choice < count; choice++) {
    guint16 tree[2 * LAB_GRAMMAR_SENTENCE_MOST];
    guint rest = choice / grammar->symbols, parent = 0, next = 1;

    tree[0] = (guint16)(choice % grammar->symbols);
    for (guint level = 0, width = 1; level < grammar->levels; level++, width *= grammar->branching)
      for (guint i = 0; i < width; i++, parent++) {
        const guint16 *tuple =
            lab_grammar_rule (grammar, level, tree[parent], rest % grammar->rules);

        rest /= grammar->rules;
        for (guint x = 0; x < grammar->branching; x++)
          tree[next++] = tuple[x];
      }
    memcpy (sentences[choice], tree + parent, grammar->sentence * sizeof (guint16));
  }
  return count;
}

static void
check_enumeration (guint v, guint m, guint s, guint levels, guint64 seed)
{
  static guint16 sentences[MOST][LAB_GRAMMAR_SENTENCE_MOST];
  g_autoptr (LabGrammar) grammar = new_grammar (v, m, s, levels, seed);
  const guint count = list_sentences (grammar, sentences);
  double entropies[LAB_GRAMMAR_SENTENCE_MOST];

  g_assert_true (lab_grammar_entropies (grammar, entropies, NULL));
  for (guint i = 0; i < grammar->sentence; i++) {
    double entropy = 0.0;

    /* All sentences are equally likely: count those that agree before i, and up to i. */
    for (guint a = 0; a < count; a++) {
      guint before = 0, with = 0;

      for (guint b = 0; b < count; b++)
        if (memcmp (sentences[a], sentences[b], i * sizeof (guint16)) == 0) {
          before++;
          with += sentences[a][i] == sentences[b][i];
        }
      entropy -= log ((double)with / before) / count;
    }
    g_assert_cmpfloat_with_epsilon (entropies[i], entropy, 1e-10);
  }
}

static void
test_enumeration (void)
{
  check_enumeration (4, 2, 2, 2, 1);
  check_enumeration (4, 2, 2, 3, 1);
  check_enumeration (5, 2, 2, 2, 7);
  check_enumeration (3, 2, 3, 2, 2);
  check_enumeration (2, 2, 4, 1, 3);
}

/* What a drawn sentence's truth says, against the share of all sentences with that beginning. */
static void
test_truth_of_sentences (void)
{
  static guint16 sentences[MOST][LAB_GRAMMAR_SENTENCE_MOST];
  g_autoptr (LabGrammar) grammar = new_grammar (3, 2, 3, 2, 4);
  const guint count = list_sentences (grammar, sentences);
  LabRandom random;

  lab_random_init (&random, 1, 0, LAB_STREAM_TEST_POINTS);
  for (guint trial = 0; trial < 50; trial++) {
    guint16 row[9];
    double truth[9][4];

    lab_grammar_draw (grammar, &random, row, truth[0], 4);
    for (guint i = 0; i < 9; i++)
      for (guint16 x = 0; x < 3; x++) {
        guint before = 0, with = 0;

        for (guint b = 0; b < count; b++)
          if (memcmp (row, sentences[b], i * sizeof (guint16)) == 0) {
            before++;
            with += sentences[b][i] == x;
          }
        g_assert_cmpuint (before, >, 0);
        g_assert_cmpfloat_with_epsilon (truth[i][x], (double)with / before, 1e-12);
      }
  }
}

static void
test_exponents (void)
{
  g_autoptr (LabGrammar) grammar = new_grammar (16, 4, 2, 4, 1);

  g_assert_cmpfloat_with_epsilon (lab_grammar_entropy_exponent (grammar), 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_grammar_correlation_exponent (grammar), 2.0, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus/hierarchy/first-rules", test_first_rules);
  g_test_add_func ("/corpus/hierarchy/golden-entropies", test_golden_entropies);
  g_test_add_func ("/corpus/hierarchy/enumeration", test_enumeration);
  g_test_add_func ("/corpus/hierarchy/truth-of-sentences", test_truth_of_sentences);
  g_test_add_func ("/corpus/hierarchy/exponents", test_exponents);
  return g_test_run ();
}
