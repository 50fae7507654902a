/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dense layers, LayerNorm and attention against their plain twins, once per instruction set.
 *
 * Sizes are odd on purpose: whole tiles, remainders of rows and single registers of columns all
 * occur. Inputs are standard normal; bounds are relative to the largest number of the result and
 * some ten times the rounding error of its longest sum, 1e-7 * sqrt (length). */
#include "simd-checks.h"
#include "pair.h"
#include "plain.h"
#include "transformer/attention.h"
#include "transformer/dense.h"
#include "transformer/layer-norm.h"

#define BOUND 1e-5

static void
test_dense_size (guint out, guint in, guint registers)
{
  const guint columns = registers * LANES;
  const gsize stride = columns + LANES;
  LabRandom random;
  Pair w, bias, residual, x, y, y_gradient, x_gradient, w_gradient, bias_gradient;

  lab_random_init (&random, out, in, LAB_STREAM_TARGET);
  w = pair_new (&random, out, in, in);
  bias = pair_new (&random, out, 1, 1);
  residual = pair_new (&random, out, columns, stride);
  x = pair_new (&random, in, columns, stride);
  y = pair_new (NULL, out, columns, stride);
  y_gradient = pair_new (&random, out, columns, stride);
  x_gradient = pair_new (NULL, in, columns, stride);
  w_gradient = pair_new (&random, out, in, in);
  bias_gradient = pair_new (&random, out, 1, 1);

  plain_dense (out, in, columns, w.plain, bias.plain, x.plain, y.plain);
  for (guint i = 0; i < out * columns; i++)
    y.plain[i] += residual.plain[i];
  for (guint k = 0; k < in; k++)
    for (guint c = 0; c < columns; c++)
      for (guint i = 0; i < out; i++)
        x_gradient.plain[k * columns + c] +=
            w.plain[i * in + k] * y_gradient.plain[i * columns + c];
  for (guint i = 0; i < out; i++)
    for (guint c = 0; c < columns; c++) {
      bias_gradient.plain[i] += y_gradient.plain[i * columns + c];
      for (guint k = 0; k < in; k++)
        w_gradient.plain[i * in + k] +=
            y_gradient.plain[i * columns + c] * x.plain[k * columns + c];
    }

  lab_dense_forward (out, in, columns, stride, w.fast, bias.fast, residual.fast, x.fast, y.fast);
  lab_dense_backward_input (out, in, columns, stride, w.fast, y_gradient.fast, x_gradient.fast);
  lab_dense_backward_weight (out, in, columns, stride, y_gradient.fast, x.fast, w_gradient.fast,
                             bias_gradient.fast);
  assert_pair ("y", &y, BOUND);
  assert_pair ("gradient of x", &x_gradient, BOUND);
  assert_pair ("gradient of w", &w_gradient, BOUND);
  assert_pair ("gradient of bias", &bias_gradient, BOUND);

  pair_clear (&w);
  pair_clear (&bias);
  pair_clear (&residual);
  pair_clear (&x);
  pair_clear (&y);
  pair_clear (&y_gradient);
  pair_clear (&x_gradient);
  pair_clear (&w_gradient);
  pair_clear (&bias_gradient);
}

static void
test_dense (void)
{
  const guint sizes[][3] = {{1, 1, 1},   {5, 3, 1},    {4, 4, 4},    {13, 7, 5},
                            {6, 18, 3},  {33, 11, 6},  {48, 16, 7},  {17, 130, 2},
                            {31, 29, 9}, {96, 32, 16}, {128, 64, 8}, {20, 600, 5}};

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    test_dense_size (sizes[i][0], sizes[i][1], sizes[i][2]);
}

