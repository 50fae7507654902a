/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What learning and encoding share. */
#pragma once

#include "corpus/text/byte-pairs.h"

G_BEGIN_DECLS

/* Of the hash table: four times the largest vocabulary. */
#define LAB_BYTE_PAIRS_SLOTS 16384

/* The token that joins two, or 0. */
guint lab_byte_pairs_find    (const LabBytePairs *pairs, guint left, guint right);
/* Makes the next token. */
void  lab_byte_pairs_join    (LabBytePairs *pairs, guint left, guint right);
/* Bytes as halves: 2 length tokens, which is what it returns. */
gsize lab_byte_pairs_halves  (const char *bytes, gsize length, guint16 *tokens);
/* Puts token in place of each pair, from left to right; returns how many tokens are left. */
gsize lab_byte_pairs_replace (guint16 *tokens, gsize count, guint left, guint right, guint token);

G_END_DECLS
