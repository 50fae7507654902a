/* The network on one chunk: which kernel reads and writes which array.
 *
 * Activations are feature-major, (features, columns) with column = token * sequences + sequence, so
 * that every kernel finds neighbouring columns in its SIMD lanes and no sum runs across lanes
 * except those over examples. `sequences` is the number of examples rounded up to whole registers;
 * the surplus examples are zero and their gradients too.
 *
 * One block of memory per network, cut up once; one chunk at a time lives in it. */
#include "transformer/network.h"

#include "core/memory.h"
#include "transformer/attention.h"
#include "transformer/dense.h"
#include "transformer/gelu.h"
#include "transformer/layer-norm.h"
#include "transformer/parameters.h"

#include <string.h>

/* Columns of a chunk to aim at: its activations stay in the second-level cache, and sums over
 * columns are long enough to be worth starting. */
#define CHUNK_COLUMNS 256
#define CACHE_LINE    (64 / sizeof (Real))

/* m = width, f = m * feed_forward, c = columns, T = tokens. */
typedef struct
{
  Real *input;                            /* (m, c): the residual stream on entry */
  Real *attention_mean, *attention_scale; /* (c): of the first LayerNorm */
  Real *normal_input;                     /* (m, c): its result */
  Real *qkv;                              /* (3m, c) */
  Real *weights;                          /* (heads, T, T, sequences), see attention.h */
  Real *mixed;                            /* (m, c) */
  Real *middle;                           /* (m, c): the residual stream after attention */
  Real *feed_forward_mean, *feed_forward_scale;
  Real *normal_middle; /* (m, c) */
  Real *slope;         /* (f, c): before GELU, then its derivative */
  Real *hidden;        /* (f, c): after GELU */
} BlockState;

struct _LabNetwork
{
  LabModelShape shape;
  LabParameterLayout layout;
  Real *memory;
  guint capacity; /* examples */

  /* Of the current chunk. */
  guint examples, sequences, columns;
  gsize stride;

  Real *patches; /* (p, c) */
  BlockState block[LAB_MODEL_DEPTH_MAX];
  Real *output;                   /* (m, c): the residual stream after the last block */
  Real *final_mean, *final_scale; /* (c) */
  Real *normal_output;            /* (m, c) */
  Real *pooled;                   /* (m, sequences) */

  Real *stream_gradient; /* (m, c) */
  Real *narrow_gradient; /* (m, c) */
  Real *wide_gradient;   /* (max (3m, f), c) */
  Real *scratch;         /* the larger of what attention and LayerNorm ask for */
};

/* Columns apart by an odd number of cache lines: features of one column then spread over all sets
 * of the first-level cache. */
static gsize
stride_for (gsize columns)
{
  gsize lines = (columns + CACHE_LINE - 1) / CACHE_LINE;

  return (lines | 1) * CACHE_LINE;
}

static guint
round_up (guint value, guint multiple)
{
  return (value + multiple - 1) / multiple * multiple;
}

