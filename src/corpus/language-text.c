/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a language: windows from whole documents in random order. */
#include "corpus/corpus-private.h"
#include "corpus/text-stream.h"

#include "core/error.h"
#include "core/shown.h"
#include "core/stop.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Of the test part, on which bytes and characters of a token are measured. */
#define MEASURED_BYTES ((guint64)1 << 20)

static gsize
tokens_of_part (const LabTextLanguage *language, gsize from, gsize to, gsize most, const gint *stop)
{
  return lab_text_language_tokens (language, language->order + from, to - from, most, NULL, stop);
}

/* Held-out tokens, and what a token of the test part is in bytes and characters. */
static void
measure (const LabTextLanguage *language, LabCorpusInfo *info, const gint *stop)
{
  const LabText *text = language->text;
  guint64 bytes = 0, characters = 0, held_out = 0;
  gsize at = language->validation;
  double tokens;

  for (; at < language->held_out && bytes < MEASURED_BYTES; at++) {
    bytes += text->documents[language->order[at]].bytes;
    characters += text->documents[language->order[at]].characters;
  }
  tokens = (double)tokens_of_part (language, language->validation, at, G_MAXSIZE, stop);
  info->bytes_per_token = (double)bytes / tokens;
  info->characters_per_token = (double)characters / tokens;
  for (gsize i = 0; i < language->held_out; i++)
    held_out += text->documents[language->order[i]].bytes;
  info->held_out_share = (double)held_out / (double)text->bytes;
  info->held_out_tokens = (guint64)((double)held_out / info->bytes_per_token);
}

static gboolean
check_size (const LabTextLanguage *language,
            const LabCorpusInfo *info,
            const char *name,
            const gint *stop,
            GError **error)
{
  const gsize least = info->window + 1;
  g_autofree char *shown = lab_shown (name, "");

  if (language->held_out < language->text->document_count && language->training_tokens >= least &&
      tokens_of_part (language, 0, language->validation, least, stop) == least &&
      tokens_of_part (language, language->validation, language->held_out, least, stop) == least)
    return TRUE;
  return lab_stop_asked (stop)
             ? FALSE
             : lab_refuse (error, LAB_ERROR_NOT_ENOUGH_DATA,
                           _ ("%s is too short: training, validation and test each need more than "
                              "tokens=%u tokens, and 2 and 6 %% of it are held out for the last "
                              "two. Some %u times as many do."),
                           shown, info->window, 60u);
}

static gpointer
open_corpus (const LabCorpusSource *source, LabCorpusInfo *info, LabTask *task, GError **error)
{
  const gint *stop = task != NULL ? &task->cancelled : NULL;
  LabTextLanguage *language = lab_text_language_new (source, task, error);

  if (language == NULL)
    return NULL;
  info->vocabulary = language->tokeniser->vocabulary;
  info->window = info->fresh_tokens = info->counted_tokens = source->window;
  for (guint t = 0; t < info->window; t++)
    info->counted[t] = TRUE;
  info->training_least = info->window + 1;
  info->training_most = MIN (language->training_tokens, LAB_CORPUS_TOKENS_MOST);
  info->bytes = language->text->bytes;
  info->characters = language->text->characters;
  info->documents = language->text->document_count;
  info->held_out_documents = language->held_out;
  if (check_size (language, info, lab_corpus_source_name (source), stop, error)) {
    measure (language, info, stop);
    if (!lab_stop_asked (stop))
      return language;
  }
  lab_text_language_free (language);
  return NULL;
}

static gsize
kept_numbers (gconstpointer state, guint64 n)
{
  return (gsize)n;
}

/* The training documents in the order of a repeat; g_free(). */
static guint32 *
shuffle (const LabTextLanguage *language, LabRandom *random, gsize *count)
{
  guint32 *order;

  *count = language->text->document_count - language->held_out;
  order = g_new (guint32, *count);
  memcpy (order, language->order + language->held_out, *count * sizeof *order);
  lab_random_shuffle (random, *count, order);
  return order;
}

