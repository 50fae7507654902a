/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes and places: how large a chunk is and how one block of memory is cut up for it. */
#include "transformer/workspace.h"

#include "core/memory.h"
#include "transformer/rotary.h"

/* Columns of a chunk to aim at: its activations stay in the second-level cache, and sums over
 * columns are long enough to be worth starting. */
#define CHUNK_COLUMNS 256
#define CACHE_LINE    (64 / sizeof (Real))

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
  const gsize pairs = (gsize)shape->input.tokens * shape->input.tokens;

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

static gsize
scratch_size (const LabModelShape *shape)
{
  const gsize m = shape->width, tokens = shape->input.tokens;
  const gsize read = shape->input.kind == LAB_INPUT_TOKENS ? 0 : shape->input.features;
  const gsize widest = MAX (m * shape->feed_forward, read);

  return MAX (MAX (2 * m, tokens * tokens) * LANES, tokens * widest);
}

/* What a token is read from, and how it knows its place. */
static void
cut_input (LabNetwork *network, gsize stride, Real *memory, gsize *used)
{
  const LabModelShape *shape = &network->shape;
  const gsize tokens = shape->input.tokens;

  if (shape->input.kind == LAB_INPUT_TOKENS)
    network->token_ids = (guint32 *)cut (memory, used, stride);
  else
    network->patches = cut (memory, used, shape->input.features * stride);
  if (shape->positions == LAB_POSITIONS_ROTARY)
    network->angles = cut (memory, used, tokens * (shape->width / shape->heads));
  if (shape->positions == LAB_POSITIONS_RELATIVE) {
    network->distance_lanes = cut (memory, used, tokens * LANES);
    network->distance_gradient = cut (memory, used, shape->heads * tokens * network->capacity);
  }
}

/* Cuts the workspace up for the largest chunk and returns how many numbers that takes. */
static gsize
cut_workspace (LabNetwork *network, Real *memory)
{
  const LabModelShape *shape = &network->shape;
  const gsize m = shape->width, f = m * shape->feed_forward;
  const guint sequences = network->capacity;
  const gsize stride = stride_for ((gsize)shape->input.tokens * sequences);
  gsize used = 0;

  cut_input (network, stride, memory, &used);
  for (guint i = 0; i < shape->depth; i++)
    cut_block (&network->block[i], shape, sequences, stride, memory, &used);
  network->output = cut (memory, &used, m * stride);
  network->final_mean = cut (memory, &used, stride);
  network->final_scale = cut (memory, &used, stride);
  network->normal_output = cut (memory, &used, m * stride);
  if (shape->input.kind == LAB_INPUT_TOKENS)
    network->logits = cut (memory, &used, shape->input.features * stride);
  else if (shape->per_token)
    network->token_outputs = cut (memory, &used, stride);
  else
    network->pooled = cut (memory, &used, m * sequences);
  network->stream_gradient = cut (memory, &used, m * stride);
  network->narrow_gradient = cut (memory, &used, m * stride);
  network->wide_gradient = cut (memory, &used, MAX (3 * m, f) * stride);
  network->scratch = cut (memory, &used, scratch_size (shape));
  return used;
}

/* What a chunk holds at most, for a batch of so many examples. */
static guint
capacity_for (const LabModelShape *shape, guint examples)
{
  return MIN (round_up (MAX (1, CHUNK_COLUMNS / shape->input.tokens), LANES),
              round_up (MAX (1, MIN (examples, 4096)), LANES));
}

gsize
lab_network_bytes (const LabModelShape *shape, guint examples)
{
  LabNetwork network = {.shape = *shape, .capacity = capacity_for (shape, examples)};

  return sizeof network + cut_workspace (&network, NULL) * sizeof (Real);
}

LabNetwork *
lab_network_new (const LabModelShape *shape, guint examples, const gint *stop, GError **error)
{
  g_autofree LabNetwork *network = NULL;
  gsize numbers;

  if (!lab_model_shape_check (shape, error))
    return NULL;

  network = g_new0 (LabNetwork, 1);
  network->shape = *shape;
  lab_parameter_layout_init (&network->layout, shape);
  network->capacity = capacity_for (shape, examples);
  network->stop = stop;
  numbers = cut_workspace (network, NULL);
  network->memory = lab_memory_new_untouched (numbers, sizeof (Real), "the activations", error);
  if (!network->memory)
    return NULL;
  if (!lab_memory_clear (network->memory, numbers * sizeof (Real), stop)) {
    lab_memory_free (network->memory);
    return NULL;
  }
  cut_workspace (network, network->memory);
  if (network->angles)
    lab_rotary_fill (shape, network->angles);
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

void
lab_network_set_stop (LabNetwork *network, const gint *stop)
{
  network->stop = stop;
}

guint
lab_network_capacity (const LabNetwork *network)
{
  return network->capacity;
}

void
lab_network_start_chunk (LabNetwork *network, guint examples)
{
  g_return_if_fail (examples > 0 && examples <= network->capacity);

  network->examples = examples;
  network->sequences =
      round_up (examples, network->shape.input.tokens % 2 == 0 ? HALF_LANES : LANES);
  network->columns = network->shape.input.tokens * network->sequences;
  network->stride = stride_for (network->columns);
}
