/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/token-set.h"

#include "core/error.h"
#include "core/memory.h"
#include "core/stop.h"
#include "corpus/corpus-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Blocks of random numbers that a window has to itself: 4 numbers each, more than any window takes. */
#define WINDOW_BLOCKS_BITS 10

struct _LabTokenSet
{
  LabCorpus *corpus;
  LabTokensPart part;
  guint32 repeat;
  guint64 windows;
  gsize numbers; /* kept */
  guint16 *kept; /* NULL: windows are fresh, or of a stream */
  gpointer stream;
  guint16 *held_out; /* of text */
};

/* The stream of one window, wherever and whenever it is drawn. */
static void
begin_window (const LabTokenSet *set, LabStreamPurpose purpose, guint64 window, LabRandom *random)
{
  lab_random_init (random, lab_corpus_source (set->corpus)->seed, set->repeat, purpose);
  window <<= WINDOW_BLOCKS_BITS;
  random->counter[0] = (guint32)window;
  random->counter[1] = (guint32)(window >> 32);
}

/* Of LAB_TOKENS_TRAINING. */
static gboolean
keep (LabTokenSet *set, guint64 n, const gint *stop, GError **error)
{
  const LabLanguage *language = lab_corpus_language (set->corpus);
  const gconstpointer state = lab_corpus_state (set->corpus);
  LabRandom random;

  if (language->open_stream != NULL && n > LAB_CORPUS_KEPT_TOKENS) {
    lab_random_init (&random, lab_corpus_source (set->corpus)->seed, set->repeat,
                     LAB_STREAM_TRAINING_POINTS);
    set->stream = language->open_stream (state, &random, n);
    return TRUE;
  }
  if (n == 0 || n > LAB_CORPUS_KEPT_TOKENS)
    return TRUE;
  set->numbers = language->kept_numbers (state, n);
  set->kept = lab_memory_new (set->numbers, sizeof *set->kept, "the training tokens", error);
  if (set->kept == NULL)
    return FALSE;
  lab_random_init (&random, lab_corpus_source (set->corpus)->seed, set->repeat,
                   LAB_STREAM_TRAINING_POINTS);
  return language->keep (state, &random, set->numbers, set->kept, stop);
}

LabTokenSet *
lab_token_set_new_training (LabCorpus *corpus,
                            guint32 repeat,
                            guint64 n,
                            const gint *stop,
                            GError **error)
{
  g_autoptr (LabTokenSet) set = NULL;
  const LabCorpusInfo *info = lab_corpus_info (corpus);

  g_return_val_if_fail (corpus != NULL, NULL);

  if (n != 0 && (n < info->training_least || n > info->training_most)) {
    lab_refuse (error, LAB_ERROR_NOT_ENOUGH_DATA,
                _ ("n=%zu: this corpus gives from %zu to %zu training tokens."), (gsize)n,
                (gsize)info->training_least, (gsize)info->training_most);
    return NULL;
  }
  if (n == 0 && lab_corpus_language (corpus)->fresh == NULL)
    n = info->training_most;
  set = g_new0 (LabTokenSet, 1);
  *set = (LabTokenSet){.corpus = lab_corpus_ref (corpus),
                       .part = LAB_TOKENS_TRAINING,
                       .repeat = repeat,
                       .windows = G_MAXUINT64};
  return keep (set, n, stop, error) ? g_steal_pointer (&set) : NULL;
}

/* The held-out tokens of a text, of which no window overlaps another. */
static gboolean
hold_out (LabTokenSet *set, const gint *stop)
{
  const LabLanguage *language = lab_corpus_language (set->corpus);
  const guint window = lab_corpus_info (set->corpus)->window;

  if (language->held_out == NULL)
    return TRUE;
  set->held_out = language->held_out (lab_corpus_state (set->corpus),
                                      set->part == LAB_TOKENS_VALIDATION, &set->numbers, stop);
  if (set->held_out == NULL)
    return FALSE;
  set->windows = MIN (set->windows, (set->numbers - 1) / window);
  return TRUE;
}

