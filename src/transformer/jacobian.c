/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A weight's gradient for one example is a sum of a few outer products, one per token: the columns
 * of x are gathered once and then run along the row, LANES weights at a time. */
#include "transformer/jacobian.h"

/* A register's worth of numbers at any address of a row. */
typedef Real Loose __attribute__ ((vector_size (VECTOR_BYTES), aligned (sizeof (Real)), may_alias));

/* scratch (tokens, in) from the example's columns of x (in, columns). */
static void
gather (const LabExampleRows *to, guint example, guint in, const Real *x)
{
  for (guint t = 0; t < to->tokens; t++)
    for (guint i = 0; i < in; i++)
      to->scratch[(gsize)t * in + i] = x[i * to->stride + t * to->sequences + example];
}

/* row (in) = sum over tokens of factor[t * sequences] * scratch (t, in). */
static ALWAYS_INLINE void
outer_row (const LabExampleRows *to, guint in, const Real *factor, Real *row)
{
  guint i = 0;

  for (; i + LANES <= in; i += LANES) {
    Vector sum = {0};

    for (guint t = 0; t < to->tokens; t++)
      sum += *(const Loose *)(to->scratch + (gsize)t * in + i) * factor[t * to->sequences];
    *(Loose *)(row + i) = sum;
  }
  for (; i < in; i++) {
    Real sum = 0;

    for (guint t = 0; t < to->tokens; t++)
      sum += to->scratch[(gsize)t * in + i] * factor[t * to->sequences];
    row[i] = sum;
  }
}

/* y_gradient (out, columns) of one example, summed over its tokens. */
static void
sum_tokens (const LabExampleRows *to, guint example, guint out, const Real *y_gradient, Real *row)
{
  for (guint i = 0; i < out; i++) {
    const Real *at = y_gradient + i * to->stride + example;
    Real sum = 0;

    for (guint t = 0; t < to->tokens; t++)
      sum += at[t * to->sequences];
    row[i] = sum;
  }
}

void
lab_example_dense (const LabExampleRows *to,
                   guint out,
                   guint in,
                   const Real *y_gradient,
                   const Real *x,
                   gsize weight,
                   gsize bias)
{
  for (guint e = 0; e < to->examples; e++) {
    Real *row = to->rows + e * to->row_stride;

    gather (to, e, in, x);
    for (guint i = 0; i < out; i++)
      outer_row (to, in, y_gradient + i * to->stride + e, row + weight + (gsize)i * in);
    if (bias != LAB_NO_BIAS)
      sum_tokens (to, e, out, y_gradient, row + bias);
  }
}

void
lab_example_layer_norm (const LabExampleRows *to,
                        guint width,
                        const Real *x,
                        const Real *mean,
                        const Real *inverse_deviation,
                        const Real *y_gradient,
                        gsize gain,
                        gsize bias)
{
  for (guint e = 0; e < to->examples; e++) {
    Real *row = to->rows + e * to->row_stride;

    sum_tokens (to, e, width, y_gradient, row + bias);
    for (guint i = 0; i < width; i++) {
      const gsize at = i * to->stride + e;
      Real sum = 0;

      for (guint t = 0; t < to->tokens; t++) {
        const gsize column = t * to->sequences;

        sum += y_gradient[at + column] * (x[at + column] - mean[column + e]) *
               inverse_deviation[column + e];
      }
      row[gain + i] = sum;
    }
  }
}

void
lab_example_positions (const LabExampleRows *to,
                       guint width,
                       const Real *stream_gradient,
                       gsize position)
{
  for (guint e = 0; e < to->examples; e++)
    for (guint t = 0; t < to->tokens; t++)
      for (guint i = 0; i < width; i++)
        to->rows[e * to->row_stride + position + (gsize)t * width + i] =
            stream_gradient[i * to->stride + t * to->sequences + e];
}

void
lab_example_head (const LabExampleRows *to,
                  guint width,
                  const Real *pooled,
                  const Real *prediction_gradient,
                  gsize head,
                  gsize bias)
{
  for (guint e = 0; e < to->examples; e++) {
    Real *row = to->rows + e * to->row_stride;

    row[bias] = prediction_gradient[e];
    for (guint i = 0; i < width; i++)
      row[head + i] = prediction_gradient[e] * pooled[i * to->sequences + e];
  }
}
