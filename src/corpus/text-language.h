/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text opened as a language: its tokeniser, and what is held out. */
#pragma once

#include "core/random.h"
#include "corpus/text/tokeniser.h"
#include "corpus/token-set.h"

G_BEGIN_DECLS

/* Shares of the bytes. */
#define LAB_TEXT_VALIDATION_SHARE 0.02
#define LAB_TEXT_HELD_OUT_SHARE   0.08
/* Of held-out tokens so many are used at most. */
#define LAB_TEXT_HELD_OUT_MOST ((gsize)1 << 22)

typedef struct
{
  LabText *text;
  LabTokeniser *tokeniser;
  guint32 *order;              /* documents: validation, then test, then training */
  gsize validation, held_out;  /* where test and training begin in order */
  guint64 training_tokens;     /* exact, but for pairs in more than 8 MiB: a little less than there are */
  guint64 training_bytes;
} LabTextLanguage;

/* Opens the text of source (of a twin that which it is fitted to) and its tokeniser. Errors and task as
 * lab_corpus_new(). */
LabTextLanguage *lab_text_language_new     (const LabCorpusSource  *source,
                                            LabTask                *task,
                                            GError                **error);
void             lab_text_language_free    (LabTextLanguage        *language);

/* Tokens of documents order[0 .. count - 1], until there are `most`: at most that many are written to tokens.
 * Returns how many; 0 when stopped. */
gsize            lab_text_language_tokens  (const LabTextLanguage  *language,
                                            const guint32          *order,
                                            gsize                   count,
                                            gsize                   most,
                                            guint16                *tokens,
                                            const gint             *stop);

/* How many of length bytes can be encoded before more of the document is there. */
gsize            lab_text_whole_tokens     (const LabTokeniser     *tokeniser,
                                            const char             *bytes,
                                            gsize                   length,
                                            gboolean                last);

/* Sample of tokens of the whole text in the order of the files, at most `most`; g_free(). */
guint16         *lab_text_language_sample  (const LabTextLanguage  *language,
                                            gsize                   most,
                                            gsize                  *count,
                                            const gint             *stop,
                                            GError                **error);

G_END_DECLS
