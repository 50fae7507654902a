/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The multi-power law: sums of the rates, its value, and its seven constants by least squares. */
#include "fit/multi-power.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "fit/law/levenberg.h"

/* Step of the central differences, in ln of a constant. */
#define DIFFERENCE 1e-5

/* Neighbouring falls of the rate, as one. */
typedef struct
{
  double drop; /* sum of eta_{k-1} - eta_k */
  double rate; /* eta_k, and the sum of rates before step k: means, weighted by the drops */
  double before;
  guint first; /* the first of their steps */
} Piece;

/* A schedule's sums. */
typedef struct
{
  guint steps;
  double *sum; /* (steps + 1): of the rates of the first i steps */
  guint count;
  Piece piece[LAB_MULTI_POWER_PIECES];
} Rates;

/* In the order of the parameters, which are their logarithms. */
typedef struct
{
  double floor, amplitude, exponent, decay_amplitude, decay_scale, decay_exponent, rate_exponent;
} Constants;

static void
rates_free (Rates *rates)
{
  g_free (rates->sum);
  g_free (rates);
}

static void
add_fall (Piece *piece, double drop, double rate, double before, guint step)
{
  const double weight = piece->drop + drop;

  if (piece->drop == 0.0)
    piece->first = step;
  piece->rate += (rate - piece->rate) * drop / weight;
  piece->before += (before - piece->before) * drop / weight;
  piece->drop = weight;
}

static Rates *
rates_new (const LabScheduleShape *shape, double learning_rate)
{
  Rates *rates = g_new0 (Rates, 1);
  guint falls = 0, seen = 0;

  rates->steps = shape->steps;
  rates->sum = g_new (double, shape->steps + 1);
  rates->sum[0] = 0.0;
  for (guint k = 0; k < shape->steps; k++) {
    rates->sum[k + 1] = rates->sum[k] + learning_rate * lab_schedule_share (shape, k);
    falls += k > 0 && lab_schedule_share (shape, k) < lab_schedule_share (shape, k - 1);
  }
  rates->count = MIN (falls, LAB_MULTI_POWER_PIECES);
  for (guint k = 1; k < shape->steps; k++) {
    const double rate = learning_rate * lab_schedule_share (shape, k);
    const double drop = learning_rate * lab_schedule_share (shape, k - 1) - rate;

    if (drop > 0.0)
      add_fall (&rates->piece[(guint64)seen++ * rates->count / falls], drop, rate, rates->sum[k],
                k);
  }
  return rates;
}

static double
law (const Rates *rates, const Constants *c, guint step)
{
  const double sum = rates->sum[step];
  double fallen = 0.0;

  for (guint i = 0; i < rates->count && rates->piece[i].first < step; i++) {
    const Piece *piece = &rates->piece[i];
    const double since = fmax (sum - piece->before, 0.0);

    fallen -= piece->drop * expm1 (-c->decay_exponent *
                                   log1p (c->decay_scale * since *
                                          pow (fmax (piece->rate, 1e-300), -c->rate_exponent)));
  }
  return c->floor + c->amplitude * pow (sum, -c->exponent) - c->decay_amplitude * fallen;
}

typedef struct
{
  const LabMultiPowerCurve *curves;
  Rates **rates; /* (count) */
  guint count, points;
} Problem;

static void
read_constants (const double *parameters, Constants *constants)
{
  double *value = (double *)constants;

  for (guint j = 0; j < LAB_MULTI_POWER_CONSTANTS; j++)
    value[j] = exp (parameters[j]);
}

static void
residuals (const Problem *problem, const double *parameters, double *residual)
{
  Constants constants;
  guint row = 0;

  read_constants (parameters, &constants);
  for (guint c = 0; c < problem->count; c++)
    for (guint i = 0; i < problem->curves[c].count; i++)
      residual[row++] = log (law (problem->rates[c], &constants, problem->curves[c].steps[i]) /
                             problem->curves[c].loss[i]);
}

static void
model (const double *parameters, double *residual, double *derivative, gpointer data)
{
  const Problem *problem = data;
  g_autofree double *up = g_new (double, problem->points);
  g_autofree double *down = g_new (double, problem->points);
  double moved[LAB_MULTI_POWER_CONSTANTS];

  residuals (problem, parameters, residual);
  for (guint j = 0; j < LAB_MULTI_POWER_CONSTANTS; j++) {
    memcpy (moved, parameters, sizeof moved);
    moved[j] = parameters[j] + DIFFERENCE;
    residuals (problem, moved, up);
    moved[j] = parameters[j] - DIFFERENCE;
    residuals (problem, moved, down);
    for (guint i = 0; i < problem->points; i++)
      derivative[i * LAB_MULTI_POWER_CONSTANTS + j] = (up[i] - down[i]) / (2 * DIFFERENCE);
  }
}

