/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every manifold against its defining equations (surfaces.h), its frame and its dimension. */
#include "manifold/geometry.h"
#include "manifold/smooth-map.h"
#include "manifold/surfaces.h"

#include "equations.h"

#include <math.h>

#define POINTS 500

static guint
some_dimension (LabManifold manifold)
{
  const LabManifoldInfo *info = lab_manifold_info (manifold);

  return CLAMP (5, info->dimension_min, info->dimension_max);
}

static void
test_equations (void)
{
  for (LabManifold manifold = 0; manifold < LAB_MANIFOLD_COUNT; manifold++) {
    guint d = some_dimension (manifold);
    double point[LAB_CANONICAL_DIMENSION_MAX], worst = 0.0;
    LabRandom random;

    if (manifold == LAB_MANIFOLD_SMOOTH_EMBEDDING)
      continue;
    lab_random_init (&random, 5, manifold, LAB_STREAM_TRAINING_POINTS);
    for (guint i = 0; i < POINTS; i++) {
      lab_surface_draw (manifold, d, &random, point);
      worst = MAX (worst, fabs (equation_error (manifold, d, point)));
    }
    if (worst >= 1e-9)
      g_test_message ("%s is off by %g", lab_manifold_names[manifold], worst);
    g_assert_cmpfloat (worst, <, 1e-9);
  }
}

/* Each plane is a circle, and the map is an immersion: its Jacobian has full rank (the smallest
 * pivot of J^T J stays away from zero). */
static void
test_smooth_embedding (void)
{
  for (guint d = 1; d <= 8; d++) {
    LabRandom random;
    double u[8], point[24], ahead[24], gram[8][8] = {{0}}, jacobian[8][24];
    guint dimension = 2 * lab_smooth_map_frequencies (d);

    lab_random_init (&random, 3, d, LAB_STREAM_GEOMETRY);
    g_autoptr (LabSmoothMap) map = lab_smooth_map_new (d, &random);
    for (guint k = 0; k < d; k++)
      u[k] = 2.0 * lab_random_uniform (&random) - 1.0;
    lab_smooth_map_apply (map, u, point);
    for (guint j = 0; j < dimension; j += 2)
      g_assert_cmpfloat_with_epsilon (hypot (point[j], point[j + 1]), 1.0, 1e-12);
    for (guint k = 0; k < d; k++) {
      u[k] += 1e-6;
      lab_smooth_map_apply (map, u, ahead);
      u[k] -= 1e-6;
      for (guint j = 0; j < dimension; j++)
        jacobian[k][j] = (ahead[j] - point[j]) / 1e-6;
    }
    for (guint a = 0; a < d; a++)
      for (guint b = 0; b < d; b++)
        for (guint j = 0; j < dimension; j++)
          gram[a][b] += jacobian[a][j] * jacobian[b][j];
    for (guint a = 0; a < d; a++) {
      g_assert_cmpfloat (gram[a][a], >, 0.05);
      for (guint b = a + 1; b < d; b++)
        for (guint c = a + 1; c < d; c++)
          gram[b][c] -= gram[b][a] * gram[a][c] / gram[a][a];
    }
  }
}

/* Canonical coordinates: mean 0 each, variance 1 on average, on points that did not measure them. */
static void
test_frame (void)
{
  enum
  {
    N = 20000
  };

  for (LabManifold manifold = 0; manifold < LAB_MANIFOLD_COUNT; manifold++) {
    g_autoptr (LabGeometry) geometry =
        lab_geometry_new (manifold, some_dimension (manifold), 0.0, 2, 0);
    guint dimension = lab_geometry_get_canonical_dimension (geometry);
    g_autofree float *x = g_new (float, (gsize)N *dimension);
    double variance = 0.0;
    LabRandom random;

    lab_random_init (&random, 8, manifold, LAB_STREAM_TEST_POINTS);
    lab_geometry_sample (geometry, &random, N, x);
    for (guint k = 0; k < dimension; k++) {
      double mean = 0.0;

      for (gsize i = 0; i < N; i++)
        mean += (double)x[i * dimension + k] / N;
      for (gsize i = 0; i < N; i++)
        variance += pow ((double)x[i * dimension + k] - mean, 2.0) / N / dimension;
      /* A coordinate's own variance may be some times 1; the frame has an error of its own. */
      g_assert_cmpfloat (fabs (mean), <, 5.0 * sqrt (4.0 / N + 4.0 / 16384));
    }
    g_assert_cmpfloat (fabs (variance - 1.0), <, 0.05);
  }
}

/* A tilt of 3 makes the side x_1 > 0 denser: on the circle, where x_1 = sqrt 2 cos t, the share is
 * the mean of 1 / (1 + exp (-3 x_1)) over that half, since the two halves add up to 1. */
static void
test_density (void)
{
  enum
  {
    N = 20000,
    NODES = 1000
  };
  g_autoptr (LabGeometry) geometry = lab_geometry_new (LAB_MANIFOLD_TORUS, 1, 3.0, 1, 0);
  g_autofree float *x = g_new (float, 2 * N);
  double expected = 0.0, share = 0.0;
  LabRandom random;

  lab_random_init (&random, 8, 0, LAB_STREAM_TEST_POINTS);
  lab_geometry_sample (geometry, &random, N, x);
  for (gsize i = 0; i < N; i++)
    share += (x[2 * i] > 0.0f) / (double)N;
  for (guint i = 0; i < NODES; i++)
    expected += 1.0 / (1.0 + exp (-3.0 * G_SQRT2 * cos (G_PI * ((i + 0.5) / NODES - 0.5)))) / NODES;
  g_assert_cmpfloat (fabs (share - expected), <, 4.0 * 0.5 / sqrt (N));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/geometry/equations", test_equations);
  g_test_add_func ("/geometry/smooth-embedding", test_smooth_embedding);
  g_test_add_func ("/geometry/frame", test_frame);
  g_test_add_func ("/geometry/density", test_density);
  return g_test_run ();
}
