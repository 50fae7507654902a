/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spectrum of a population from a sample of it.
 *
 * The eigenvalues mu_j of n points and the target's power p_j in their modes are not those of the
 * population: what n points cannot tell apart is folded into their modes. But at a ridge z
 *   1 / kappa = (1 / n) sum 1 / (mu_j + z)
 * is the ridge that the population sees (effective-ridge.h read backwards), and
 *   D (kappa) = sum lambda / (lambda + kappa)          = n (1 - z / kappa)
 *   B (kappa) = sum c^2 kappa^2 / (lambda + kappa)^2   = (kappa / z)^2 (1 - psi / n) sum p_j z^2 / (mu_j + z)^2
 * with 1 - psi / n = (1 / kappa)^2 / ((1 / n) sum 1 / (mu_j + z)^2): the risk on the sample and the one off
 * it differ by (kappa / z)^2.
 * Where D falls like kappa^-q locally, as many modes lie above kappa as D sin (pi q) / (pi q); where B
 * grows like kappa^s, the power of those below is B sin (pi s) / (pi s (1 - s)). */
#include "theory/spectrum-private.h"

#include <math.h>

/* First modes, taken as they are. */
#define SINGLE 16

/* Ridges looked at: from the largest eigenvalue down to where modes are half as many as points. */
#define RIDGES   256
#define LOWEST   1e-7
#define RESOLVED 0.5

/* Slopes are taken over so many ridges to each side, the last ones over the factor OCTAVES of modes. */
#define AROUND  8
#define OCTAVES 8.0

#define LEAST_SLOPE 0.02
#define MOST_FALL   0.97
#define MOST_RISE   1.9

/* Bins span at least this ratio of modes. */
#define SPAN 1.06

/* At one effective ridge. */
typedef struct
{
  double kappa;
  double degrees, bias; /* D and B */
  double modes, rest;   /* above kappa, and the power of those below */
} Level;

/* FALSE where the sample resolves no more. */
static gboolean
see_ridge (gsize n, const double *eigenvalue, const double *power, double z, Level *level)
{
  double first = 0, second = 0, residual = 0;

  for (gsize j = 0; j < n; j++) {
    const double inverse = 1 / (fmax (eigenvalue[j], 0) + z);

    first += inverse / (double)n;
    second += inverse * inverse / (double)n;
    residual += power[j] * inverse * inverse;
  }
  level->kappa = 1 / first;
  level->degrees = (double)n * (1 - z * first);
  level->bias = residual / second;
  return level->degrees < RESOLVED * (double)n;
}

/* sin (pi q) / (pi q), and further divided by 1 - s. */
static double
share_above (double q)
{
  return sin (G_PI * q) / (G_PI * q);
}

static double
share_below (double s)
{
  return fabs (1 - s) < 1e-6 ? 1 : sin (G_PI * s) / (G_PI * s * (1 - s));
}

static double
slope_between (const Level *a, const Level *b, gboolean bias)
{
  return bias ? log (b->bias / a->bias) / log (b->kappa / a->kappa)
              : -log (b->degrees / a->degrees) / log (b->kappa / a->kappa);
}

static void
invert (Level *levels, guint count)
{
  for (guint i = 0; i < count; i++) {
    const Level *a = &levels[i > AROUND ? i - AROUND : 0];
    const Level *b = &levels[MIN (i + AROUND, count - 1)];
    const double q = CLAMP (slope_between (a, b, FALSE), LEAST_SLOPE, MOST_FALL);
    const double s = CLAMP (slope_between (a, b, TRUE), LEAST_SLOPE, MOST_RISE);

    levels[i].modes = levels[i].degrees * share_above (q);
    levels[i].rest = levels[i].bias * share_below (s);
  }
}

/* The last levels as power laws. */
static void
continue_levels (const Level *levels,
                 guint count,
                 double largest,
                 double rest,
                 LabSpectrumTail *tail)
{
  const Level *last = &levels[count - 1];
  guint first = count - 1;

  while (first > 0 && levels[first].modes > last->modes / OCTAVES)
    first--;
  const double q = CLAMP (slope_between (&levels[first], last, FALSE), LEAST_SLOPE, MOST_FALL);
  const double s = CLAMP (slope_between (&levels[first], last, TRUE), LEAST_SLOPE, MOST_RISE);

  tail->edge = last->modes;
  tail->b = 1 / q;
  tail->a = 1 + s / q;
  tail->eigenvalue = last->kappa / largest * pow (tail->edge, tail->b);
  tail->power = rest * (tail->a - 1) * pow (tail->edge, tail->a - 1);
}

/* Bins between levels, from the single modes on; returns the power that is left. */
static double
add_levels (LabSpectrum *spectrum, const Level *levels, guint count, double largest, double rest)
{
  double modes = SINGLE + 0.5, kappa = NAN;

  for (guint i = 0; i < count; i++) {
    const Level *level = &levels[i];

    if (level->modes < modes * SPAN && i + 1 < count)
      continue;
    const double below = fmin (level->rest, rest);
    if (level->modes > modes)
      lab_spectrum_add_bin (spectrum,
                            (isnan (kappa) ? level->kappa : sqrt (kappa * level->kappa)) / largest,
                            rest - below, level->modes - modes);
    modes = fmax (modes, level->modes);
    kappa = level->kappa;
    rest = below;
  }
  return rest;
}

LabSpectrum *
lab_spectrum_new_measured (gsize count, const double *eigenvalue, const double *power)
{
  LabSpectrumTail tail;
  Level levels[RIDGES];
  LabSpectrum *spectrum;
  double rest = 0;
  guint seen = 0;

  g_return_val_if_fail (eigenvalue != NULL && power != NULL, NULL);
  g_return_val_if_fail (count >= LAB_SPECTRUM_LEAST_MEASURED, NULL);
  g_return_val_if_fail (eigenvalue[count - 1] <= eigenvalue[0] && eigenvalue[SINGLE] > 0, NULL);

  while (seen < RIDGES &&
         see_ridge (count, eigenvalue, power, eigenvalue[0] * pow (LOWEST, seen / (RIDGES - 1.0)),
                    &levels[seen]))
    seen++;
  invert (levels, seen);
  for (gsize k = SINGLE; k < count; k++)
    rest += power[k];
  continue_levels (levels, seen, eigenvalue[0], 1, &tail);
  spectrum = lab_spectrum_with_room (SINGLE + seen + lab_spectrum_tail_bins (&tail));
  for (gsize k = 0; k < SINGLE; k++)
    lab_spectrum_add_bin (spectrum, eigenvalue[k] / eigenvalue[0], power[k], 1);
  tail.power *= add_levels (spectrum, levels, seen, eigenvalue[0], rest);
  lab_spectrum_add_tail (spectrum, &tail);
  return spectrum;
}
