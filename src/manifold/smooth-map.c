/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The random smooth embedding, evaluated as its definition says. */
#include "manifold/smooth-map.h"

#include <math.h>

/* More planes than dimensions keep the map an immersion; the most that fit below
 * LAB_CANONICAL_DIMENSION_MAX at d = 32. */
#define FREQUENCIES_BEYOND 4

/* Standard deviation of the frequencies' entries, in radians per unit of u: about a quarter of a
 * turn from the middle of the cube to its side. Slower, and the image is nearly flat; faster, and
 * a few thousand points no longer tell its dimension. */
#define FREQUENCY_SCALE 1.5

struct _LabSmoothMap
{
  guint dimension;
  guint n_frequencies;
  double *frequencies; /* (J, d), row-major */
  double *phases;      /* (J), radians */
};

guint
lab_smooth_map_frequencies (guint intrinsic_dimension)
{
  return intrinsic_dimension + FREQUENCIES_BEYOND;
}

LabSmoothMap *
lab_smooth_map_new (guint intrinsic_dimension, LabRandom *random)
{
  g_return_val_if_fail (intrinsic_dimension >= 1 && random != NULL, NULL);

  LabSmoothMap *map = g_new0 (LabSmoothMap, 1);
  map->dimension = intrinsic_dimension;
  map->n_frequencies = lab_smooth_map_frequencies (intrinsic_dimension);
  map->frequencies = g_new (double, (gsize)map->n_frequencies *intrinsic_dimension);
  map->phases = g_new (double, map->n_frequencies);
  for (guint i = 0; i < map->n_frequencies * intrinsic_dimension; i++)
    map->frequencies[i] = FREQUENCY_SCALE * lab_random_normal (random);
  for (guint j = 0; j < map->n_frequencies; j++)
    map->phases[j] = 2.0 * G_PI * lab_random_uniform (random);
  return map;
}

void
lab_smooth_map_free (LabSmoothMap *map)
{
  if (map == NULL)
    return;
  g_free (map->frequencies);
  g_free (map->phases);
  g_free (map);
}

void
lab_smooth_map_apply (const LabSmoothMap *map, const double *u, double *point)
{
  for (guint j = 0; j < map->n_frequencies; j++) {
    double phase = map->phases[j];

    for (guint k = 0; k < map->dimension; k++)
      phase += map->frequencies[j * map->dimension + k] * u[k];
    point[2 * j] = cos (phase);
    point[2 * j + 1] = sin (phase);
  }
}
