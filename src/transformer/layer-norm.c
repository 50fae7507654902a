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
  const Real share = (Real)1 / (Real)width;

  for (guint column = 0; column < columns; column += LANES) {
    Vector sum = {0}, squares = {0}, scale;

    for (guint i = 0; i < width; i++)
      sum += vector_load (x + i * stride + column);
    sum *= share;
    for (guint i = 0; i < width; i++) {
      Vector centred = vector_load (x + i * stride + column) - sum;
      squares += centred * centred;
    }
    scale = inverse_root (squares * share + (Real)LAB_LAYER_NORM_EPSILON);
    for (guint i = 0; i < width; i++) {
      Vector normal = (vector_load (x + i * stride + column) - sum) * scale;
      vector_store (y + i * stride + column, normal * gain[i] + bias[i]);
    }
    vector_store (mean + column, sum);
    vector_store (inverse_deviation + column, scale);
  }
}

/* One register of columns; gain_lanes and bias_lanes (width, LANES) collect the sums over columns
 * lane by lane. */
static ALWAYS_INLINE void
backward_columns (guint width,
                  gsize stride,
                  const Real *gain,
                  const Real *x,
                  Vector mean,
                  Vector scale,
                  const Real *y_gradient,
                  Real *x_gradient,
                  Real *gain_lanes,
                  Real *bias_lanes)
{
  const Real share = (Real)1 / (Real)width;
  Vector sum = {0}, product = {0};

  for (guint i = 0; i < width; i++) {
    Vector gradient = vector_load (y_gradient + i * stride);
    Vector normal = (vector_load (x + i * stride) - mean) * scale;
    Vector along = gradient * normal;

    vector_store (gain_lanes + i * LANES, vector_load (gain_lanes + i * LANES) + along);
    vector_store (bias_lanes + i * LANES, vector_load (bias_lanes + i * LANES) + gradient);
    sum += gradient * gain[i];
    product += along * gain[i];
  }
  sum *= share;
  product *= share;
  for (guint i = 0; i < width; i++) {
    Vector gradient = vector_load (y_gradient + i * stride) * gain[i];
    Vector normal = (vector_load (x + i * stride) - mean) * scale;
    Vector before = vector_load (x_gradient + i * stride);

    vector_store (x_gradient + i * stride, before + scale * (gradient - sum - normal * product));
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

  memset (scratch, 0, 2 * width * LANES * sizeof (Real));
  for (guint column = 0; column < columns; column += LANES)
    backward_columns (width, stride, gain, x + column, vector_load (mean + column),
                      vector_load (inverse_deviation + column), y_gradient + column,
                      x_gradient + column, gain_lanes, bias_lanes);
  for (guint i = 0; i < width; i++) {
    gain_gradient[i] += vector_sum (vector_load (gain_lanes + i * LANES));
    bias_gradient[i] += vector_sum (vector_load (bias_lanes + i * LANES));
  }
}
