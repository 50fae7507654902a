/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/statistics/duplicates.h"

#include "corpus/corpus-private.h"
#include "corpus/statistics/tally.h"
#include "corpus/text-language.h"

/* Of a document that are looked at, from its beginning; with its length. */
#define DOCUMENT_BYTES ((gsize)1 << 16)
/* One of so many passages is taken, as its hash says: the same ones wherever they stand. */
#define TAKEN_OF 8
/* Of the rolling hash (Karp and Rabin 1987), modulo 2^64. */
#define FACTOR G_GUINT64_CONSTANT (0x5851F42D4C957F2D)

static gboolean
count_documents (const LabText *text, LabDuplicates *duplicates, LabTask *task)
{
  g_autoptr (LabTally) seen = lab_tally_new ();
  g_autofree char *bytes = g_malloc (DOCUMENT_BYTES);

  for (gsize i = 0; i < text->document_count; i++) {
    const LabDocument *document = &text->documents[i];
    const gsize length = (gsize)MIN (document->bytes, DOCUMENT_BYTES);
    guint64 hash = lab_tally_mix (document->bytes);
    guint32 *times;

    if (i % 1024 == 0 && lab_task_is_cancelled (task))
      return FALSE;
    lab_text_read (text, document, 0, length, bytes);
    for (gsize b = 0; b < length; b++)
      hash = (hash ^ (guchar)bytes[b]) * FACTOR;
    times = lab_tally_at (seen, lab_tally_mix (hash));
    duplicates->documents += *times > 0;
    ++*times;
  }
  return TRUE;
}

static gboolean
count_passages (const guint16 *tokens, gsize count, LabDuplicates *duplicates, LabTask *task)
{
  g_autoptr (LabTally) seen = lab_tally_new ();
  guint64 hash = 0, leaving = 1, taken = 0, again = 0;

  for (guint i = 0; i < LAB_DUPLICATE_TOKENS; i++)
    leaving *= FACTOR;
  for (gsize i = 0; i < count; i++) {
    guint64 key;
    guint32 *times;

    if (i % (1 << 16) == 0 && lab_task_is_cancelled (task))
      return FALSE;
    hash = hash * FACTOR + tokens[i] + 1;
    if (i >= LAB_DUPLICATE_TOKENS)
      hash -= leaving * (guint64)(tokens[i - LAB_DUPLICATE_TOKENS] + 1);
    key = lab_tally_mix (hash);
    if (i + 1 < LAB_DUPLICATE_TOKENS || key >> 32 >= G_MAXUINT32 / TAKEN_OF)
      continue;
    times = lab_tally_at (seen, key);
    taken++;
    again += *times > 0;
    ++*times;
  }
  duplicates->passages = taken > 0 ? (double)again / (double)taken : 0.0;
  return TRUE;
}

gboolean
lab_corpus_duplicates (const LabCorpus *corpus,
                       const guint16 *tokens,
                       gsize count,
                       LabDuplicates *duplicates,
                       LabTask *task)
{
  *duplicates = (LabDuplicates){0, 0.0};
  if (lab_corpus_is_text (lab_corpus_source (corpus)->kind)) {
    const LabTextLanguage *language = lab_corpus_state (corpus);

    if (!count_documents (language->text, duplicates, task))
      return FALSE;
  }
  return count_passages (tokens, count, duplicates, task);
}
