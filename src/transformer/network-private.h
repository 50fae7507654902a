/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the two passes of the network: sequences in registers, and the sizes of its attention. */
#pragma once

#include "core/stop.h"
#include "transformer/attention.h"
#include "transformer/dense.h"
#include "transformer/workspace.h"

/* The register of sequences s and on; only half of one may be left, the other half is zero then. */
static ALWAYS_INLINE Vector
load_sequences (const LabNetwork *network, const Real *address, guint s)
{
  static const Real nothing[VECTOR_LANES] = {0};

  return s + LANES <= network->sequences ? vector_load_anywhere (address + s)
                                         : vector_load_halves (address + s, nothing);
}

static ALWAYS_INLINE void
store_sequences (const LabNetwork *network, Real *address, guint s, Vector value)
{
  if (s + LANES <= network->sequences)
    vector_store_anywhere (address + s, value);
  else
    vector_store_lower (address + s, value);
}

/* Columns of a dense layer between two looks at the stop flag, and rows of a weight's gradient: at the
 * largest width a piece takes a few hundredths of a second. Chunks of up to so many columns are one
 * piece. */
#define PIECE_COLUMNS 512
#define PIECE_ROWS    512

static inline gboolean
is_stopped (const LabNetwork *network)
{
  return lab_stop_asked (network->stop);
}

/* As lab_dense_forward() on the chunk's columns, piece by piece. */
static inline void
dense_forward (const LabNetwork *network,
               guint out,
               guint in,
               const Real *w,
               const Real *bias,
               const Real *residual,
               const Real *x,
               Real *y)
{
  for (guint c = 0; c < network->columns && !is_stopped (network); c += PIECE_COLUMNS)
    lab_dense_forward (out, in, MIN (PIECE_COLUMNS, network->columns - c), network->stride, w, bias,
                       residual ? residual + c : NULL, x + c, y + c);
}

/* As lab_dense_backward_input(), likewise. */
static inline void
dense_backward_input (const LabNetwork *network,
                      guint out,
                      guint in,
                      const Real *w,
                      const Real *y_gradient,
                      Real *x_gradient)
{
  for (guint c = 0; c < network->columns && !is_stopped (network); c += PIECE_COLUMNS)
    lab_dense_backward_input (out, in, MIN (PIECE_COLUMNS, network->columns - c), network->stride, w,
                              y_gradient + c, x_gradient + c);
}

/* Of the block whose biases by distance stand at p + distance, if it has any. */
static inline LabAttention
attention_of (const LabNetwork *network, const Real *p, gsize distance)
{
  return (LabAttention){.tokens = network->shape.input.tokens,
                        .heads = network->shape.heads,
                        .head_width = network->shape.width / network->shape.heads,
                        .sequences = network->sequences,
                        .stride = network->stride,
                        .causal = network->shape.causal,
                        .distance = network->distance_lanes ? p + distance : NULL,
                        .distance_lanes = network->distance_lanes};
}
