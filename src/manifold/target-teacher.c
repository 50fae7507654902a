/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ReLU network of one hidden layer with random weights: f (x) = sum_i a_i max (0, w_i . x + b_i). */
#include "manifold/target-function.h"

#include <math.h>

#define UNITS 64

/* w . x has this standard deviation on coordinates of variance 1, and the biases spread the kinks
 * over as much: every unit bends somewhere in the cloud. */
#define SPREAD 1.0

typedef struct
{
  guint dimension;
  double shift, scale;
  double weights[UNITS][LAB_CANONICAL_DIMENSION_MAX];
  double biases[UNITS];
  double amplitudes[UNITS];
} Teacher;

static double
value_at (const Teacher *teacher, const float *x)
{
  double value = 0.0;

  for (guint i = 0; i < UNITS; i++) {
    double sum = teacher->biases[i];

    for (guint k = 0; k < teacher->dimension; k++)
      sum += teacher->weights[i][k] * (double)x[k];
    value += teacher->amplitudes[i] * MAX (sum, 0.0);
  }
  return value;
}

static void
evaluate (const void *data, gsize n, const float *x, float *values)
{
  const Teacher *teacher = data;

  for (gsize i = 0; i < n; i++)
    values[i] =
        (float)((value_at (teacher, x + i * teacher->dimension) - teacher->shift) * teacher->scale);
}

static void
rescale (void *data, double shift, double scale)
{
  Teacher *teacher = data;

  teacher->shift += shift / teacher->scale;
  teacher->scale *= scale;
}

LabTargetFunction
lab_target_teacher (const LabGeometry *geometry, LabRandom *random)
{
  Teacher *teacher = g_new0 (Teacher, 1);

  teacher->dimension = lab_geometry_get_canonical_dimension (geometry);
  teacher->scale = 1.0;
  for (guint i = 0; i < UNITS; i++) {
    for (guint k = 0; k < teacher->dimension; k++)
      teacher->weights[i][k] = SPREAD * lab_random_normal (random) / sqrt (teacher->dimension);
    teacher->biases[i] = SPREAD * lab_random_normal (random);
    teacher->amplitudes[i] = lab_random_normal (random);
  }
  return (LabTargetFunction){.evaluate = evaluate,
                             .rescale = rescale,
                             .free = g_free,
                             .data = teacher,
                             .largest_frequency = NAN};
}
