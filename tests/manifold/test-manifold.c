/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points against the defining equations and the moments of the uniform distribution; the embedding
 * against the definition of an isometry. */
#include "manifold/geometry.h"

#include <math.h>
#include <string.h>

#define SEED   11
#define POINTS 40000

static const guint dimensions[] = {1, 2, 3, 8, 32};

static float *
sample (LabManifold manifold, guint intrinsic_dimension, gsize n)
{
  guint dimension = lab_manifold_canonical_dimension (manifold, intrinsic_dimension);
  float *points = g_new (float, n *dimension);
  LabRandom random;

  lab_random_init (&random, SEED, 0, LAB_STREAM_TRAINING_POINTS);
  g_autoptr (LabGeometry) geometry = lab_geometry_new (manifold, intrinsic_dimension, 0.0, SEED, 0);
  lab_geometry_sample (geometry, &random, n, points);
  return points;
}

static void
test_canonical_dimension (void)
{
  for (guint d = 1; d <= LAB_FAMILY_DIMENSION_MAX; d++) {
    g_assert_cmpuint (lab_manifold_canonical_dimension (LAB_MANIFOLD_TORUS, d), ==, 2 * d);
    g_assert_cmpuint (lab_manifold_canonical_dimension (LAB_MANIFOLD_SPHERE, d), ==, d + 1);
  }
}

/* cos^2 + sin^2 = 1 for every circle (radius sqrt 2), |x|^2 = 1 on the sphere (radius
 * sqrt (d + 1)), up to the rounding of the coordinates. */
static void
test_defining_equations (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++) {
    guint d = dimensions[i];
    g_autofree float *torus = sample (LAB_MANIFOLD_TORUS, d, 1000);
    g_autofree float *sphere = sample (LAB_MANIFOLD_SPHERE, d, 1000);

    for (gsize circle = 0; circle < 1000 * (gsize)d; circle++) {
      double x = (double)torus[2 * circle], y = (double)torus[2 * circle + 1];

      g_assert_cmpfloat_with_epsilon ((x * x + y * y) / 2.0, 1.0, 2e-7);
    }
    for (gsize point = 0; point < 1000; point++) {
      double norm = 0.0;

      for (guint k = 0; k <= d; k++)
        norm += pow ((double)sphere[point * (d + 1) + k], 2.0);
      g_assert_cmpfloat_with_epsilon (norm / (d + 1), 1.0, 2e-7);
    }
  }
}

/* A point of the torus is (cos, sin) of the next uniform numbers of its stream, rounded to float. */
static void
test_torus_angles (void)
{
  g_autofree float *points = sample (LAB_MANIFOLD_TORUS, 2, POINTS);
  LabRandom random;

  lab_random_init (&random, SEED, 0, LAB_STREAM_TRAINING_POINTS);
  for (gsize circle = 0; circle < 2 * POINTS; circle++) {
    double angle = 2.0 * G_PI * lab_random_uniform (&random);
    double x = G_SQRT2 * cos (angle), y = G_SQRT2 * sin (angle);

    g_assert_cmpfloat_with_epsilon ((double)points[2 * circle], x, 1e-13 + 6e-8 * fabs (x));
    g_assert_cmpfloat_with_epsilon ((double)points[2 * circle + 1], y, 1e-13 + 6e-8 * fabs (y));
  }
}

/* Largest deviations over coordinates (pairs of coordinates) of means from 0 and of second moments
 * from the identity. */
static void
largest_deviations (guint dimension,
                    const float *points,
                    double *mean_deviation,
                    double *covariance_deviation)
{
  *mean_deviation = *covariance_deviation = 0.0;
  for (guint a = 0; a < dimension; a++) {
    double mean = 0.0;

    for (gsize i = 0; i < POINTS; i++)
      mean += (double)points[i * dimension + a] / POINTS;
    *mean_deviation = MAX (*mean_deviation, fabs (mean));
    for (guint b = a; b < dimension; b++) {
      double moment = 0.0;

      for (gsize i = 0; i < POINTS; i++)
        moment += (double)points[i * dimension + a] * (double)points[i * dimension + b] / POINTS;
      *covariance_deviation = MAX (*covariance_deviation, fabs (moment - (a == b)));
    }
  }
}

/* Each moment has a standard deviation of at most sqrt (2 / POINTS) (fourth moments: 1.5 on the
 * torus, 3 (d + 1) / (d + 3) < 3 on the sphere). The largest of the up to 2,080 moments is held to
 * 5 of them. */
static void
test_moments (void)
{
  for (LabManifold manifold = LAB_MANIFOLD_TORUS; manifold <= LAB_MANIFOLD_SPHERE; manifold++)
    for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++) {
      guint dimension = lab_manifold_canonical_dimension (manifold, dimensions[i]);
      g_autofree float *points = sample (manifold, dimensions[i], POINTS);
      double mean_deviation, covariance_deviation;

      largest_deviations (dimension, points, &mean_deviation, &covariance_deviation);
      g_assert_cmpfloat (mean_deviation, <, 5.0 / sqrt (POINTS));
      g_assert_cmpfloat (covariance_deviation, <, 5.0 * sqrt (2.0 / POINTS));
    }
}