static void
test_layer_norm_size (guint width, guint registers, double offset)
{
  const guint columns = registers * LANES;
  const gsize stride = columns + LANES;
  LabRandom random;
  Pair gain, bias, x, y, mean, scale, y_gradient, x_gradient, before, gain_gradient;
  Pair bias_gradient, scratch;

  lab_random_init (&random, width, registers, LAB_STREAM_TARGET);
  gain = pair_new (&random, width, 1, 1);
  bias = pair_new (&random, width, 1, 1);
  x = pair_new (&random, width, columns, stride);
  y = pair_new (NULL, width, columns, stride);
  mean = pair_new (NULL, 1, columns, columns);
  scale = pair_new (NULL, 1, columns, columns);
  y_gradient = pair_new (&random, width, columns, stride);
  x_gradient = pair_new (&random, width, columns, stride);
  before = pair_new (NULL, width, columns, stride);
  gain_gradient = pair_new (NULL, width, 1, 1);
  bias_gradient = pair_new (NULL, width, 1, 1);
  scratch = pair_new (NULL, 2 * width, LANES, LANES);
  for (guint i = 0; i < width; i++)
    for (guint c = 0; c < columns; c++) {
      x.fast[i * stride + c] += (float)offset;
      x.plain[i * columns + c] = x.fast[i * stride + c];
      before.plain[i * columns + c] = x_gradient.plain[i * columns + c];
    }

  plain_layer_norm (width, columns, gain.plain, bias.plain, x.plain, y.plain);
  plain_layer_norm_backward (width, columns, gain.plain, x.plain, y_gradient.plain,
                             x_gradient.plain, gain_gradient.plain, bias_gradient.plain);
  for (guint i = 0; i < width * columns; i++)
    x_gradient.plain[i] += before.plain[i];
  lab_layer_norm_forward (width, columns, stride, gain.fast, bias.fast, x.fast, y.fast, mean.fast,
                          scale.fast);
  lab_layer_norm_backward (width, columns, stride, gain.fast, x.fast, mean.fast, scale.fast,
                           y_gradient.fast, x_gradient.fast, gain_gradient.fast, bias_gradient.fast,
                           scratch.fast);
  /* The offset costs digits of x itself: 1e-7 of it, against a deviation of 1. */
  assert_pair ("y", &y, BOUND * (1 + offset));
  assert_pair ("gradient of x", &x_gradient, BOUND * (1 + offset));
  assert_pair ("gradient of gain", &gain_gradient, BOUND * (1 + offset));
  assert_pair ("gradient of bias", &bias_gradient, BOUND);

  pair_clear (&gain);
  pair_clear (&bias);
  pair_clear (&x);
  pair_clear (&y);
  pair_clear (&mean);
  pair_clear (&scale);
  pair_clear (&y_gradient);
  pair_clear (&x_gradient);
  pair_clear (&before);
  pair_clear (&gain_gradient);
  pair_clear (&bias_gradient);
  pair_clear (&scratch);
}

static void
test_layer_norm (void)
{
  test_layer_norm_size (2, 1, 0);
  test_layer_norm_size (12, 3, 0);
  test_layer_norm_size (33, 5, 0);
  test_layer_norm_size (128, 9, 0);
  test_layer_norm_size (16, 4, 100);
}

/* One head of one sequence of the routine's layout, into dense (tokens, features). */
static void
pick_head (const LabAttention *attention,
           const Pair *rows,
           guint part,
           guint head,
           guint sequence,
           double *picked)
{
  const guint width = attention->heads * attention->head_width;

  for (guint t = 0; t < attention->tokens; t++)
    for (guint f = 0; f < attention->head_width; f++)
      picked[t * attention->head_width + f] =
          rows->plain[(part * width + head * attention->head_width + f) * rows->columns +
                      t * attention->sequences + sequence];
}

static void
place_head (const LabAttention *attention,
            Pair *rows,
            guint part,
            guint head,
            guint sequence,
            const double *picked)
{
  const guint width = attention->heads * attention->head_width;

  for (guint t = 0; t < attention->tokens; t++)
    for (guint f = 0; f < attention->head_width; f++)
      rows->plain[(part * width + head * attention->head_width + f) * rows->columns +
                  t * attention->sequences + sequence] = picked[t * attention->head_width + f];
}

