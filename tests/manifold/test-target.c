/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets: mean, variance, what they depend on. Their smoothness is test-structure-function.c's. */
#include "manifold/target.h"
#include "manifold/target-testing.h"

#include <math.h>
#include <string.h>

/* Normalised on 16,384 points and tested on as many others: the difference of two means of
 * variance 1 / 16,384 each; the fourth moment of a target is at most 4 in what follows, so that of
 * two variances has 3 / 16,384 each. Both are held to 4.5 standard deviations. */
#define POINTS        16384
#define EVERY_POINTS  4096
#define MEAN_BAND     (4.5 * 0.01105)
#define VARIANCE_BAND (4.5 * 0.01914)

static float *
evaluate (LabTargetKind kind,
          LabManifold manifold,
          guint d,
          double smoothness,
          guint64 seed,
          guint32 repeat,
          gsize n)
{
  guint dimension = lab_manifold_canonical_dimension (manifold, d);
  g_autoptr (LabGeometry) geometry = lab_geometry_new (manifold, d, 0.0, 1, 0);
  g_autoptr (LabTarget) target = lab_target_new (kind, geometry, smoothness, seed, repeat);
  g_autofree float *points = g_new (float, n *dimension);
  float *values = g_new (float, n);
  LabRandom random;

  lab_random_init (&random, 99, 0, LAB_STREAM_TEST_POINTS);
  lab_geometry_sample (geometry, &random, n, points);
  lab_target_evaluate (target, n, points, values);
  return values;
}

static void
test_mean_and_variance (void)
{
  static const guint dimensions[] = {1, 2, 4, 32};
  static const double smoothnesses[] = {0.3, 1.0, 2.0};

  for (LabManifold manifold = LAB_MANIFOLD_TORUS; manifold <= LAB_MANIFOLD_SPHERE; manifold++)
    for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
      for (guint j = 0; j < G_N_ELEMENTS (smoothnesses); j++) {
        g_autofree float *values =
            evaluate (LAB_TARGET_FIELD, manifold, dimensions[i], smoothnesses[j], 7 + i, j, POINTS);
        double mean = 0.0, variance = 0.0, fourth = 0.0;

        for (gsize k = 0; k < POINTS; k++)
          mean += (double)values[k] / POINTS;
        for (gsize k = 0; k < POINTS; k++) {
          double square = pow ((double)values[k] - mean, 2.0);

          variance += square / POINTS;
          fourth += square * square / POINTS;
        }
        g_assert_cmpfloat (fourth, <, 4.0);
        g_assert_cmpfloat (fabs (mean), <, MEAN_BAND);
        g_assert_cmpfloat (fabs (variance - 1.0), <, VARIANCE_BAND);
      }
}

/* The same values give the same bytes; every other seed, repeat or smoothness another function.
 * Targets of other seeds or repeats correlate by chance only: hundreds of modes share the power of
 * a rough target on T^4, so below 0.25. */
static void
test_what_it_depends_on (void)
{
  enum
  {
    N = 4000
  };
  g_autofree float *reference = evaluate (LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 4, 0.3, 1, 0, N);
  g_autofree float *again = evaluate (LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 4, 0.3, 1, 0, N);
  g_autofree float *smoother = evaluate (LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 4, 0.5, 1, 0, N);
  float *others[] = {
      evaluate (LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 4, 0.3, 2, 0, N),
      evaluate (LAB_TARGET_FIELD, LAB_MANIFOLD_TORUS, 4, 0.3, 1, 1, N),
  };

  g_assert_cmpmem (reference, N * sizeof (float), again, N * sizeof (float));
  g_assert_cmpint (memcmp (reference, smoother, N * sizeof (float)), !=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    double correlation = 0.0;

    for (gsize k = 0; k < N; k++)
      correlation += (double)reference[k] * (double)others[i][k] / N;
    g_assert_cmpfloat (fabs (correlation), <, 0.25);
    g_free (others[i]);
  }
}

/* Every kind, on every manifold that it fits: mean 0 and variance 1 on points that it was not
 * normalised on. The fourth moment is up to 10 (a cusp in the middle of a normal cloud), and points
 * of few distinct values (one pole, few modes) still count one by one. */