/* Uniform, not only of the right moments: angles on the torus, heights on S^2 (Archimedes) fall
 * evenly into 50 bins; 99.1 is the 1 - 3e-5 quantile of chi-square with 49 degrees. */
static void
test_uniform_density (void)
{
  enum
  {
    N_BINS = 50
  };
  g_autofree float *torus = sample (LAB_MANIFOLD_TORUS, 2, POINTS);
  g_autofree float *sphere = sample (LAB_MANIFOLD_SPHERE, 2, POINTS);
  guint counts[2][N_BINS] = {{0}};

  for (gsize i = 0; i < POINTS; i++) {
    double turns = 0.5 + atan2 ((double)torus[4 * i + 3], (double)torus[4 * i + 2]) / 2.0 / G_PI;
    double height = 0.5 + 0.5 * (double)sphere[3 * i + 2] / sqrt (3.0);

    counts[0][CLAMP ((gint)(turns * N_BINS), 0, N_BINS - 1)]++;
    counts[1][CLAMP ((gint)(height * N_BINS), 0, N_BINS - 1)]++;
  }
  for (guint which = 0; which < 2; which++) {
    double expected = (double)POINTS / N_BINS, statistic = 0.0;

    for (guint bin = 0; bin < N_BINS; bin++)
      statistic += pow (counts[which][bin] - expected, 2.0) / expected;
    g_assert_cmpfloat (statistic, <, 99.1);
  }
}

/* A longer sample begins with the shorter one. */
static void
test_nested (void)
{
  for (LabManifold manifold = LAB_MANIFOLD_TORUS; manifold <= LAB_MANIFOLD_SPHERE; manifold++) {
    guint dimension = lab_manifold_canonical_dimension (manifold, 5);
    g_autofree float *shorter = sample (manifold, 5, 77);
    g_autofree float *longer = sample (manifold, 5, 500);

    g_assert_cmpmem (shorter, 77 * dimension * sizeof (float), longer,
                     77 * dimension * sizeof (float));
  }
}

static double
squared_distance (guint dimension, const float *a, const float *b)
{
  double sum = 0.0;

  for (guint k = 0; k < dimension; k++)
    sum += pow ((double)a[k] - (double)b[k], 2.0);
  return sum;
}

/* Distances are kept up to the factor sqrt (D / E), and the mean square per coordinate stays 1. */
static void
test_embedding_is_isometric (void)
{
  static const guint cases[][2] = {{2, 2}, {4, 16}, {3, 17}, {64, 64}, {64, 256}};

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++) {
    const guint canonical_dimension = cases[c][0], ambient_dimension = cases[c][1], n = 40;
    double factor = (double)ambient_dimension / canonical_dimension;
    g_autofree float *canonical = g_new (float, n *canonical_dimension);
    g_autofree float *ambient = g_new (float, n *ambient_dimension);
    LabRandom random;

    lab_random_init (&random, SEED, c, LAB_STREAM_EMBEDDING);
    g_autoptr (LabEmbedding) embedding =
        lab_embedding_new (canonical_dimension, ambient_dimension, &random);
    lab_random_fill_normal (&random, (gsize)n * canonical_dimension, canonical);
    memset (canonical, 0, canonical_dimension * sizeof (float));
    lab_embedding_apply (embedding, n, canonical, ambient);
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < i; j++) {
        double before = squared_distance (canonical_dimension, canonical + i * canonical_dimension,
                                          canonical + j * canonical_dimension);
        double after = squared_distance (ambient_dimension, ambient + i * ambient_dimension,
                                         ambient + j * ambient_dimension);

        g_assert_cmpfloat_with_epsilon (after / (factor * before), 1.0, 2e-6);
      }
  }
}

/* The orientation is drawn: two streams give two embeddings, one stream the same one. */
static void
test_embedding_is_random (void)
{
  const float point[2] = {1.0f, 0.0f};
  float images[3][8];

  for (guint i = 0; i < 3; i++) {
    LabRandom random;

    lab_random_init (&random, SEED, i / 2, LAB_STREAM_EMBEDDING);
    g_autoptr (LabEmbedding) embedding = lab_embedding_new (2, 8, &random);
    lab_embedding_apply (embedding, 1, point, images[i]);
  }
  g_assert_cmpmem (images[0], sizeof images[0], images[1], sizeof images[1]);
  g_assert_cmpfloat (squared_distance (8, images[0], images[2]), >, 0.1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/manifold/canonical-dimension", test_canonical_dimension);
  g_test_add_func ("/manifold/defining-equations", test_defining_equations);
  g_test_add_func ("/manifold/torus-angles", test_torus_angles);
  g_test_add_func ("/manifold/moments", test_moments);
  g_test_add_func ("/manifold/uniform-density", test_uniform_density);
  g_test_add_func ("/manifold/nested", test_nested);
  g_test_add_func ("/manifold/embedding-is-isometric", test_embedding_is_isometric);
  g_test_add_func ("/manifold/embedding-is-random", test_embedding_is_random);
  return g_test_run ();
}