/* Least and largest loss, the latter with the sum of rates where it was measured. */
static void
find_range (const Problem *problem, double *least, double *largest, double *sum)
{
  *least = INFINITY;
  *largest = 0.0;
  *sum = 1.0;
  for (guint c = 0; c < problem->count; c++)
    for (guint i = 0; i < problem->curves[c].count; i++) {
      const double loss = problem->curves[c].loss[i];

      *least = fmin (*least, loss);
      if (loss > *largest) {
        *largest = loss;
        *sum = problem->rates[c]->sum[problem->curves[c].steps[i]];
      }
    }
}

/* The best of several starts; returns the sum of squares. */
static double
search (const Problem *problem, double best[LAB_MULTI_POWER_CONSTANTS])
{
  static const double EXPONENTS[] = {0.3, 0.8}, DECAYS[] = {0.1, 0.4}, RATES[] = {0.2, 0.8};
  g_autoptr (LabLevenberg) levenberg =
      lab_levenberg_new (problem->points, LAB_MULTI_POWER_CONSTANTS);
  double least, largest, sum, found = INFINITY, peak = problem->curves[0].learning_rate;

  find_range (problem, &least, &largest, &sum);
  for (guint s = 0; s < 8; s++) {
    const double alpha = EXPONENTS[s & 1], gamma = RATES[s >> 2];
    double start[LAB_MULTI_POWER_CONSTANTS] = {
        log (0.5 * least),
        log (largest * pow (sum, alpha)),
        log (alpha),
        log (DECAYS[(s >> 1) & 1] * least / peak),
        log (pow (peak, gamma - 1.0)),
        log (0.5),
        log (gamma),
    };
    const double squares = lab_levenberg_minimise (levenberg, model, (gpointer)problem, start);

    if (squares < found) {
      found = squares;
      memcpy (best, start, sizeof start);
    }
  }
  return found;
}

static gboolean
check (const Problem *problem, GError **error)
{
  gboolean falls = FALSE;

  for (guint c = 0; c < problem->count; c++)
    falls |= problem->rates[c]->count > 0;
  if (problem->count >= 2 && falls && problem->points >= 2 * LAB_MULTI_POWER_CONSTANTS)
    return TRUE;
  g_set_error (
      error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
      _ ("The multi-power law needs the curves of at least two schedules, one of them with a rate "
         "that falls, and %u points together; here are %u curves with %u points."),
      2 * LAB_MULTI_POWER_CONSTANTS, problem->count, problem->points);
  return FALSE;
}

gboolean
lab_multi_power_fit (const LabMultiPowerCurve *curves,
                     guint count,
                     LabMultiPowerFit *fit,
                     GError **error)
{
  g_return_val_if_fail (curves != NULL && fit != NULL, FALSE);

  g_autoptr (GPtrArray) rates = g_ptr_array_new_with_free_func ((GDestroyNotify)rates_free);
  Problem problem = {.curves = curves, .count = count};
  double best[LAB_MULTI_POWER_CONSTANTS], squares;
  Constants c;

  for (guint i = 0; i < count; i++) {
    g_ptr_array_add (rates, rates_new (&curves[i].shape, curves[i].learning_rate));
    problem.points += curves[i].count;
  }
  problem.rates = (Rates **)rates->pdata;
  if (!check (&problem, error))
    return FALSE;
  squares = search (&problem, best);
  if (!isfinite (squares)) {
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                         _ ("No constants of the multi-power law follow these curves."));
    return FALSE;
  }
  read_constants (best, &c);
  *fit = (LabMultiPowerFit){.floor = c.floor,
                            .amplitude = c.amplitude,
                            .exponent = c.exponent,
                            .decay_amplitude = c.decay_amplitude,
                            .decay_scale = c.decay_scale,
                            .decay_exponent = c.decay_exponent,
                            .rate_exponent = c.rate_exponent,
                            .scatter = sqrt (squares / problem.points),
                            .points = problem.points};
  return TRUE;
}

void
lab_multi_power_curve (const LabMultiPowerFit *fit,
                       const LabScheduleShape *shape,
                       double learning_rate,
                       guint count,
                       const guint *at,
                       double *loss)
{
  g_return_if_fail (fit != NULL && shape != NULL && at != NULL && loss != NULL);

  const Constants constants = {fit->floor,           fit->amplitude,   fit->exponent,
                               fit->decay_amplitude, fit->decay_scale, fit->decay_exponent,
                               fit->rate_exponent};
  Rates *rates = rates_new (shape, learning_rate);

  for (guint i = 0; i < count; i++)
    loss[i] = law (rates, &constants, at[i]);
  rates_free (rates);
}
