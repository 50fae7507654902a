/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random streams against published answers, and against the distributions they promise.
 *
 * Statistical bands: fixed seeds; a mean of N draws of standard deviation s is held to 5 s/sqrt N,
 * a chi-square statistic to the 1 - 1e-5 quantile. */
#include "core/random.h"
#include "core/random-testing.h"

#include <math.h>
#include <string.h>

#define SEED G_GUINT64_CONSTANT (0x123456789abcdef0)

/* Upper 1e-5 quantile of chi-square: Wilson and Hilferty (1931), z = 4.265. */
static double
chi_square_limit (double degrees)
{
  double base = 1.0 - 2.0 / (9.0 * degrees) + 4.265 * sqrt (2.0 / (9.0 * degrees));

  return degrees * base * base * base;
}

static double
chi_square (guint n_bins, const guint *counts)
{
  double total = 0.0, statistic = 0.0;

  for (guint i = 0; i < n_bins; i++)
    total += counts[i];
  for (guint i = 0; i < n_bins; i++) {
    double difference = counts[i] - total / n_bins;

    statistic += difference * difference / (total / n_bins);
  }
  return statistic;
}

/* Random123, tests/kat_vectors, philox4x32 with 10 rounds. */
static void
test_known_answers (void)
{
  static const struct
  {
    guint32 counter[4], key[2], block[4];
  } answers[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       {0xffffffff, 0xffffffff},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    guint32 block[4];

    lab_random_philox_block (answers[i].counter, answers[i].key, block);
    g_assert_cmpmem (block, sizeof block, answers[i].block, sizeof answers[i].block);
  }
}

/* A stream is the blocks of consecutive counters under the seed. */
static void
test_stream_layout (void)
{
  const guint32 key[2] = {0x9abcdef0, 0x12345678};
  LabRandom random;

  lab_random_init (&random, SEED, 7, LAB_STREAM_BATCHES);
  for (guint32 number = 0; number < 3; number++) {
    const guint32 counter[4] = {number, 0, 7, LAB_STREAM_BATCHES};
    guint32 block[4];

    lab_random_philox_block (counter, key, block);
    for (guint i = 0; i < 4; i++)
      g_assert_cmphex (lab_random_uint32 (&random), ==, block[i]);
  }

  /* The block number carries into its second word. */
  const guint32 carried[4] = {0, 1, 7, LAB_STREAM_BATCHES};
  guint32 block[4];

  random.counter[0] = 0xffffffff;
  for (guint i = 0; i < 4; i++)
    lab_random_uint32 (&random);
  lab_random_philox_block (carried, key, block);
  g_assert_cmphex (lab_random_uint32 (&random), ==, block[0]);
}

#define STREAM_VALUES 20000

static void
draw_stream (guint64 seed, guint32 run, LabStreamPurpose purpose, float *values)
{
  LabRandom random;

  lab_random_init (&random, seed, run, purpose);
  lab_random_fill_normal (&random, STREAM_VALUES, values);
}

/* Streams that differ in seed (either half), run or purpose alone are uncorrelated, in step and
 * one step apart. */
static void
test_streams_differ (void)
{
  static const struct
  {
    guint64 seed;
    guint32 run;
    LabStreamPurpose purpose;
  } names[] = {
      {1, 0, LAB_STREAM_TARGET},
      {2, 0, LAB_STREAM_TARGET},
      {1 + (1ULL << 32), 0, LAB_STREAM_TARGET},
      {1, 1, LAB_STREAM_TARGET},
      {1, 0, LAB_STREAM_EMBEDDING},
      {1, 0, LAB_STREAM_TRAINING_POINTS},
      {1, 0, LAB_STREAM_TRAINING_NOISE},
      {1, 0, LAB_STREAM_NORMALISATION},
  };
  const guint n_streams = G_N_ELEMENTS (names);
  g_autofree float *values = g_new (float, n_streams *STREAM_VALUES);
  double limit = 5.0 / sqrt (STREAM_VALUES);

  for (guint i = 0; i < n_streams; i++)
    draw_stream (names[i].seed, names[i].run, names[i].purpose, values + i * STREAM_VALUES);
  for (guint i = 0; i < n_streams; i++)
    for (guint j = 0; j < n_streams; j++)
      for (guint lag = i == j; lag < 2; lag++) {
        double correlation = 0.0;

        for (guint k = 0; k + lag < STREAM_VALUES; k++)
          correlation += (double)values[i * STREAM_VALUES + k] *
                         (double)values[j * STREAM_VALUES + k + lag] / STREAM_VALUES;
        g_assert_cmpfloat (fabs (correlation), <, limit);
      }
}

static void
test_uniform (void)
{
  enum
  {
    N = 400000,
    N_BINS = 100
  };
  guint counts[N_BINS] = {0}, low_bits[2] = {0};
  LabRandom random;

  lab_random_init (&random, SEED, 0, LAB_STREAM_TARGET);
  for (guint i = 0; i < N; i++) {
    double value = lab_random_uniform (&random);

    g_assert_true (value >= 0.0 && value < 1.0);
    counts[(guint)(value * N_BINS)]++;
    low_bits[(guint64)(value * 0x1p53) & 1]++;
  }
  g_assert_cmpfloat (chi_square (N_BINS, counts), <, chi_square_limit (N_BINS - 1));
  /* The 53rd bit is random too. */
  g_assert_cmpfloat (chi_square (2, low_bits), <, chi_square_limit (1));
}

