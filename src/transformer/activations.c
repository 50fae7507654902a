/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a network holds after each block: the residual stream, turned from feature-major chunks into
 * rows. */
#include "transformer/activations.h"

#include "transformer/workspace.h"

/* Of one example's feature, whose tokens stand `sequences` apart. */
static Real
mean_over_tokens (const Real *first, guint tokens, guint sequences)
{
  Real sum = 0;

  for (guint t = 0; t < tokens; t++)
    sum += first[(gsize)t * sequences];
  return sum / (Real)tokens;
}

void
lab_network_activations (const LabNetwork *network, guint block, gboolean pooled, Real *rows)
{
  const guint m = network->shape.width;
  const guint tokens = network->shape.input.tokens;
  const guint sequences = network->sequences;
  const Real *stream;

  g_return_if_fail (block < network->shape.depth);

  stream = block + 1 < network->shape.depth ? network->block[block + 1].input : network->output;
  for (guint i = 0; i < m; i++)
    for (guint s = 0; s < network->examples; s++) {
      const Real *first = stream + i * network->stride + s;

      if (pooled)
        rows[(gsize)s * m + i] = mean_over_tokens (first, tokens, sequences);
      else
        for (guint t = 0; t < tokens; t++)
          rows[((gsize)s * tokens + t) * m + i] = first[(gsize)t * sequences];
    }
}
