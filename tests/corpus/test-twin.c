/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The twin of the text that ships, and the tabulator beside it (the numbers are a prototype's). */
#include "corpus/corpus.h"

#include "corpus/witten-bell.h"

#include "core/memory.h"

static void
test_twin (void)
{
  static const double golden[][2] = {{1 << 14, .385}, {1 << 16, .186}, {1 << 18, .072}};
  const LabCorpusSource source = lab_corpus_source_default (LAB_CORPUS_TWIN);
  g_autoptr (LabCorpus) corpus = lab_corpus_new (&source, NULL, NULL);

  g_assert_nonnull (corpus);
  g_assert_cmpuint (lab_corpus_info (corpus)->vocabulary, ==, 63);
  g_assert_cmpfloat_with_epsilon (lab_corpus_info (corpus)->entropy, 1.35, 0.005);
  for (guint i = 0; i < G_N_ELEMENTS (golden); i++)
    g_assert_cmpfloat_with_epsilon (lab_corpus_tabulator (corpus, (guint64)golden[i][0]),
                                    golden[i][1], 0.08 * golden[i][1]);
}

/* By hand: a b a b a: after nothing a 3 of 5 (2 symbols), so (3 + 2/2)/7; after b always a: (2 + P(a))/3. */
static void
test_witten_bell (void)
{
  const guint16 tokens[] = {0, 1, 0, 1, 0};
  float *none = lab_witten_bell_table (tokens, 5, 2, 0, NULL, NULL);
  float *one = lab_witten_bell_table (tokens, 5, 2, 1, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (none[0], 4.0 / 7.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (one[2], (2.0 + 4.0 / 7.0) / 3.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (one[1], (2.0 + 3.0 / 7.0) / 3.0, 1e-6);
  lab_memory_free (none);
  lab_memory_free (one);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus/twin/of-the-bible", test_twin);
  g_test_add_func ("/corpus/twin/witten-bell", test_witten_bell);
  return g_test_run ();
}
