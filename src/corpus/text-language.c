/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/text-language.h"

#include "core/error.h"
#include "core/memory.h"
#include "core/stop.h"
#include "corpus/chain.h"
#include "corpus/text/installed-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Bytes that are encoded at a time. */
#define PORTION ((gsize)1 << 16)
/* Of the training part, from which byte pairs are learnt. */
#define SAMPLE_BYTES ((guint64)4 << 20)
/* A text of pairs up to this size is counted, a larger one estimated, a little less than it should have. */
#define COUNTED_BYTES ((guint64)8 << 20)
#define CAREFULLY     0.97

void
lab_text_language_free (LabTextLanguage *language)
{
  if (language == NULL)
    return;
  lab_text_free (language->text);
  lab_tokeniser_free (language->tokeniser);
  g_free (language->order);
  g_free (language);
}

static LabText *
open_text (LabCorpusKind kind,
           const char *path,
           gboolean as_characters,
           LabTask *task,
           GError **error)
{
  if (kind == LAB_CORPUS_BIBLE)
    return lab_bible_open (as_characters, task, error);
  if (kind == LAB_CORPUS_INSTALLED)
    return lab_installed_text_open (lab_installed_text_find (path), as_characters, task, error);
  return lab_text_open (path, as_characters, task, error);
}

/* Documents in random order, of which the first are held out. */
static void
split (LabTextLanguage *language, guint64 seed)
{
  const LabText *text = language->text;
  guint64 bytes = 0;
  LabRandom random;
  gsize at = 0;

  language->order = g_new (guint32, text->document_count + 1);
  for (gsize i = 0; i < text->document_count; i++)
    language->order[i] = (guint32)i;
  lab_random_init (&random, seed, 0, LAB_STREAM_SPLIT);
  lab_random_shuffle (&random, text->document_count, language->order);
  for (;
       at < text->document_count && (double)bytes < LAB_TEXT_VALIDATION_SHARE * (double)text->bytes;
       at++)
    bytes += text->documents[language->order[at]].bytes;
  language->validation = at;
  for (; at < text->document_count && (double)bytes < LAB_TEXT_HELD_OUT_SHARE * (double)text->bytes;
       at++)
    bytes += text->documents[language->order[at]].bytes;
  language->held_out = at;
  language->training_bytes = text->bytes - bytes;
}

gsize
lab_text_whole_tokens (const LabTokeniser *tokeniser,
                       const char *bytes,
                       gsize length,
                       gboolean last)
{
  gsize at = length;

  if (last || tokeniser->kind == LAB_TOKENISER_BYTES)
    return length;
  if (tokeniser->kind == LAB_TOKENISER_PAIRS) {
    for (at = 0; length - at > LAB_BYTE_PAIRS_WORD;)
      at += lab_byte_pairs_word (bytes + at, length - at);
    return at;
  }
  while (at > 0 && length - at < 4 && ((guchar)bytes[at - 1] & 0xC0) == 0x80)
    at--;
  return at > 0 && (guchar)bytes[at - 1] >= 0xC0 ? at - 1 : length;
}

/* Scratch of an encoding. */
typedef struct
{
  char bytes[PORTION];
  guint16 tokens[2 * PORTION];
} Scratch;

/* One document; tokens may be NULL, to count alone. Returns how many of at most `most`. */
static gsize
encode_document (const LabTextLanguage *language,
                 const LabDocument *document,
                 Scratch *scratch,
                 gsize most,
                 guint16 *tokens,
                 const gint *stop)
{
  gsize count = 0;

  for (guint64 at = 0; at < document->bytes && count < most && !lab_stop_asked (stop);) {
    const gsize length = (gsize)MIN (document->bytes - at, PORTION);
    gsize whole, found;

    lab_text_read (language->text, document, at, length, scratch->bytes);
    whole = lab_text_whole_tokens (language->tokeniser, scratch->bytes, length,
                                   at + length == document->bytes);
    found = lab_tokeniser_encode (language->tokeniser, scratch->bytes, whole, scratch->tokens);
    found = MIN (found, most - count);
    if (tokens != NULL)
      memcpy (tokens + count, scratch->tokens, found * sizeof *tokens);
    count += found;
    at += whole;
  }
  return count;
}

gsize
lab_text_language_tokens (const LabTextLanguage *language,
                          const guint32 *order,
                          gsize count,
                          gsize most,
                          guint16 *tokens,
                          const gint *stop)
{
  g_autofree Scratch *scratch = g_new (Scratch, 1);
  gsize found = 0;

  for (gsize i = 0; i < count && found < most && !lab_stop_asked (stop); i++)
    found += encode_document (language, &language->text->documents[order[i]], scratch, most - found,
                              tokens != NULL ? tokens + found : NULL, stop);
  return lab_stop_asked (stop) ? 0 : found;
}

