/* Targets of exactly controlled smoothness: a random field of 2,048 waves.
 *
 * Its mean and variance on the manifold are measured on a sample of their own, so a target's true
 * variance is 1 and its true mean 0 up to the error of that sample: standard deviation 0.8 % for
 * the mean and about 1 % for the variance (1 / sqrt n and sqrt (2 / n) at n = 16,384).
 * Limits: the power law of frequencies begins at LAB_TARGET_SMALLEST_FREQUENCY; what is longer
 * than the manifold is not there. */
#include "manifold/target.h"

#include "manifold/wave-sum.h"

#include <math.h>

/* Directions of the field: some 130 to 230 per octave of frequency, so that a single wave carries
 * a per cent of its octave. */
#define N_WAVES 2048

#define NORMALISATION_POINTS 16384
/* Points in memory at a time. */
#define NORMALISATION_BLOCK 1024

struct _LabTarget
{
  LabWaveSum *waves;
  double largest_frequency;
};

/* The upper end of the frequencies: a function of the dimension alone, so that a target never
 * depends on n, and beyond what the largest data set (65,536 points) can resolve. That many points
 * are 65536^(1/d) to a side, so on the torus (2 pi sqrt 2 long) they resolve frequencies up to
 * 65536^(1/d) / (2 sqrt 2): 23,170 at d = 1, 91 at d = 2, 14 at d = 3. The rest of the range keeps
 * the unresolved power, which falls like R^(-2 beta), from being cut short at small beta. */
static double
frequency_limit (guint intrinsic_dimension)
{
  switch (intrinsic_dimension) {
  case 1:
    return 65536.0;
  case 2:
    return 2048.0;
  default:
    return 512.0;
  }
}

static void
draw_waves (LabTarget *target, guint dimension, double limit, double smoothness, LabRandom *random)
{
  const double smallest = LAB_TARGET_SMALLEST_FREQUENCY;
  double frequency[LAB_WAVE_SUM_DIMENSION_MAX];

  for (guint wave = 0; wave < N_WAVES; wave++) {
    double radius = smallest * exp (lab_random_uniform (random) * log (limit / smallest));
    double amplitude = lab_random_normal (random) * pow (radius, -smoothness);
    double phase = lab_random_uniform (random);
    double sum_of_squares = 0.0;

    for (guint k = 0; k < dimension; k++) {
      frequency[k] = lab_random_normal (random);
      sum_of_squares += frequency[k] * frequency[k];
    }
    for (guint k = 0; k < dimension; k++)
      frequency[k] *= radius / sqrt (sum_of_squares);
    lab_wave_sum_set_term (target->waves, wave, frequency, phase, amplitude);
    target->largest_frequency = MAX (target->largest_frequency, radius);
  }
}

/* Measures mean and variance on fresh points and divides them out. */
static void
normalise (LabTarget *target, LabManifold manifold, guint intrinsic_dimension, LabRandom *random)
{
  guint dimension = lab_manifold_canonical_dimension (manifold, intrinsic_dimension);
  g_autofree float *points = g_new (float, (gsize)NORMALISATION_BLOCK *dimension);
  g_autofree float *values = g_new (float, NORMALISATION_POINTS);
  double mean = 0.0, variance = 0.0;

  for (gsize first = 0; first < NORMALISATION_POINTS; first += NORMALISATION_BLOCK) {
    lab_manifold_sample (manifold, intrinsic_dimension, random, NORMALISATION_BLOCK, points);
    lab_target_evaluate (target, NORMALISATION_BLOCK, points, values + first);
  }
  for (gsize i = 0; i < NORMALISATION_POINTS; i++)
    mean += (double)values[i] / NORMALISATION_POINTS;
  for (gsize i = 0; i < NORMALISATION_POINTS; i++)
    variance += ((double)values[i] - mean) * ((double)values[i] - mean) / NORMALISATION_POINTS;
  lab_wave_sum_rescale (target->waves, mean, 1.0 / sqrt (variance));
}

LabTarget *
lab_target_new (LabManifold manifold,
                guint intrinsic_dimension,
                double smoothness,
                guint64 seed,
                guint32 repeat)
{
  guint dimension = lab_manifold_canonical_dimension (manifold, intrinsic_dimension);
  LabRandom random;

  g_return_val_if_fail (dimension > 0, NULL);
  g_return_val_if_fail (isfinite (smoothness) && smoothness > 0.0, NULL);

  LabTarget *target = g_new0 (LabTarget, 1);

  target->waves = lab_wave_sum_new (dimension, N_WAVES);
  lab_random_init (&random, seed, repeat, LAB_STREAM_TARGET);
  draw_waves (target, dimension, frequency_limit (intrinsic_dimension), smoothness, &random);
  lab_random_init (&random, seed, repeat, LAB_STREAM_NORMALISATION);
  normalise (target, manifold, intrinsic_dimension, &random);
  return target;
}

void
lab_target_free (LabTarget *target)
{
  if (target == NULL)
    return;
  lab_wave_sum_free (target->waves);
  g_free (target);
}

void
lab_target_evaluate (const LabTarget *target, gsize n, const float *canonical, float *values)
{
  g_return_if_fail (target != NULL);

  lab_wave_sum_evaluate (target->waves, lab_wave_sum_best_level (), n, canonical, values);
}

double
lab_target_largest_frequency (const LabTarget *target)
{
  g_return_val_if_fail (target != NULL, NAN);

  return target->largest_frequency;
}