/* With memory NULL only counts. */
static Real *
cut (Real *memory, gsize *used, gsize count)
{
  Real *part = memory ? memory + *used : NULL;

  *used += (count + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
  return part;
}

static void
cut_block (BlockState *block,
           const LabModelShape *shape,
           guint sequences,
           gsize stride,
           Real *memory,
           gsize *used)
{
  const gsize m = shape->width, f = m * shape->feed_forward;
  const gsize pairs = (gsize)shape->tokens * shape->tokens;

  block->input = cut (memory, used, m * stride);
  block->attention_mean = cut (memory, used, stride);
  block->attention_scale = cut (memory, used, stride);
  block->normal_input = cut (memory, used, m * stride);
  block->qkv = cut (memory, used, 3 * m * stride);
  block->weights = cut (memory, used, shape->heads * pairs * sequences);
  block->mixed = cut (memory, used, m * stride);
  block->middle = cut (memory, used, m * stride);
  block->feed_forward_mean = cut (memory, used, stride);
  block->feed_forward_scale = cut (memory, used, stride);
  block->normal_middle = cut (memory, used, m * stride);
  block->slope = cut (memory, used, f * stride);
  block->hidden = cut (memory, used, f * stride);
}

/* Cuts the workspace up for the largest chunk and returns how many numbers that takes. */
static gsize
cut_workspace (LabNetwork *network, Real *memory)
{
  const LabModelShape *shape = &network->shape;
  const gsize m = shape->width, f = m * shape->feed_forward;
  const guint sequences = network->capacity;
  const gsize stride = stride_for ((gsize)shape->tokens * sequences);
  gsize used = 0;

  network->patches = cut (memory, &used, shape->input_dimension / shape->tokens * stride);
  for (guint i = 0; i < shape->depth; i++)
    cut_block (&network->block[i], shape, sequences, stride, memory, &used);
  network->output = cut (memory, &used, m * stride);
  network->final_mean = cut (memory, &used, stride);
  network->final_scale = cut (memory, &used, stride);
  network->normal_output = cut (memory, &used, m * stride);
  network->pooled = cut (memory, &used, m * sequences);
  network->stream_gradient = cut (memory, &used, m * stride);
  network->narrow_gradient = cut (memory, &used, m * stride);
  network->wide_gradient = cut (memory, &used, MAX (3 * m, f) * stride);
  network->scratch = cut (memory, &used, MAX (2 * m, (gsize)shape->tokens * shape->tokens) * LANES);
  return used;
}

LabNetwork *
lab_network_new (const LabModelShape *shape, guint examples, GError **error)
{
  g_autofree LabNetwork *network = NULL;

  if (!lab_model_shape_check (shape, error))
    return NULL;

  network = g_new0 (LabNetwork, 1);
  network->shape = *shape;
  lab_parameter_layout_init (&network->layout, shape);
  network->capacity = round_up (MAX (1, CHUNK_COLUMNS / shape->tokens), LANES);
  network->capacity = MIN (network->capacity, round_up (MAX (1, MIN (examples, 4096)), LANES));
  network->memory =
      lab_memory_new (cut_workspace (network, NULL), sizeof (Real), "the activations", error);
  if (!network->memory)
    return NULL;
  cut_workspace (network, network->memory);
  return g_steal_pointer (&network);
}

void
lab_network_free (LabNetwork *network)
{
  if (!network)
    return;
  lab_memory_free (network->memory);
  g_free (network);
}

guint
lab_network_capacity (const LabNetwork *network)
{
  return network->capacity;
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
        vector_store (at + s, vector_load (at + s) + parameters[layout->position + t * m + i]);
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

/* predictions (examples) from the mean of normal_output over the tokens. */
static void
read_out (LabNetwork *network, const Real *parameters, Real *predictions)
{
  const guint m = network->shape.width, sequences = network->sequences;
  const Real *head = parameters + network->layout.head;
  const Real share = (Real)1 / (Real)network->shape.tokens;

  for (guint s = 0; s < sequences; s += LANES) {
    Vector prediction = vector_splat (parameters[network->layout.head_bias]);

    for (guint i = 0; i < m; i++) {
      Vector sum = {0};

      for (guint t = 0; t < network->shape.tokens; t++)
        sum += vector_load (network->normal_output + i * network->stride + t * sequences + s);
      sum *= share;
      vector_store (network->pooled + i * sequences + s, sum);
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

  network->examples = examples;
  network->sequences = round_up (examples, LANES);
  network->columns = network->shape.tokens * network->sequences;
  network->stride = stride_for (network->columns);

  gather_patches (network, x, indices);
  embed (network, parameters, network->block[0].input);
  for (guint i = 0; i < depth; i++)
    block_forward (network, &layout->block[i], parameters, &network->block[i],
                   i + 1 < depth ? network->block[i + 1].input : network->output);
  lab_layer_norm_forward (network->shape.width, network->columns, network->stride,
                          parameters + layout->final_gain, parameters + layout->final_bias,
                          network->output, network->normal_output, network->final_mean,
                          network->final_scale);
  read_out (network, parameters, predictions);
}

/* Into narrow_gradient (m, c), that of normal_output; adds those of the head. */
static void
read_out_backward (LabNetwork *network,
                   const Real *parameters,
                   const Real *prediction_gradient,
                   Real *gradient)
{
  const guint m = network->shape.width, sequences = network->sequences;
  const Real *head = parameters + network->layout.head;
  const Real share = (Real)1 / (Real)network->shape.tokens;

  for (guint s = 0; s < sequences; s += LANES) {
    Vector along = {0};

    for (guint lane = 0; lane < LANES && s + lane < network->examples; lane++)
      along[lane] = prediction_gradient[s + lane];
    gradient[network->layout.head_bias] += vector_sum (along);
    for (guint i = 0; i < m; i++) {
      gradient[network->layout.head + i] +=
          vector_sum (along * vector_load (network->pooled + i * sequences + s));
      for (guint t = 0; t < network->shape.tokens; t++)
        vector_store (network->narrow_gradient + i * network->stride + t * sequences + s,
                      along * (share * head[i]));
    }
  }
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

  lab_dense_backward_weight (m, f, columns, stride, network->stream_gradient, block->hidden,
                             gradient + at->contract, gradient + at->contract_bias);
  lab_dense_backward_input (m, f, columns, stride, p + at->contract, network->stream_gradient,
                            network->wide_gradient);
  lab_gelu_backward (f, columns, stride, block->slope, network->wide_gradient);
  lab_dense_backward_weight (f, m, columns, stride, network->wide_gradient, block->normal_middle,
                             gradient + at->expand, gradient + at->expand_bias);
  lab_dense_backward_input (f, m, columns, stride, p + at->expand, network->wide_gradient,
                            network->narrow_gradient);
  lab_layer_norm_backward (
      m, columns, stride, p + at->feed_forward_gain, block->middle, block->feed_forward_mean,
      block->feed_forward_scale, network->narrow_gradient, network->stream_gradient,
      gradient + at->feed_forward_gain, gradient + at->feed_forward_bias, network->scratch);
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

  lab_dense_backward_weight (m, m, columns, stride, network->stream_gradient, block->mixed,
                             gradient + at->attention_output, NULL);
  lab_dense_backward_input (m, m, columns, stride, p + at->attention_output,
                            network->stream_gradient, network->narrow_gradient);
  lab_attention_backward (&attention, block->qkv, block->weights, network->narrow_gradient,
                          network->wide_gradient, network->scratch);
  lab_dense_backward_weight (3 * m, m, columns, stride, network->wide_gradient, block->normal_input,
                             gradient + at->attention_input, NULL);
  lab_dense_backward_input (3 * m, m, columns, stride, p + at->attention_input,
                            network->wide_gradient, network->narrow_gradient);
  lab_layer_norm_backward (m, columns, stride, p + at->attention_gain, block->input,
                           block->attention_mean, block->attention_scale, network->narrow_gradient,
                           network->stream_gradient, gradient + at->attention_gain,
                           gradient + at->attention_bias, network->scratch);
}

static void
embed_backward (LabNetwork *network, Real *gradient)
{
  const guint m = network->shape.width;
  const LabParameterLayout *layout = &network->layout;

  lab_dense_backward_weight (m, network->shape.input_dimension / network->shape.tokens,
                             network->columns, network->stride, network->stream_gradient,
                             network->patches, gradient + layout->embedding,
                             gradient + layout->embedding_bias);
  for (guint i = 0; i < m; i++)
    for (guint t = 0; t < network->shape.tokens; t++) {
      const Real *at = network->stream_gradient + i * network->stride + t * network->sequences;
      Vector sum = {0};

      for (guint s = 0; s < network->sequences; s += LANES)
        sum += vector_load (at + s);
      gradient[layout->position + t * m + i] += vector_sum (sum);
    }
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

  read_out_backward (network, parameters, prediction_gradient, gradient);
  memset (network->stream_gradient, 0, m * network->stride * sizeof (Real));
  lab_layer_norm_backward (
      m, network->columns, network->stride, parameters + layout->final_gain, network->output,
      network->final_mean, network->final_scale, network->narrow_gradient, network->stream_gradient,
      gradient + layout->final_gain, gradient + layout->final_bias, network->scratch);
  for (guint i = network->shape.depth; i-- > 0;) {
    feed_forward_backward (network, &layout->block[i], parameters, &network->block[i], gradient);
    attention_backward (network, &layout->block[i], parameters, &network->block[i], gradient);
  }
  embed_backward (network, gradient);
}
