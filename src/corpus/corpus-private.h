/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind a corpus: a language is an entry with these functions. */
#pragma once

#include "core/random.h"
#include "corpus/chain.h"
#include "corpus/corpus.h"

G_BEGIN_DECLS

/* Beyond so many tokens a synthetic language's training data are not kept but drawn afresh. */
#define LAB_CORPUS_KEPT_TOKENS ((guint64)1 << 24)

typedef struct
{
  gboolean (*check) (const LabCorpusSource *source, GError **error);
  /* Fills info, of which all numbers are zero or NAN; errors and task as lab_corpus_new(). */
  gpointer (*open) (const LabCorpusSource *source, LabCorpusInfo *info, LabTask *task, GError **error);
  void (*close) (gpointer language);

  /* Synthetic languages; NULL of text. A fresh window; probabilities (nullable) as
   * lab_token_set_draw_truth() has them, zeroed before. */
  void (*fresh) (gconstpointer language, const LabCorpusInfo *info, LabRandom *random, guint16 *row,
                 double *probabilities);
  /* Numbers that n tokens of training data are kept as. */
  gsize (*kept_numbers) (gconstpointer language, guint64 n);
  /* Draws them: those of a smaller n are their beginning. FALSE when stopped. */
  gboolean (*keep) (gconstpointer language, LabRandom *random, gsize numbers, guint16 *kept,
                    const gint *stop);
  /* A window from them. */
  void (*deal) (gconstpointer language, const LabCorpusInfo *info, const guint16 *kept, gsize numbers,
                LabRandom *random, guint16 *row);
  /* Of a chain; NULL of others. Borrowed. */
  const LabChain *(*chain) (gconstpointer language);
  /* See corpus.h; NULL where there is none. */
  double (*tabulator) (gconstpointer language, guint64 n);

  /* Of text; NULL of synthetic languages. Tokens of the validation or test part in order, as many as are
   * used; NULL when stopped. Free with g_free(). */
  guint16 *(*held_out) (gconstpointer language, gboolean validation, gsize *count, const gint *stop);
  /* Training tokens beyond those that are kept; random gives the order of a repeat's documents. */
  gpointer (*open_stream) (gconstpointer language, LabRandom *random, guint64 n);
  void (*draw_stream) (gconstpointer language, gconstpointer stream, const LabCorpusInfo *info,
                       LabRandom *random, guint16 *row);
  void (*close_stream) (gpointer stream);
  /* See corpus.h; text is length bytes. */
  char *(*token_text) (gconstpointer language, guint16 token);
  char *(*decode) (gconstpointer language, const guint16 *tokens, gsize count);
  guint16 *(*encode) (gconstpointer language, const char *text, gsize length, gsize *count,
                      GError **error);
} LabLanguage;

extern const LabLanguage lab_language_markov;
extern const LabLanguage lab_language_facts;
extern const LabLanguage lab_language_hierarchy;
extern const LabLanguage lab_language_manifold;
extern const LabLanguage lab_language_text;
extern const LabLanguage lab_language_twin;

/* languages.c: the entry of a kind. */
const LabLanguage *lab_language_find         (LabCorpusKind kind);

/* What the language itself asks of its values. */
gboolean           lab_corpus_check_language (const LabCorpusSource *source, GError **error);

const LabLanguage *lab_corpus_language (const LabCorpus *corpus);
gconstpointer      lab_corpus_state    (const LabCorpus *corpus);

G_END_DECLS
