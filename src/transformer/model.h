/* The shape of a transformer and what follows from it by counting.
 *
 * An example is T tokens; each is embedded in m dimensions as its kind of input says, plus a learned position;
 * depth blocks of pre-LayerNorm multi-head softmax attention and GELU feed-forward, each with a
 * residual; final LayerNorm, and a linear head: on the mean over tokens, for one output, or on
 * each token, for T outputs.
 * Attention projections carry no bias; embedding, feed-forward and head do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a token is, and how it is embedded. */
typedef enum
{
  LAB_INPUT_VECTORS, /* real numbers, embedded linearly with a bias */
  LAB_INPUT_KIND_COUNT,
} LabModelInputKind;

/* What a model reads of one example. */
typedef struct
{
  LabModelInputKind kind;
  guint tokens;   /* T */
  guint features; /* p: numbers of one token */
} LabModelInput;

typedef struct
{
  LabModelInput input;
  guint width; /* m, the embedding width; divisible by heads */
  guint heads;
  guint depth;        /* blocks */
  guint feed_forward; /* hidden width of the feed-forward layers in units of m */
  gboolean causal;    /* a token attends to itself and to those before it only */
  gboolean per_token; /* the head reads each token; else the mean over tokens */
} LabModelShape;

#define LAB_MODEL_INPUT_MAX        4096 /* numbers of one example */
#define LAB_MODEL_WIDTH_MAX        512
#define LAB_MODEL_DEPTH_MAX        16
#define LAB_MODEL_TOKENS_MAX       256
#define LAB_MODEL_FEED_FORWARD_MAX 8

/* Sets error (LAB_ERROR_INVALID_VALUE) with what does not fit together. */
gboolean lab_model_shape_check           (const LabModelShape  *shape,
                                          GError              **error);

/* D: numbers of one example, a row of what the model reads: T p, token by token. */
guint    lab_model_input_row             (const LabModelInput  *input);

/* Numbers predicted for one example: T with per_token, else 1. */
guint    lab_model_shape_outputs         (const LabModelShape  *shape);

/* N: trainable parameters, counted. */
gsize    lab_model_shape_parameters      (const LabModelShape  *shape);

/* Multiply-adds x 2 of the matrix products (projections, attention scores and mixes, feed-forward,
 * embedding, head; causal attention counts as full) for one example, forward and backward: three times
 * the forward pass alone. */
guint64  lab_model_shape_training_flop   (const LabModelShape  *shape);

G_END_DECLS
