/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dynamics/mode-fit.h"

#include "core/random.h"
#include "fit/power-law.h"
#include "fit/sample/student.h"

#include <math.h>
#include <stdlib.h>

/* Bins per factor e of k. */
#define DENSITY 4

#define DRAWS         1000
#define PROBABILITY   0.95
#define NORMAL_SPREAD 1.959963984540054

static const LabModeExponent not_enough = {LAB_MODE_EXPONENT_NOT_ENOUGH, NAN, NAN, NAN};
static const LabModeExponent cannot_tell = {LAB_MODE_EXPONENT_CANNOT_TELL, NAN, NAN, NAN};
static const LabModeExponent no_estimate = {LAB_MODE_EXPONENT_NO_ESTIMATE, NAN, NAN, NAN};

void
lab_mode_bins (gsize n,
               gsize resolved,
               const double *eigenvalue,
               const double *power,
               LabModeBins *bins)
{
  guint held[LAB_MODE_BINS] = {0};
  LabModeBins all = {.first = 2, .last = MIN (n / 4, resolved)};

  g_return_if_fail (eigenvalue != NULL && power != NULL && bins != NULL && resolved <= n);

  for (gsize k = all.first; k <= all.last; k++) {
    guint i = MIN ((guint)(log ((double)k / (double)all.first) * DENSITY), LAB_MODE_BINS - 1);

    all.log_mode[i] += log ((double)k);
    all.log_eigenvalue[i] += log (eigenvalue[k - 1]);
    all.power[i] += power[k - 1];
    held[i]++;
  }
  *bins = (LabModeBins){.first = all.first, .last = all.last};
  for (guint i = 0; i < LAB_MODE_BINS; i++) {
    double power_mean = all.power[i] / MAX (held[i], 1);
    if (held[i] == 0 || !(power_mean > 0.0) || !isfinite (all.log_eigenvalue[i]))
      continue;
    bins->log_mode[bins->count] = all.log_mode[i] / held[i];
    bins->log_eigenvalue[bins->count] = all.log_eigenvalue[i] / held[i];
    bins->power[bins->count++] = power_mean;
  }
}

/* Both laws over the bins that all repeats have. */
typedef struct
{
  const LabModeBins *bins; /* (repeats) */
  guint repeats, count;
  double x[LAB_MODE_BINS];                                /* ln k less its mean */
  double spread;                                          /* sum of squares of x */
  double y[2][LAB_MODE_BINS], residual[2][LAB_MODE_BINS]; /* ln of eigenvalue, of power */
  double slope[2];
} Laws;

static double
slope_of (const Laws *laws, const double *y)
{
  double sum = 0.0;

  for (guint i = 0; i < laws->count; i++)
    sum += laws->x[i] * y[i];
  return sum / laws->spread;
}

/* ln of eigenvalue and power, averaged over drawn repeats (times: how often each). */
static void
average (const Laws *laws, const guint *times, double y[2][LAB_MODE_BINS])
{
  for (guint i = 0; i < laws->count; i++) {
    double eigenvalue = 0.0, power = 0.0;

    for (guint r = 0; r < laws->repeats; r++) {
      eigenvalue += times[r] * laws->bins[r].log_eigenvalue[i] / laws->repeats;
      power += times[r] * laws->bins[r].power[i] / laws->repeats;
    }
    y[0][i] = eigenvalue;
    y[1][i] = log (power);
  }
}

static void
set_residuals (Laws *laws)
{
  for (guint law = 0; law < 2; law++) {
    double mean = 0.0;

    laws->slope[law] = slope_of (laws, laws->y[law]);
    for (guint i = 0; i < laws->count; i++)
      mean += laws->y[law][i] / laws->count;
    for (guint i = 0; i < laws->count; i++)
      laws->residual[law][i] = laws->y[law][i] - mean - laws->slope[law] * laws->x[i];
  }
}

static void
laws_init (Laws *laws, const LabModeBins *bins, guint repeats)
{
  g_autofree guint *once = g_new (guint, repeats);
  double mean = 0.0;

  *laws = (Laws){.bins = bins, .repeats = repeats, .count = bins[0].count};
  for (guint r = 0; r < repeats; r++) {
    once[r] = 1;
    laws->count = MIN (laws->count, bins[r].count);
  }
  for (guint i = 0; i < laws->count; i++)
    mean += bins[0].log_mode[i] / laws->count;
  for (guint i = 0; i < laws->count; i++) {
    laws->x[i] = bins[0].log_mode[i] - mean;
    laws->spread += laws->x[i] * laws->x[i];
  }
  if (laws->count < LAB_FIT_MINIMUM_ABSCISSAS)
    return;
  average (laws, once, laws->y);
  set_residuals (laws);
}

static double
stretch (double degrees)
{
  return lab_student_critical_value ((guint)degrees, PROBABILITY) / NORMAL_SPREAD;
}

