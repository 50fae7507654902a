/* The network on one chunk: which kernel reads and writes which array of the workspace. */
#include "transformer/network.h"

#include "transformer/attention.h"
#include "transformer/dense.h"
#include "transformer/gelu.h"
#include "transformer/jacobian.h"
#include "transformer/layer-norm.h"
#include "transformer/workspace.h"

#include <string.h>

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

/* patches (p, c) from rows of x (n, D). */
static void
gather_patches (LabNetwork *network, const Real *x, const guint32 *indices)
{
  const gsize dimension = network->shape.input_dimension;
  const guint patch = network->shape.input_dimension / network->shape.tokens;

  for (guint s = 0; s < network->sequences; s++) {
    const gboolean real = s < network->examples;
    const Real *row = real ? x + (indices ? indices[s] : s) * dimension : NULL;

    for (guint t = 0; t < network->shape.tokens; t++)
      for (guint j = 0; j < patch; j++)
        network->patches[j * network->stride + t * network->sequences + s] =
            real ? row[t * patch + j] : 0;
  }
}

static void
embed (LabNetwork *network, const Real *parameters, Real *stream)
{
  const guint m = network->shape.width;
  const LabParameterLayout *layout = &network->layout;

  lab_dense_forward (m, network->shape.input_dimension / network->shape.tokens, network->columns,
                     network->stride, parameters + layout->embedding,
                     parameters + layout->embedding_bias, NULL, network->patches, stream);
  for (guint i = 0; i < m; i++)
    for (guint t = 0; t < network->shape.tokens; t++) {
      Real *at = stream + i * network->stride + t * network->sequences;

      for (guint s = 0; s < network->sequences; s += LANES)
        store_sequences (network, at, s,
                         load_sequences (network, at, s) +
                             parameters[layout->position + t * m + i]);
    }
}

static LabAttention
attention_of (const LabNetwork *network)
{
  return (LabAttention){.tokens = network->shape.tokens,
                        .heads = network->shape.heads,
                        .head_width = network->shape.width / network->shape.heads,
                        .sequences = network->sequences,
                        .stride = network->stride,
                        .causal = network->shape.causal};
}

static void
block_forward (LabNetwork *network,
               const LabBlockLayout *at,
               const Real *p,
               BlockState *block,
               Real *output)
{
  const guint m = network->shape.width, f = m * network->shape.feed_forward;
  const guint columns = network->columns;
  const gsize stride = network->stride;
  const LabAttention attention = attention_of (network);

  lab_layer_norm_forward (m, columns, stride, p + at->attention_gain, p + at->attention_bias,
                          block->input, block->normal_input, block->attention_mean,
                          block->attention_scale);
  lab_dense_forward (3 * m, m, columns, stride, p + at->attention_input, NULL, NULL,
                     block->normal_input, block->qkv);
  lab_attention_forward (&attention, block->qkv, block->weights, block->mixed);
  lab_dense_forward (m, m, columns, stride, p + at->attention_output, NULL, block->input,
                     block->mixed, block->middle);
  lab_layer_norm_forward (m, columns, stride, p + at->feed_forward_gain, p + at->feed_forward_bias,
                          block->middle, block->normal_middle, block->feed_forward_mean,
                          block->feed_forward_scale);
  lab_dense_forward (f, m, columns, stride, p + at->expand, p + at->expand_bias, NULL,
                     block->normal_middle, block->slope);
  lab_gelu_forward (f, columns, stride, block->slope, block->hidden);
  lab_dense_forward (m, f, columns, stride, p + at->contract, p + at->contract_bias, block->middle,
                     block->hidden, output);
}

/* predictions (examples, T) from each token's column of normal_output. */
static void
read_out_tokens (LabNetwork *network, const Real *parameters, Real *predictions)
{
  const guint tokens = network->shape.tokens;

  lab_dense_forward (1, network->shape.width, network->columns, network->stride,
                     parameters + network->layout.head, parameters + network->layout.head_bias,
                     NULL, network->normal_output, network->token_outputs);
  for (guint s = 0; s < network->examples; s++)
    for (guint t = 0; t < tokens; t++)
      predictions[s * tokens + t] = network->token_outputs[t * network->sequences + s];
}

/* predictions (examples) from the mean of normal_output over the tokens. */
static void
read_out_mean (LabNetwork *network, const Real *parameters, Real *predictions)
{
  const guint m = network->shape.width, sequences = network->sequences;
  const Real *head = parameters + network->layout.head;
  const Real share = (Real)1 / (Real)network->shape.tokens;

  for (guint s = 0; s < sequences; s += LANES) {
    Vector prediction = vector_splat (parameters[network->layout.head_bias]);

    for (guint i = 0; i < m; i++) {
      Vector sum = {0};

      for (guint t = 0; t < network->shape.tokens; t++)
        sum += load_sequences (network,
                               network->normal_output + i * network->stride + t * sequences, s);
      sum *= share;
      store_sequences (network, network->pooled + i * sequences, s, sum);
      prediction += sum * head[i];
    }
    for (guint lane = 0; lane < LANES && s + lane < network->examples; lane++)
      predictions[s + lane] = prediction[lane];
  }
}