guint16 *
lab_text_language_sample (const LabTextLanguage *language,
                          gsize most,
                          gsize *count,
                          const gint *stop,
                          GError **error)
{
  const gsize documents = language->text->document_count;
  g_autofree guint32 *order = g_new (guint32, documents + 1);
  g_autofree guint16 *tokens = g_try_new (guint16, MAX (most, 1));

  if (tokens == NULL) {
    lab_refuse (error, LAB_ERROR_TOO_LARGE, _ ("There is not enough memory for %zu tokens."), most);
    return NULL;
  }
  for (gsize i = 0; i < documents; i++)
    order[i] = (guint32)i;
  *count = lab_text_language_tokens (language, order, documents, most, tokens, stop);
  return lab_stop_asked (stop) ? NULL : g_steal_pointer (&tokens);
}

/* Bytes of the training documents, up to SAMPLE_BYTES. */
static char *
read_sample (const LabTextLanguage *language, gsize *length)
{
  const LabText *text = language->text;
  char *sample = g_malloc (MIN (SAMPLE_BYTES, text->bytes) + 1);

  *length = 0;
  for (gsize i = language->held_out; i < text->document_count && *length < SAMPLE_BYTES; i++) {
    const LabDocument *document = &text->documents[language->order[i]];
    const gsize count = (gsize)MIN (document->bytes, SAMPLE_BYTES - *length);

    lab_text_read (text, document, 0, count, sample + *length);
    *length += count;
  }
  return sample;
}

static LabTokeniser *
learn_pairs (const LabTextLanguage *language, guint vocabulary, LabTask *task)
{
  gsize length;
  g_autofree char *sample = read_sample (language, &length);
  LabBytePairs *pairs = lab_byte_pairs_new (sample, length, vocabulary, task);

  return pairs != NULL ? lab_tokeniser_new_pairs (pairs) : NULL;
}

/* A twin's table bounds its alphabet. */
static guint
most_characters (const LabCorpusSource *source)
{
  guint most = MIN (source->vocabulary, 256);

  if (source->kind != LAB_CORPUS_TWIN)
    return source->vocabulary;
  while (pow (most, source->order + 1) > (double)LAB_CHAIN_MOST)
    most--;
  return most;
}

static gboolean
make_tokeniser (LabTextLanguage *language, const LabCorpusSource *source, LabTask *task)
{
  if (source->kind == LAB_CORPUS_TWIN || source->tokeniser == LAB_TOKENISER_CHARACTERS)
    language->tokeniser = lab_tokeniser_new_characters (language->text, most_characters (source));
  else if (source->tokeniser == LAB_TOKENISER_PAIRS)
    language->tokeniser = learn_pairs (language, source->vocabulary, task);
  else
    language->tokeniser = lab_tokeniser_new_bytes ();
  return language->tokeniser != NULL;
}

static void
count_training (LabTextLanguage *language, LabTask *task)
{
  const LabText *text = language->text;
  const gint *stop = task != NULL ? &task->cancelled : NULL;
  const guint32 *order = language->order + language->held_out;
  const gsize count = text->document_count - language->held_out;
  guint64 bytes = 0, characters = 0;
  gsize sampled = 0;

  for (gsize i = 0; i < count; i++)
    characters += text->documents[order[i]].characters;
  if (language->tokeniser->kind != LAB_TOKENISER_PAIRS) {
    language->training_tokens =
        language->tokeniser->kind == LAB_TOKENISER_BYTES ? language->training_bytes : characters;
    return;
  }
  while (sampled < count && bytes < COUNTED_BYTES)
    bytes += text->documents[order[sampled++]].bytes;
  language->training_tokens =
      lab_text_language_tokens (language, order, sampled, G_MAXSIZE, NULL, stop);
  if (sampled < count)
    language->training_tokens = (guint64)(CAREFULLY * (double)language->training_tokens *
                                          (double)language->training_bytes / (double)bytes);
}

LabTextLanguage *
lab_text_language_new (const LabCorpusSource *source, LabTask *task, GError **error)
{
  LabTextLanguage *language = g_new0 (LabTextLanguage, 1);
  const gboolean is_twin = source->kind == LAB_CORPUS_TWIN;

  language->text =
      open_text (is_twin ? source->twin_of : source->kind, source->path,
                 is_twin || source->tokeniser == LAB_TOKENISER_CHARACTERS, task, error);
  if (language->text != NULL)
    split (language, source->seed);
  if (language->text == NULL || !make_tokeniser (language, source, task)) {
    lab_text_language_free (language);
    return NULL;
  }
  count_training (language, task);
  if (!lab_task_is_cancelled (task))
    return language;
  lab_text_language_free (language);
  return NULL;
}
