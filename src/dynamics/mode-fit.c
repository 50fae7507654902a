#include "dynamics/mode-fit.h"

#include <math.h>

/* Bins per factor e of k. */
#define DENSITY 4

/* More than ln (16,384) * DENSITY. */
#define MOST_BINS 48

static const LabModeExponent unknown = {NAN, NAN, NAN};

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
    return unknown;
  return (LabModeExponent){-fit.exponent, -fit.high, -fit.low};
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

  *fit = (LabModeFit){2, MIN (n / 4, resolved), unknown, unknown, unknown, unknown};
  if (fit->last < fit->first)
    return;
  count = gather (fit->first, fit->last, eigenvalue, power, eigenvalues, powers);
  fit->b = fit_exponent (eigenvalues, count, seed);
  fit->a = fit_exponent (powers, count, seed);
  fit->time = (LabModeExponent){(fit->a.value - 1) / fit->b.value, (fit->a.low - 1) / fit->b.high,
                                (fit->a.high - 1) / fit->b.low};
  fit->data = (LabModeExponent){1 - 1 / fit->a.value, 1 - 1 / fit->a.low, 1 - 1 / fit->a.high};
}
