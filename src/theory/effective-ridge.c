/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton's method with continuation along a ray for the effective ridge. */
#include "theory/effective-ridge.h"

#include "core/stop.h"

#include <math.h>

/* Starting modulus in units of trace / n, and the longest and shortest step of continuation. */
#define START         50.0
#define LONGEST_STEP  1.3862943611198906 /* ln 4 */
#define SHORTEST_STEP 1e-4
#define MOST_STEPS    40
#define ACCURACY      1e-13

/* D and dD/dgamma. */
static void
sum_modes (const LabSpectrum *spectrum,
           double complex gamma,
           double complex *trace,
           double complex *slope)
{
  double re = creal (gamma), im = cimag (gamma);
  double trace_re = 0.0, trace_im = 0.0, slope_re = 0.0, slope_im = 0.0;

  for (guint k = 0; k < spectrum->count; k++) {
    double sum = spectrum->eigenvalue[k] + re;
    double scale = 1.0 / (sum * sum + im * im);
    double u_re = sum * scale, u_im = -im * scale;
    double weight = spectrum->multiplicity[k] * spectrum->eigenvalue[k];
    trace_re += weight * u_re;
    trace_im += weight * u_im;
    slope_re -= weight * (u_re * u_re - u_im * u_im);
    slope_im -= weight * 2.0 * u_re * u_im;
  }
  *trace = trace_re + I * trace_im;
  *slope = slope_re + I * slope_im;
}

/* Newton at fixed z from the current gamma; FALSE when it does not settle or leaves the sheet
 * (gamma has the sign of z's imaginary part and is not on the negative axis). */
static gboolean
settle (LabEffectiveRidge *ridge, double complex z)
{
  double complex gamma = ridge->gamma, trace, slope;

  for (guint step = 0; step < MOST_STEPS && !lab_stop_asked (ridge->spectrum->stop); step++) {
    sum_modes (ridge->spectrum, gamma, &trace, &slope);
    double complex in_points = 1.0 - trace / ridge->points;
    double complex in_features = 1.0 - trace / ridge->features;
    double complex value = gamma * in_points * in_features - z;
    double complex derivative =
        in_points * in_features -
        gamma * slope * (in_features / ridge->points + in_points / ridge->features);
    double complex change = value / derivative;
    gamma -= change;
    if (!isfinite (creal (gamma)) || !isfinite (cimag (gamma)))
      return FALSE;
    if (cabs (change) <= ACCURACY * cabs (gamma)) {
      if (cimag (z) == 0.0 ? creal (gamma) <= 0.0 : cimag (gamma) * cimag (z) <= 0.0)
        return FALSE;
      ridge->z = z;
      ridge->gamma = gamma;
      sum_modes (ridge->spectrum, gamma, &ridge->trace, &slope);
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
lab_effective_ridge_init (LabEffectiveRidge *ridge,
                          const LabSpectrum *spectrum,
                          double points,
                          double features,
                          double complex direction)
{
  double modulus = START * spectrum->trace * (1.0 / points + 1.0 / features);
  double complex z = direction / cabs (direction) * modulus;

  *ridge = (LabEffectiveRidge){
      .spectrum = spectrum,
      .points = points,
      .features = features,
      .gamma = z + spectrum->trace * (1.0 / points + 1.0 / features),
  };
  return settle (ridge, z);
}

gboolean
lab_effective_ridge_move (LabEffectiveRidge *ridge, double complex z)
{
  double remaining = log (cabs (z) / cabs (ridge->z));
  double longest = LONGEST_STEP;

  while (remaining != 0.0) {
    double step = CLAMP (remaining, -longest, longest);
    double complex target = step == remaining ? z : ridge->z * exp (step);
    if (settle (ridge, target)) {
      remaining -= step;
      longest = MIN (2.0 * longest, LONGEST_STEP);
    } else {
      longest = 0.5 * fabs (step);
      if (longest < SHORTEST_STEP)
        return FALSE;
    }
  }
  return TRUE;
}
