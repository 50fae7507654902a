/* Level 1 of the finite-size prediction; formulas and limits in the header. */
#include "theory/sequence-model.h"

#include <math.h>

LabSequenceRisk
lab_sequence_risk (const LabSpectrum *spectrum, double points, double noise, double time)
{
  g_return_val_if_fail (spectrum != NULL, ((LabSequenceRisk){NAN, NAN}));
  g_return_val_if_fail (points > 0.0 && noise >= 0.0 && time >= 0.0, ((LabSequenceRisk){NAN, NAN}));

  LabSequenceRisk risk = {0.0, 0.0};
  for (guint k = 0; k < spectrum->count; k++) {
    double learnt = -expm1 (-spectrum->eigenvalue[k] * time);
    risk.bias += spectrum->power[k] * (1.0 - learnt) * (1.0 - learnt);
    risk.variance += spectrum->multiplicity[k] * learnt * learnt;
  }
  risk.variance *= noise * noise / points;
  return risk;
}

static gboolean
variance_exceeds_bias (const LabSpectrum *spectrum, double points, double noise, double ln_time)
{
  LabSequenceRisk risk = lab_sequence_risk (spectrum, points, noise, exp (ln_time));
  return risk.variance > risk.bias;
}

double
lab_sequence_crossing (const LabSpectrum *spectrum, double points, double noise)
{
  g_return_val_if_fail (spectrum != NULL, NAN);
  g_return_val_if_fail (points > 0.0 && noise >= 0.0, NAN);

  if (noise == 0.0)
    return INFINITY;

  /* Bias falls and variance grows with time: one crossing. */
  double low = -1.0, high = 1.0;
  while (variance_exceeds_bias (spectrum, points, noise, low) && low > -700.0)
    low *= 2.0;
  while (!variance_exceeds_bias (spectrum, points, noise, high) && high < 700.0)
    high *= 2.0;
  while (high - low > 1e-12) {
    double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high)
      break;
    if (variance_exceeds_bias (spectrum, points, noise, middle))
      high = middle;
    else
      low = middle;
  }
  return exp (0.5 * (low + high));
}