static void
plain_attention_all (const LabAttention *attention,
                     const Pair *qkv,
                     const Pair *mixed_gradient,
                     Pair *mixed,
                     Pair *qkv_gradient)
{
  const guint size = attention->tokens * attention->head_width;
  g_autofree double *block = g_new (double, 8 * size);

  for (guint head = 0; head < attention->heads; head++)
    for (guint s = 0; s < attention->sequences; s++) {
      for (guint part = 0; part < 3; part++)
        pick_head (attention, qkv, part, head, s, block + part * size);
      pick_head (attention, mixed_gradient, 0, head, s, block + 3 * size);
      plain_attention (attention->tokens, attention->head_width, attention->causal, NULL, block,
                       block + size, block + 2 * size, block + 4 * size);
      place_head (attention, mixed, 0, head, s, block + 4 * size);
      plain_attention_backward (attention->tokens, attention->head_width, attention->causal, block,
                                block + size, block + 2 * size, block + 3 * size, block + 5 * size,
                                block + 6 * size, block + 7 * size);
      for (guint part = 0; part < 3; part++)
        place_head (attention, qkv_gradient, part, head, s, block + (5 + part) * size);
    }
}

static void
test_attention_size (guint tokens, guint heads, guint head_width, guint sequences, gboolean causal)
{
  const guint width = heads * head_width, columns = tokens * sequences;
  const gsize stride = columns + LANES;
  const guint whole = (sequences + LANES - 1) / LANES * LANES;
  const LabAttention attention = {.tokens = tokens,
                                  .heads = heads,
                                  .head_width = head_width,
                                  .sequences = sequences,
                                  .stride = stride,
                                  .causal = causal};
  LabRandom random;
  Pair qkv, weights, mixed, mixed_gradient, qkv_gradient, scratch;

  lab_random_init (&random, tokens, width, LAB_STREAM_TARGET);
  qkv = pair_new (&random, 3 * width, columns, stride);
  weights = pair_new (NULL, heads * tokens * tokens, whole, whole);
  mixed = pair_new (NULL, width, columns, stride);
  mixed_gradient = pair_new (&random, width, columns, stride);
  qkv_gradient = pair_new (NULL, 3 * width, columns, stride);
  scratch = pair_new (NULL, tokens * tokens, LANES, LANES);

  plain_attention_all (&attention, &qkv, &mixed_gradient, &mixed, &qkv_gradient);
  lab_attention_forward (&attention, qkv.fast, weights.fast, mixed.fast);
  lab_attention_backward (&attention, qkv.fast, weights.fast, mixed_gradient.fast,
                          qkv_gradient.fast, NULL, scratch.fast);
  assert_pair ("mixed", &mixed, BOUND);
  assert_pair ("gradient of queries, keys and values", &qkv_gradient, BOUND);

  pair_clear (&qkv);
  pair_clear (&weights);
  pair_clear (&mixed);
  pair_clear (&mixed_gradient);
  pair_clear (&qkv_gradient);
  pair_clear (&scratch);
}

static void
test_attention (void)
{
  test_attention_size (1, 1, 3, LANES, FALSE);
  test_attention_size (4, 2, 16, 2 * LANES, FALSE);
  test_attention_size (5, 3, 7, LANES, FALSE);
  test_attention_size (7, 1, 1, 3 * LANES, TRUE);
  test_attention_size (16, 2, 8, LANES, FALSE);
  test_attention_size (16, 4, 4, 2 * LANES, TRUE);
  test_attention_size (16, 2, 8, HALF_LANES, FALSE);
  test_attention_size (6, 3, 5, HALF_LANES, TRUE);
  test_attention_size (4, 1, 4, 2 * LANES + HALF_LANES, FALSE);
}

#define STRING(text)            #text
#define VARIANT_STRING(variant) STRING (variant)
#define PATH(name)              "/simd/" VARIANT_STRING (LAB_VARIANT) "/" name

#define add_simd_checks    VARIANT (add_simd_checks)
#define add_element_checks VARIANT (add_element_checks)

void
add_simd_checks (void)
{
  g_test_add_func (PATH ("dense"), test_dense);
  g_test_add_func (PATH ("layer-norm"), test_layer_norm);
  g_test_add_func (PATH ("attention"), test_attention);
  add_element_checks ();
}
