/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 1 of the finite-size prediction; formulas and limits in the header. */
#include "theory/sequence-model.h"

#include "core/stop.h"

#include <math.h>

LabSequenceRisk
lab_sequence_risk (const LabSpectrum *spectrum, double points, double noise, double time)
{
  g_return_val_if_fail (spectrum != NULL, ((LabSequenceRisk){NAN, NAN}));
  g_return_val_if_fail (points > 0.0 && noise >= 0.0 && time >= 0.0, ((LabSequenceRisk){NAN, NAN}));

  LabSequenceRisk risk = {0.0, 0.0};
  if (lab_stop_asked (spectrum->stop))
    return (LabSequenceRisk){NAN, NAN};
  for (guint k = 0; k < spectrum->count; k++) {
    double learnt = -expm1 (-spectrum->eigenvalue[k] * time);
    risk.bias += spectrum->power[k] * (1.0 - learnt) * (1.0 - learnt);
    risk.variance += spectrum->multiplicity[k] * learnt * learnt;
  }
  risk.variance *= noise * noise / points;
  return risk;
}

/* Something that does not hold at early times and, from one time on, does. */
typedef gboolean (*Condition) (const LabSpectrum *spectrum,
                               double points,
                               double noise,
                               double ln_time);

static gboolean
variance_exceeds_bias (const LabSpectrum *spectrum, double points, double noise, double ln_time)
{
  LabSequenceRisk risk = lab_sequence_risk (spectrum, points, noise, exp (ln_time));
  return risk.variance > risk.bias;
}

/* Whether the risk falls no more, by its derivative: half of it is
 *   -sum c^2 lambda exp (-2 lambda t) + (sigma^2 / n) sum lambda exp (-lambda t) (1 - exp (-lambda t)).
 * Both sums vanish when everything is learnt. */
static gboolean
risk_rises (const LabSpectrum *spectrum, double points, double noise, double ln_time)
{
  double time = exp (ln_time), falling = 0.0, rising = 0.0;

  if (lab_stop_asked (spectrum->stop))
    return TRUE;
  for (guint k = 0; k < spectrum->count; k++) {
    double learnt = -expm1 (-spectrum->eigenvalue[k] * time), rest = 1.0 - learnt;
    falling += spectrum->power[k] * spectrum->eigenvalue[k] * rest * rest;
    rising += spectrum->multiplicity[k] * spectrum->eigenvalue[k] * rest * learnt;
  }
  return noise * noise / points * rising >= falling;
}

static double
first_time (const LabSpectrum *spectrum, double points, double noise, Condition holds)
{
  double low = -1.0, high = 1.0;

  while (holds (spectrum, points, noise, low) && low > -700.0)
    low *= 2.0;
  while (!holds (spectrum, points, noise, high) && high < 700.0)
    high *= 2.0;
  while (high - low > 1e-12) {
    double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high)
      break;
    if (holds (spectrum, points, noise, middle))
      high = middle;
    else
      low = middle;
  }
  return exp (0.5 * (low + high));
}

double
lab_sequence_crossing (const LabSpectrum *spectrum, double points, double noise)
{
  g_return_val_if_fail (spectrum != NULL, NAN);
  g_return_val_if_fail (points > 0.0 && noise >= 0.0, NAN);

  /* Bias falls and variance grows with time: one crossing. */
  return noise > 0.0 ? first_time (spectrum, points, noise, variance_exceeds_bias) : INFINITY;
}

void
lab_sequence_stopping (const LabSpectrum *spectrum,
                       double points,
                       double noise,
                       double *time,
                       double *excess_risk)
{
  g_return_if_fail (spectrum != NULL && time != NULL && excess_risk != NULL);
  g_return_if_fail (points > 0.0 && noise >= 0.0);

  *time = INFINITY;
  *excess_risk = 0.0;
  if (noise == 0.0)
    return;
  *time = first_time (spectrum, points, noise, risk_rises);
  LabSequenceRisk risk = lab_sequence_risk (spectrum, points, noise, *time);
  *excess_risk = risk.bias + risk.variance;
}
