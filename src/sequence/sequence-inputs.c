/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four distributions of a sequence of tokens. */
#include "sequence/sequence-inputs.h"

#include <math.h>

/* x_1 is standard normal, x_(t+1) = rho x_t + sqrt (1 - rho^2) z: every x_t is standard normal, and
 * the correlation of x_s and x_t is rho^|s - t|. */
static void
draw_correlated (double correlation, guint tokens, guint dimension, LabRandom *random, float *x)
{
  const double fresh = sqrt (1.0 - correlation * correlation);

  for (guint k = 0; k < dimension; k++) {
    double value = lab_random_normal (random);

    x[k] = (float)value;
    for (guint t = 1; t < tokens; t++) {
      value = correlation * value + fresh * lab_random_normal (random);
      x[t * dimension + k] = (float)value;
    }
  }
}

/* Student's t with f degrees of freedom, divided by its standard deviation sqrt (f / (f - 2)). The
 * polar form of Bailey (Mathematics of Computation 62, 1994): sqrt (f (u^(-2/f) - 1)) cos (2 pi v). */
static double
heavy_tailed (double freedom, LabRandom *random)
{
  const double u = 1.0 - lab_random_uniform (random); /* in (0, 1] */
  const double radius = sqrt (freedom * expm1 (-2.0 / freedom * log (u)));

  return sqrt ((freedom - 2.0) / freedom) * radius * cos (2.0 * G_PI * lab_random_uniform (random));
}

void
lab_sequence_inputs_draw (const LabSequenceSource *source,
                          const LabGeometry *geometry,
                          LabRandom *random,
                          gsize n,
                          float *canonical)
{
  const guint dimension = lab_sequence_canonical_dimension (source);
  const gsize row = (gsize)source->tokens * dimension;

  switch (source->inputs) {
  case LAB_SEQUENCE_MANIFOLD:
    lab_geometry_sample (geometry, random, n * source->tokens, canonical);
    break;
  case LAB_SEQUENCE_INDEPENDENT:
    lab_random_fill_normal (random, n * row, canonical);
    break;
  case LAB_SEQUENCE_CORRELATED:
    for (gsize i = 0; i < n; i++)
      draw_correlated (source->correlation, source->tokens, dimension, random, canonical + i * row);
    break;
  case LAB_SEQUENCE_HEAVY_TAILED:
    for (gsize i = 0; i < n * row; i++)
      canonical[i] = (float)heavy_tailed (source->degrees_of_freedom, random);
    break;
  case LAB_SEQUENCE_INPUTS_COUNT:
    g_assert_not_reached ();
  }
}
