/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column's token names a row of the embedding: LANES columns at a time, a feature at a time. */
#include "transformer/vocabulary.h"

#include <string.h>

gboolean
lab_vocabulary_gather (LabNetwork *network, const Real *x, const guint32 *indices)
{
  const guint tokens = network->shape.input.tokens, vocabulary = network->shape.input.features;
  gboolean valid = TRUE;

  for (guint s = 0; s < network->sequences; s++) {
    const gboolean real = s < network->examples;
    const Real *row = real ? x + (gsize)(indices ? indices[s] : s) * tokens : NULL;

    for (guint t = 0; t < tokens; t++) {
      const gboolean known = real && row[t] >= 0 && row[t] < (Real)vocabulary;

      valid = valid && (known || !real);
      network->token_ids[t * network->sequences + s] = known ? (guint32)row[t] : 0;
    }
  }
  return valid;
}

void
lab_vocabulary_embed (const LabNetwork *network, const Real *embedding, Real *stream)
{
  const guint m = network->shape.width;

  for (guint column = 0; column < network->columns; column += LANES) {
    const Real *row[VECTOR_LANES];

    for (guint lane = 0; lane < LANES; lane++)
      row[lane] = embedding + (gsize)network->token_ids[column + lane] * m;
    for (guint i = 0; i < m; i++) {
      Vector value = {0};

      for (guint lane = 0; lane < LANES; lane++)
        value[lane] = row[lane][i];
      vector_store_anywhere (stream + i * network->stride + column, value);
    }
  }
}

void
lab_vocabulary_backward (const LabNetwork *network, Real *gradient)
{
  const guint m = network->shape.width;

  for (guint column = 0; column < network->columns; column += LANES) {
    Real *row[VECTOR_LANES];

    for (guint lane = 0; lane < LANES; lane++)
      row[lane] = gradient + (gsize)network->token_ids[column + lane] * m;
    for (guint i = 0; i < m; i++) {
      const Real *at = network->stream_gradient + i * network->stride + column;

      for (guint lane = 0; lane < LANES; lane++)
        row[lane][i] += at[lane];
    }
  }
}

void
lab_vocabulary_examples (const LabNetwork *network, gsize at, gboolean add)
{
  const guint m = network->shape.width, vocabulary = network->shape.input.features;

  for (guint e = 0; e < network->examples; e++) {
    Real *rows = network->example_rows + e * network->example_stride + at;

    if (!add)
      memset (rows, 0, (gsize)vocabulary * m * sizeof (Real));
    for (guint t = 0; t < network->shape.input.tokens; t++) {
      const gsize column = (gsize)t * network->sequences + e;
      Real *row = rows + (gsize)network->token_ids[column] * m;

      for (guint i = 0; i < m; i++)
        row[i] += network->stream_gradient[i * network->stride + column];
    }
  }
}
