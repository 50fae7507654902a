/* Between the two passes of the network: sequences in registers, and the sizes of its attention. */
#pragma once

#include "transformer/attention.h"
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

static inline LabAttention
attention_of (const LabNetwork *network)
{
  return (LabAttention){.tokens = network->shape.input.tokens,
                        .heads = network->shape.heads,
                        .head_width = network->shape.width / network->shape.heads,
                        .sequences = network->sequences,
                        .stride = network->stride,
                        .causal = network->shape.causal};
}
