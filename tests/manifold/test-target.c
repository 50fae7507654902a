/* Targets: mean, variance, what they depend on. Their smoothness is test-structure-function.c's. */
#include "manifold/target.h"

#include <math.h>
#include <string.h>

/* Normalised on 16,384 points and tested on as many others: the difference of two means of
 * variance 1 / 16,384 each; the fourth moment of a target is at most 4 in what follows, so that of
 * two variances has 3 / 16,384 each. Both are held to 4.5 standard deviations. */
#define POINTS        16384
#define MEAN_BAND     (4.5 * 0.01105)
#define VARIANCE_BAND (4.5 * 0.01914)

static float *
evaluate (LabManifold manifold, guint d, double smoothness, guint64 seed, guint32 repeat, gsize n)
{
  guint dimension = lab_manifold_canonical_dimension (manifold, d);
  g_autoptr (LabTarget) target = lab_target_new (manifold, d, smoothness, seed, repeat);
  g_autofree float *points = g_new (float, n *dimension);
  float *values = g_new (float, n);
  LabRandom random;

  lab_random_init (&random, 99, 0, LAB_STREAM_TEST_POINTS);
  lab_manifold_sample (manifold, d, &random, n, points);
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
            evaluate (manifold, dimensions[i], smoothnesses[j], 7 + i, j, POINTS);
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
  g_autofree float *reference = evaluate (LAB_MANIFOLD_TORUS, 4, 0.3, 1, 0, N);
  g_autofree float *again = evaluate (LAB_MANIFOLD_TORUS, 4, 0.3, 1, 0, N);
  g_autofree float *smoother = evaluate (LAB_MANIFOLD_TORUS, 4, 0.5, 1, 0, N);
  float *others[] = {
      evaluate (LAB_MANIFOLD_TORUS, 4, 0.3, 2, 0, N),
      evaluate (LAB_MANIFOLD_TORUS, 4, 0.3, 1, 1, N),
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

/* The range of frequencies follows d alone, and outreaches what 65,536 points resolve: their
 * spacing on a torus 2 pi sqrt 2 long gives the frequency 65536^(1/d) / (2 sqrt 2). */
static void
test_largest_frequency (void)
{
  for (guint d = 1; d <= 4; d++) {
    g_autoptr (LabTarget) rough = lab_target_new (LAB_MANIFOLD_TORUS, d, 0.3, 1, 0);
    g_autoptr (LabTarget) smooth = lab_target_new (LAB_MANIFOLD_TORUS, d, 2.0, 1, 0);
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
  g_test_add_func ("/target/largest-frequency", test_largest_frequency);
  return g_test_run ();
}
