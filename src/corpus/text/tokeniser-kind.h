/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a token of text can be. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LAB_TOKENISER_BYTES,
  LAB_TOKENISER_CHARACTERS, /* the most frequent ones, and one symbol for the rest */
  LAB_TOKENISER_PAIRS,      /* byte-pair encoding learnt from the training part */
  LAB_TOKENISER_COUNT,
} LabTokeniserKind;

/* As in tokeniser=NAME; ended by NULL. */
extern const char *const lab_tokeniser_names[LAB_TOKENISER_COUNT + 1];

/* Of characters and pairs. */
#define LAB_CORPUS_VOCABULARY_MIN 64
#define LAB_CORPUS_VOCABULARY_MAX 4096

G_END_DECLS
