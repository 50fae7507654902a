/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GELU and its derivative from one exponential: with z = sqrt (2/pi) (u + 0.044715 u^3) and
 * (1 + tanh z) / 2 = 1 / (1 + exp (-2z)) = s,
 *   gelu (u) = u s,   gelu' (u) = s + 2 u s (1 - s) dz/du,
 * where 1 - s is taken as exp (-2z) s: a difference would lose its digits where s is nearly 1. */
#include "transformer/gelu.h"

#define TWICE_ROOT_2_OVER_PI 1.5957691216057308
#define CUBIC                0.044715
/* Beyond, exp (-2z) is held: s is below 1e-17 there. */
#define LARGEST_EXPONENT 40

static ALWAYS_INLINE void
forward_registers (Real *u, Real *y, const guint registers)
{
  Vector x[TOGETHER], square[TOGETHER], exponential[TOGETHER], sum[TOGETHER], share[TOGETHER];

  for (guint j = 0; j < registers; j++)
    x[j] = vector_load (u + j * LANES);
  for (guint j = 0; j < registers; j++)
    square[j] = x[j] * x[j] * (Real)CUBIC;
  for (guint j = 0; j < registers; j++)
    exponential[j] = x[j] * (square[j] + (Real)1) * (Real)-TWICE_ROOT_2_OVER_PI;
  for (guint j = 0; j < registers; j++)
    exponential[j] = vector_min (vector_splat (LARGEST_EXPONENT), exponential[j]);
  vector_exp (exponential, registers);
  for (guint j = 0; j < registers; j++)
    sum[j] = exponential[j] + (Real)1;
  vector_reciprocal (sum, share, registers);
  for (guint j = 0; j < registers; j++) {
    Vector slope = (square[j] * (Real)3 + (Real)1) * (Real)TWICE_ROOT_2_OVER_PI;
    Vector value = x[j] * share[j];

    vector_store (y + j * LANES, value);
    vector_store (u + j * LANES, share[j] + value * (exponential[j] * share[j]) * slope);
  }
}

void
lab_gelu_forward (guint rows, guint columns, gsize stride, Real *u, Real *y)
{
  for (guint i = 0; i < rows; i++) {
    gsize at = i * stride, end = at + columns;

    for (; at + TOGETHER * LANES <= end; at += TOGETHER * LANES)
      forward_registers (u + at, y + at, TOGETHER);
    for (; at < end; at += LANES)
      forward_registers (u + at, y + at, 1);
  }
}

void
lab_gelu_backward (guint rows, guint columns, gsize stride, const Real *slope, Real *gradient)
{
  for (guint i = 0; i < rows; i++)
    for (guint column = 0; column < columns; column += LANES) {
      Real *at = gradient + i * stride + column;

      vector_store (at, vector_load (at) * vector_load (slope + i * stride + column));
    }
}