static void
test_below_is_unbiased (void)
{
  enum
  {
    N = 300000
  };
  /* Without rejection, bound 3 * 2^30 would give multiples of 3 half of all draws. */
  static const struct
  {
    guint32 bound;
    guint n_bins;
  } cases[] = {{1, 1}, {3, 3}, {10, 10}, {1000, 1000}, {3u << 30, 3}};

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++) {
    g_autofree guint *counts = g_new0 (guint, cases[c].n_bins);
    LabRandom random;

    lab_random_init (&random, SEED, c, LAB_STREAM_BATCHES);
    for (guint i = 0; i < N; i++) {
      guint32 value = lab_random_below (&random, cases[c].bound);

      g_assert_cmpuint (value, <, cases[c].bound);
      counts[value % cases[c].n_bins]++;
    }
    if (cases[c].n_bins > 1)
      g_assert_cmpfloat (chi_square (cases[c].n_bins, counts), <,
                         chi_square_limit (cases[c].n_bins - 1.0));
  }
}

/* Standard deviations of the sample moments of a standard normal: sqrt of 1, 2, 15, 96 over N. */
static void
test_normal_moments (void)
{
  enum
  {
    N = 1000000
  };
  double moments[4] = {0}, correlation = 0.0, previous = 0.0;
  guint outside[2] = {0};
  LabRandom random;

  lab_random_init (&random, SEED, 0, LAB_STREAM_INITIALISATION);
  for (guint i = 0; i < N; i++) {
    double z = lab_random_normal (&random);

    moments[0] += z / N;
    moments[1] += z * z / N;
    moments[2] += z * z * z / N;
    moments[3] += z * z * z * z / N;
    correlation += z * previous / N;
    previous = z;
    outside[0] += fabs (z) > 1.0;
    outside[1] += fabs (z) > 3.0;
  }
  g_assert_cmpfloat (fabs (moments[0]), <, 5.0 / sqrt (N));
  g_assert_cmpfloat (fabs (moments[1] - 1.0), <, 5.0 * sqrt (2.0 / N));
  g_assert_cmpfloat (fabs (moments[2]), <, 5.0 * sqrt (15.0 / N));
  g_assert_cmpfloat (fabs (moments[3] - 3.0), <, 5.0 * sqrt (96.0 / N));
  g_assert_cmpfloat (fabs (correlation), <, 5.0 / sqrt (N));
  for (guint i = 0; i < 2; i++) {
    double expected = erfc ((i == 0 ? 1.0 : 3.0) / sqrt (2.0));

    g_assert_cmpfloat (fabs ((double)outside[i] / N - expected), <, 5.0 * sqrt (expected / N));
  }
}

static void
test_fill_normal_is_the_calls (void)
{
  float values[101];
  LabRandom filled, called;

  lab_random_init (&filled, SEED, 3, LAB_STREAM_TEST_POINTS);
  called = filled;
  lab_random_fill_normal (&filled, G_N_ELEMENTS (values), values);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_true (values[i] == (float)lab_random_normal (&called));
  g_assert_cmphex (lab_random_uint32 (&filled), ==, lab_random_uint32 (&called));
}

/* All 24 orders of four things are equally likely. */
static void
test_shuffle_is_uniform (void)
{
  enum
  {
    N = 240000
  };
  guint counts[24] = {0};
  LabRandom random;

  lab_random_init (&random, SEED, 0, LAB_STREAM_BATCHES);
  for (guint i = 0; i < N; i++) {
    guint32 order[4] = {0, 1, 2, 3};
    guint rank = 0, seen = 0;

    lab_random_shuffle (&random, 4, order);
    for (guint k = 0; k < 4; k++) {
      guint smaller_after = 0;

      for (guint later = k + 1; later < 4; later++)
        smaller_after += order[later] < order[k];
      rank = rank * (4 - k) + smaller_after;
      seen |= 1u << order[k];
    }
    g_assert_cmpuint (seen, ==, 15);
    counts[rank]++;
  }
  g_assert_cmpfloat (chi_square (24, counts), <, chi_square_limit (23));
}

static void
test_shuffle_keeps_what_it_is_given (void)
{
  guint32 order[1000];
  gboolean seen[1000] = {FALSE};
  guint in_place = 0;
  LabRandom random;

  lab_random_init (&random, SEED, 1, LAB_STREAM_BATCHES);
  for (guint i = 0; i < 1000; i++)
    order[i] = 5000 + i;
  lab_random_shuffle (&random, 1000, order);
  for (guint i = 0; i < 1000; i++) {
    g_assert_cmpuint (order[i] - 5000, <, 1000);
    g_assert_false (seen[order[i] - 5000]);
    seen[order[i] - 5000] = TRUE;
    in_place += order[i] == 5000 + i;
  }
  /* The number of fixed points is Poisson of mean 1. */
  g_assert_cmpuint (in_place, <, 9);
  lab_random_shuffle (&random, 0, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/random/known-answers", test_known_answers);
  g_test_add_func ("/random/stream-layout", test_stream_layout);
  g_test_add_func ("/random/streams-differ", test_streams_differ);
  g_test_add_func ("/random/uniform", test_uniform);
  g_test_add_func ("/random/below-is-unbiased", test_below_is_unbiased);
  g_test_add_func ("/random/normal-moments", test_normal_moments);
  g_test_add_func ("/random/fill-normal-is-the-calls", test_fill_normal_is_the_calls);
  g_test_add_func ("/random/shuffle-is-uniform", test_shuffle_is_uniform);
  g_test_add_func ("/random/shuffle-keeps-what-it-is-given", test_shuffle_keeps_what_it_is_given);
  return g_test_run ();
}
