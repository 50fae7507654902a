/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network's gradients on one chunk, after its forward pass: which routine reads and writes which
 * array of the workspace. */
#include "transformer/network.h"

#include "transformer/attention.h"
#include "transformer/dense.h"
#include "transformer/gelu.h"
#include "transformer/jacobian.h"
#include "transformer/layer-norm.h"
#include "transformer/network-private.h"
#include "transformer/rotary.h"
#include "transformer/vocabulary.h"
#include "transformer/workspace.h"

#include <string.h>

/* Where the examples' own gradients go; rows NULL while only their sum is asked for. */
static LabExampleRows
example_rows (const LabNetwork *network)
{
  return (LabExampleRows){.rows = network->example_rows,
                          .row_stride = network->example_stride,
                          .examples = network->examples,
                          .sequences = network->sequences,
                          .tokens = network->shape.input.tokens,
                          .stride = network->stride,
                          .scratch = network->scratch};
}

/* The weights' gradient of one dense layer: summed, and of each example where asked for. */
static void
dense_gradient (LabNetwork *network,
                guint out,
                guint in,
                const Real *y_gradient,
                const Real *x,
                gsize weight,
                gsize bias,
                Real *gradient)
{
  const LabExampleRows rows = example_rows (network);

  /* The wide chunks of long sequences in pieces; else in one. */
  const guint piece = network->columns > PIECE_COLUMNS ? PIECE_ROWS : out;

  for (guint row = 0; row < out && !is_stopped (network); row += piece)
    lab_dense_backward_weight (MIN (piece, out - row), in, network->columns, network->stride,
                               y_gradient + row * network->stride, x,
                               gradient + weight + (gsize)row * in,
                               bias == LAB_NO_BIAS ? NULL : gradient + bias + row);
  if (rows.rows)
    lab_example_dense (&rows, out, in, y_gradient, x, weight, bias);
}

/* From narrow_gradient, that of a LayerNorm's result, into stream_gradient, that of its input x. */
static void
layer_norm_gradient (LabNetwork *network,
                     const Real *parameters,
                     const Real *x,
                     const Real *mean,
                     const Real *scale,
                     gsize gain,
                     gsize bias,
                     Real *gradient)
{
  const guint m = network->shape.width;
  const LabExampleRows rows = example_rows (network);

  if (rows.rows)
    lab_example_layer_norm (&rows, m, x, mean, scale, network->narrow_gradient, gain, bias);
  lab_layer_norm_backward (m, network->columns, network->stride, parameters + gain, x, mean, scale,
                           network->narrow_gradient, network->stream_gradient, gradient + gain,
                           gradient + bias, network->scratch);
}

/* As read_out_mean_backward(), where the head reads each token. */
static void
read_out_tokens_backward (LabNetwork *network,
                          const Real *parameters,
                          const Real *prediction_gradient,
                          Real *gradient)
{
  const guint m = network->shape.width, tokens = network->shape.input.tokens;

  for (guint s = 0; s < network->sequences; s++)
    for (guint t = 0; t < tokens; t++)
      network->token_outputs[t * network->sequences + s] =
          s < network->examples ? prediction_gradient[s * tokens + t] : 0;
  dense_gradient (network, 1, m, network->token_outputs, network->normal_output,
                  network->layout.head, network->layout.head_bias, gradient);
  dense_backward_input (network, 1, m, parameters + network->layout.head, network->token_outputs,
                        network->narrow_gradient);
}

/* As read_out_mean_backward(), where the head says how likely each token of the vocabulary is;
 * prediction_gradient NULL: logits holds their gradient already. */
