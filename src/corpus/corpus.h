/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Languages to learn: text of one's own or installed, and synthetic languages of known truth.
 *
 * A corpus hands out windows of tokens. A row of a window of T tokens is T + 1 numbers: a model reads
 * row[0 .. T - 1] and is to predict row[1 .. T], of which those count that `counted` marks. The same
 * source gives the same language everywhere; a repeat draws other data from it (token-set.h).
 *
 * | language  | a row                                       | counted        | unit of n              |
 * |-----------|---------------------------------------------|----------------|------------------------|
 * | text      | T + 1 tokens that follow one another         | all            | tokens of the text     |
 * | markov    | the same, of a stationary chain              | all            | tokens of one chain    |
 * | twin      | the same                                     | all            | the same               |
 * | facts     | facts_per_window times two digits of a key   | the values     | 3 tokens a fact        |
 * |           | and a value, and one token that is not read  |                |                        |
 * | hierarchy | the begin symbol and one sentence            | all            | branching^levels a     |
 * |           |                                              |                | sentence               |
 * | manifold  | 8 coordinates and a label                    | the label      | 9 tokens a sentence    |
 */
#pragma once

#include "core/task.h"
#include "corpus/text/tokeniser-kind.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_CORPUS_BIBLE,     /* the text that comes with the program */
  LAB_CORPUS_MARKOV,    /* a random Markov chain */
  LAB_CORPUS_FACTS,     /* associative memory with frequencies of Zipf's kind */
  LAB_CORPUS_HIERARCHY, /* the random hierarchy model */
  LAB_CORPUS_MANIFOLD,  /* sentences that are points of a torus, and their label */
  LAB_CORPUS_TWIN,      /* a Markov chain fitted to a text */
  LAB_CORPUS_INSTALLED, /* a text that the system has installed: path is its name */
  LAB_CORPUS_FILE,      /* a file or a folder of one's own: path */
  LAB_CORPUS_COUNT,
} LabCorpusKind;

/* Bounds of the keys. */
#define LAB_CORPUS_SYMBOLS_MAX      64
#define LAB_CORPUS_ORDER_MAX        6
#define LAB_CORPUS_BASE_MAX         128
#define LAB_CORPUS_FACTS_MAX        85
#define LAB_CORPUS_RULES_MAX        64
#define LAB_CORPUS_BRANCHING_MAX    4
#define LAB_CORPUS_LEVELS_MAX       8
#define LAB_CORPUS_DIMENSION_MAX    4
#define LAB_CORPUS_BINS_MAX         256
#define LAB_CORPUS_CLASSES_MAX      16
#define LAB_CORPUS_WINDOW_MAX       256
#define LAB_CORPUS_TOKENS_MOST      (G_GUINT64_CONSTANT (1) << 30)
#define LAB_CORPUS_SENTENCE_COORDINATES 8

/* What a language is made from: a value. Start with lab_corpus_source_default(); what another kind
 * reads is left as it is. */
typedef struct
{
  LabCorpusKind kind;
  const char *path;        /* FILE: as the system names it; INSTALLED: its name. Of a twin that of the text it
                            * is fitted to. Interned (g_intern_string()); NULL elsewhere */
  LabCorpusKind twin_of;   /* twin: BIBLE, INSTALLED or FILE */
  LabTokeniserKind tokeniser; /* text */
  guint vocabulary;        /* text: at most so many tokens of characters or pairs */
  guint symbols;           /* markov, hierarchy: v */
  guint order;             /* markov, twin: k */
  guint base;              /* facts: digits; base^2 keys */
  double zipf;             /* facts: p_k ~ k^-(1 + zipf) */
  guint facts_per_window;
  guint rules;             /* hierarchy: m, of each symbol at each level */
  guint branching;         /* hierarchy: s */
  guint levels;            /* hierarchy: L */
  guint intrinsic_dimension; /* manifold: d */
  double smoothness;       /* manifold: beta */
  guint bins, classes;     /* manifold */
  guint window;            /* T of text, markov and twin; elsewhere the language has its own */
  guint64 seed;            /* the language; of text: what is held out */
} LabCorpusSource;

/* The settings of a kind that a first try should have. */
LabCorpusSource lab_corpus_source_default (LabCorpusKind kind);

/* corpus=NAME: the name of a language, of an installed text, or of a file or folder; names win over files,
 * and ./NAME is a file. Sets source to the defaults of that kind. An empty name sets LAB_ERROR_INVALID_VALUE. */
