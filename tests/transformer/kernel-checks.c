/* Each kernel against its plain twin, compiled once per instruction set.
 *
 * Sizes are odd on purpose: whole tiles, remainders of rows and single registers of columns all
 * occur. Inputs are standard normal; bounds are relative to the largest number of the result and
 * some ten times the rounding error of its longest sum, 1e-7 * sqrt (length). */
#include "core/memory.h"
#include "core/random.h"
#include "kernel-checks.h"
#include "plain.h"
#include "transformer/attention.h"
#include "transformer/dense.h"
#include "transformer/gelu.h"
#include "transformer/layer-norm.h"
#include "transformer/optimizer.h"

#include <math.h>

#define BOUND 1e-5

/* A matrix as the kernels see it (float, with stride) and as the twin does (double, dense). */
typedef struct
{
  guint rows, columns;
  gsize stride;
  float *kernel;
  double *plain;
} Pair;

static Pair
pair_new (LabRandom *random, guint rows, guint columns, gsize stride)
{
  Pair pair = {rows, columns, stride, NULL, g_new0 (double, (gsize)rows *columns)};

  pair.kernel = lab_memory_new (rows * stride, sizeof (float), "a test", NULL);
  g_assert_nonnull (pair.kernel);
  for (guint i = 0; random && i < rows; i++)
    for (guint j = 0; j < columns; j++) {
      pair.kernel[i * stride + j] = (float)lab_random_normal (random);
      pair.plain[i * columns + j] = pair.kernel[i * stride + j];
    }
  return pair;
}

static void
pair_clear (Pair *pair)
{
  lab_memory_free (pair->kernel);
  g_free (pair->plain);
}

static void
assert_pair (const char *what, const Pair *pair, double bound)
{
  double scale = 0, worst = 0;

  for (guint i = 0; i < pair->rows; i++)
    for (guint j = 0; j < pair->columns; j++) {
      const double expected = pair->plain[i * pair->columns + j];
      const double error = fabs (pair->kernel[i * pair->stride + j] - expected);

      scale = MAX (scale, fabs (expected));
      worst = isfinite (error) ? MAX (worst, error) : INFINITY;
    }
  g_test_message ("%s: error %.2g of %.3g", what, worst, scale);
  g_assert_cmpfloat (scale, >, 0);
  g_assert_cmpfloat (worst, <=, bound * scale);
}

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

  lab_dense_forward (out, in, columns, stride, w.kernel, bias.kernel, residual.kernel, x.kernel,
                     y.kernel);
  lab_dense_backward_input (out, in, columns, stride, w.kernel, y_gradient.kernel,
                            x_gradient.kernel);
  lab_dense_backward_weight (out, in, columns, stride, y_gradient.kernel, x.kernel,
                             w_gradient.kernel, bias_gradient.kernel);
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
      x.kernel[i * stride + c] += (float)offset;
      x.plain[i * columns + c] = x.kernel[i * stride + c];
      before.plain[i * columns + c] = x_gradient.plain[i * columns + c];
    }

  plain_layer_norm (width, columns, gain.plain, bias.plain, x.plain, y.plain);
  plain_layer_norm_backward (width, columns, gain.plain, x.plain, y_gradient.plain,
                             x_gradient.plain, gain_gradient.plain, bias_gradient.plain);
  for (guint i = 0; i < width * columns; i++)
    x_gradient.plain[i] += before.plain[i];
  lab_layer_norm_forward (width, columns, stride, gain.kernel, bias.kernel, x.kernel, y.kernel,
                          mean.kernel, scale.kernel);
  lab_layer_norm_backward (width, columns, stride, gain.kernel, x.kernel, mean.kernel, scale.kernel,
                           y_gradient.kernel, x_gradient.kernel, gain_gradient.kernel,
                           bias_gradient.kernel, scratch.kernel);
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

