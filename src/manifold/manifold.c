/* Uniform points on manifolds of known intrinsic dimension.
 *
 * Points are drawn one after the other and take a number of words that depends on the manifold
 * alone: the first k points of a stream are the same however many are asked for. */
#include "manifold/manifold.h"

#include <math.h>

guint
lab_manifold_canonical_dimension (LabManifold manifold, guint intrinsic_dimension)
{
  g_return_val_if_fail (intrinsic_dimension >= 1, 0);
  g_return_val_if_fail (intrinsic_dimension <= LAB_MANIFOLD_DIMENSION_MAX, 0);

  return manifold == LAB_MANIFOLD_TORUS ? 2 * intrinsic_dimension : intrinsic_dimension + 1;
}

static void
sample_torus_point (guint intrinsic_dimension, LabRandom *random, float *point)
{
  for (guint i = 0; i < intrinsic_dimension; i++) {
    double angle = 2.0 * G_PI * lab_random_uniform (random);

    point[2 * i] = (float)(G_SQRT2 * cos (angle));
    point[2 * i + 1] = (float)(G_SQRT2 * sin (angle));
  }
}

/* A normal vector has a uniform direction. Its norm is never zero: no value of
 * lab_random_normal() is. */
static void
sample_sphere_point (guint intrinsic_dimension, LabRandom *random, float *point)
{
  double normals[LAB_MANIFOLD_DIMENSION_MAX + 1];
  guint canonical_dimension = intrinsic_dimension + 1;
  double sum_of_squares = 0.0;

  for (guint i = 0; i < canonical_dimension; i++) {
    normals[i] = lab_random_normal (random);
    sum_of_squares += normals[i] * normals[i];
  }
  for (guint i = 0; i < canonical_dimension; i++)
    point[i] = (float)(normals[i] * sqrt (canonical_dimension / sum_of_squares));
}

void
lab_manifold_sample (LabManifold manifold,
                     guint intrinsic_dimension,
                     LabRandom *random,
                     gsize n,
                     float *canonical)
{
  guint canonical_dimension = lab_manifold_canonical_dimension (manifold, intrinsic_dimension);

  g_return_if_fail (canonical_dimension > 0);
  g_return_if_fail (random != NULL);
  g_return_if_fail (canonical != NULL || n == 0);

  for (gsize i = 0; i < n; i++) {
    float *point = canonical + i * canonical_dimension;

    if (manifold == LAB_MANIFOLD_TORUS)
      sample_torus_point (intrinsic_dimension, random, point);
    else
      sample_sphere_point (intrinsic_dimension, random, point);
  }
}
