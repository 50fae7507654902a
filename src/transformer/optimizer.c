/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AdamW, gradient descent and the norm that clipping needs.
 *
 * Plain loops: the compilers vectorise them for the variant's instruction set. */
#include "transformer/optimizer.h"

#include <math.h>

/* Numbers summed in Real before the sum goes on in double: a long sum in float would lose digits
 * that clipping passes on to every parameter. */
#define PIECE 1024

double
lab_sum_of_squares (gsize count, const Real *values, double total)
{
  for (gsize start = 0; start < count; start += PIECE) {
    Vector sum = {0};

    for (gsize i = start; i < MIN (start + PIECE, count); i += LANES) {
      Vector value = vector_load (values + i);
      sum += value * value;
    }
    total += vector_sum (sum);
  }
  return total;
}

void
lab_adamw (const LabAdamwStep *step,
           gsize count,
           const Real *restrict gradient,
           Real *restrict first_moment,
           Real *restrict second_moment,
           Real *restrict parameters)
{
  const Real beta1 = (Real)step->beta1, beta2 = (Real)step->beta2;
  const Real new1 = (Real)(1 - step->beta1), new2 = (Real)(1 - step->beta2);
  const Real scale = (Real)step->gradient_scale, epsilon = (Real)step->epsilon;
  const Real keep = (Real)(1 - step->learning_rate * step->weight_decay);
  /* Both bias corrections, taken out of the loop. */
  const Real rate = (Real)(step->learning_rate / (1 - pow (step->beta1, (double)step->step)));
  const Real correction = (Real)(1 / sqrt (1 - pow (step->beta2, (double)step->step)));

  for (gsize i = 0; i < count; i++) {
    Real g = gradient[i] * scale;
    Real first = beta1 * first_moment[i] + new1 * g;
    Real second = beta2 * second_moment[i] + new2 * g * g;
#ifdef LAB_REAL_DOUBLE
    Real root = sqrt (second);
#else
    Real root = sqrtf (second);
#endif

    first_moment[i] = first;
    second_moment[i] = second;
    parameters[i] = keep * parameters[i] - rate * first / (root * correction + epsilon);
  }
}

void
lab_descend (gsize count, double rate, const Real *restrict gradient, Real *restrict parameters)
{
  const Real step = (Real)rate;

  for (gsize i = 0; i < count; i++)
    parameters[i] -= step * gradient[i];
}
