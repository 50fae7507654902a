/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The distance to one point of the manifold, to the power beta. */
#include "manifold/target-function.h"

#include <math.h>

typedef struct
{
  LabManifold manifold;
  guint dimension; /* canonical */
  double power;
  double shift, scale;
  float point[LAB_CANONICAL_DIMENSION_MAX]; /* x_0 */
} Distance;

/* Along the shortest path over the d circles, in units of canonical coordinates. */
static double
torus_distance (const Distance *distance, const float *x)
{
  double sum = 0.0;

  for (guint k = 0; k < distance->dimension; k += 2) {
    double angle = atan2 ((double)x[k + 1], (double)x[k]) -
                   atan2 ((double)distance->point[k + 1], (double)distance->point[k]);
    double shortest = remainder (angle, 2.0 * G_PI);

    sum += 2.0 * shortest * shortest;
  }
  return sqrt (sum);
}

static double
chord (const Distance *distance, const float *x)
{
  double sum = 0.0;

  for (guint k = 0; k < distance->dimension; k++)
    sum += pow ((double)x[k] - (double)distance->point[k], 2.0);
  return sqrt (sum);
}

static double
distance_to (const Distance *distance, const float *x)
{
  switch (distance->manifold) {
  case LAB_MANIFOLD_TORUS:
    return torus_distance (distance, x);
  case LAB_MANIFOLD_SPHERE:
  case LAB_MANIFOLD_M1: {
    double radius = sqrt (distance->dimension);

    return 2.0 * radius * asin (MIN (0.5 * chord (distance, x) / radius, 1.0));
  }
  default:
    return chord (distance, x);
  }
}

static void
evaluate (const void *data, gsize n, const float *x, float *values)
{
  const Distance *distance = data;

  for (gsize i = 0; i < n; i++) {
    double value = pow (distance_to (distance, x + i * distance->dimension), distance->power);

    values[i] = (float)((value - distance->shift) * distance->scale);
  }
}

static void
rescale (void *data, double shift, double scale)
{
  Distance *distance = data;

  distance->shift += shift / distance->scale;
  distance->scale *= scale;
}

LabTargetFunction
lab_target_distance (const LabGeometry *geometry, double smoothness, LabRandom *random)
{
  Distance *distance = g_new0 (Distance, 1);

  distance->manifold = lab_geometry_get_manifold (geometry);
  distance->dimension = lab_geometry_get_canonical_dimension (geometry);
  distance->power = smoothness;
  distance->scale = 1.0;
  lab_geometry_sample (geometry, random, 1, distance->point);
  return (LabTargetFunction){.evaluate = evaluate,
                             .rescale = rescale,
                             .free = g_free,
                             .data = distance,
                             .largest_frequency = NAN};
}
