/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Principal components against what was put in, and against the definition of an eigenvector. */
#include "manifold/projection.h"

#include <math.h>

#define N 5000

/* A cloud stretched 5, 3, 2 and 1 times along the rows of a rotation. */
static void
test_known_directions (void)
{
  const double stretch[4] = {1.0, 5.0, 2.0, 3.0};
  const guint expected[3] = {1, 3, 2};
  LabRandom random;
  g_autofree float *points = g_new (float, 4 * N);
  double rotation[4][4] = {
      {0.5, 0.5, 0.5, 0.5}, {0.5, -0.5, 0.5, -0.5}, {0.5, 0.5, -0.5, -0.5}, {0.5, -0.5, -0.5, 0.5}};
  double axes[12];

  lab_random_init (&random, 1, 0, LAB_STREAM_TEST_POINTS);
  for (guint i = 0; i < N; i++) {
    double along[4];

    for (guint k = 0; k < 4; k++)
      along[k] = stretch[k] * lab_random_normal (&random);
    for (guint k = 0; k < 4; k++) {
      points[4 * i + k] = 7.0f; /* the mean does not count */
      for (guint j = 0; j < 4; j++)
        points[4 * i + k] += (float)(along[j] * rotation[j][k]);
    }
  }
  lab_projection_principal (N, 4, points, axes);
  for (guint axis = 0; axis < 3; axis++) {
    double cosine = 0.0;

    for (guint k = 0; k < 4; k++)
      cosine += axes[4 * axis + k] * rotation[expected[axis]][k];
    g_assert_cmpfloat (fabs (cosine), >, 0.999);
  }
}

/* Orthonormal for any cloud, degenerate ones included; rows beyond the dimension are zero. */
static void
test_orthonormal (void)
{
  static const guint dimensions[] = {1, 2, 3, 8, LAB_CANONICAL_DIMENSION_MAX};

  for (guint c = 0; c < G_N_ELEMENTS (dimensions); c++) {
    guint dimension = dimensions[c];
    g_autofree float *points = g_new0 (float, (gsize)100 * dimension);
    g_autofree double *axes = g_new (double, 3 * dimension);
    LabRandom random;

    lab_random_init (&random, 2, c, LAB_STREAM_TEST_POINTS);
    for (guint i = 0; i < 100; i++)
      points[(gsize)i * dimension] = (float)lab_random_normal (&random); /* a line */
    lab_projection_principal (100, dimension, points, axes);
    g_assert_cmpfloat_with_epsilon (axes[0], 1.0, 1e-12);
    for (guint a = 0; a < 3; a++)
      for (guint b = 0; b <= a; b++) {
        double product = 0.0;

        for (guint k = 0; k < dimension; k++)
          product += axes[a * dimension + k] * axes[b * dimension + k];
        g_assert_cmpfloat_with_epsilon (product, a == b && a < dimension ? 1.0 : 0.0, 1e-12);
      }
  }
}

static void
test_apply (void)
{
  const float points[6] = {1.0f, 5.0f, 3.0f, 5.0f, 2.0f, 8.0f};
  const double axes[6] = {1.0, 0.0, 0.0, 1.0, 0.0, 0.0};
  float projected[9];

  /* Means 2 and 6: (-1, -1), (1, -1), (0, 2); the farthest is at 2. */
  lab_projection_apply (3, 2, points, axes, projected);
  g_assert_cmpfloat_with_epsilon ((double)projected[0], -0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon ((double)projected[4], -0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon ((double)projected[7], 1.0, 1e-6);
  g_assert_cmpfloat ((double)projected[8], ==, 0.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/projection/known-directions", test_known_directions);
  g_test_add_func ("/projection/orthonormal", test_orthonormal);
  g_test_add_func ("/projection/apply", test_apply);
  return g_test_run ();
}
