/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/text-stream.h"

#include <string.h>

/* Bytes looked at to begin a window where a token begins, and encoded at a time for it. */
#define BACK  LAB_BYTE_PAIRS_WORD
#define AHEAD ((gsize)1024)
/* Far more than a window takes. */
#define PORTIONS_MOST 10000

typedef struct
{
  guint32 *order;
  guint64 *starts; /* (documents + 1): bytes before each */
  gsize documents;
  guint64 bytes; /* where the prefix ends */
} Stream;

gpointer
lab_text_stream_new (gconstpointer state, LabRandom *random, guint64 n)
{
  const LabTextLanguage *language = state;
  const LabText *text = language->text;
  Stream *stream = g_new0 (Stream, 1);
  const double tokens_per_byte =
      (double)language->training_tokens / (double)language->training_bytes;

  stream->documents = text->document_count - language->held_out;
  stream->order =
      g_memdup2 (language->order + language->held_out, stream->documents * sizeof *stream->order);
  lab_random_shuffle (random, stream->documents, stream->order);
  stream->starts = g_new0 (guint64, stream->documents + 1);
  for (gsize i = 0; i < stream->documents; i++)
    stream->starts[i + 1] = stream->starts[i] + text->documents[stream->order[i]].bytes;
  stream->bytes = MIN ((guint64)((double)n / tokens_per_byte), language->training_bytes);
  return stream;
}

void
lab_text_stream_free (gpointer data)
{
  Stream *stream = data;

  g_free (stream->order);
  g_free (stream->starts);
  g_free (stream);
}

/* The document that holds the byte. */
static gsize
find_document (const Stream *stream, guint64 at)
{
  gsize low = 0, high = stream->documents - 1;

  while (low < high) {
    const gsize middle = (low + high + 1) / 2;

    if (stream->starts[middle] <= at)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

/* Where in its document the first token begins that begins at `at` or before: a character's first byte,
 * or a word's, as it is found from a little further back. */
static guint64
begin_token (const LabTextLanguage *language, const LabDocument *document, guint64 at)
{
  const gsize back = (gsize)MIN (at, BACK);
  const gsize length = (gsize)MIN (document->bytes - (at - back), 2 * BACK);
  char bytes[2 * BACK];
  gsize word = 0;

  if (language->tokeniser->kind == LAB_TOKENISER_BYTES)
    return at;
  lab_text_read (language->text, document, at - back, length, bytes);
  if (language->tokeniser->kind == LAB_TOKENISER_CHARACTERS) {
    for (word = back; word > 0 && ((guchar)bytes[word] & 0xC0) == 0x80;)
      word--;
    return at - back + word;
  }
  while (word < back) {
    const gsize next = word + lab_byte_pairs_word (bytes + word, length - word);

    if (next > back)
      break;
    word = next;
  }
  return at - back + word;
}

void
lab_text_stream_draw (gconstpointer state,
                      gconstpointer data,
                      const LabCorpusInfo *info,
                      LabRandom *random,
                      guint16 *row)
{
  const LabTextLanguage *language = state;
  const Stream *stream = data;
  const gsize wanted = info->window + 1;
  const guint64 at = (guint64)(lab_random_uniform (random) * (double)stream->bytes);
  gsize document = find_document (stream, at), count = 0;
  guint64 from = begin_token (language, &language->text->documents[stream->order[document]],
                              at - stream->starts[document]);

  /* Of bytes that are no text any more, since a file changed, there may be no tokens at all. */
  memset (row, 0, wanted * sizeof *row);
  for (guint portion = 0; count < wanted && portion < PORTIONS_MOST; portion++) {
    const LabDocument *current = &language->text->documents[stream->order[document]];
    const guint64 end = MIN (current->bytes, stream->bytes - stream->starts[document]);
    const gsize length = (gsize)MIN (end - from, AHEAD);
    char bytes[AHEAD];
    guint16 tokens[2 * AHEAD];
    gsize whole, found;

    lab_text_read (language->text, current, from, length, bytes);
    whole = lab_text_whole_tokens (language->tokeniser, bytes, length, from + length == end);
    found = MIN (lab_tokeniser_encode (language->tokeniser, bytes, whole, tokens), wanted - count);
    memcpy (row + count, tokens, found * sizeof *row);
    count += found;
    from += whole;
    if (from < end)
      continue;
    document = document + 1 < stream->documents && stream->starts[document + 1] < stream->bytes
                   ? document + 1
                   : 0;
    from = 0;
  }
}