/* One draw of both slopes: what other modes and other repeats would change, each widened for being few. Bins
 * differ in scatter, so that each keeps its own residual and draws a sign (wild bootstrap; Wu 1986). */
static void
draw (const Laws *laws, LabRandom *random, guint *times, double slope[2])
{
  double repeats = laws->repeats;
  double drawn[2][LAB_MODE_BINS], changed[2][LAB_MODE_BINS];

  for (guint i = 0; i < laws->count; i++) {
    double sign = lab_random_below (random, 2) == 0 ? -1.0 : 1.0;
    double leverage = 1.0 / laws->count + laws->x[i] * laws->x[i] / laws->spread;
    for (guint law = 0; law < 2; law++)
      drawn[law][i] = sign * laws->residual[law][i] / (1.0 - leverage);
  }
  for (guint r = 0; r < laws->repeats; r++)
    times[r] = 0;
  for (guint r = 0; r < laws->repeats; r++)
    times[lab_random_below (random, laws->repeats)]++;
  average (laws, times, changed);
  for (guint law = 0; law < 2; law++) {
    slope[law] = laws->slope[law] + stretch (laws->count - 2.0) * slope_of (laws, drawn[law]);
    if (laws->repeats > 1)
      slope[law] += stretch (repeats) * sqrt (repeats / (repeats - 1.0)) *
                    (slope_of (laws, changed[law]) - laws->slope[law]);
  }
}

static int
compare_doubles (const void *left, const void *right)
{
  const double *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

static LabModeExponent
exponent_of (double value, double *draws)
{
  guint tail = (guint)lround (DRAWS * (1.0 - PROBABILITY) / 2.0);

  qsort (draws, DRAWS, sizeof *draws, compare_doubles);
  return (LabModeExponent){LAB_MODE_EXPONENT_TOLD, value, fmin (draws[tail], value),
                           fmax (draws[DRAWS - 1 - tail], value)};
}

static LabModeExponent
fitted (double value, double *draws)
{
  LabModeExponent exponent = exponent_of (value, draws);

  return exponent.low <= 0.0 && exponent.high >= 0.0 ? cannot_tell : exponent;
}

/* senseless: of the draws. */
static LabModeExponent
implied (double value, double *draws, guint senseless)
{
  if (!(value > 0.0) || senseless > DRAWS * (1.0 - PROBABILITY) / 2.0)
    return no_estimate;
  return exponent_of (value, draws);
}

static void
fit_laws (const Laws *laws, guint64 seed, LabModeFit *fit)
{
  g_autofree double *draws = g_new (double, 4 * DRAWS);
  g_autofree guint *times = g_new (guint, laws->repeats);
  double *b = draws, *a = draws + DRAWS, *time = draws + 2 * DRAWS, *data = draws + 3 * DRAWS;
  double slope[2], own_b = -laws->slope[0], own_a = -laws->slope[1];
  guint senseless = 0;
  LabRandom random;

  lab_random_init (&random, seed, 0, LAB_STREAM_BOOTSTRAP);
  for (guint i = 0; i < DRAWS; i++) {
    draw (laws, &random, times, slope);
    b[i] = -slope[0];
    a[i] = -slope[1];
    gboolean has_sense = a[i] > 1.0 && b[i] > 0.0;
    senseless += !has_sense;
    time[i] = has_sense ? (a[i] - 1.0) / b[i] : 0.0;
    data[i] = has_sense ? 1.0 - 1.0 / a[i] : 0.0;
  }
  gboolean has_sense = own_a > 1.0 && own_b > 0.0;
  fit->time = implied (has_sense ? (own_a - 1.0) / own_b : NAN, time, senseless);
  fit->data = implied (has_sense ? 1.0 - 1.0 / own_a : NAN, data, senseless);
  fit->b = fitted (own_b, b);
  fit->a = fitted (own_a, a);
}

void
lab_mode_fit (const LabModeBins *bins, guint count, guint64 seed, LabModeFit *fit)
{
  Laws laws;

  g_return_if_fail (bins != NULL && count >= 1 && fit != NULL);

  *fit = (LabModeFit){bins[0].first, bins[0].last, count,     not_enough,
                      not_enough,    not_enough,   not_enough};
  laws_init (&laws, bins, count);
  if (laws.count < LAB_FIT_MINIMUM_ABSCISSAS)
    return;
  fit_laws (&laws, seed, fit);
}

const char *
lab_mode_exponent_state_name (LabModeExponentState state)
{
  static const char *const names[] = {
      [LAB_MODE_EXPONENT_NOT_ENOUGH] = "not enough modes",
      [LAB_MODE_EXPONENT_CANNOT_TELL] = "cannot tell",
      [LAB_MODE_EXPONENT_NO_ESTIMATE] = "no estimate",
      [LAB_MODE_EXPONENT_TOLD] = "told",
  };

  g_return_val_if_fail (state < G_N_ELEMENTS (names), NULL);
  return names[state];
}