static void
read_out_vocabulary_backward (LabNetwork *network,
                              const Real *parameters,
                              const Real *prediction_gradient,
                              Real *gradient)
{
  const guint m = network->shape.width, tokens = network->shape.input.tokens;
  const guint vocabulary = network->shape.input.features;

  for (guint s = 0; prediction_gradient && s < network->sequences; s++)
    for (guint t = 0; t < tokens; t++)
      for (guint v = 0; v < vocabulary; v++)
        network->logits[v * network->stride + t * network->sequences + s] =
            s < network->examples ? prediction_gradient[((gsize)s * tokens + t) * vocabulary + v]
                                  : 0;
  dense_gradient (network, vocabulary, m, network->logits, network->normal_output,
                  network->layout.head, network->layout.head_bias, gradient);
  dense_backward_input (network, vocabulary, m, parameters + network->layout.head, network->logits,
                        network->narrow_gradient);
}

/* Into narrow_gradient (m, c), that of normal_output; adds those of the head. */
static void
read_out_mean_backward (LabNetwork *network,
                        const Real *parameters,
                        const Real *prediction_gradient,
                        Real *gradient)
{
  const guint m = network->shape.width, sequences = network->sequences;
  const Real *head = parameters + network->layout.head;
  const Real share = (Real)1 / (Real)network->shape.input.tokens;
  const LabExampleRows rows = example_rows (network);

  for (guint s = 0; s < sequences; s += LANES) {
    Vector along = {0};

    for (guint lane = 0; lane < LANES && s + lane < network->examples; lane++)
      along[lane] = prediction_gradient[s + lane];
    gradient[network->layout.head_bias] += vector_sum (along);
    for (guint i = 0; i < m; i++) {
      gradient[network->layout.head + i] +=
          vector_sum (along * load_sequences (network, network->pooled + i * sequences, s));
      for (guint t = 0; t < network->shape.input.tokens; t++)
        store_sequences (network, network->narrow_gradient + i * network->stride + t * sequences, s,
                         along * (share * head[i]));
    }
  }
  if (rows.rows)
    lab_example_head (&rows, m, network->pooled, prediction_gradient, network->layout.head,
                      network->layout.head_bias);
}

static void
feed_forward_backward (LabNetwork *network,
                       const LabBlockLayout *at,
                       const Real *p,
                       const BlockState *block,
                       Real *gradient)
{
  const guint m = network->shape.width, f = m * network->shape.feed_forward;
  const guint columns = network->columns;
  const gsize stride = network->stride;

  dense_gradient (network, m, f, network->stream_gradient, block->hidden, at->contract,
                  at->contract_bias, gradient);
  dense_backward_input (network, m, f, p + at->contract, network->stream_gradient,
                        network->wide_gradient);
  lab_gelu_backward (f, columns, stride, block->slope, network->wide_gradient);
  dense_gradient (network, f, m, network->wide_gradient, block->normal_middle, at->expand,
                  at->expand_bias, gradient);
  dense_backward_input (network, f, m, p + at->expand, network->wide_gradient,
                        network->narrow_gradient);
  layer_norm_gradient (network, p, block->middle, block->feed_forward_mean,
                       block->feed_forward_scale, at->feed_forward_gain, at->feed_forward_bias,
                       gradient);
}

/* Sums distance_gradient over the sequences. */
static void
distance_backward (LabNetwork *network, gsize distance, Real *gradient)
{
  const guint rows = network->shape.heads * network->shape.input.tokens;
  const LabExampleRows to = example_rows (network);

  for (guint i = 0; i < rows; i++) {
    const Real *at = network->distance_gradient + (gsize)i * network->sequences;
    Vector sum = {0};

    for (guint s = 0; s < network->sequences; s += LANES)
      sum += load_sequences (network, at, s);
    gradient[distance + i] += vector_sum (sum);
    for (guint e = 0; to.rows && e < to.examples; e++)
      to.rows[e * to.row_stride + distance + i] = at[e];
  }
}

