/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More training text than is kept as tokens: windows are encoded as they are drawn, from the bytes. */
#pragma once

#include "corpus/text-language.h"

G_BEGIN_DECLS

/* The first n tokens of documents (count of them, taken) in this order. language and stream are as the
 * functions of LabLanguage have them. */
gpointer lab_text_stream_new  (gconstpointer        language,
                               LabRandom           *random,
                               guint64              n);
void     lab_text_stream_free (gpointer             stream);

/* T + 1 tokens from a random byte on, moved to where a token begins; behind the last document the first one
 * follows. */
void     lab_text_stream_draw (gconstpointer        language,
                               gconstpointer        stream,
                               const LabCorpusInfo *info,
                               LabRandom           *random,
                               guint16             *row);

G_END_DECLS