static void
test_every_kind_and_manifold (void)
{
  for (LabTargetKind kind = 0; kind < LAB_TARGET_COUNT; kind++)
    for (LabManifold manifold = 0; manifold < LAB_MANIFOLD_COUNT; manifold++) {
      double mean = 0.0, variance = 0.0;
      guint d = CLAMP (3, lab_manifold_info (manifold)->dimension_min,
                       lab_manifold_info (manifold)->dimension_max);

      if (!lab_target_fits (kind, manifold))
        continue;
      g_autofree float *values = evaluate (kind, manifold, d, 0.7, 3, 1, EVERY_POINTS);
      for (gsize k = 0; k < EVERY_POINTS; k++)
        mean += (double)values[k] / EVERY_POINTS;
      for (gsize k = 0; k < EVERY_POINTS; k++)
        variance += pow ((double)values[k] - mean, 2.0) / EVERY_POINTS;
      g_assert_cmpfloat (fabs (mean), <, 4.5 * sqrt (2.0 / EVERY_POINTS));
      g_assert_cmpfloat (fabs (variance - 1.0), <, 4.5 * sqrt (2.0 * 9.0 / EVERY_POINTS));
    }
}

/* Against the definition, before normalisation: values of two points tell shift and scale, a third
 * must agree. On a circle the distance is the shorter arc. */
static void
test_distance (void)
{
  g_autoptr (LabGeometry) circle = lab_geometry_new (LAB_MANIFOLD_TORUS, 1, 0.0, 1, 0);
  g_autoptr (LabTarget) target = lab_target_new (LAB_TARGET_DISTANCE, circle, 0.5, 4, 0);
  float points[360][2], values[360];
  guint lowest = 0;

  for (guint i = 0; i < 360; i++) {
    points[i][0] = (float)(G_SQRT2 * cos (i * G_PI / 180.0));
    points[i][1] = (float)(G_SQRT2 * sin (i * G_PI / 180.0));
  }
  lab_target_evaluate (target, 360, &points[0][0], values);
  for (guint i = 1; i < 360; i++)
    if (values[i] < values[lowest])
      lowest = i;
  /* Far from the point, degrees away count for what they are: sqrt (a) - sqrt (b) in proportion. */
  double here = (double)values[(lowest + 100) % 360], there = (double)values[(lowest + 260) % 360];
  double near = (double)values[(lowest + 25) % 360], far = (double)values[(lowest + 180) % 360];

  g_assert_cmpfloat_with_epsilon (here, there, 0.02);
  g_assert_cmpfloat_with_epsilon ((far - here) / (here - near), (sqrt (180) - 10.0) / 5.0, 0.02);
}

/* The range of frequencies follows d alone, and outreaches what 65,536 points resolve: their
 * spacing on a torus 2 pi sqrt 2 long gives the frequency 65536^(1/d) / (2 sqrt 2). */
static void
test_largest_frequency (void)
{
  for (guint d = 1; d <= 4; d++) {
    g_autoptr (LabGeometry) torus = lab_geometry_new (LAB_MANIFOLD_TORUS, d, 0.0, 1, 0);
    g_autoptr (LabTarget) rough = lab_target_new (LAB_TARGET_FIELD, torus, 0.3, 1, 0);
    g_autoptr (LabTarget) smooth = lab_target_new (LAB_TARGET_FIELD, torus, 2.0, 1, 0);
    double frequency = lab_target_largest_frequency (rough);

    g_assert_cmpfloat (frequency, >, 2.0 * pow (65536.0, 1.0 / d) / (2.0 * G_SQRT2));
    g_assert_true (frequency == lab_target_largest_frequency (smooth));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/target/mean-and-variance", test_mean_and_variance);
  g_test_add_func ("/target/what-it-depends-on", test_what_it_depends_on);
  g_test_add_func ("/target/every-kind-and-manifold", test_every_kind_and_manifold);
  g_test_add_func ("/target/distance", test_distance);
  g_test_add_func ("/target/largest-frequency", test_largest_frequency);
  return g_test_run ();
}
