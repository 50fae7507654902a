/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens and back: whatever the bytes, and always the same. */
#include "corpus/text/installed-text.h"
#include "corpus/text/tokeniser.h"

#include "core/random.h"

#include <string.h>

#define LENGTH 20000

static void
check_round_trip (const LabTokeniser *tokeniser, const char *bytes, gsize length)
{
  g_autofree guint16 *tokens = g_new (guint16, lab_tokeniser_room (tokeniser, length) + 1);
  g_autoptr (GByteArray) back = g_byte_array_new ();
  const gsize count = lab_tokeniser_encode (tokeniser, bytes, length, tokens);

  for (gsize i = 0; i < count; i++)
    g_assert_cmpuint (tokens[i], <, tokeniser->vocabulary);
  lab_tokeniser_decode (tokeniser, tokens, count, back);
  g_assert_cmpmem (back->data, back->len, bytes, length);
}

static LabTokeniser *
learn (const LabText *text, guint vocabulary)
{
  g_autofree char *sample = g_malloc (300000);

  lab_text_read (text, &(LabDocument){.bytes = text->bytes}, 0, 300000, sample);
  return lab_tokeniser_new_pairs (lab_byte_pairs_new (sample, 300000, vocabulary, NULL));
}

static void
test_pairs_round_trip (void)
{
  static const guint vocabularies[] = {64, 100, 512, 4096};
  g_autoptr (LabText) text = lab_bible_open (FALSE, NULL, NULL);
  g_autofree char *random_bytes = g_malloc (LENGTH);
  g_autofree char *end = g_malloc (LENGTH);
  LabRandom random;

  lab_random_init (&random, 1, 0, LAB_STREAM_TEST_POINTS);
  for (guint i = 0; i < LENGTH; i++)
    random_bytes[i] = (char)lab_random_below (&random, 256);
  lab_text_read (text, &(LabDocument){.bytes = text->bytes}, text->bytes - LENGTH, LENGTH, end);
  for (guint i = 0; i < G_N_ELEMENTS (vocabularies); i++) {
    g_autoptr (LabTokeniser) tokeniser = learn (text, vocabularies[i]);

    /* So short a sample has no more than 3,876. */
    g_assert_cmpuint (tokeniser->vocabulary, ==, MIN (vocabularies[i], 3876));
    check_round_trip (tokeniser, random_bytes, LENGTH);
    check_round_trip (tokeniser, end, LENGTH);
    check_round_trip (tokeniser, "", 0);
    check_round_trip (tokeniser, "\0\xFF", 2);
  }
}

/* More tokens spell a text with fewer of them, and the same sample learns the same. */
static void
test_pairs_learn (void)
{
  g_autoptr (LabText) text = lab_bible_open (FALSE, NULL, NULL);
  g_autoptr (LabTokeniser) small = learn (text, 64);
  g_autoptr (LabTokeniser) large = learn (text, 1024);
  g_autoptr (LabTokeniser) again = learn (text, 1024);
  g_autofree char *bytes = g_malloc (LENGTH);
  g_autofree guint16 *tokens = g_new (guint16, 2 * LENGTH);
  gsize of_small, of_large;

  lab_text_read (text, &(LabDocument){.bytes = text->bytes}, 1000000, LENGTH, bytes);
  of_small = lab_tokeniser_encode (small, bytes, LENGTH, tokens);
  of_large = lab_tokeniser_encode (large, bytes, LENGTH, tokens);
  g_assert_cmpuint (of_small, <, LENGTH * 14 / 10);
  g_assert_cmpuint (of_large, <, LENGTH * 45 / 100);
  g_assert_cmpmem (large->pairs->joined, 1024 * sizeof *large->pairs->joined, again->pairs->joined,
                   1024 * sizeof *again->pairs->joined);
}

/* By hand: "abab abab" has the byte a most often of all pairs of halves (with b, of smaller numbers first), and
 * then ab, which becomes one token, and two of those another. */
static void
test_pairs_by_hand (void)
{
  g_autoptr (LabBytePairs) pairs = lab_byte_pairs_new ("abab abab", 9, 36, NULL);
  guint16 tokens[20];

  g_assert_cmpuint (pairs->vocabulary, ==, 36);
  g_assert_cmpuint (pairs->joined[32][0], ==, 6);
  g_assert_cmpuint (pairs->joined[32][1], ==, 16 + 1);
  g_assert_cmpuint (pairs->joined[33][1], ==, 16 + 2);
  g_assert_cmpuint (pairs->joined[34][0], ==, 32);
  g_assert_cmpuint (pairs->joined[34][1], ==, 33);
  g_assert_cmpuint (pairs->joined[35][0], ==, 34);
  g_assert_cmpuint (pairs->joined[35][1], ==, 34);
  g_assert_cmpuint (lab_byte_pairs_encode (pairs, "ababab", 6, tokens), ==, 2);
  g_assert_cmpuint (tokens[0], ==, 35);
  g_assert_cmpuint (tokens[1], ==, 34);
  g_assert_cmpuint (lab_byte_pairs_encode (pairs, "c", 1, tokens), ==, 2);
}

/* A half without its other half is no byte: a mark stands for it. */
static void
test_pairs_of_halves (void)
{
  g_autoptr (LabBytePairs) pairs = lab_byte_pairs_new ("", 0, 64, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const guint16 tokens[] = {4, 17, 4, 4, 18, 19, 5};

  g_assert_cmpuint (pairs->vocabulary, ==, LAB_BYTE_PAIRS_HALVES);
  lab_byte_pairs_decode (pairs, tokens, G_N_ELEMENTS (tokens), bytes);
  g_assert_cmpmem (bytes->data, bytes->len, "A?B??", 5);
}

static LabText *
text_of (const char *contents)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (LabTextFile));

  g_assert_true (lab_text_add_bytes (files, "it", contents, strlen (contents), NULL));
  return lab_text_of_files ("it", files, TRUE, NULL, NULL);
}

static void
test_characters (void)
{
  g_autoptr (LabText) text = text_of ("ääää€€€bbc");
  g_autoptr (LabTokeniser) all = lab_tokeniser_new_characters (text, 4);
  g_autoptr (LabTokeniser) some = lab_tokeniser_new_characters (text, 3);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint16 tokens[20];

  g_assert_cmpuint (all->vocabulary, ==, 4);
  g_assert_false (all->has_rest);
  check_round_trip (all, "c€bä", strlen ("c€bä"));
  g_assert_cmpuint (some->vocabulary, ==, 3);
  g_assert_true (some->has_rest);
  g_assert_cmpuint (lab_tokeniser_encode (some, "ä€bx", strlen ("ä€bx"), tokens), ==, 4);
  g_assert_cmpuint (tokens[0], ==, 0);
  g_assert_cmpuint (tokens[1], ==, 1);
  g_assert_cmpuint (tokens[2], ==, 2);
  g_assert_cmpuint (tokens[3], ==, 2);
  lab_tokeniser_decode (some, tokens, 4, bytes);
  g_assert_cmpmem (bytes->data, bytes->len, "ä€\xEF\xBF\xBD\xEF\xBF\xBD", 11);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus/tokeniser/pairs/round-trip", test_pairs_round_trip);
  g_test_add_func ("/corpus/tokeniser/pairs/learn", test_pairs_learn);
  g_test_add_func ("/corpus/tokeniser/pairs/by-hand", test_pairs_by_hand);
  g_test_add_func ("/corpus/tokeniser/pairs/halves", test_pairs_of_halves);
  g_test_add_func ("/corpus/tokeniser/characters", test_characters);
  return g_test_run ();
}
