/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dynamics/mode-fit.h"

#include <math.h>

/* Bins per factor e of k. */
#define DENSITY 4

/* More than ln (16,384) * DENSITY. */
#define MOST_BINS 48

static const LabModeExponent not_enough = {LAB_MODE_EXPONENT_NOT_ENOUGH, NAN, NAN, NAN};
static const LabModeExponent cannot_tell = {LAB_MODE_EXPONENT_CANNOT_TELL, NAN, NAN, NAN};

typedef struct
{
  double log_mode, log_eigenvalue, power;
  guint count;
} Bin;

/* samples (MOST_BINS) each for eigenvalues and powers; returns how many bins hold modes. */
static guint
gather (gsize first,
        gsize last,
        const double *eigenvalue,
        const double *power,
        LabFitSample *eigenvalues,
        LabFitSample *powers)
{
  Bin bins[MOST_BINS] = {{0}};
  guint used = 0;

  for (gsize k = first; k <= last; k++) {
    const double position = log ((double)k / (double)first) * DENSITY;
    Bin *bin = &bins[MIN ((guint)position, MOST_BINS - 1)];

    bin->log_mode += log ((double)k);
    bin->log_eigenvalue += log (eigenvalue[k - 1]);
    bin->power += power[k - 1];
    bin->count++;
  }
  for (guint i = 0; i < MOST_BINS; i++) {
    if (bins[i].count == 0)
      continue;
    const double centre = exp (bins[i].log_mode / bins[i].count);

    eigenvalues[used] = (LabFitSample){centre, exp (bins[i].log_eigenvalue / bins[i].count), 0};
    powers[used++] = (LabFitSample){centre, bins[i].power / bins[i].count, 0};
  }
  return used;
}

static LabModeExponent
fit_exponent (const LabFitSample *samples, guint count, guint64 seed)
{
  LabPowerLawFit fit;

  if (!lab_power_law_fit (samples, count, seed, &fit, NULL))
    return fit.points_used < LAB_FIT_MINIMUM_ABSCISSAS ? not_enough : cannot_tell;
  if (!(fit.low > 0) && !(fit.high < 0))
    return cannot_tell;
  return (LabModeExponent){LAB_MODE_EXPONENT_TOLD, -fit.exponent, -fit.high, -fit.low};
}

/* Where a is 1 or less the target's power has no finite sum, and a formula with a - 1 says nothing;
 * where only its interval reaches so far, the ends would be of another sign, or enclose nothing. */
static void
imply_exponents (LabModeFit *fit)
{
  const LabModeExponent *a = &fit->a, *b = &fit->b;
  const gboolean bounded = a->low > 1;

  if (a->state == LAB_MODE_EXPONENT_NOT_ENOUGH || b->state == LAB_MODE_EXPONENT_NOT_ENOUGH)
    return;
  fit->time = fit->data = cannot_tell;
  if (!(a->value > 1))
    return;
  fit->data = (LabModeExponent){LAB_MODE_EXPONENT_TOLD, 1 - 1 / a->value,
                                bounded ? 1 - 1 / a->low : NAN, bounded ? 1 - 1 / a->high : NAN};
  if (b->low > 0)
    fit->time = (LabModeExponent){LAB_MODE_EXPONENT_TOLD, (a->value - 1) / b->value,
                                  bounded ? (a->low - 1) / b->high : NAN,
                                  bounded ? (a->high - 1) / b->low : NAN};
}

void
lab_mode_fit (gsize n,
              gsize resolved,
              const double *eigenvalue,
              const double *power,
              guint64 seed,
              LabModeFit *fit)
{
  LabFitSample eigenvalues[MOST_BINS], powers[MOST_BINS];
  guint count;

  g_return_if_fail (eigenvalue != NULL && power != NULL && fit != NULL && resolved <= n);

  *fit = (LabModeFit){2, MIN (n / 4, resolved), not_enough, not_enough, not_enough, not_enough};
  if (fit->last < fit->first)
    return;
  count = gather (fit->first, fit->last, eigenvalue, power, eigenvalues, powers);
  fit->b = fit_exponent (eigenvalues, count, seed);
  fit->a = fit_exponent (powers, count, seed);
  imply_exponents (fit);
}

const char *
lab_mode_exponent_state_name (LabModeExponentState state)
{
  static const char *const names[] = {
      [LAB_MODE_EXPONENT_NOT_ENOUGH] = "not enough modes",
      [LAB_MODE_EXPONENT_CANNOT_TELL] = "cannot tell",
      [LAB_MODE_EXPONENT_TOLD] = "told",
  };

  g_return_val_if_fail (state < G_N_ELEMENTS (names), NULL);
  return names[state];
}
