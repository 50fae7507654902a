/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/text/byte-pairs-private.h"
#include "corpus/text/tokeniser-kind.h"

#include <string.h>

/* A different word of the sample: its tokens so far lie in Learning.tokens. */
typedef struct
{
  guint32 first;
  guint16 count, of_halves;
  guint32 times;
} Word;

/* How often a pair comes: open addressing, key 0 is no pair (halves 0 and 0 never join). */
typedef struct
{
  guint32 key;
  gint32 times;
} Count;

typedef struct
{
  GArray *words;  /* Word, in the order in which they first come */
  GArray *tokens; /* guint16 */
  Count *counts;
  guint32 slots, used; /* slots: a power of two */
} Learning;

static void
collect_words (Learning *learning, const char *sample, gsize length)
{
  g_autoptr (GHashTable) known =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);

  for (gsize at = 0; at < length;) {
    const gsize size = lab_byte_pairs_word (sample + at, length - at);
    g_autoptr (GBytes) key = g_bytes_new_static (sample + at, size);
    gpointer place;

    if (g_hash_table_lookup_extended (known, key, NULL, &place))
      g_array_index (learning->words, Word, GPOINTER_TO_UINT (place)).times++;
    else {
      const Word word = {learning->tokens->len, (guint16)(2 * size), (guint16)(2 * size), 1};
      guint16 halves[2 * LAB_BYTE_PAIRS_WORD];

      lab_byte_pairs_halves (sample + at, size, halves);
      g_array_append_vals (learning->tokens, halves, word.count);
      g_hash_table_insert (known, g_bytes_ref (key), GUINT_TO_POINTER (learning->words->len));
      g_array_append_val (learning->words, word);
    }
    at += size;
  }
}

static gboolean
may_join (guint left, guint right)
{
  return left >= LAB_BYTE_PAIRS_HALVES ? right >= LAB_BYTE_PAIRS_HALVES
                                       : left < 16 && right >= 16 && right < LAB_BYTE_PAIRS_HALVES;
}

static Count *
find_count (Learning *learning, guint32 key)
{
  guint32 slot = (guint32)(key * 2654435769u) & (learning->slots - 1);

  while (learning->counts[slot].key != 0 && learning->counts[slot].key != key)
    slot = (slot + 1) & (learning->slots - 1);
  return &learning->counts[slot];
}

static void
grow (Learning *learning)
{
  Count *old = learning->counts;
  const guint32 slots = learning->slots;

  learning->slots = 2 * slots;
  learning->counts = g_new0 (Count, learning->slots);
  learning->used = 0;
  for (guint32 i = 0; i < slots; i++)
    if (old[i].times > 0) {
      *find_count (learning, old[i].key) = old[i];
      learning->used++;
    }
  g_free (old);
}

static void
count_pairs (Learning *learning, const Word *word, gint32 times)
{
  const guint16 *tokens = &g_array_index (learning->tokens, guint16, word->first);

  for (guint i = 0; i + 1 < word->count; i++) {
    Count *count;

    if (!may_join (tokens[i], tokens[i + 1]))
      continue;
    if (2 * learning->used > learning->slots)
      grow (learning);
    count = find_count (learning, (guint32)tokens[i] << 16 | tokens[i + 1]);
    learning->used += count->key == 0;
    count->key = (guint32)tokens[i] << 16 | tokens[i + 1];
    count->times += times;
  }
}

static gboolean
has_pair (const guint16 *tokens, guint count, guint left, guint right)
{
  for (guint i = 0; i + 1 < count; i++)
    if (tokens[i] == left && tokens[i + 1] == right)
      return TRUE;
  return FALSE;
}

static void
join_everywhere (Learning *learning, guint left, guint right, guint token)
{
  for (guint i = 0; i < learning->words->len; i++) {
    Word *word = &g_array_index (learning->words, Word, i);
    guint16 *tokens = &g_array_index (learning->tokens, guint16, word->first);

    if (!has_pair (tokens, word->count, left, right))
      continue;
    count_pairs (learning, word, -(gint32)word->times);
    word->count = (guint16)lab_byte_pairs_replace (tokens, word->count, left, right, token);
    count_pairs (learning, word, (gint32)word->times);
  }
}

/* The most frequent pair, of equal ones that of the smallest numbers. */
static Count
find_best (const Learning *learning)
{
  Count best = {0, 1};

  for (guint32 i = 0; i < learning->slots; i++) {
    const Count *count = &learning->counts[i];

    if (count->times > best.times ||
        (count->times == best.times && best.key != 0 && count->key < best.key))
      best = *count;
  }
  return best;
}

static void
learn (Learning *learning, LabBytePairs *pairs, guint vocabulary, LabTask *task)
{
  for (guint i = 0; i < learning->words->len; i++) {
    const Word *word = &g_array_index (learning->words, Word, i);

    count_pairs (learning, word, (gint32)word->times);
  }
  while (pairs->vocabulary < vocabulary && !lab_task_is_cancelled (task)) {
    const Count best = find_best (learning);

    if (best.key == 0)
      return;
    join_everywhere (learning, best.key >> 16, best.key & 0xFFFF, pairs->vocabulary);
    lab_byte_pairs_join (pairs, best.key >> 16, best.key & 0xFFFF);
  }
}

LabBytePairs *
lab_byte_pairs_new (const char *sample, gsize length, guint vocabulary, LabTask *task)
{
  g_autoptr (LabBytePairs) pairs = g_new0 (LabBytePairs, 1);
  Learning learning = {.slots = 1 << 12};

  g_return_val_if_fail (
      vocabulary >= LAB_BYTE_PAIRS_HALVES && vocabulary <= LAB_CORPUS_VOCABULARY_MAX, NULL);
  g_return_val_if_fail (length <= G_MAXINT32 / 2, NULL);

  pairs->vocabulary = LAB_BYTE_PAIRS_HALVES;
  pairs->joined = g_malloc0_n (vocabulary, sizeof *pairs->joined);
  pairs->lengths = g_new0 (guint8, vocabulary);
  pairs->slots = g_new0 (guint64, LAB_BYTE_PAIRS_SLOTS);
  learning.words = g_array_new (FALSE, FALSE, sizeof (Word));
  learning.tokens = g_array_new (FALSE, FALSE, sizeof (guint16));
  learning.counts = g_new0 (Count, learning.slots);
  collect_words (&learning, sample, length);
  learn (&learning, pairs, vocabulary, task);
  g_array_unref (learning.words);
  g_array_unref (learning.tokens);
  g_free (learning.counts);
  return lab_task_is_cancelled (task) ? NULL : g_steal_pointer (&pairs);
}
