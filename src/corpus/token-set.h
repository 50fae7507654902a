/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of one run: windows drawn from a corpus, for training or held out. */
#pragma once

#include "corpus/corpus.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_TOKENS_TRAINING,
  LAB_TOKENS_VALIDATION,
  LAB_TOKENS_TEST,
} LabTokensPart;

/* Immutable, so safe from several threads at once. */
typedef struct _LabTokenSet LabTokenSet;

/* The first n tokens of the repeat's training data: those of a smaller n are their beginning. Of text:
 * whole documents in random order, the last one cut. n = 0: windows that are never seen twice, as far
 * as the language goes on for ever; else all the text. Beyond 2^24 tokens, more than a run reads, a
 * synthetic language's windows are fresh too. LAB_ERROR_NOT_ENOUGH_DATA where n is more than the text has, or
 * less than one window; LAB_ERROR_TOO_LARGE. NULL without an error soon after *stop (a g_atomic_int,
 * nullable) became non-zero. Keeps a reference to corpus. */
LabTokenSet *lab_token_set_new_training (LabCorpus         *corpus,
                                         guint32            repeat,
                                         guint64            n,
                                         const gint        *stop,
                                         GError           **error);

/* At most `windows` held-out windows: of a synthetic language fresh ones, the same for the same repeat; of
 * text ones that do not overlap, evenly from all that is held out, the same for every repeat. */
LabTokenSet *lab_token_set_new_held_out (LabCorpus         *corpus,
                                         LabTokensPart      part,
                                         guint32            repeat,
                                         guint64            windows,
                                         const gint        *stop,
                                         GError           **error);
void         lab_token_set_free         (LabTokenSet       *set);

/* Of a held-out set: how many windows it has. Of a training set: G_MAXUINT64, since windows are dealt
 * anew for ever. */
guint64      lab_token_set_windows      (const LabTokenSet *set);

/* Bytes that a training set of n tokens takes, before it is made. */
guint64      lab_token_set_bytes        (const LabCorpus   *corpus,
                                         guint64            n);

/* Window number `window`: row is (T + 1). The same number gives the same row; allocates nothing. */
void         lab_token_set_draw         (const LabTokenSet *set,
                                         guint64            window,
                                         guint16           *row);

/* The same with what is true: probabilities is (T, vocabulary), the exact conditional distribution of
 * row[t + 1] given row[0 .. t] in line t where that prediction counts, zeros elsewhere. Of a sentence
 * of the manifold: given its point. For sets that are held out, and languages whose entropy is known. */
void         lab_token_set_draw_truth   (const LabTokenSet *set,
                                         guint64            window,
                                         guint16           *row,
                                         double            *probabilities);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTokenSet, lab_token_set_free)

G_END_DECLS
