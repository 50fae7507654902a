/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernels of the wave sum against the C library's cosine, and against each other. */
#include "manifold/wave-sum.h"

#include "core/random.h"

#include <math.h>
#include <string.h>

#define SEED 5

/* The bound that wave-sum.h promises for a term of amplitude 1; turns is sum_k |frequency_k x_k| / 2 pi. */
static double
promised_error (guint dimension, double turns)
{
  return 1e-6 + 8e-7 * (dimension + 1) * (1.0 + turns);
}

/* The largest errors of single waves with frequencies up to highest:
 * subtracting the expected value and magnifying by 1e6 before the result is rounded to float leaves
 * them visible. */
static double
largest_error_of_waves (LabWaveSumLevel level, double highest, LabRandom *random)
{
  double largest = 0.0;

  for (guint trial = 0; trial < 20000; trial++) {
    g_autoptr (LabWaveSum) sum = lab_wave_sum_new (1, 1);
    double frequency = exp (lab_random_uniform (random) * log (highest));
    double phase = lab_random_uniform (random);
    float x = (float)(1.5 * lab_random_normal (random)), magnified;
    double expected = cos (frequency * (double)x + 2.0 * G_PI * phase);

    lab_wave_sum_set_term (sum, 0, &frequency, phase, 1.0);
    lab_wave_sum_rescale (sum, expected, 1e6);
    lab_wave_sum_evaluate (sum, level, 1, &x, &magnified);

    double error = fabs ((double)magnified) * 1e-6;

    g_assert_cmpfloat (error, <, promised_error (1, frequency * fabs ((double)x) / (2.0 * G_PI)));
    largest = MAX (largest, error);
  }
  return largest;
}

/* Slow waves show the polynomial and the rounding of float, fast ones that of the phase; neither is
 * better than it can be. */
static void
test_single_wave (void)
{
  LabRandom random;

  lab_random_init (&random, SEED, 0, LAB_STREAM_TARGET);
  for (LabWaveSumLevel level = 0; level <= lab_wave_sum_best_level (); level++) {
    double slow = largest_error_of_waves (level, 2.0, &random);
    double fast = largest_error_of_waves (level, 65536.0, &random);

    g_test_message ("level %d: slow waves are off by %.2g, fast ones by %.2g", (int)level, slow,
                    fast);
    g_assert_cmpfloat (slow, >, 1e-7);
    g_assert_cmpfloat (slow, <, 3e-6);
    g_assert_cmpfloat (fast, >, 1e-3);
  }
}

/* A sum with its plain twin: every dimension from 1 to the largest, with numbers of terms and rows
 * that fill neither groups nor tiles. */
static void
test_plain_twin (void)
{
  const guint n_terms = 61, n = 45;
  double squares = 0.0, count = 0.0;
  LabRandom random;

  lab_random_init (&random, SEED, 1, LAB_STREAM_TARGET);
  for (guint dimension = 1; dimension <= LAB_WAVE_SUM_DIMENSION_MAX; dimension++) {
    g_autoptr (LabWaveSum) sum = lab_wave_sum_new (dimension, n_terms);
    g_autofree float *x = g_new (float, n *dimension);
    g_autofree float *values = g_new (float, n);
    g_autofree double *expected = g_new0 (double, n);
    g_autofree double *bound = g_new0 (double, n);
    g_autofree double *frequency = g_new (double, dimension);

    lab_random_fill_normal (&random, (gsize)n * dimension, x);
    for (guint term = 0; term < n_terms; term++) {
      double phase = lab_random_uniform (&random), amplitude = lab_random_normal (&random);

      for (guint k = 0; k < dimension; k++)
        frequency[k] = 3.0 * lab_random_normal (&random);
      /* Twice: the second word is the one that counts. */
      lab_wave_sum_set_term (sum, term, frequency, 0.0, 1.0);
      lab_wave_sum_set_term (sum, term, frequency, phase, amplitude);
      for (guint i = 0; i < n; i++) {
        double angle = 2.0 * G_PI * phase, turns = 0.0;

        for (guint k = 0; k < dimension; k++) {
          angle += frequency[k] * (double)x[i * dimension + k];
          turns += fabs (frequency[k] * (double)x[i * dimension + k]) / (2.0 * G_PI);
        }
        expected[i] += amplitude * cos (angle);
        bound[i] += fabs (amplitude) * promised_error (dimension, turns);
      }
    }
    lab_wave_sum_rescale (sum, 0.25, 2.0);
    lab_wave_sum_rescale (sum, 1.0, 0.5);
    for (LabWaveSumLevel level = 0; level <= lab_wave_sum_best_level (); level++) {
      lab_wave_sum_evaluate (sum, level, n, x, values);
      for (guint i = 0; i < n; i++) {
        double error = (double)values[i] - ((expected[i] - 0.25) * 2.0 - 1.0) * 0.5;

        g_assert_cmpfloat (fabs (error), <, bound[i]);
        squares += error * error;
        count += 1.0;
      }
    }
  }
  /* Roundings are as often up as down: what is usual is far below what is promised. */
  g_test_message ("root mean square error %.2g", sqrt (squares / count));
  g_assert_cmpfloat (sqrt (squares / count), <, 5e-5);
}