static void
test_gelu (void)
{
  const guint rows = 3, columns = 5 * LANES;
  const gsize stride = columns + LANES;
  LabRandom random;
  Pair u, y, slope, gradient;

  lab_random_init (&random, 1, 1, LAB_STREAM_TARGET);
  u = pair_new (&random, rows, columns, stride);
  y = pair_new (NULL, rows, columns, stride);
  slope = pair_new (NULL, rows, columns, stride);
  gradient = pair_new (&random, rows, columns, stride);
  for (guint i = 0; i < rows; i++)
    for (guint c = 0; c < columns; c++) {
      /* From tiny to far outside of where the tanh saturates. */
      const double value = u.plain[i * columns + c] * pow (10, (double)i - 1);

      u.kernel[i * stride + c] = (float)value;
      y.plain[i * columns + c] = plain_gelu (u.kernel[i * stride + c]);
      slope.plain[i * columns + c] = plain_gelu_slope (u.kernel[i * stride + c]);
      gradient.plain[i * columns + c] *= slope.plain[i * columns + c];
    }
  lab_gelu_forward (rows, columns, stride, u.kernel, y.kernel);
  for (guint i = 0; i < rows; i++)
    for (guint c = 0; c < columns; c++)
      slope.kernel[i * stride + c] = u.kernel[i * stride + c];
  lab_gelu_backward (rows, columns, stride, slope.kernel, gradient.kernel);
  assert_pair ("gelu", &y, 1e-6);
  assert_pair ("slope", &slope, 1e-6);
  assert_pair ("gradient", &gradient, 1e-6);

  pair_clear (&u);
  pair_clear (&y);
  pair_clear (&slope);
  pair_clear (&gradient);
}

static double
exponential (Real argument)
{
  Vector x = vector_splat (argument);

  vector_exp (&x, 1);
  return x[0];
}

static double
reciprocal (Real argument)
{
  Vector x = vector_splat (argument), result;

  vector_reciprocal (&x, &result, 1);
  return result[0];
}

/* Relative error over the whole range where the result is a normal number. */
static void
test_exponential (void)
{
  double worst = 0;

  for (double x = -86.9; x < 87.9; x += 0.01) {
    const Real argument = (Real)x;
    const double error = exponential (argument) / exp ((double)argument) - 1;

    worst = MAX (worst, fabs (error));
  }
  g_test_message ("worst relative error %.2g", worst);
  g_assert_cmpfloat (worst, <, 2e-7);
  g_assert_true (isnan (exponential (NAN)));
  g_assert_cmpfloat (exponential (-INFINITY), <, 1e-37);
  g_assert_true (isfinite (exponential (INFINITY)));
}

static void
test_reciprocal (void)
{
  double worst = 0;

  for (double x = 1e-37; x < 1e37; x *= 1.001)
    worst = MAX (worst, fabs (reciprocal ((Real)x) * (double)(Real)x - 1));
  g_test_message ("worst relative error %.2g", worst);
  g_assert_cmpfloat (worst, <, 2e-7);
  g_assert_true (isnan (reciprocal (NAN)));
}

