/* GELU and its derivative from one exponential: with z = sqrt (2/pi) (u + 0.044715 u^3) and
 * (1 + tanh z) / 2 = 1 / (1 + exp (-2z)) = s,
 *   gelu (u) = u s,   gelu' (u) = s + 2 u s (1 - s) dz/du,
 * where 1 - s is taken as exp (-2z) s: a difference would lose its digits where s is nearly 1. */
#include "transformer/gelu.h"

#define TWICE_ROOT_2_OVER_PI 1.5957691216057308
#define CUBIC                0.044715
/* Beyond, exp (-2z) is held: s is below 1e-17 there. */
#define LARGEST_EXPONENT 40

void
lab_gelu_forward (guint rows, guint columns, gsize stride, Real *u, Real *y)
{
  for (guint i = 0; i < rows; i++)
    for (gsize at = i * stride, end = at + columns; at < end; at += LANES) {
      Vector x = vector_load (u + at);
      Vector square = x * x * (Real)CUBIC;
      Vector twice = x * (square + (Real)1) * (Real)TWICE_ROOT_2_OVER_PI;
      Vector exponent = vector_min (vector_splat (LARGEST_EXPONENT), -twice);
      Vector exponential = vector_exp (exponent);
      Vector share = vector_reciprocal (exponential + (Real)1);
      Vector slope = (square * (Real)3 + (Real)1) * (Real)TWICE_ROOT_2_OVER_PI;
      Vector value = x * share;

      vector_store (y + at, value);
      vector_store (u + at, share + value * (exponential * share) * slope);
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
