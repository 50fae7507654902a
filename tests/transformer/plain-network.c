/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network as its description reads. Arrays are (features, tokens). */
#include "plain-network.h"

#include "plain.h"
#include "transformer/parameters.h"

#include <math.h>

static void
embed (const LabModelShape *shape,
       const LabParameterLayout *layout,
       const double *p,
       const double *x,
       double *stream)
{
  const guint patch = shape->input.features;

  for (guint t = 0; t < shape->input.tokens; t++)
    for (guint i = 0; i < shape->width; i++) {
      double sum = shape->positions == LAB_POSITIONS_LEARNED
                       ? p[layout->position + t * shape->width + i]
                       : 0;

      if (shape->input.kind == LAB_INPUT_TOKENS) {
        sum += p[layout->embedding + (gsize)x[t] * shape->width + i];
      } else {
        sum += p[layout->embedding_bias + i];
        for (guint j = 0; j < patch; j++)
          sum += p[layout->embedding + i * patch + j] * x[t * patch + j];
      }
      stream[i * shape->input.tokens + t] = sum;
    }
}

/* (features, tokens) of some rows to (tokens, features), or back. */
static void
transpose (guint rows, guint columns, const double *from, double *to)
{
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      to[j * rows + i] = from[i * columns + j];
}

/* rows (tokens, features): pair i of each token turned by token * 10,000^(-2 i / features). */
static void
turn (guint tokens, guint features, double *rows)
{
  for (guint t = 0; t < tokens; t++)
    for (guint i = 0; i + 1 < features; i += 2) {
      const double angle = t * pow (10000, -(double)i / features);
      double *pair = rows + t * features + i, first = pair[0];

      pair[0] = first * cos (angle) - pair[1] * sin (angle);
      pair[1] = first * sin (angle) + pair[1] * cos (angle);
    }
}

/* distance (heads, tokens), nullable. */
static void
mix_heads (const LabModelShape *shape, const double *distance, const double *qkv, double *mixed)
{
  const guint tokens = shape->input.tokens, features = shape->width / shape->heads;
  const guint size = tokens * features;
  g_autofree double *head = g_new (double, 4 * size);

  for (guint h = 0; h < shape->heads; h++) {
    for (guint part = 0; part < 3; part++)
      transpose (features, tokens, qkv + (part * shape->heads + h) * size, head + part * size);
    for (guint part = 0; shape->positions == LAB_POSITIONS_ROTARY && part < 2; part++)
      turn (tokens, features, head + part * size);
    plain_attention (tokens, features, shape->causal, distance ? distance + h * tokens : NULL, head,
                     head + size, head + 2 * size, head + 3 * size);
    transpose (tokens, features, head + 3 * size, mixed + h * size);
  }
}

static void
block (const LabModelShape *shape, const LabBlockLayout *at, const double *p, double *stream)
{
  const guint m = shape->width, f = m * shape->feed_forward, tokens = shape->input.tokens;
  g_autofree double *normal = g_new (double, m *tokens), *wide = g_new (double, 3 * m * tokens);
  g_autofree double *hidden = g_new (double, f *tokens), *change = g_new (double, m *tokens);

  plain_layer_norm (m, tokens, p + at->attention_gain, p + at->attention_bias, stream, normal);
  plain_dense (3 * m, m, tokens, p + at->attention_input, NULL, normal, wide);
  mix_heads (shape, shape->positions == LAB_POSITIONS_RELATIVE ? p + at->distance : NULL, wide,
             normal);
  plain_dense (m, m, tokens, p + at->attention_output, NULL, normal, change);
  for (guint i = 0; i < m * tokens; i++)
    stream[i] += change[i];
  plain_layer_norm (m, tokens, p + at->feed_forward_gain, p + at->feed_forward_bias, stream,
                    normal);
  plain_dense (f, m, tokens, p + at->expand, p + at->expand_bias, normal, hidden);
  for (guint i = 0; i < f * tokens; i++)
    hidden[i] = plain_gelu (hidden[i]);
  plain_dense (m, f, tokens, p + at->contract, p + at->contract_bias, hidden, change);
  for (guint i = 0; i < m * tokens; i++)
    stream[i] += change[i];
}

/* predictions (tokens, V) from normal (m, tokens). */
static void
read_vocabulary (const LabModelShape *shape,
                 const double *head,
                 const double *bias,
                 const double *normal,
                 double *predictions)
{
  const guint vocabulary = shape->input.features, tokens = shape->input.tokens;

  for (guint t = 0; t < tokens; t++)
    for (guint v = 0; v < vocabulary; v++) {
      double sum = bias[v];

      for (guint i = 0; i < shape->width; i++)
        sum += head[v * shape->width + i] * normal[i * tokens + t];
      predictions[t * vocabulary + v] = sum;
    }
}

void
plain_network (const LabModelShape *shape,
               const double *parameters,
               const double *x,
               double *predictions)
{
  const guint size = shape->width * shape->input.tokens,
              outputs = shape->per_token ? shape->input.tokens : 1;
  g_autofree double *stream = g_new (double, size), *normal = g_new (double, size);
  LabParameterLayout layout;

  lab_parameter_layout_init (&layout, shape);
  embed (shape, &layout, parameters, x, stream);
  for (guint i = 0; i < shape->depth; i++)
    block (shape, &layout.block[i], parameters, stream);
  plain_layer_norm (shape->width, shape->input.tokens, parameters + layout.final_gain,
                    parameters + layout.final_bias, stream, normal);
  if (shape->input.kind == LAB_INPUT_TOKENS) {
    read_vocabulary (shape, parameters + layout.head, parameters + layout.head_bias, normal,
                     predictions);
    return;
  }
  for (guint t = 0; t < outputs; t++)
    predictions[t] = parameters[layout.head_bias];
  for (guint i = 0; i < shape->width; i++)
    for (guint t = 0; t < shape->input.tokens; t++)
      predictions[shape->per_token ? t : 0] += parameters[layout.head + i] *
                                               normal[i * shape->input.tokens + t] /
                                               (shape->input.tokens / outputs);
}