static void
attention_backward (LabNetwork *network,
                    const LabBlockLayout *at,
                    const Real *p,
                    const BlockState *block,
                    Real *gradient)
{
  const guint m = network->shape.width;
  const LabAttention attention = attention_of (network, p, at->distance);

  dense_gradient (network, m, m, network->stream_gradient, block->mixed, at->attention_output,
                  LAB_NO_BIAS, gradient);
  dense_backward_input (network, m, m, p + at->attention_output, network->stream_gradient,
                        network->narrow_gradient);
  lab_attention_backward (&attention, block->qkv, block->weights, network->narrow_gradient,
                          network->wide_gradient, network->distance_gradient, network->scratch);
  if (attention.distance)
    distance_backward (network, at->distance, gradient);
  if (network->angles)
    lab_rotary_turn (network, TRUE, network->wide_gradient);
  dense_gradient (network, 3 * m, m, network->wide_gradient, block->normal_input,
                  at->attention_input, LAB_NO_BIAS, gradient);
  dense_backward_input (network, 3 * m, m, p + at->attention_input, network->wide_gradient,
                        network->narrow_gradient);
  layer_norm_gradient (network, p, block->input, block->attention_mean, block->attention_scale,
                       at->attention_gain, at->attention_bias, gradient);
}

static void
positions_backward (LabNetwork *network, Real *gradient)
{
  const guint m = network->shape.width;
  const LabParameterLayout *layout = &network->layout;
  const LabExampleRows rows = example_rows (network);

  for (guint i = 0; i < m; i++)
    for (guint t = 0; t < network->shape.input.tokens; t++) {
      const Real *at = network->stream_gradient + i * network->stride + t * network->sequences;
      Vector sum = {0};

      for (guint s = 0; s < network->sequences; s += LANES)
        sum += load_sequences (network, at, s);
      gradient[layout->position + t * m + i] += vector_sum (sum);
    }
  if (rows.rows)
    lab_example_positions (&rows, m, network->stream_gradient, layout->position);
}

static void
embed_backward (LabNetwork *network, Real *gradient)
{
  const LabParameterLayout *layout = &network->layout;

  if (network->token_ids) {
    lab_vocabulary_backward (network, gradient + layout->embedding);
    if (network->example_rows)
      lab_vocabulary_examples (network, layout->embedding, network->shape.tied);
  } else {
    dense_gradient (network, network->shape.width, network->shape.input.features,
                    network->stream_gradient, network->patches, layout->embedding,
                    layout->embedding_bias, gradient);
  }
  if (network->shape.positions == LAB_POSITIONS_LEARNED)
    positions_backward (network, gradient);
}

void
lab_network_backward (LabNetwork *network,
                      const Real *parameters,
                      const Real *prediction_gradient,
                      Real *gradient)
{
  const LabParameterLayout *layout = &network->layout;
  const guint m = network->shape.width;

  g_return_if_fail (network->examples > 0);

  if (network->logits)
    read_out_vocabulary_backward (network, parameters, prediction_gradient, gradient);
  else if (network->shape.per_token)
    read_out_tokens_backward (network, parameters, prediction_gradient, gradient);
  else
    read_out_mean_backward (network, parameters, prediction_gradient, gradient);
  memset (network->stream_gradient, 0, m * network->stride * sizeof (Real));
  layer_norm_gradient (network, parameters, network->output, network->final_mean,
                       network->final_scale, layout->final_gain, layout->final_bias, gradient);
  for (guint i = network->shape.depth; i-- > 0 && !is_stopped (network);) {
    feed_forward_backward (network, &layout->block[i], parameters, &network->block[i], gradient);
    attention_backward (network, &layout->block[i], parameters, &network->block[i], gradient);
  }
  embed_backward (network, gradient);
}

void
lab_network_backward_examples (LabNetwork *network,
                               const Real *parameters,
                               const Real *prediction_gradient,
                               Real *gradient,
                               gsize row_stride,
                               Real *rows)
{
  g_return_if_fail (row_stride >= network->layout.count);

  network->example_rows = rows;
  network->example_stride = row_stride;
  lab_network_backward (network, parameters, prediction_gradient, gradient);
  network->example_rows = NULL;
}