/* One head of one sequence of the kernel's layout, into dense (tokens, features). */
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
      plain_attention (attention->tokens, attention->head_width, attention->causal, block,
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
test_attention_size (guint tokens, guint heads, guint head_width, guint registers, gboolean causal)
{
  const guint width = heads * head_width, columns = tokens * registers * LANES;
  const gsize stride = columns + LANES;
  const LabAttention attention = {tokens, heads, head_width, registers * LANES, stride, causal};
  LabRandom random;
  Pair qkv, weights, mixed, mixed_gradient, qkv_gradient, scratch;

  lab_random_init (&random, tokens, width, LAB_STREAM_TARGET);
  qkv = pair_new (&random, 3 * width, columns, stride);
  weights = pair_new (NULL, heads * tokens * tokens, registers * LANES, registers * LANES);
  mixed = pair_new (NULL, width, columns, stride);
  mixed_gradient = pair_new (&random, width, columns, stride);
  qkv_gradient = pair_new (NULL, 3 * width, columns, stride);
  scratch = pair_new (NULL, tokens * tokens, LANES, LANES);

  plain_attention_all (&attention, &qkv, &mixed_gradient, &mixed, &qkv_gradient);
  lab_attention_forward (&attention, qkv.kernel, weights.kernel, mixed.kernel);
  lab_attention_backward (&attention, qkv.kernel, weights.kernel, mixed_gradient.kernel,
                          qkv_gradient.kernel, scratch.kernel);
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
  test_attention_size (1, 1, 3, 1, FALSE);
  test_attention_size (4, 2, 16, 2, FALSE);
  test_attention_size (5, 3, 7, 1, FALSE);
  test_attention_size (7, 1, 1, 3, TRUE);
  test_attention_size (16, 2, 8, 1, FALSE);
  test_attention_size (16, 4, 4, 2, TRUE);
}

/* Several steps of AdamW as Loshchilov and Hutter print it, bias corrections and all. */
static void
test_adamw (void)
{
  const guint count = 67;
  LabRandom random;
  Pair parameters, gradient, first, second;

  lab_random_init (&random, 3, 3, LAB_STREAM_TARGET);
  parameters = pair_new (&random, 1, count, 128);
  first = pair_new (NULL, 1, count, 128);
  second = pair_new (NULL, 1, count, 128);
  for (guint step = 1; step <= 20; step++) {
    const LabAdamwStep adamw = {0.01, 0.1, 0.7, 0.9, 0.98, 1e-8, step};

    gradient = pair_new (&random, 1, count, 128);
    for (guint i = 0; i < count; i++) {
      const double g = 0.7 * gradient.plain[i];

      first.plain[i] = 0.9 * first.plain[i] + 0.1 * g;
      second.plain[i] = 0.98 * second.plain[i] + 0.02 * g * g;
      parameters.plain[i] -= 0.01 * (first.plain[i] / (1 - pow (0.9, step)) /
                                         (sqrt (second.plain[i] / (1 - pow (0.98, step))) + 1e-8) +
                                     0.1 * parameters.plain[i]);
    }
    lab_adamw (&adamw, count, gradient.kernel, first.kernel, second.kernel, parameters.kernel);
    pair_clear (&gradient);
  }
  assert_pair ("parameters", &parameters, 1e-6);

  pair_clear (&parameters);
  pair_clear (&first);
  pair_clear (&second);
}

/* A million numbers: summed in float alone the error would be a hundred times the bound. */
static void
test_sum_of_squares (void)
{
  const guint count = 1000003;
  LabRandom random;
  double sum = 0;
  Pair values;

  lab_random_init (&random, 4, 4, LAB_STREAM_TARGET);
  values = pair_new (&random, 1, count, 1000064);
  for (guint i = 0; i < count; i++)
    sum += values.plain[i] * values.plain[i];
  g_assert_cmpfloat_with_epsilon (lab_sum_of_squares (count, values.kernel), sum, 1e-7 * sum);
  pair_clear (&values);
}

#define STRING(text)            #text
#define VARIANT_STRING(variant) STRING (variant)
#define PATH(name)              "/kernels/" VARIANT_STRING (LAB_VARIANT) "/" name

#define add_kernel_checks VARIANT (add_kernel_checks)

void
add_kernel_checks (void)
{
  g_test_add_func (PATH ("dense"), test_dense);
  g_test_add_func (PATH ("layer-norm"), test_layer_norm);
  g_test_add_func (PATH ("gelu"), test_gelu);
  g_test_add_func (PATH ("exponential"), test_exponential);
  g_test_add_func (PATH ("reciprocal"), test_reciprocal);
  g_test_add_func (PATH ("attention"), test_attention);
  g_test_add_func (PATH ("adamw"), test_adamw);
  g_test_add_func (PATH ("sum-of-squares"), test_sum_of_squares);
}
