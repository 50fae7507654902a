/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows of a chain: what the languages that are chains share. language is a LabChain; see
 * corpus-private.h. */
#pragma once

#include "corpus/chain.h"
#include "corpus/corpus-private.h"

G_BEGIN_DECLS

void     lab_chain_describe     (const LabChain  *chain,
                                 guint            window,
                                 LabCorpusInfo   *info);
void     lab_chain_fresh        (gconstpointer    language,
                                 const LabCorpusInfo *info,
                                 LabRandom       *random,
                                 guint16         *row,
                                 double          *probabilities);
gsize    lab_chain_kept_numbers (gconstpointer    language,
                                 guint64          n);
gboolean lab_chain_keep         (gconstpointer    language,
                                 LabRandom       *random,
                                 gsize            numbers,
                                 guint16         *kept,
                                 const gint      *stop);
void     lab_chain_deal         (gconstpointer    language,
                                 const LabCorpusInfo *info,
                                 const guint16   *kept,
                                 gsize            numbers,
                                 LabRandom       *random,
                                 guint16         *row);

G_END_DECLS
