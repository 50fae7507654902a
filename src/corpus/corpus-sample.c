/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/corpus-sample.h"

#include "core/error.h"
#include "core/stop.h"
#include "corpus/corpus-private.h"
#include "corpus/text-language.h"

#include <glib/gi18n.h>
#include <string.h>

/* Windows of fresh sentences or facts. */
static gsize
draw_windows (const LabCorpus *corpus,
              LabRandom *random,
              gsize most,
              guint16 *tokens,
              const gint *stop)
{
  const LabCorpusInfo *info = lab_corpus_info (corpus);
  const gboolean has_begin = lab_corpus_source (corpus)->kind == LAB_CORPUS_HIERARCHY;
  const gsize length = info->fresh_tokens + (has_begin ? 1 : 0);
  guint16 row[LAB_CORPUS_WINDOW_MAX + 1];
  gsize count = 0;

  while (count + length <= most && !lab_stop_asked (stop)) {
    lab_corpus_language (corpus)->fresh (lab_corpus_state (corpus), info, random, row, NULL);
    memcpy (tokens + count, row, length * sizeof *tokens);
    count += length;
  }
  return count;
}

guint16 *
lab_corpus_sample (const LabCorpus *corpus,
                   gsize most,
                   gsize *count,
                   const gint *stop,
                   GError **error)
{
  const LabCorpusSource *source = lab_corpus_source (corpus);
  const gconstpointer state = lab_corpus_state (corpus);
  g_autofree guint16 *tokens = g_try_new (guint16, MAX (most, 1));
  LabRandom random;

  if (tokens == NULL) {
    lab_refuse (error, LAB_ERROR_TOO_LARGE, _ ("There is not enough memory for %zu tokens."), most);
    return NULL;
  }
  lab_random_init (&random, source->seed, 0, LAB_STREAM_NORMALISATION);
  if (lab_corpus_is_text (source->kind)) {
    const LabTextLanguage *language = state;

    *count = lab_text_language_tokens (language, language->order, language->text->document_count,
                                       most, tokens, stop);
  } else if (lab_corpus_language (corpus)->chain != NULL) {
    *count = most;
    lab_corpus_language (corpus)->keep (state, &random, most, tokens, stop);
  } else
    *count = draw_windows (corpus, &random, most, tokens, stop);
  return lab_stop_asked (stop) ? NULL : g_steal_pointer (&tokens);
}
