/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Byte-pair encoding (P. Gage 1994; R. Sennrich, B. Haddow, A. Birch 2016) down to half bytes, so that any
 * vocabulary from 64 on spells every sequence of bytes.
 *
 * Tokens 0 .. 15 are the high halves of a byte, 16 .. 31 the low ones; each further token joins two earlier
 * ones, the pair that was most frequent in the sample when it was made (then the one of smaller numbers).
 * Halves join to whole bytes alone, and whole bytes to each other within a word: at most 32 bytes of one
 * class (letters and all beyond ASCII, digits, blanks, line ends, other signs), one blank before them
 * included. Where a word begins, encoding begins anew. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

#define LAB_BYTE_PAIRS_HALVES 32
#define LAB_BYTE_PAIRS_WORD   32

typedef struct
{
  guint vocabulary;
  guint16 (*joined)[2]; /* (vocabulary): of token t >= 32 its two parts */
  guint8 *lengths;      /* (vocabulary): bytes of a token; 0 of halves */
  guint64 *slots;       /* hash table of pairs: left, right and token */
} LabBytePairs;

/* Learns from length bytes; stops earlier where no pair comes twice, so that vocabulary may be smaller.
 * Deterministic. About 3 seconds for 4 MiB and 4,096 tokens. NULL soon after task was cancelled. */
LabBytePairs *lab_byte_pairs_new    (const char          *sample,
                                     gsize                length,
                                     guint                vocabulary,
                                     LabTask             *task);
void          lab_byte_pairs_free   (LabBytePairs        *pairs);

/* Bytes of the word that begins bytes[0 .. length - 1]; length > 0. */
gsize         lab_byte_pairs_word   (const char          *bytes,
                                     gsize                length);
/* tokens has room for 2 length. Returns how many. */
gsize         lab_byte_pairs_encode (const LabBytePairs  *pairs,
                                     const char          *bytes,
                                     gsize                length,
                                     guint16             *tokens);
/* Appends the bytes; a half without its other half becomes '?'. */
void          lab_byte_pairs_decode (const LabBytePairs  *pairs,
                                     const guint16       *tokens,
                                     gsize                count,
                                     GByteArray          *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabBytePairs, lab_byte_pairs_free)

G_END_DECLS
