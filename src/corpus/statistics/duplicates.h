/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of a text is there twice. */
#pragma once

#include "corpus/corpus.h"

G_BEGIN_DECLS

/* Tokens of a passage. */
#define LAB_DUPLICATE_TOKENS 32

typedef struct
{
  guint64 documents; /* equal to an earlier one, byte for byte; of text */
  double passages;   /* share of passages of LAB_DUPLICATE_TOKENS tokens that came before, of about every
                      * eighth */
} LabDuplicates;

/* tokens (count): a sample of the corpus. FALSE soon after task (nullable) was cancelled. */
gboolean lab_corpus_duplicates (const LabCorpus  *corpus,
                                const guint16    *tokens,
                                gsize             count,
                                LabDuplicates    *duplicates,
                                LabTask          *task);

G_END_DECLS
