/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shape of a transformer and what follows from it by counting.
 *
 * An example is T tokens; each is embedded in m dimensions as its kind of input says, plus a learned position;
 * depth blocks of pre-LayerNorm multi-head softmax attention and GELU feed-forward, each with a
 * residual; final LayerNorm, and a linear head: on the mean over tokens, for one output, or on
 * each token, for T outputs. A language model reads tokens of a vocabulary, and its head says for each
 * token how likely every token of the vocabulary is to come next: V logits.
 * Attention projections carry no bias, nor does the embedding of a vocabulary; every other embedding,
 * feed-forward and head do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a token is, and how it is embedded. */
typedef enum
{
  LAB_INPUT_VECTORS, /* real numbers, embedded linearly with a bias */
  LAB_INPUT_TOKENS,  /* one of V symbols, each with a vector of its own */
  LAB_INPUT_KIND_COUNT,
} LabModelInputKind;

/* How attention knows where a token stands. */
typedef enum
{
  LAB_POSITIONS_LEARNED,  /* a vector for each place, added to the embedding */
  LAB_POSITIONS_RELATIVE, /* a number for each block, head and distance, added to the score of a query and a
                           * key that far before it (Raffel et al. 2020 without buckets); causal only. It
                           * starts at 0, but for LAB_POSITIONS_NEAR at distance h + 1 of head h (from 0) */
  LAB_POSITIONS_ROTARY,   /* queries and keys turned by angles that grow with the place (Su et al. 2021): pair
                           * i of a head of k features by place * 10,000^(-2 i / k) */
  LAB_POSITIONS_COUNT,
} LabPositions;

#define LAB_POSITIONS_NEAR 4.0

/* What a model reads of one example. */
typedef struct
{
  LabModelInputKind kind;
  guint tokens;   /* T */
  guint features; /* p: numbers of one token; with LAB_INPUT_TOKENS V, the size of the vocabulary */
} LabModelInput;

typedef struct
{
  LabModelInput input;
  guint width; /* m, the embedding width; divisible by heads */
  guint heads;
  guint depth;        /* blocks */
  guint feed_forward; /* hidden width of the feed-forward layers in units of m */
  gboolean causal;    /* a token attends to itself and to those before it only */
  gboolean per_token; /* the head reads each token; else the mean over tokens. TRUE with LAB_INPUT_TOKENS */
  LabPositions positions;
  gboolean tied; /* with LAB_INPUT_TOKENS: the head's weights are the embedding's */
} LabModelShape;

#define LAB_MODEL_INPUT_MAX        4096 /* numbers of one example */
#define LAB_MODEL_WIDTH_MAX        512
#define LAB_MODEL_DEPTH_MAX        16
#define LAB_MODEL_TOKENS_MAX       256
#define LAB_MODEL_FEED_FORWARD_MAX 8
#define LAB_MODEL_VOCABULARY_MAX   4096

/* Sets error (LAB_ERROR_INVALID_VALUE) with what does not fit together. */
gboolean lab_model_shape_check           (const LabModelShape  *shape,
                                          GError              **error);

/* D: numbers of one example, a row of what the model reads: T p, token by token; with
 * LAB_INPUT_TOKENS T whole numbers from 0 to V - 1. */
guint    lab_model_input_row             (const LabModelInput  *input);

/* Labels of one example: T with per_token, else 1. */
guint    lab_model_shape_outputs         (const LabModelShape  *shape);

/* Numbers predicted for each label: V logits with LAB_INPUT_TOKENS, else 1. */
guint    lab_model_shape_classes         (const LabModelShape  *shape);

/* N: trainable parameters, counted. */
gsize    lab_model_shape_parameters      (const LabModelShape  *shape);

/* Multiply-adds x 2 of the matrix products (projections, attention scores and mixes, feed-forward,
 * embedding, head; causal attention counts as full, looking up a vector of the vocabulary as nothing) for
 * one example, forward and backward: three times the forward pass alone. */
guint64  lab_model_shape_training_flop   (const LabModelShape  *shape);

G_END_DECLS
