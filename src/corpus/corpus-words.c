/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens for people to read and to type. */
#include "corpus/corpus.h"

#include "core/error.h"
#include "corpus/corpus-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of a synthetic language: a number; the begin of a sentence and labels have signs of their own. */
static char *
symbol_text (const LabCorpusSource *source, guint16 token)
{
  if (source->kind == LAB_CORPUS_HIERARCHY && token == source->symbols)
    return g_strdup ("^");
  if (source->kind == LAB_CORPUS_MANIFOLD && token >= source->bins)
    return g_strdup_printf ("%c", 'A' + (int)(token - source->bins));
  return g_strdup_printf ("%u", token);
}

char *
lab_corpus_token_text (const LabCorpus *corpus, guint16 token)
{
  const LabLanguage *language;

  g_return_val_if_fail (corpus != NULL && token < lab_corpus_info (corpus)->vocabulary, NULL);

  language = lab_corpus_language (corpus);
  return language->token_text != NULL ? language->token_text (lab_corpus_state (corpus), token)
                                      : symbol_text (lab_corpus_source (corpus), token);
}

char *
lab_corpus_decode (const LabCorpus *corpus, const guint16 *tokens, gsize count)
{
  const LabLanguage *language = lab_corpus_language (corpus);
  GString *text;

  g_return_val_if_fail (tokens != NULL || count == 0, NULL);

  if (language->decode != NULL)
    return language->decode (lab_corpus_state (corpus), tokens, count);
  text = g_string_new (NULL);
  for (gsize i = 0; i < count; i++) {
    g_autofree char *symbol = symbol_text (lab_corpus_source (corpus), tokens[i]);

    g_string_append (g_string_append (text, i > 0 ? " " : ""), symbol);
  }
  return g_string_free (text, FALSE);
}

static gboolean
find_symbol (const LabCorpus *corpus, const char *word, guint16 *token)
{
  for (guint i = 0; i < lab_corpus_info (corpus)->vocabulary; i++) {
    g_autofree char *symbol = symbol_text (lab_corpus_source (corpus), (guint16)i);

    *token = (guint16)i;
    if (g_str_equal (symbol, word))
      return TRUE;
  }
  return FALSE;
}

guint16 *
lab_corpus_encode (const LabCorpus *corpus, const char *text, gsize *count, GError **error)
{
  const LabLanguage *language = lab_corpus_language (corpus);
  g_auto (GStrv) words = NULL;
  g_autofree guint16 *tokens = NULL;

  g_return_val_if_fail (text != NULL && count != NULL, NULL);

  *count = 0;
  if (language->encode != NULL)
    return language->encode (lab_corpus_state (corpus), text, strlen (text), count, error);
  words = g_strsplit_set (text, " \t\n", -1);
  tokens = g_new (guint16, g_strv_length (words) + 1);
  for (guint i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0')
      continue;
    if (!find_symbol (corpus, words[i], &tokens[*count])) {
      lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                  _ ("%s is no symbol of this language, which has %u; symbols are separated by "
                     "blanks."),
                  words[i], lab_corpus_info (corpus)->vocabulary);
      return NULL;
    }
    ++*count;
  }
  return g_steal_pointer (&tokens);
}
