/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random Fourier series on the flat torus: modes exp (i k . t), k in Z^d, sorted by |k|^2; the two
 * of k and -k share a wave. Mode number j has power j^-(1 + 2 beta / d) (theory.md 4.2 a). */
#include "manifold/target-function.h"

#include "manifold/wave-sum.h"

#include <math.h>

/* Waves, of two modes each. What one shell of equal |k| holds beyond them is chosen at random. */
#define N_WAVES 2048

/* Rows whose angles are in memory at a time. */
#define BLOCK_ROWS 256

/* The vectors k of a series, first in the order of |k|^2. */
typedef struct
{
  guint dimension;
  guint count; /* of complete shells and, in the end, N_WAVES */
  guint seen;  /* of the present shell, kept or not */
  guint start; /* where the present shell begins */
  LabRandom *random;
  gint8 vector[LAB_FAMILY_DIMENSION_MAX];
  gint8 (*vectors)[LAB_FAMILY_DIMENSION_MAX]; /* (N_WAVES, d) */
} Modes;

/* Keeps a vector of the shell: all while there is room, then each with equal chance (reservoir). */
static void
keep (Modes *modes)
{
  guint room = N_WAVES - modes->start;
  guint place =
      modes->seen < room ? modes->seen : lab_random_below (modes->random, modes->seen + 1);

  modes->seen++;
  if (place >= room)
    return;
  for (guint i = 0; i < modes->dimension; i++)
    modes->vectors[modes->start + place][i] = modes->vector[i];
  modes->count = MIN (modes->start + modes->seen, N_WAVES);
}

/* All vectors with sum of squares rest from entry index on. The first entry that is not zero is
 * positive: one of k and -k. */
static void
enumerate (Modes *modes, guint index, gint rest, gboolean zero_so_far)
{
  if (index == modes->dimension) {
    if (rest == 0)
      keep (modes);
    return;
  }
  if (rest == 0) {
    for (guint i = index; i < modes->dimension; i++)
      modes->vector[i] = 0;
    keep (modes);
    return;
  }
  gint largest = MIN ((gint)floor (sqrt (rest)), G_MAXINT8);
  for (gint entry = zero_so_far ? 0 : -largest; entry <= largest; entry++) {
    modes->vector[index] = (gint8)entry;
    enumerate (modes, index + 1, rest - entry * entry, zero_so_far && entry == 0);
  }
}

static void
find_modes (Modes *modes)
{
  for (gint shell = 1; modes->count < N_WAVES; shell++) {
    modes->start = modes->count;
    modes->seen = 0;
    enumerate (modes, 0, shell, TRUE);
  }
}

static void
evaluate (const void *data, gsize n, const float *x, float *values)
{
  const LabWaveSum *waves = data;
  guint dimension = lab_wave_sum_get_dimension (waves);
  float angles[BLOCK_ROWS * LAB_FAMILY_DIMENSION_MAX];

  for (gsize first = 0; first < n; first += BLOCK_ROWS) {
    gsize rows = MIN (n - first, BLOCK_ROWS);

    for (gsize i = 0; i < rows * dimension; i++) {
      const float *circle = x + 2 * (first * dimension + i);

      angles[i] = (float)atan2 ((double)circle[1], (double)circle[0]);
    }
    lab_wave_sum_evaluate (waves, lab_wave_sum_best_level (), rows, angles, values + first);
  }
}

static void
rescale (void *data, double shift, double scale)
{
  lab_wave_sum_rescale (data, shift, scale);
}

static void
release (void *data)
{
  lab_wave_sum_free (data);
}

/* On a circle the shells are the integers: no need to search. */
static void
set_frequency (const Modes *modes, guint wave, double *frequency)
{
  for (guint i = 0; i < modes->dimension; i++)
    frequency[i] = modes->dimension == 1 ? wave + 1.0 : modes->vectors[wave][i];
}

LabTargetFunction
lab_target_fourier (const LabGeometry *geometry, double smoothness, LabRandom *random)
{
  Modes modes = {.dimension = lab_geometry_get_intrinsic_dimension (geometry), .random = random};
  double exponent = 1.0 + 2.0 * smoothness / modes.dimension;
  LabWaveSum *waves = lab_wave_sum_new (modes.dimension, N_WAVES);
  double frequency[LAB_FAMILY_DIMENSION_MAX], largest = 0.0;

  modes.vectors = g_malloc (N_WAVES * sizeof *modes.vectors);
  if (modes.dimension > 1)
    find_modes (&modes);
  for (guint wave = 0; wave < N_WAVES; wave++) {
    double power = pow (2.0 * wave + 1.0, -exponent) + pow (2.0 * wave + 2.0, -exponent);
    double squares = 0.0;

    set_frequency (&modes, wave, frequency);
    for (guint i = 0; i < modes.dimension; i++)
      squares += frequency[i] * frequency[i];
    largest = MAX (largest, sqrt (squares) / G_SQRT2);
    lab_wave_sum_set_term (waves, wave, frequency, lab_random_uniform (random), sqrt (power));
  }
  g_free (modes.vectors);
  return (LabTargetFunction){.evaluate = evaluate,
                             .rescale = rescale,
                             .free = release,
                             .data = waves,
                             .largest_frequency = largest};
}
