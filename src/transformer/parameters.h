/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each parameter of a model stands in its one array, and how it is drawn.
 *
 * First all matrices, which weight decay shrinks, then everything else. Inside each part: embedding,
 * blocks in order, head. Matrices are (out, in), row-major. */
#pragma once

#include "core/random.h"
#include "transformer/model.h"

G_BEGIN_DECLS

/* Offsets into the array; shapes in terms of m = width, p = features of a token, f = m * feed_forward. */
typedef struct
{
  gsize attention_input;  /* (3m, m): queries, keys, values */
  gsize attention_output; /* (m, m) */
  gsize expand;           /* (f, m) */
  gsize contract;         /* (m, f) */
  gsize attention_gain, attention_bias;       /* (m) each: LayerNorm before attention */
  gsize feed_forward_gain, feed_forward_bias; /* (m) each: LayerNorm before the feed-forward */
  gsize expand_bias;                          /* (f) */
  gsize contract_bias;                        /* (m) */
  gsize distance; /* (heads, T): what is added to a score, by distance; LAB_POSITIONS_RELATIVE alone */
} LabBlockLayout;

typedef struct
{
  gsize embedding;      /* (m, p); of a vocabulary (V, m) */
  gsize head;           /* (V, m), V = 1 without a vocabulary; where tied, the embedding */
  gsize embedding_bias; /* (m); none with a vocabulary */
  gsize position;       /* (T, m); LAB_POSITIONS_LEARNED alone */
  gsize final_gain;     /* (m) */
  gsize final_bias;     /* (m) */
  gsize head_bias;      /* (V) */
  LabBlockLayout block[LAB_MODEL_DEPTH_MAX];
  gsize matrices; /* how many of the first numbers are matrices */
  gsize count;    /* N */
} LabParameterLayout;

/* shape has passed lab_model_shape_check(). */
void lab_parameter_layout_init (LabParameterLayout       *layout,
                                const LabModelShape      *shape);

/* Draws parameters (N). Matrices are normal with variance 1 / in, with these exceptions: those that
 * write to the residual stream have 2 / (depth * in), so that its variance does not grow with depth
 * (as in GPT-2, Radford et al. 2019), those that expand 4 / in, and the head 0.09 / in, so that
 * the first predictions are near zero: a larger one learns no better, and makes the training lazy
 * (experiment/kernel/kernel-study.h has the measurement). Positions have variance 1/4, gains are 1 and biases 0.
 *
 * Language models are drawn as theirs usually are, and measured so: those that expand 1 / in, those that
 * write to the residual stream 1 / (2 depth in), the embedding 1/4 (where it is the head too, as the head),
 * positions 0.09; biases by distance as LAB_POSITIONS_RELATIVE says. FALSE where stop (core/stop.h) ended it. */
gboolean lab_parameters_draw   (const LabParameterLayout *layout,
                                const LabModelShape      *shape,
                                LabRandom                *random,
                                float                    *parameters,
                                const gint               *stop);

G_END_DECLS