static gboolean
keep (gconstpointer state, LabRandom *random, gsize numbers, guint16 *kept, const gint *stop)
{
  gsize count, found;
  g_autofree guint32 *order = shuffle (state, random, &count);

  found = lab_text_language_tokens (state, order, count, numbers, kept, stop);
  if (found == 0)
    return FALSE;
  /* An estimate of all there are may be a little too large: begin anew. */
  for (gsize i = found; i < numbers; i++)
    kept[i] = kept[i - found];
  return TRUE;
}

static void
deal (gconstpointer state,
      const LabCorpusInfo *info,
      const guint16 *kept,
      gsize numbers,
      LabRandom *random,
      guint16 *row)
{
  const gsize from = lab_random_below (random, (guint32)(numbers - info->window));

  memcpy (row, kept + from, (info->window + 1) * sizeof *row);
}

static guint16 *
held_out (gconstpointer state, gboolean validation, gsize *count, const gint *stop)
{
  const LabTextLanguage *language = state;
  const gsize from = validation ? 0 : language->validation;
  const gsize to = validation ? language->validation : language->held_out;
  guint64 room = 1;
  guint16 *tokens;

  for (gsize i = from; i < to && room < LAB_TEXT_HELD_OUT_MOST; i++)
    room += lab_tokeniser_room (language->tokeniser,
                                language->text->documents[language->order[i]].bytes);
  room = MIN (room, LAB_TEXT_HELD_OUT_MOST);
  tokens = g_new (guint16, room);
  *count =
      lab_text_language_tokens (language, language->order + from, to - from, room, tokens, stop);
  if (*count > 0)
    return g_realloc_n (tokens, *count, sizeof *tokens);
  g_free (tokens);
  return NULL;
}

static char *
token_text (gconstpointer state, guint16 token)
{
  const LabTextLanguage *language = state;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *text = NULL;
  GString *spelled;

  if (language->tokeniser->kind == LAB_TOKENISER_PAIRS && token < LAB_BYTE_PAIRS_HALVES)
    return token < 16 ? g_strdup_printf ("\\x%X.", token) : g_strdup_printf ("\\x.%X", token - 16);
  lab_tokeniser_decode (language->tokeniser, &token, 1, bytes);
  text = g_strndup ((const char *)bytes->data, bytes->len);
  spelled = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at++)
    if (*at == ' ')
      g_string_append (spelled, "␣");
    else if (*at == '\n')
      g_string_append (spelled, "↵");
    else
      g_string_append_c (spelled, *at);
  g_free (text);
  text = g_string_free (spelled, FALSE);
  return lab_shown (text, "");
}

static char *
decode (gconstpointer state, const guint16 *tokens, gsize count)
{
  const LabTextLanguage *language = state;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  lab_tokeniser_decode (language->tokeniser, tokens, count, bytes);
  return g_utf8_make_valid ((const char *)bytes->data, (gssize)bytes->len);
}

static guint16 *
encode (gconstpointer state, const char *text, gsize length, gsize *count, GError **error)
{
  const LabTextLanguage *language = state;
  const LabTokeniser *tokeniser = language->tokeniser;
  g_autofree guint16 *tokens = g_new (guint16, lab_tokeniser_room (tokeniser, length) + 1);

  *count = lab_tokeniser_encode (tokeniser, text, length, tokens);
  if (tokeniser->kind == LAB_TOKENISER_CHARACTERS && !tokeniser->has_rest &&
      *count < (gsize)g_utf8_strlen (text, (gssize)length)) {
    lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                _ ("%s: some of these characters do not occur in the text."), text);
    return NULL;
  }
  return g_steal_pointer (&tokens);
}

const LabLanguage lab_language_text = {
    .open = open_corpus,
    .close = (void (*) (gpointer))lab_text_language_free,
    .kept_numbers = kept_numbers,
    .keep = keep,
    .deal = deal,
    .held_out = held_out,
    .open_stream = lab_text_stream_new,
    .draw_stream = lab_text_stream_draw,
    .close_stream = lab_text_stream_free,
    .token_text = token_text,
    .decode = decode,
    .encode = encode,
};
