/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the activations and gradients of one chunk of examples stand.
 *
 * Activations are feature-major, (features, columns) with column = token * sequences + sequence, so
 * that every routine finds neighbouring columns in its SIMD lanes and no sum runs across lanes
 * except those over examples. `sequences` is the number of examples rounded up to half registers
 * where the columns fill whole ones then, else to whole registers; the surplus examples are zero
 * and their gradients too.
 *
 * One block of memory per network, cut up once; one chunk at a time lives in it. */
#pragma once

#include "transformer/simd.h"
#include "transformer/parameters.h"
#include "transformer/vector.h"

#define lab_network_new         VARIANT (lab_network_new)
#define lab_network_free        VARIANT (lab_network_free)
#define lab_network_bytes       VARIANT (lab_network_bytes)
#define lab_network_set_stop    VARIANT (lab_network_set_stop)
#define lab_network_capacity    VARIANT (lab_network_capacity)
#define lab_network_start_chunk VARIANT (lab_network_start_chunk)

/* m = width, f = m * feed_forward, c = columns, T = tokens. */
typedef struct
{
  Real *input;                            /* (m, c): the residual stream on entry */
  Real *attention_mean, *attention_scale; /* (c): of the first LayerNorm */
  Real *normal_input;                     /* (m, c): its result */
  Real *qkv;                              /* (3m, c) */
  Real *weights;                          /* (heads, T, T, sequences), see attention.h */
  Real *mixed;                            /* (m, c) */
  Real *middle;                           /* (m, c): the residual stream after attention */
  Real *feed_forward_mean, *feed_forward_scale;
  Real *normal_middle; /* (m, c) */
  Real *slope;         /* (f, c): before GELU, then its derivative */
  Real *hidden;        /* (f, c): after GELU */
} BlockState;

struct _LabNetwork
{
  LabModelShape shape;
  LabParameterLayout layout;
  Real *memory;
  guint capacity; /* examples */
  const gint *stop; /* nullable */

  /* Of the current chunk. */
  guint examples, sequences, columns;
  gsize stride;

  Real *patches;        /* (p, c); NULL with a vocabulary */
  guint32 *token_ids;   /* (c): below V; NULL without */
  gboolean tokens_valid; /* every one of the chunk's is of the vocabulary */
  Real *angles;         /* see rotary.h; NULL without */
  BlockState block[LAB_MODEL_DEPTH_MAX];
  Real *output;                   /* (m, c): the residual stream after the last block */
  Real *final_mean, *final_scale; /* (c) */
  Real *normal_output;            /* (m, c) */
  Real *pooled;                   /* (m, sequences); NULL with per_token */
  Real *token_outputs;            /* (c): each token's output, then its gradient; else NULL */
  Real *logits;                   /* (V, c): of a vocabulary, then their gradient; else NULL */

  Real *stream_gradient; /* (m, c) */
  Real *narrow_gradient; /* (m, c) */
  Real *wide_gradient;   /* (max (3m, f), c) */
  Real *distance_lanes;    /* (T, LANES); both NULL without LAB_POSITIONS_RELATIVE */
  Real *distance_gradient; /* (heads, T, sequences): one block's */
  Real *scratch;         /* the largest of what attention, LayerNorm and single examples ask for */

  /* Set while the gradients of single examples are asked for: (examples, example_stride). */
  Real *example_rows;
  gsize example_stride;
};

/* The first five: see LabSimd. */
LabNetwork *lab_network_new         (const LabModelShape *shape,
                                     guint                examples,
                                     const gint          *stop,
                                     GError             **error);
void        lab_network_free        (LabNetwork          *network);
gsize       lab_network_bytes       (const LabModelShape *shape,
                                     guint                examples);
void        lab_network_set_stop    (LabNetwork          *network,
                                     const gint          *stop);
guint       lab_network_capacity    (const LabNetwork    *network);

/* From here on the arrays hold a chunk of 1 .. capacity examples. */
void        lab_network_start_chunk (LabNetwork          *network,
                                     guint                examples);
