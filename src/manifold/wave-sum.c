/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sum of plane waves, evaluated fast.
 *
 * Per term: the phase in turns is a dot product in float, its distance r to the nearest integer is
 * exact, and cos (2 pi r) = 1 - 2 sin^2 (pi r) for |r| <= 1/2 needs one polynomial and no sign.
 *
 * Float phases: a phase of p turns is rounded to 6e-8 p at each of the dimension's additions, about as
 * much as it changes when the point, which is float as well, moves by a unit in its last place. Measured
 * on random fields of the torus (2,048 waves up to 65,536 at d = 1, to 512 at d = 4), as a share of the
 * field's standard deviation, and what such a move makes: beta = 1, 5e-7 and 5e-7; beta = 1/2 and d = 1,
 * 7e-6 and 2e-5.
 * Limits: x must keep every phase below 2^22 turns; no special treatment of NaN or infinity (a row
 * holding one gives NaN, other rows are untouched). */
#include "manifold/wave-sum.h"

#include <string.h>

/* Waves are stored in groups as wide as the widest register; rows are done in tiles that fill its
 * register file. */
#define LANES     16
#define TILE_ROWS 8

/* Adding and subtracting 1.5 * 2^23 rounds a float to the nearest integer, without a branch. */
#define ROUND_TO_INTEGER 0x1.8p23f

/* sin (pi r) = r P (r^2) on |r| <= 1/2: Chebyshev interpolation of degree 4 in r^2. The cosine made of
 * it is off by 3e-8 at most, by 7e-7 with the rounding of float. */
#define SINE_0 3.1415927f
#define SINE_1 -5.1677103f
#define SINE_2 2.5500774f
#define SINE_3 -0.59829038f
#define SINE_4 0.077655911f

/* value = constant + sum_j weight_j sin^2 (pi turns_j), where weight_j = -2 amplitude_j and the
 * amplitudes themselves are in the constant. */
struct _LabWaveSum
{
  guint dimension;
  guint n_terms;
  guint n_groups;
  double constant;
  float *
      waves; /* (n_groups, dimension + 2, LANES): directions in turns per unit of x, phase in turns,
                 * weight; the lanes beyond n_terms are zero */
};

typedef void (*Routine) (guint dimension,
                         guint n_groups,
                         const float *waves,
                         const float *x,
                         float *lane_sums);

#define ROUTINE      evaluate_tile_baseline
#define VECTOR_BYTES 16
#define ROWS         4
#define TARGET
#include "manifold/wave-sum-simd.inc"

#if defined(__x86_64__)
#define ROUTINE      evaluate_tile_avx2
#define VECTOR_BYTES 32
#define ROWS         4
#define TARGET       __attribute__ ((target ("avx2,fma")))
#include "manifold/wave-sum-simd.inc"

#define ROUTINE      evaluate_tile_avx512
#define VECTOR_BYTES 64
#define ROWS         8
#define TARGET       __attribute__ ((target ("avx512f,avx512dq")))
#include "manifold/wave-sum-simd.inc"

static const Routine routines[] = {evaluate_tile_baseline, evaluate_tile_avx2,
                                   evaluate_tile_avx512};
#else
static const Routine routines[] = {evaluate_tile_baseline};
#endif

LabWaveSumLevel
lab_wave_sum_best_level (void)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq"))
    return LAB_WAVE_SUM_AVX512;
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    return LAB_WAVE_SUM_AVX2;
#endif
  return LAB_WAVE_SUM_BASELINE;
}

LabWaveSum *
lab_wave_sum_new (guint dimension, guint n_terms)
{
  g_return_val_if_fail (dimension >= 1 && dimension <= LAB_WAVE_SUM_DIMENSION_MAX, NULL);
  g_return_val_if_fail (n_terms >= 1 && n_terms <= G_MAXINT32, NULL);

  LabWaveSum *sum = g_new0 (LabWaveSum, 1);

  sum->dimension = dimension;
  sum->n_terms = n_terms;
  sum->n_groups = (n_terms + LANES - 1) / LANES;
  sum->waves = g_new0 (float, (gsize)sum->n_groups *(dimension + 2) * LANES);
  return sum;
}

void
lab_wave_sum_free (LabWaveSum *sum)
{
  if (sum == NULL)
    return;
  g_free (sum->waves);
  g_free (sum);
}

guint
lab_wave_sum_get_dimension (const LabWaveSum *sum)
{
  g_return_val_if_fail (sum != NULL, 0);

  return sum->dimension;
}

/* The first number of a term; the others follow LANES apart. */
static float *
numbers_of (const LabWaveSum *sum, guint term)
{
  return sum->waves + (gsize)(term / LANES) * (sum->dimension + 2) * LANES + term % LANES;
}

static float *
weight_of (const LabWaveSum *sum, guint term)
{
  return numbers_of (sum, term) + (sum->dimension + 1) * LANES;
}

void
lab_wave_sum_set_term (LabWaveSum *sum,
                       guint term,
                       const double *frequency,
                       double phase,
                       double amplitude)
{
  g_return_if_fail (sum != NULL && term < sum->n_terms);

  float *numbers = numbers_of (sum, term), *weight = weight_of (sum, term);

  for (guint k = 0; k < sum->dimension; k++)
    numbers[k * LANES] = (float)(frequency[k] / (2.0 * G_PI));
  numbers[sum->dimension * LANES] = (float)phase;
  sum->constant += 0.5 * (double)*weight + amplitude;
  *weight = (float)(-2.0 * amplitude);
}

void
lab_wave_sum_rescale (LabWaveSum *sum, double shift, double scale)
{
  g_return_if_fail (sum != NULL);

  sum->constant = (sum->constant - shift) * scale;
  for (guint term = 0; term < sum->n_terms; term++)
    *weight_of (sum, term) = (float)((double)*weight_of (sum, term) * scale);
}

/* values (n) of at most TILE_ROWS rows. Missing rows are computed as zeros and dropped, so that every
 * row goes through the same instructions. */
static void
evaluate_tile (const LabWaveSum *sum, Routine routine, gsize n, const float *x, float *values)
{
  float padded[TILE_ROWS * LAB_WAVE_SUM_DIMENSION_MAX];
  float lane_sums[TILE_ROWS * LANES];

  if (n < TILE_ROWS) {
    memset (padded, 0, sizeof padded);
    x = memcpy (padded, x, n * sum->dimension * sizeof (float));
  }
  routine (sum->dimension, sum->n_groups, sum->waves, x, lane_sums);
  for (gsize row = 0; row < n; row++) {
    double value = sum->constant;

    for (guint lane = 0; lane < LANES; lane++)
      value += (double)lane_sums[row * LANES + lane];
    values[row] = (float)value;
  }
}

void
lab_wave_sum_evaluate (const LabWaveSum *sum,
                       LabWaveSumLevel level,
                       gsize n,
                       const float *x,
                       float *values)
{
  g_return_if_fail (sum != NULL);
  g_return_if_fail (level <= lab_wave_sum_best_level ());
  g_return_if_fail (n == 0 || (x != NULL && values != NULL));

  for (gsize first = 0; first < n; first += TILE_ROWS)
    evaluate_tile (sum, routines[level], MIN (n - first, TILE_ROWS), x + first * sum->dimension,
                   values + first);
}