static LabWaveSum *
draw_sum (guint dimension, guint n_terms, LabRandom *random)
{
  LabWaveSum *sum = lab_wave_sum_new (dimension, n_terms);
  g_autofree double *frequency = g_new (double, dimension);

  for (guint term = 0; term < n_terms; term++) {
    for (guint k = 0; k < dimension; k++)
      frequency[k] = 1000.0 * lab_random_normal (random);
    lab_wave_sum_set_term (sum, term, frequency, lab_random_uniform (random),
                           lab_random_normal (random));
  }
  return sum;
}

/* A value depends on its row alone: whole, one by one, and shifted by one row give equal bytes. */
static void
test_rows_stand_alone (void)
{
  enum
  {
    N = 100,
    DIMENSION = 5
  };
  float x[N * DIMENSION], whole[N], alone[N], shifted[N];
  LabRandom random;

  lab_random_init (&random, SEED, 2, LAB_STREAM_TARGET);
  g_autoptr (LabWaveSum) sum = draw_sum (DIMENSION, 203, &random);

  lab_random_fill_normal (&random, G_N_ELEMENTS (x), x);
  for (LabWaveSumLevel level = 0; level <= lab_wave_sum_best_level (); level++) {
    lab_wave_sum_evaluate (sum, level, N, x, whole);
    for (guint i = 0; i < N; i++)
      lab_wave_sum_evaluate (sum, level, 1, x + i * DIMENSION, alone + i);
    lab_wave_sum_evaluate (sum, level, N - 1, x + DIMENSION, shifted + 1);
    g_assert_cmpmem (whole, sizeof whole, alone, sizeof alone);
    g_assert_cmpmem (whole + 1, sizeof whole - sizeof (float), shifted + 1,
                     sizeof shifted - sizeof (float));
  }
}

/* The two levels with fused multiply-add give the same bytes. */
static void
test_fused_levels_agree (void)
{
  enum
  {
    N = 3000,
    DIMENSION = 4
  };
  g_autofree float *x = g_new (float, N *DIMENSION);
  g_autofree float *narrow = g_new (float, N);
  g_autofree float *wide = g_new (float, N);
  LabRandom random;

  if (lab_wave_sum_best_level () < LAB_WAVE_SUM_AVX512) {
    g_test_skip ("This processor has no AVX-512.");
    return;
  }
  lab_random_init (&random, SEED, 3, LAB_STREAM_TARGET);
  g_autoptr (LabWaveSum) sum = draw_sum (DIMENSION, 256, &random);

  lab_random_fill_normal (&random, N * DIMENSION, x);
  lab_wave_sum_evaluate (sum, LAB_WAVE_SUM_AVX2, N, x, narrow);
  lab_wave_sum_evaluate (sum, LAB_WAVE_SUM_AVX512, N, x, wide);
  g_assert_cmpmem (narrow, N * sizeof (float), wide, N * sizeof (float));
}

/* A row that is not a number spoils itself alone. */
static void
test_not_a_number (void)
{
  const float x[3] = {0.5f, NAN, 0.5f};
  float values[3];
  LabRandom random;

  lab_random_init (&random, SEED, 4, LAB_STREAM_TARGET);
  g_autoptr (LabWaveSum) sum = draw_sum (1, 16, &random);

  for (LabWaveSumLevel level = 0; level <= lab_wave_sum_best_level (); level++) {
    lab_wave_sum_evaluate (sum, level, 3, x, values);
    g_assert_true (isnan (values[1]));
    g_assert_true (isfinite (values[0]));
    g_assert_true (values[0] == values[2]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/wave-sum/single-wave", test_single_wave);
  g_test_add_func ("/wave-sum/plain-twin", test_plain_twin);
  g_test_add_func ("/wave-sum/rows-stand-alone", test_rows_stand_alone);
  g_test_add_func ("/wave-sum/fused-levels-agree", test_fused_levels_agree);
  g_test_add_func ("/wave-sum/not-a-number", test_not_a_number);
  return g_test_run ();
}