void
lab_network_forward (LabNetwork *network,
                     const Real *parameters,
                     guint examples,
                     const Real *x,
                     const guint32 *indices,
                     Real *predictions)
{
  const LabParameterLayout *layout = &network->layout;
  const guint depth = network->shape.depth;

  g_return_if_fail (examples > 0 && examples <= network->capacity);

  lab_network_start_chunk (network, examples);
  gather_patches (network, x, indices);
  embed (network, parameters, network->block[0].input);
  for (guint i = 0; i < depth; i++)
    block_forward (network, &layout->block[i], parameters, &network->block[i],
                   i + 1 < depth ? network->block[i + 1].input : network->output);
  lab_layer_norm_forward (network->shape.width, network->columns, network->stride,
                          parameters + layout->final_gain, parameters + layout->final_bias,
                          network->output, network->normal_output, network->final_mean,
                          network->final_scale);
  if (network->shape.per_token)
    read_out_tokens (network, parameters, predictions);
  else
    read_out_mean (network, parameters, predictions);
}

/* Where the examples' own gradients go; rows NULL while only their sum is asked for. */
static LabExampleRows
example_rows (const LabNetwork *network)
{
  return (LabExampleRows){.rows = network->example_rows,
                          .row_stride = network->example_stride,
                          .examples = network->examples,
                          .sequences = network->sequences,
                          .tokens = network->shape.tokens,
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

  lab_dense_backward_weight (out, in, network->columns, network->stride, y_gradient, x,
                             gradient + weight, bias == LAB_NO_BIAS ? NULL : gradient + bias);
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
  const guint m = network->shape.width, tokens = network->shape.tokens;

  for (guint s = 0; s < network->sequences; s++)
    for (guint t = 0; t < tokens; t++)
      network->token_outputs[t * network->sequences + s] =
          s < network->examples ? prediction_gradient[s * tokens + t] : 0;
  dense_gradient (network, 1, m, network->token_outputs, network->normal_output,
                  network->layout.head, network->layout.head_bias, gradient);
  lab_dense_backward_input (1, m, network->columns, network->stride,
                            parameters + network->layout.head, network->token_outputs,
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
  const Real share = (Real)1 / (Real)network->shape.tokens;
  const LabExampleRows rows = example_rows (network);

  for (guint s = 0; s < sequences; s += LANES) {
    Vector along = {0};

    for (guint lane = 0; lane < LANES && s + lane < network->examples; lane++)
      along[lane] = prediction_gradient[s + lane];
    gradient[network->layout.head_bias] += vector_sum (along);
    for (guint i = 0; i < m; i++) {
      gradient[network->layout.head + i] +=
          vector_sum (along * load_sequences (network, network->pooled + i * sequences, s));
      for (guint t = 0; t < network->shape.tokens; t++)
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
  lab_dense_backward_input (m, f, columns, stride, p + at->contract, network->stream_gradient,
                            network->wide_gradient);
  lab_gelu_backward (f, columns, stride, block->slope, network->wide_gradient);
  dense_gradient (network, f, m, network->wide_gradient, block->normal_middle, at->expand,
                  at->expand_bias, gradient);
  lab_dense_backward_input (f, m, columns, stride, p + at->expand, network->wide_gradient,
                            network->narrow_gradient);
  layer_norm_gradient (network, p, block->middle, block->feed_forward_mean,
                       block->feed_forward_scale, at->feed_forward_gain, at->feed_forward_bias,
                       gradient);
}

static void
attention_backward (LabNetwork *network,
                    const LabBlockLayout *at,
                    const Real *p,
                    const BlockState *block,
                    Real *gradient)
{
  const guint m = network->shape.width, columns = network->columns;
  const gsize stride = network->stride;
  const LabAttention attention = attention_of (network);

  dense_gradient (network, m, m, network->stream_gradient, block->mixed, at->attention_output,
                  LAB_NO_BIAS, gradient);
  lab_dense_backward_input (m, m, columns, stride, p + at->attention_output,
                            network->stream_gradient, network->narrow_gradient);
  lab_attention_backward (&attention, block->qkv, block->weights, network->narrow_gradient,
                          network->wide_gradient, network->scratch);
  dense_gradient (network, 3 * m, m, network->wide_gradient, block->normal_input,
                  at->attention_input, LAB_NO_BIAS, gradient);
  lab_dense_backward_input (3 * m, m, columns, stride, p + at->attention_input,
                            network->wide_gradient, network->narrow_gradient);
  layer_norm_gradient (network, p, block->input, block->attention_mean, block->attention_scale,
                       at->attention_gain, at->attention_bias, gradient);
}

static void
embed_backward (LabNetwork *network, Real *gradient)
{
  const guint m = network->shape.width;
  const LabParameterLayout *layout = &network->layout;
  const LabExampleRows rows = example_rows (network);

  dense_gradient (network, m, network->shape.input_dimension / network->shape.tokens,
                  network->stream_gradient, network->patches, layout->embedding,
                  layout->embedding_bias, gradient);
  for (guint i = 0; i < m; i++)
    for (guint t = 0; t < network->shape.tokens; t++) {
      const Real *at = network->stream_gradient + i * network->stride + t * network->sequences;
      Vector sum = {0};

      for (guint s = 0; s < network->sequences; s += LANES)
        sum += load_sequences (network, at, s);
      gradient[layout->position + t * m + i] += vector_sum (sum);
    }
  if (rows.rows)
    lab_example_positions (&rows, m, network->stream_gradient, layout->position);
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

  if (network->shape.per_token)
    read_out_tokens_backward (network, parameters, prediction_gradient, gradient);
  else
    read_out_mean_backward (network, parameters, prediction_gradient, gradient);
  memset (network->stream_gradient, 0, m * network->stride * sizeof (Real));
  layer_norm_gradient (network, parameters, network->output, network->final_mean,
                       network->final_scale, layout->final_gain, layout->final_bias, gradient);
  for (guint i = network->shape.depth; i-- > 0;) {
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
