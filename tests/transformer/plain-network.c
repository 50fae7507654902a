/* The network as its description reads. Arrays are (features, tokens). */
#include "plain-network.h"

#include "plain.h"
#include "transformer/parameters.h"

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
      double sum = p[layout->embedding_bias + i] + p[layout->position + t * shape->width + i];

      for (guint j = 0; j < patch; j++)
        sum += p[layout->embedding + i * patch + j] * x[t * patch + j];
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

static void
mix_heads (const LabModelShape *shape, const double *qkv, double *mixed)
{
  const guint tokens = shape->input.tokens, features = shape->width / shape->heads;
  const guint size = tokens * features;
  g_autofree double *head = g_new (double, 4 * size);

  for (guint h = 0; h < shape->heads; h++) {
    for (guint part = 0; part < 3; part++)
      transpose (features, tokens, qkv + (part * shape->heads + h) * size, head + part * size);
    plain_attention (tokens, features, shape->causal, head, head + size, head + 2 * size,
                     head + 3 * size);
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
  mix_heads (shape, wide, normal);
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
  for (guint t = 0; t < outputs; t++)
    predictions[t] = parameters[layout.head_bias];
  for (guint i = 0; i < shape->width; i++)
    for (guint t = 0; t < shape->input.tokens; t++)
      predictions[shape->per_token ? t : 0] += parameters[layout.head + i] *
                                               normal[i * shape->input.tokens + t] /
                                               (shape->input.tokens / outputs);
}
