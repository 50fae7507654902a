/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws points of a manifold and brings them to canonical coordinates. */
#include "manifold/geometry.h"

#include "manifold/smooth-map.h"
#include "manifold/surfaces.h"

#include <math.h>
#include <string.h>

/* Points on which centre and scale are measured: the scale is good to 1 %. */
#define FRAME_POINTS 16384

struct _LabGeometry
{
  LabManifold manifold;
  guint intrinsic_dimension;
  guint canonical_dimension;
  double density;
  LabSmoothMap *map;   /* of LAB_MANIFOLD_SMOOTH_EMBEDDING, else NULL */
  LabPointSet *points; /* of a file, in place of all this; else NULL */
  double centre[LAB_CANONICAL_DIMENSION_MAX];
  double scale;
};

/* A point in natural coordinates. */
static void
draw (const LabGeometry *geometry, LabRandom *random, double *point)
{
  double u[LAB_FAMILY_DIMENSION_MAX];

  if (geometry->map == NULL) {
    lab_surface_draw (geometry->manifold, geometry->intrinsic_dimension, random, point);
    return;
  }
  for (guint k = 0; k < geometry->intrinsic_dimension; k++)
    u[k] = 2.0 * lab_random_uniform (random) - 1.0;
  lab_smooth_map_apply (geometry->map, u, point);
}

static void
measure_frame (LabGeometry *geometry)
{
  guint dimension = geometry->canonical_dimension;
  double point[LAB_CANONICAL_DIMENSION_MAX], squares[LAB_CANONICAL_DIMENSION_MAX] = {0};
  double variance = 0.0;
  LabRandom random;

  lab_random_init (&random, 0, 0, LAB_STREAM_GEOMETRY);
  for (guint i = 0; i < FRAME_POINTS; i++) {
    draw (geometry, &random, point);
    for (guint k = 0; k < dimension; k++) {
      geometry->centre[k] += point[k] / FRAME_POINTS;
      squares[k] += point[k] * point[k] / FRAME_POINTS;
    }
  }
  for (guint k = 0; k < dimension; k++)
    variance += (squares[k] - geometry->centre[k] * geometry->centre[k]) / dimension;
  geometry->scale = 1.0 / sqrt (variance);
}

LabGeometry *
lab_geometry_new (LabManifold manifold,
                  guint intrinsic_dimension,
                  double density,
                  guint64 seed,
                  guint32 repeat)
{
  guint dimension = lab_manifold_canonical_dimension (manifold, intrinsic_dimension);

  g_return_val_if_fail (dimension > 0, NULL);
  g_return_val_if_fail (density >= 0.0 && density <= LAB_DENSITY_MAX, NULL);

  LabGeometry *geometry = g_new0 (LabGeometry, 1);
  geometry->manifold = manifold;
  geometry->intrinsic_dimension = intrinsic_dimension;
  geometry->canonical_dimension = dimension;
  geometry->density = density;
  if (manifold == LAB_MANIFOLD_SMOOTH_EMBEDDING) {
    LabRandom random;
    lab_random_init (&random, seed, repeat, LAB_STREAM_GEOMETRY);
    geometry->map = lab_smooth_map_new (intrinsic_dimension, &random);
  }
  if (manifold == LAB_MANIFOLD_TORUS)
    geometry->scale = G_SQRT2;
  else if (manifold == LAB_MANIFOLD_SPHERE || manifold == LAB_MANIFOLD_M1)
    geometry->scale = sqrt (dimension);
  else
    measure_frame (geometry);
  return geometry;
}

LabGeometry *
lab_geometry_new_of_points (LabPointSet *points, guint intrinsic_dimension)
{
  g_return_val_if_fail (points != NULL && intrinsic_dimension > 0, NULL);

  if (points->dimensions > LAB_CANONICAL_DIMENSION_MAX)
    return NULL;
  LabGeometry *geometry = g_new0 (LabGeometry, 1);
  geometry->manifold = LAB_MANIFOLD_COUNT;
  geometry->intrinsic_dimension = intrinsic_dimension;
  geometry->canonical_dimension = points->dimensions;
  geometry->points = lab_point_set_ref (points);
  return geometry;
}

void
lab_geometry_free (LabGeometry *geometry)
{
  if (geometry == NULL)
    return;
  lab_smooth_map_free (geometry->map);
  lab_point_set_unref (geometry->points);
  g_free (geometry);
}

LabManifold
lab_geometry_get_manifold (const LabGeometry *geometry)
{
  g_return_val_if_fail (geometry != NULL, LAB_MANIFOLD_TORUS);

  return geometry->manifold;
}

guint
lab_geometry_get_intrinsic_dimension (const LabGeometry *geometry)
{
  g_return_val_if_fail (geometry != NULL, 0);

  return geometry->intrinsic_dimension;
}

guint
lab_geometry_get_canonical_dimension (const LabGeometry *geometry)
{
  g_return_val_if_fail (geometry != NULL, 0);

  return geometry->canonical_dimension;
}

static void
draw_canonical (const LabGeometry *geometry, LabRandom *random, double *point)
{
  draw (geometry, random, point);
  for (guint k = 0; k < geometry->canonical_dimension; k++)
    point[k] = geometry->scale * (point[k] - geometry->centre[k]);
}

/* The tilt accepts a fair share of any cloud that has a point at x_1 >= 0, half of them or more. */
static gboolean
is_kept (const LabGeometry *geometry, LabRandom *random, const double *point)
{
  return geometry->density == 0.0 ||
         lab_random_uniform (random) < 1.0 / (1.0 + exp (-geometry->density * point[0]));
}

static void
sample_points (const LabGeometry *geometry, LabRandom *random, gsize n, float *canonical)
{
  const LabPointSet *points = geometry->points;
  const guint dimension = geometry->canonical_dimension;

  for (gsize i = 0; i < n; i++) {
    gsize row = lab_random_below (random, (guint32)points->n);

    memcpy (canonical + i * dimension, points->x + row * dimension, dimension * sizeof (float));
  }
}

void
lab_geometry_sample (const LabGeometry *geometry, LabRandom *random, gsize n, float *canonical)
{
  double point[LAB_CANONICAL_DIMENSION_MAX];

  g_return_if_fail (geometry != NULL && random != NULL);
  g_return_if_fail (canonical != NULL || n == 0);

  if (geometry->points != NULL) {
    sample_points (geometry, random, n, canonical);
    return;
  }
  for (gsize i = 0; i < n; i++) {
    do
      draw_canonical (geometry, random, point);
    while (!is_kept (geometry, random, point));
    for (guint k = 0; k < geometry->canonical_dimension; k++)
      canonical[i * geometry->canonical_dimension + k] = (float)point[k];
  }
}
