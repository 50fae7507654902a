/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows of a corpus as examples of a language model: held-out ones as data sets, and a training set whose
 * windows are dealt step by step. */
#pragma once

#include "corpus/token-set.h"
#include "manifold/dataset.h"

G_BEGIN_DECLS

/* Held-out windows that a run is measured on: fewer where labels have no noise, since the true distribution is
 * known. A text may have fewer. */
#define LAB_WINDOWS_TEST       512
#define LAB_WINDOWS_TEST_TEXT  1024
#define LAB_WINDOWS_VALIDATION 256
#define LAB_WINDOWS_TRAJECTORY 128 /* at each step of a trajectory but the last */

/* LAB_WINDOWS_TEST or LAB_WINDOWS_TEST_TEXT. */
gsize       lab_windows_of_test    (const LabCorpus      *corpus);

/* At most n held-out windows of a repeat; is_all where there are no more. x is (n, T), label (n, T) the tokens
 * to predict, -1 where that does not count; target is label, distribution (n, T, V) what it was drawn from,
 * where known. Not for LAB_DATA_TRAINING. NULL with an error, or without one when stopped. */
LabDataset *lab_windows_draw       (LabCorpus            *corpus,
                                    guint32               repeat,
                                    LabDataRole           role,
                                    gsize                 n,
                                    const gint           *stop,
                                    GError              **error);

/* The first n tokens of a repeat's training data, batch windows at a time. NULL likewise. */
typedef struct _LabWindowDeal LabWindowDeal;

LabWindowDeal *lab_window_deal_new (LabCorpus            *corpus,
                                    guint32               repeat,
                                    guint64               n,
                                    guint                 batch,
                                    const gint           *stop,
                                    GError              **error);
void        lab_window_deal_free   (LabWindowDeal        *deal);

/* The windows of a step, counted from 0: x and label (batch, T), owned by deal until the next call. */
void        lab_window_deal_next   (LabWindowDeal        *deal,
                                    guint64               step,
                                    const float         **x,
                                    const float         **label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabWindowDeal, lab_window_deal_free)

G_END_DECLS