LabTokenSet *
lab_token_set_new_held_out (LabCorpus *corpus,
                            LabTokensPart part,
                            guint32 repeat,
                            guint64 windows,
                            const gint *stop,
                            GError **error)
{
  g_autoptr (LabTokenSet) set = NULL;

  g_return_val_if_fail (corpus != NULL && windows > 0, NULL);
  g_return_val_if_fail (part == LAB_TOKENS_VALIDATION || part == LAB_TOKENS_TEST, NULL);

  set = g_new0 (LabTokenSet, 1);
  *set = (LabTokenSet){
      .corpus = lab_corpus_ref (corpus), .part = part, .repeat = repeat, .windows = windows};
  if (!hold_out (set, stop))
    return NULL;
  return g_steal_pointer (&set);
}

void
lab_token_set_free (LabTokenSet *set)
{
  if (set == NULL)
    return;
  if (set->stream != NULL)
    lab_corpus_language (set->corpus)->close_stream (set->stream);
  lab_memory_free (set->kept);
  g_free (set->held_out);
  lab_corpus_unref (set->corpus);
  g_free (set);
}

guint64
lab_token_set_windows (const LabTokenSet *set)
{
  g_return_val_if_fail (set != NULL, 0);

  return set->windows;
}

guint64
lab_token_set_bytes (const LabCorpus *corpus, guint64 n)
{
  const LabLanguage *language = lab_corpus_language (corpus);

  if (n == 0 || n > LAB_CORPUS_KEPT_TOKENS || language->kept_numbers == NULL)
    return 0;
  return language->kept_numbers (lab_corpus_state (corpus), n) * sizeof (guint16);
}

static void
draw (const LabTokenSet *set, guint64 window, guint16 *row, double *probabilities)
{
  static const LabStreamPurpose purposes[] = {
      [LAB_TOKENS_TRAINING] = LAB_STREAM_TRAINING_POINTS,
      [LAB_TOKENS_VALIDATION] = LAB_STREAM_VALIDATION_POINTS,
      [LAB_TOKENS_TEST] = LAB_STREAM_TEST_POINTS,
  };
  const LabLanguage *language = lab_corpus_language (set->corpus);
  const LabCorpusInfo *info = lab_corpus_info (set->corpus);
  const gconstpointer state = lab_corpus_state (set->corpus);
  LabRandom random;

  if (set->held_out != NULL) {
    const guint64 places = (set->numbers - 1) / info->window;

    /* Evenly over all places. */
    memcpy (row, set->held_out + window * places / set->windows * info->window,
            (info->window + 1) * sizeof *row);
    return;
  }
  begin_window (set,
                set->kept != NULL || set->stream != NULL ? LAB_STREAM_BATCHES : purposes[set->part],
                window, &random);
  if (set->kept != NULL)
    language->deal (state, info, set->kept, set->numbers, &random, row);
  else if (set->stream != NULL)
    language->draw_stream (state, set->stream, info, &random, row);
  else
    language->fresh (state, info, &random, row, probabilities);
}

void
lab_token_set_draw (const LabTokenSet *set, guint64 window, guint16 *row)
{
  g_return_if_fail (set != NULL && row != NULL && window < set->windows);

  draw (set, window, row, NULL);
}

void
lab_token_set_draw_truth (const LabTokenSet *set,
                          guint64 window,
                          guint16 *row,
                          double *probabilities)
{
  const LabCorpusInfo *info = lab_corpus_info (set->corpus);

  g_return_if_fail (set != NULL && row != NULL && probabilities != NULL);
  g_return_if_fail (set->part != LAB_TOKENS_TRAINING && window < set->windows);

  memset (probabilities, 0, (gsize)info->window * info->vocabulary * sizeof *probabilities);
  draw (set, window, row, probabilities);
}
