/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random sum of spherical harmonics: zonal ones around random poles,
 * f (x) = sum_l sqrt (p_l mult_l / M) sum_(u of M poles) a_ul P_l (u . x), a_ul normal,
 * P_l the Legendre (Gegenbauer) polynomial of R^(d+1) with P_l (1) = 1, whose mean square over the
 * sphere is 1 / mult_l. The modes of degree l are mult_l places k in the order of the Laplacian, and
 * p_l is the sum of their powers k^-(1 + 2 beta / d). */
#include "manifold/target-function.h"

#include <math.h>

/* Degrees reach at least this many modes, and at most this degree. */
#define MODES          4096.0
#define LARGEST_DEGREE 2048

/* Poles times degrees: what a value costs. */
#define TERMS        4096
#define FEWEST_POLES 2
#define MOST_POLES   64

typedef struct
{
  guint dimension; /* d + 1 */
  guint degrees;   /* 1 ... degrees */
  guint poles;
  double shift, scale;
  double *pole;       /* (poles, d + 1), unit vectors */
  double *amplitudes; /* (poles, degrees) */
} Zonal;

/* Dimension of the harmonics of degree l on the sphere in R^E:
 * (2l + E - 2) / l * binomial (l + E - 3, l - 1). */
static double
multiplicity (guint dimension, guint degree)
{
  double binomial = 1.0;

  for (guint i = 1; i < degree; i++)
    binomial *= (dimension + i - 2.0) / i;
  return dimension == 2 ? 2.0 : (2.0 * degree + dimension - 2.0) / degree * binomial;
}

/* Sum of k^-exponent over first < k <= last; the tail of many terms by the midpoint rule. */
static double
power_of_modes (double first, double last, double exponent)
{
  double sum = 0.0, k = first + 1.0;

  for (; k <= last && k < first + 1000.0; k += 1.0)
    sum += pow (k, -exponent);
  if (k <= last)
    sum += (pow (k - 0.5, 1.0 - exponent) - pow (last + 0.5, 1.0 - exponent)) / (exponent - 1.0);
  return sum;
}

static double
value_at (const Zonal *zonal, const float *x)
{
  double value = 0.0, length = sqrt (zonal->dimension);
  double twice_order = zonal->dimension - 2.0; /* 2 lambda */

  for (guint p = 0; p < zonal->poles; p++) {
    const double *amplitudes = zonal->amplitudes + (gsize)p * zonal->degrees;
    double t = 0.0, before = 1.0, legendre;

    for (guint k = 0; k < zonal->dimension; k++)
      t += zonal->pole[p * zonal->dimension + k] * (double)x[k] / length;
    legendre = t;
    for (guint l = 1; l <= zonal->degrees; l++) {
      double next = ((2.0 * l + twice_order) * t * legendre - l * before) / (l + twice_order);

      value += amplitudes[l - 1] * legendre;
      before = legendre;
      legendre = next;
    }
  }
  return value;
}

static void
evaluate (const void *data, gsize n, const float *x, float *values)
{
  const Zonal *zonal = data;

  for (gsize i = 0; i < n; i++)
    values[i] = (float)((value_at (zonal, x + i * zonal->dimension) - zonal->shift) * zonal->scale);
}

static void
rescale (void *data, double shift, double scale)
{
  Zonal *zonal = data;

  zonal->shift += shift / zonal->scale;
  zonal->scale *= scale;
}

static void
release (void *data)
{
  Zonal *zonal = data;

  g_free (zonal->pole);
  g_free (zonal->amplitudes);
  g_free (zonal);
}

static guint
choose_degrees (guint dimension)
{
  double modes = 0.0;
  guint degree = 0;

  while (modes < MODES && degree < LARGEST_DEGREE)
    modes += multiplicity (dimension, ++degree);
  return degree;
}

static void
draw_poles (Zonal *zonal, LabRandom *random)
{
  zonal->pole = g_new (double, (gsize)zonal->poles * zonal->dimension);
  for (guint p = 0; p < zonal->poles; p++) {
    double *pole = zonal->pole + (gsize)p * zonal->dimension, sum_of_squares = 0.0;

    for (guint k = 0; k < zonal->dimension; k++) {
      pole[k] = lab_random_normal (random);
      sum_of_squares += pole[k] * pole[k];
    }
    for (guint k = 0; k < zonal->dimension; k++)
      pole[k] /= sqrt (sum_of_squares);
  }
}

static void
draw_amplitudes (Zonal *zonal, double exponent, LabRandom *random)
{
  double modes = 0.0;

  zonal->amplitudes = g_new (double, (gsize)zonal->poles * zonal->degrees);
  for (guint l = 1; l <= zonal->degrees; l++) {
    double count = multiplicity (zonal->dimension, l);
    double power = power_of_modes (modes, modes + count, exponent);

    for (guint p = 0; p < zonal->poles; p++)
      zonal->amplitudes[(gsize)p * zonal->degrees + l - 1] =
          lab_random_normal (random) * sqrt (power * count / zonal->poles);
    modes += count;
  }
}

LabTargetFunction
lab_target_zonal (const LabGeometry *geometry, double smoothness, LabRandom *random)
{
  Zonal *zonal = g_new0 (Zonal, 1);

  zonal->dimension = lab_geometry_get_canonical_dimension (geometry);
  zonal->degrees = choose_degrees (zonal->dimension);
  zonal->poles = CLAMP (TERMS / zonal->degrees, FEWEST_POLES, MOST_POLES);
  zonal->scale = 1.0;
  draw_poles (zonal, random);
  draw_amplitudes (zonal, 1.0 + 2.0 * smoothness / (zonal->dimension - 1.0), random);
  return (LabTargetFunction){.evaluate = evaluate,
                             .rescale = rescale,
                             .free = release,
                             .data = zonal,
                             .largest_frequency = NAN};
}
