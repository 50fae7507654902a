/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens of a corpus one after another, to count. */
#pragma once

#include "corpus/corpus.h"

G_BEGIN_DECLS

/* At most `most` tokens: of a text its documents in random order, of a chain one stretch, elsewhere one
 * window after the other, with a begin symbol where there is one and without what is not read. NULL with
 * LAB_ERROR_TOO_LARGE; NULL without an error when *stop (a g_atomic_int, nullable) became non-zero. Free with
 * g_free(). */
guint16 *lab_corpus_sample (const LabCorpus  *corpus,
                            gsize             most,
                            gsize            *count,
                            const gint       *stop,
                            GError          **error);

G_END_DECLS
