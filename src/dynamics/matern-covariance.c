/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dynamics/matern-covariance.h"

#include <math.h>

/* Knots per unit of ln z, and the z between which they lie: below the first the covariance is 1 but for
 * z^(2 nu), beyond the last it is less than 1e-12. */
#define KNOTS_PER_UNIT 128
#define FIRST_Z        1e-6
#define LAST_Z         60.0

/* Of the integral. */
#define STEP 0.05

struct _LabMaternCovariance
{
  double order;
  guint count;
  double value[]; /* (count): at FIRST_Z exp (i / KNOTS_PER_UNIT) */
};

/* ln of the factor before the integral is added inside, so that nothing overflows. */
static double
covariance_at (double order, double z)
{
  const double factor = (1 - order) * G_LN2 - lgamma (order) + order * log (z);
  double sum = 0.5 * exp (factor - z);

  for (double t = STEP;; t += STEP) {
    const double term = exp (factor + order * t - z * cosh (t)) * 0.5 * (1 + exp (-2 * order * t));

    sum += term;
    if (z * sinh (t) > order && term < 1e-18)
      return sum * STEP;
  }
}

LabMaternCovariance *
lab_matern_covariance_new (double order)
{
  const guint count = (guint)ceil (log (LAST_Z / FIRST_Z) * KNOTS_PER_UNIT) + 1;
  LabMaternCovariance *covariance;

  g_return_val_if_fail (order >= 0.05 && order <= 10, NULL);

  covariance = g_malloc (sizeof *covariance + count * sizeof (double));
  covariance->order = order;
  covariance->count = count;
  for (guint i = 0; i < count; i++)
    covariance->value[i] = covariance_at (order, FIRST_Z * exp ((double)i / KNOTS_PER_UNIT));
  return covariance;
}

void
lab_matern_covariance_free (LabMaternCovariance *covariance)
{
  g_free (covariance);
}

double
lab_matern_covariance_at (const LabMaternCovariance *covariance, double z)
{
  double place, part;
  guint knot;

  g_return_val_if_fail (covariance != NULL && z >= 0, NAN);

  if (z <= FIRST_Z)
    return 1 - (1 - covariance->value[0]) * pow (z / FIRST_Z, MIN (2 * covariance->order, 2));
  place = log (z / FIRST_Z) * KNOTS_PER_UNIT;
  knot = (guint)MIN (place, 1e9);
  if (knot + 1 >= covariance->count)
    return 0;
  part = place - knot;
  return covariance->value[knot] * (1 - part) + covariance->value[knot + 1] * part;
}
