/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as tokens and back. */
#pragma once

#include "corpus/text/byte-pairs.h"
#include "corpus/text/text.h"
#include "corpus/text/tokeniser-kind.h"

G_BEGIN_DECLS

/* Immutable once made, so safe from several threads at once. */
typedef struct
{
  LabTokeniserKind kind;
  guint vocabulary;
  /* Characters: token t < count stands for characters[t]; has_rest: token `count` for all others. */
  gunichar *characters;
  guint character_count;
  gboolean has_rest;
  guint16 *pages[0x110000 / 256]; /* of a character the token, or LAB_TOKEN_NONE; NULL: all NONE */
  LabBytePairs *pairs;
} LabTokeniser;

#define LAB_TOKEN_NONE G_MAXUINT16

LabTokeniser *lab_tokeniser_new_bytes      (void);
/* The most frequent characters of the text, at most `most` tokens with the symbol for the rest, which there
 * is where some are left. */
LabTokeniser *lab_tokeniser_new_characters (const LabText      *text,
                                            guint               most);
/* Takes pairs. */
LabTokeniser *lab_tokeniser_new_pairs      (LabBytePairs       *pairs);
void          lab_tokeniser_free           (LabTokeniser       *tokeniser);

/* Tokens that length bytes have at most. */
gsize         lab_tokeniser_room           (const LabTokeniser *tokeniser,
                                            gsize               length);
/* Returns how many tokens length bytes have. What is no UTF-8, or a character without a token, becomes the
 * symbol for the rest or, without one, is left out. */
gsize         lab_tokeniser_encode         (const LabTokeniser *tokeniser,
                                            const char         *bytes,
                                            gsize               length,
                                            guint16            *tokens);
/* The bytes of tokens appended to bytes; exactly those that were encoded, the rest symbol as U+FFFD. */
void          lab_tokeniser_decode         (const LabTokeniser *tokeniser,
                                            const guint16      *tokens,
                                            gsize               count,
                                            GByteArray         *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTokeniser, lab_tokeniser_free)

G_END_DECLS
