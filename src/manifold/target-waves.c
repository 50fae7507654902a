/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets that are sums of plane waves in canonical coordinates. */
#include "manifold/target-function.h"

#include "manifold/target.h"
#include "manifold/wave-sum.h"

#include <math.h>

/* Directions of a field: some 130 to 230 per octave of frequency, so that a single wave carries
 * a per cent of its octave. */
#define N_WAVES 2048

/* Directions of one octave of a Weierstrass function: enough that every tangent direction meets
 * some of them. */
#define DIRECTIONS_PER_OCTAVE 16

/* The Matern spectrum is flat below frequency 1: its waves begin an eighth below. */
#define MATERN_SMALLEST_FREQUENCY 0.125

/* The upper end of the frequencies: a function of the dimension alone, so that a target never
 * depends on n, and beyond what the largest data set (65,536 points) can resolve. That many points
 * are 65536^(1/d) to a side, so on the torus (2 pi sqrt 2 long) they resolve frequencies up to
 * 65536^(1/d) / (2 sqrt 2): 23,170 at d = 1, 91 at d = 2, 14 at d = 3. The rest of the range keeps
 * the unresolved power, which falls like R^(-2 beta), from being cut short at small beta. */
static double
frequency_limit (const LabGeometry *geometry)
{
  switch (lab_geometry_get_intrinsic_dimension (geometry)) {
  case 1:
    return 65536.0;
  case 2:
    return 2048.0;
  default:
    return 512.0;
  }
}

static void
evaluate (const void *data, gsize n, const float *x, float *values)
{
  lab_wave_sum_evaluate (data, lab_wave_sum_best_level (), n, x, values);
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

static LabTargetFunction
wrap (LabWaveSum *waves)
{
  return (LabTargetFunction){
      .evaluate = evaluate, .rescale = rescale, .free = release, .data = waves};
}

/* frequency (dimension): a uniform direction times radius. */
static void
draw_direction (guint dimension, double radius, LabRandom *random, double *frequency)
{
  double sum_of_squares = 0.0;

  for (guint k = 0; k < dimension; k++) {
    frequency[k] = lab_random_normal (random);
    sum_of_squares += frequency[k] * frequency[k];
  }
  for (guint k = 0; k < dimension; k++)
    frequency[k] *= radius / sqrt (sum_of_squares);
}

/* Radii log-uniform from smallest to limit; envelope (radius) times a normal is the amplitude. */
static LabTargetFunction
draw_field (const LabGeometry *geometry,
            double smallest,
            double (*envelope) (double radius, guint dimension, double smoothness),
            double smoothness,
            LabRandom *random)
{
  guint dimension = lab_geometry_get_canonical_dimension (geometry);
  LabTargetFunction function = wrap (lab_wave_sum_new (dimension, N_WAVES));
  double frequency[LAB_CANONICAL_DIMENSION_MAX];

  for (guint wave = 0; wave < N_WAVES; wave++) {
    double span = log (frequency_limit (geometry) / smallest);
    double radius = smallest * exp (lab_random_uniform (random) * span);
    double amplitude = lab_random_normal (random) * envelope (radius, dimension, smoothness);
    double phase = lab_random_uniform (random);

    draw_direction (dimension, radius, random, frequency);
    lab_wave_sum_set_term (function.data, wave, frequency, phase, amplitude);
    function.largest_frequency = MAX (function.largest_frequency, radius);
  }
  return function;
}

static double
power_law (double radius, guint dimension, double smoothness)
{
  (void)dimension;
  return pow (radius, -smoothness);
}

LabTargetFunction
lab_target_field (const LabGeometry *geometry, double smoothness, LabRandom *random)
{
  return draw_field (geometry, LAB_TARGET_SMALLEST_FREQUENCY, power_law, smoothness, random);
}

/* The Matern field of order nu = smoothness in R^E has spectral density
 * (1 + R^2 E / (2 nu))^-(nu + E/2), in the scale where its power lies around R = 1; radii drawn
 * log-uniformly carry it with weight R^E. */
static double
matern (double radius, guint dimension, double smoothness)
{
  double turn = 1.0 + radius * radius * dimension / (2.0 * smoothness);

  return exp (0.5 * (dimension * log (radius) - (smoothness + 0.5 * dimension) * log (turn)));
}

LabTargetFunction
lab_target_matern (const LabGeometry *geometry, double smoothness, LabRandom *random)
{
  return draw_field (geometry, MATERN_SMALLEST_FREQUENCY, matern, smoothness, random);
}

LabTargetFunction
lab_target_weierstrass (const LabGeometry *geometry, double smoothness, LabRandom *random)
{
  guint dimension = lab_geometry_get_canonical_dimension (geometry);
  guint octaves =
      (guint)floor (log2 (frequency_limit (geometry) / LAB_TARGET_SMALLEST_FREQUENCY)) + 1;
  LabTargetFunction function = wrap (lab_wave_sum_new (dimension, octaves * DIRECTIONS_PER_OCTAVE));
  double frequency[LAB_CANONICAL_DIMENSION_MAX];

  for (guint wave = 0; wave < octaves * DIRECTIONS_PER_OCTAVE; wave++) {
    int octave = (int)(wave / DIRECTIONS_PER_OCTAVE);
    double radius = ldexp (LAB_TARGET_SMALLEST_FREQUENCY, octave);
    double phase = lab_random_uniform (random);

    draw_direction (dimension, radius, random, frequency);
    lab_wave_sum_set_term (function.data, wave, frequency, phase, pow (2.0, -smoothness * octave));
    function.largest_frequency = radius;
  }
  return function;
}
