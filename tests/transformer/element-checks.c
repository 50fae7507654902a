/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What works number by number (exponential, reciprocal, GELU, AdamW, the norm) against its plain
 * twin, once per instruction set. */
#include "simd-checks.h"
#include "pair.h"
#include "plain.h"
#include "transformer/gelu.h"
#include "transformer/optimizer.h"

#include <math.h>

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

      u.fast[i * stride + c] = (float)value;
      y.plain[i * columns + c] = plain_gelu (u.fast[i * stride + c]);
      slope.plain[i * columns + c] = plain_gelu_slope (u.fast[i * stride + c]);
      gradient.plain[i * columns + c] *= slope.plain[i * columns + c];
    }
  lab_gelu_forward (rows, columns, stride, u.fast, y.fast);
  for (guint i = 0; i < rows; i++)
    for (guint c = 0; c < columns; c++)
      slope.fast[i * stride + c] = u.fast[i * stride + c];
  lab_gelu_backward (rows, columns, stride, slope.fast, gradient.fast);
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
    lab_adamw (&adamw, count, gradient.fast, first.fast, second.fast, parameters.fast);
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
  g_assert_cmpfloat_with_epsilon (lab_sum_of_squares (count, values.fast, 0), sum, 1e-7 * sum);
  pair_clear (&values);
}

#define STRING(text)            #text
#define VARIANT_STRING(variant) STRING (variant)
#define PATH(name)              "/simd/" VARIANT_STRING (LAB_VARIANT) "/" name

#define add_element_checks VARIANT (add_element_checks)

void
add_element_checks (void)
{
  g_test_add_func (PATH ("gelu"), test_gelu);
  g_test_add_func (PATH ("exponential"), test_exponential);
  g_test_add_func (PATH ("reciprocal"), test_reciprocal);
  g_test_add_func (PATH ("adamw"), test_adamw);
  g_test_add_func (PATH ("sum-of-squares"), test_sum_of_squares);
}