gboolean        lab_corpus_source_named   (const char             *name,
                                           LabCorpusSource        *source,
                                           GError                **error);
/* The same for source=NAME of a twin: a text and nothing else. */
gboolean        lab_corpus_source_twin_of (const char             *name,
                                           LabCorpusSource        *source,
                                           GError                **error);
/* The word that names it; as bytes of the system, not for showing. */
const char     *lab_corpus_source_name    (const LabCorpusSource  *source);

/* Whether two sources make the same language with the same windows. */
gboolean        lab_corpus_source_equal   (const LabCorpusSource  *a,
                                           const LabCorpusSource  *b);
/* Whether all values that its kind reads are allowed and go together; else a sentence. Opens no file. */
gboolean        lab_corpus_source_check   (const LabCorpusSource  *source,
                                           GError                **error);
/* Whether the kind is text, or a twin: whether it has a file to read. */
gboolean        lab_corpus_is_text        (LabCorpusKind           kind);
/* Whether the kind reads the key, as in symbols, order, base, ..., tokeniser, vocabulary, tokens, seed. */
gboolean        lab_corpus_reads_key      (LabCorpusKind           kind,
                                           const char             *key);

/* What is known of an opened corpus. */
typedef struct
{
  guint vocabulary;          /* tokens are 0 .. vocabulary - 1 */
  guint window;              /* T */
  guint fresh_tokens;        /* of a window: what it counts towards n */
  guint counted_tokens;      /* of a window: predictions that count */
  gboolean counted[LAB_CORPUS_WINDOW_MAX]; /* (T): whether the prediction of row[t + 1] counts */
  double entropy;            /* nats for each counted prediction, given all tokens before it in an endless
                              * text; NAN where unknown */
  double window_entropy;     /* the same given only what the window shows: the least mean loss */
  double bytes_per_token, characters_per_token; /* mean, of text; NAN elsewhere */
  guint64 training_most;     /* the largest n; LAB_CORPUS_TOKENS_MOST where it never ends */
  guint64 training_least;    /* the smallest n */
  guint64 held_out_tokens;   /* of text: of both held-out parts; 0 where they never end */
  guint64 bytes, characters; /* of text, held-out parts included; 0 elsewhere */
  guint64 documents;         /* of text; 0 elsewhere */
  guint64 held_out_documents;
  double held_out_share;     /* of text's bytes */
} LabCorpusInfo;

/* Immutable, so safe from several threads at once; counted references. */
typedef struct _LabCorpus LabCorpus;

/* Opens the text, or makes the language: a second for 100 MB of text, and for a twin. NULL and
 * LAB_ERROR_INVALID_VALUE, LAB_ERROR_FILE, LAB_ERROR_NOT_ENOUGH_DATA or LAB_ERROR_TOO_LARGE with a sentence;
 * NULL without an error soon after task (nullable) was cancelled. */
LabCorpus             *lab_corpus_new    (const LabCorpusSource  *source,
                                          LabTask                *task,
                                          GError                **error);
LabCorpus             *lab_corpus_ref    (LabCorpus              *corpus);
void                   lab_corpus_unref  (LabCorpus              *corpus);

const LabCorpusSource *lab_corpus_source (const LabCorpus        *corpus);
const LabCorpusInfo   *lab_corpus_info   (const LabCorpus        *corpus);

/* A token as people read it, in UTF-8, with control characters spelled; free with g_free(). */
char                  *lab_corpus_token_text (const LabCorpus    *corpus,
                                              guint16             token);
/* Tokens (count) as text; free with g_free(). */
char                  *lab_corpus_decode (const LabCorpus        *corpus,
                                          const guint16          *tokens,
                                          gsize                   count);
/* Text as tokens: of a text's own tokeniser; of other languages numbers or symbols separated by blanks.
 * NULL with a sentence where something is no token. Free with g_free(). */
guint16               *lab_corpus_encode (const LabCorpus        *corpus,
                                          const char             *text,
                                          gsize                  *count,
                                          GError                **error);

/* The best learner without a structure that fits the language, after n tokens, in closed form or by the
 * fitted table: facts (ln(base) sum_k p_k (1 - p_k)^facts) and markov ((V - 1) V^k / (2n)); NAN elsewhere. */
double                 lab_corpus_tabulator (const LabCorpus     *corpus,
                                             guint64              n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCorpus, lab_corpus_unref)

G_END_DECLS
