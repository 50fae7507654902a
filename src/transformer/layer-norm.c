/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layer normalisation, columns in the SIMD lanes: sums over features are plain vector additions.
 *
 * Mean first, then the variance about it: one pass of sums of squares would lose digits when the
 * mean is large against the deviation. */
#include "transformer/layer-norm.h"

#include <math.h>
#include <string.h>

/* 1 / sqrt, lane by lane: the compilers turn the loop into vector instructions. */
static ALWAYS_INLINE Vector
inverse_root (Vector value)
{
  for (guint lane = 0; lane < LANES; lane++)
    value[lane] = (Real)1 / (Real)sqrt (value[lane]);
  return value;
}

/* Several registers of columns at once: their sums over features do not wait for each other. */
static ALWAYS_INLINE void
forward_columns (guint width,
                 gsize stride,
                 const guint registers,
                 const Real *gain,
                 const Real *bias,
                 const Real *x,
                 Real *y,
                 Real *mean,
                 Real *inverse_deviation)
{
  const Real count = (Real)width;
  Vector centre[TOGETHER] = {0}, scale[TOGETHER] = {0};

  for (guint i = 0; i < width; i++)
    for (guint j = 0; j < registers; j++)
      centre[j] += vector_load (x + i * stride + j * LANES);
  for (guint j = 0; j < registers; j++)
    centre[j] /= count;
  for (guint i = 0; i < width; i++)
    for (guint j = 0; j < registers; j++) {
      Vector centred = vector_load (x + i * stride + j * LANES) - centre[j];
      scale[j] += centred * centred;
    }
  for (guint j = 0; j < registers; j++) {
    /* Not a product: the compiler would make it one multiply-add here and two roundings there, and
     * a prediction would depend on how many registers are taken at once. */
    scale[j] = inverse_root (scale[j] / count + (Real)LAB_LAYER_NORM_EPSILON);
    vector_store (mean + j * LANES, centre[j]);
    vector_store (inverse_deviation + j * LANES, scale[j]);
  }
  for (guint i = 0; i < width; i++)
    for (guint j = 0; j < registers; j++) {
      Vector normal = (vector_load (x + i * stride + j * LANES) - centre[j]) * scale[j];
      vector_store (y + i * stride + j * LANES, normal * gain[i] + bias[i]);
    }
}

void
lab_layer_norm_forward (guint width,
                        guint columns,
                        gsize stride,
                        const Real *gain,
                        const Real *bias,
                        const Real *x,
                        Real *y,
                        Real *mean,
                        Real *inverse_deviation)
{
  guint column = 0;

  for (; column + TOGETHER * LANES <= columns; column += TOGETHER * LANES)
    forward_columns (width, stride, TOGETHER, gain, bias, x + column, y + column, mean + column,
                     inverse_deviation + column);
  for (; column < columns; column += LANES)
    forward_columns (width, stride, 1, gain, bias, x + column, y + column, mean + column,
                     inverse_deviation + column);
}

/* gain_lanes and bias_lanes (width, LANES) collect the sums over columns lane by lane. */
static ALWAYS_INLINE void
backward_columns (guint width,
                  gsize stride,
                  const guint registers,
                  const Real *gain,
                  const Real *x,
                  const Real *mean,
                  const Real *inverse_deviation,
                  const Real *y_gradient,
                  Real *x_gradient,
                  Real *gain_lanes,
                  Real *bias_lanes)
{
  const Real share = (Real)1 / (Real)width;
  Vector centre[TOGETHER], scale[TOGETHER], sum[TOGETHER], product[TOGETHER];

  for (guint j = 0; j < registers; j++) {
    centre[j] = vector_load (mean + j * LANES);
    scale[j] = vector_load (inverse_deviation + j * LANES);
    sum[j] = product[j] = (Vector){0};
  }
  for (guint i = 0; i < width; i++) {
    Vector gain_sum = vector_load (gain_lanes + i * LANES);
    Vector bias_sum = vector_load (bias_lanes + i * LANES);

    for (guint j = 0; j < registers; j++) {
      Vector gradient = vector_load (y_gradient + i * stride + j * LANES);
      Vector normal = (vector_load (x + i * stride + j * LANES) - centre[j]) * scale[j];
      Vector along = gradient * normal;

      gain_sum += along;
      bias_sum += gradient;
      sum[j] += gradient * gain[i];
      product[j] += along * gain[i];
    }
    vector_store (gain_lanes + i * LANES, gain_sum);
    vector_store (bias_lanes + i * LANES, bias_sum);
  }
  for (guint i = 0; i < width; i++)
    for (guint j = 0; j < registers; j++) {
      Vector gradient = vector_load (y_gradient + i * stride + j * LANES) * gain[i];
      Vector normal = (vector_load (x + i * stride + j * LANES) - centre[j]) * scale[j];
      Vector before = vector_load (x_gradient + i * stride + j * LANES);
      Vector change = gradient - (sum[j] + normal * product[j]) * share;

      vector_store (x_gradient + i * stride + j * LANES, before + scale[j] * change);
    }
}

void
lab_layer_norm_backward (guint width,
                         guint columns,
                         gsize stride,
                         const Real *gain,
                         const Real *x,
                         const Real *mean,
                         const Real *inverse_deviation,
                         const Real *y_gradient,
                         Real *x_gradient,
                         Real *gain_gradient,
                         Real *bias_gradient,
                         Real *scratch)
{
  Real *gain_lanes = scratch, *bias_lanes = scratch + width * LANES;
  guint column = 0;

  memset (scratch, 0, 2 * width * LANES * sizeof (Real));
  for (; column + TOGETHER * LANES <= columns; column += TOGETHER * LANES)
    backward_columns (width, stride, TOGETHER, gain, x + column, mean + column,
                      inverse_deviation + column, y_gradient + column, x_gradient + column,
                      gain_lanes, bias_lanes);
  for (; column < columns; column += LANES)
    backward_columns (width, stride, 1, gain, x + column, mean + column, inverse_deviation + column,
                      y_gradient + column, x_gradient + column, gain_lanes, bias_lanes);
  for (guint i = 0; i < width; i++) {
    gain_gradient[i] += vector_sum (vector_load (gain_lanes + i * LANES));
    bias_gradient[i] += vector_sum (vector_load (bias_lanes + i * LANES));
  }
}
