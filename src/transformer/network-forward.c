/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network's predictions for one chunk: which routine reads and writes which array of the
 * workspace. */
#include "transformer/network.h"

#include "transformer/attention.h"
#include "transformer/dense.h"
#include "transformer/gelu.h"
#include "transformer/layer-norm.h"
#include "transformer/network-private.h"
#include "transformer/rotary.h"
#include "transformer/vocabulary.h"
#include "transformer/workspace.h"

/* patches (p, c) from rows of x (n, D). */
static void
gather_patches (LabNetwork *network, const Real *x, const guint32 *indices)
{
  const gsize dimension = lab_model_input_row (&network->shape.input);
  const guint patch = network->shape.input.features;

  for (guint s = 0; s < network->sequences; s++) {
    const gboolean real = s < network->examples;
    const Real *row = real ? x + (indices ? indices[s] : s) * dimension : NULL;

    for (guint t = 0; t < network->shape.input.tokens; t++)
      for (guint j = 0; j < patch; j++)
        network->patches[j * network->stride + t * network->sequences + s] =
            real ? row[t * patch + j] : 0;
  }
}

static void
add_positions (LabNetwork *network, const Real *parameters, Real *stream)
{
  const guint m = network->shape.width;
  const LabParameterLayout *layout = &network->layout;

  for (guint i = 0; i < m; i++)
    for (guint t = 0; t < network->shape.input.tokens; t++) {
      Real *at = stream + i * network->stride + t * network->sequences;

      for (guint s = 0; s < network->sequences; s += LANES)
        store_sequences (network, at, s,
                         load_sequences (network, at, s) +
                             parameters[layout->position + t * m + i]);
    }
}

static void
embed (LabNetwork *network,
       const Real *parameters,
       const Real *x,
       const guint32 *indices,
       Real *stream)
{
  const LabParameterLayout *layout = &network->layout;

  if (network->token_ids) {
    network->tokens_valid = lab_vocabulary_gather (network, x, indices);
    lab_vocabulary_embed (network, parameters + layout->embedding, stream);
  } else {
    gather_patches (network, x, indices);
    dense_forward (network, network->shape.width, network->shape.input.features,
                   parameters + layout->embedding, parameters + layout->embedding_bias, NULL,
                   network->patches, stream);
  }
  if (network->shape.positions == LAB_POSITIONS_LEARNED)
    add_positions (network, parameters, stream);
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
  const LabAttention attention = attention_of (network, p, at->distance);

  lab_layer_norm_forward (m, columns, stride, p + at->attention_gain, p + at->attention_bias,
                          block->input, block->normal_input, block->attention_mean,
                          block->attention_scale);
  dense_forward (network, 3 * m, m, p + at->attention_input, NULL, NULL, block->normal_input,
                 block->qkv);
  if (network->angles)
    lab_rotary_turn (network, FALSE, block->qkv);
  lab_attention_forward (&attention, block->qkv, block->weights, block->mixed);
  dense_forward (network, m, m, p + at->attention_output, NULL, block->input, block->mixed,
                 block->middle);
  lab_layer_norm_forward (m, columns, stride, p + at->feed_forward_gain, p + at->feed_forward_bias,
                          block->middle, block->normal_middle, block->feed_forward_mean,
                          block->feed_forward_scale);
  dense_forward (network, f, m, p + at->expand, p + at->expand_bias, NULL, block->normal_middle,
                 block->slope);
  lab_gelu_forward (f, columns, stride, block->slope, block->hidden);
  dense_forward (network, m, f, p + at->contract, p + at->contract_bias, block->middle,
                 block->hidden, output);
}

/* predictions (examples, T) from each token's column of normal_output. */
static void
read_out_tokens (LabNetwork *network, const Real *parameters, Real *predictions)
{
  const guint tokens = network->shape.input.tokens;

  dense_forward (network, 1, network->shape.width, parameters + network->layout.head,
                 parameters + network->layout.head_bias, NULL, network->normal_output,
                 network->token_outputs);
  for (guint s = 0; s < network->examples; s++)
    for (guint t = 0; t < tokens; t++)
      predictions[s * tokens + t] = network->token_outputs[t * network->sequences + s];
}

/* logits from each token's column of normal_output; predictions (examples, T, V) unless NULL. */
static void
read_out_vocabulary (LabNetwork *network, const Real *parameters, Real *predictions)
{
  const guint tokens = network->shape.input.tokens, vocabulary = network->shape.input.features;

  dense_forward (network, vocabulary, network->shape.width, parameters + network->layout.head,
                 parameters + network->layout.head_bias, NULL, network->normal_output,
                 network->logits);
  for (guint s = 0; predictions && s < network->examples; s++)
    for (guint t = 0; t < tokens; t++)
      for (guint v = 0; v < vocabulary; v++)
        predictions[((gsize)s * tokens + t) * vocabulary + v] =
            network->logits[v * network->stride + t * network->sequences + s];
}

/* predictions (examples) from the mean of normal_output over the tokens. */
static void
read_out_mean (LabNetwork *network, const Real *parameters, Real *predictions)
{
  const guint m = network->shape.width, sequences = network->sequences;
  const Real *head = parameters + network->layout.head;
  const Real share = (Real)1 / (Real)network->shape.input.tokens;

  for (guint s = 0; s < sequences; s += LANES) {
    Vector prediction = vector_splat (parameters[network->layout.head_bias]);

    for (guint i = 0; i < m; i++) {
      Vector sum = {0};

      for (guint t = 0; t < network->shape.input.tokens; t++)
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
  embed (network, parameters, x, indices, network->block[0].input);
  for (guint i = 0; i < depth && !is_stopped (network); i++)
    block_forward (network, &layout->block[i], parameters, &network->block[i],
                   i + 1 < depth ? network->block[i + 1].input : network->output);
  lab_layer_norm_forward (network->shape.width, network->columns, network->stride,
                          parameters + layout->final_gain, parameters + layout->final_bias,
                          network->output, network->normal_output, network->final_mean,
                          network->final_scale);
  if (network->logits)
    read_out_vocabulary (network, parameters, predictions);
  else if (network->shape.per_token)
    read_out_tokens (network, parameters, predictions);
  else
    read_out_mean (network, parameters, predictions);
}
