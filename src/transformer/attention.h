/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Multi-head softmax attention (Vaswani et al. 2017, eq. 1) between the projections.
 *
 * Arrays are feature-major with stride; column = token * sequences + sequence, and sequences is a
 * multiple of HALF_LANES. qkv holds queries, keys and values one above the other (3 * width rows),
 * head after head inside each. weights holds, for each head and each register of sequences, the
 * softmax weights (query, key, lane): heads * tokens * tokens * sequences numbers in all, with
 * sequences rounded up to whole registers. Causal attention computes what a query sees, and writes no more
 * than the squares on the diagonal beside it: of the other weights nothing is known. */
#pragma once

#include "transformer/vector.h"

#define LabAttention           VARIANT (LabAttention)
#define lab_attention_forward  VARIANT (lab_attention_forward)
#define lab_attention_backward VARIANT (lab_attention_backward)

typedef struct
{
  guint tokens;
  guint heads;
  guint head_width;
  guint sequences;
  gsize stride;
  gboolean causal; /* a token sees itself and the tokens before it */
  const Real *distance; /* (heads, tokens): added to a score of a key so far before the query; NULL: none.
                         * Causal only */
  Real *distance_lanes; /* with distance: scratch of tokens * LANES numbers */
} LabAttention;

/* mixed (width, columns) = values averaged by softmax (query . key / sqrt (head_width) + distance). */
void lab_attention_forward  (const LabAttention *attention,
                             const Real         *qkv,
                             Real               *weights,
                             Real               *mixed);

/* From mixed_gradient (width, columns) all of qkv_gradient (3 * width, columns), and with distance
 * distance_gradient (heads, tokens, sequences): of each sequence its own. scratch holds
 * tokens * tokens * LANES numbers. */
void lab_attention_backward (const LabAttention *attention,
                             const Real         *qkv,
                             const Real         *weights,
                             const Real         *mixed_gradient,
                             Real               *qkv_gradient,
                             Real               *distance_gradient,
                             Real               *scratch);
