/* Where each parameter of a model stands in its one array, and how it is drawn.
 *
 * First all matrices, which weight decay shrinks, then everything else. Inside each part: embedding,
 * blocks in order, head. Matrices are (out, in), row-major. */
#pragma once

#include "core/random.h"
#include "transformer/model.h"

G_BEGIN_DECLS

/* Offsets into the array; shapes in terms of m = width, p = D / T, f = m * feed_forward. */
typedef struct
{
  gsize attention_input;  /* (3m, m): queries, keys, values */
  gsize attention_output; /* (m, m) */
  gsize expand;           /* (f, m) */
  gsize contract;         /* (m, f) */
  gsize attention_gain;   /* (m): LayerNorm before attention */
  gsize attention_bias;   /* (m) */
  gsize feed_forward_gain; /* (m): LayerNorm before the feed-forward layers */
  gsize feed_forward_bias; /* (m) */
  gsize expand_bias;       /* (f) */
  gsize contract_bias;     /* (m) */
} LabBlockLayout;

typedef struct
{
  gsize embedding;      /* (m, p) */
  gsize head;           /* (1, m) */
  gsize embedding_bias; /* (m) */
  gsize position;       /* (T, m) */
  gsize final_gain;     /* (m) */
  gsize final_bias;     /* (m) */
  gsize head_bias;      /* (1) */
  LabBlockLayout block[LAB_MODEL_DEPTH_MAX];
  gsize matrices; /* how many of the first numbers are matrices */
  gsize count;    /* N */
} LabParameterLayout;

/* shape has passed lab_model_shape_check(). */
void lab_parameter_layout_init (LabParameterLayout       *layout,
                                const LabModelShape      *shape);

/* Draws parameters (N). Matrices are normal with variance 1 / in; those that write to the residual
 * stream are divided by sqrt (2 depth) so that its variance does not grow with depth (Radford et
 * al. 2019, GPT-2). Positions have standard deviation 0.1 (LAB_POSITION_DEVIATION), the head starts
 * small, so that the first predictions are near zero; gains are 1 and biases 0. */
void lab_parameters_draw       (const LabParameterLayout *layout,
                                const LabModelShape      *shape,
                                LabRandom                *random,
                                float                    *parameters);

G_END_DECLS
