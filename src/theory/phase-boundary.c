/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase boundary: asymptote, optimal stopping, finite condition number. */
#include "theory/phase-boundary.h"

#include "theory/deterministic-equivalent.h"
#include "theory/sequence-model.h"

#include <math.h>

/* Times are followed from well before the first mode is learnt, by this factor, to where the risk
 * has risen clearly, or to the last time that double precision resolves with a margin. An optimum
 * that level 1 sees this factor before that end has been passed. */
#define FIRST_TIME         0.1
#define FACTOR             1.5
#define CLEAR_RISE         1.3
#define PASSED             1e-2
#define NO_RISE            1e-6 /* a rise below this is rounding */
#define GOLDEN_STEPS       14
#define CROSSING_PRECISION 1e-6
#define GOLDEN_RATIO       0.6180339887498949

double
lab_boundary_exponent (double smoothness, double intrinsic_dimension, double nu)
{
  return (2.0 * nu + intrinsic_dimension) / (2.0 * smoothness + intrinsic_dimension);
}

/* Times are followed up to this one: progress by their logarithm, from `from` to `to`. */
static void
report_time (LabTask *task, double time, double from, double to)
{
  lab_task_report (task, from + (to - from) * log (time / FIRST_TIME) /
                                    log (LAB_BOUNDARY_LAST_TIME / FIRST_TIME));
}

/* Golden section in ln time on [low, high]. */
static gboolean
refine (LabDeterministicEquivalent *equivalent,
        double low,
        double high,
        double *time,
        double *excess_risk,
        GError **error)
{
  for (guint step = 0; step < GOLDEN_STEPS; step++) {
    double left = high - GOLDEN_RATIO * (high - low), right = low + GOLDEN_RATIO * (high - low);
    double left_risk, right_risk;
    if (!lab_deterministic_equivalent_excess_risk (equivalent, exp (left), &left_risk, error) ||
        !lab_deterministic_equivalent_excess_risk (equivalent, exp (right), &right_risk, error))
      return FALSE;
    if (left_risk <= right_risk)
      high = right;
    else
      low = left;
  }
  *time = exp (0.5 * (low + high));
  return lab_deterministic_equivalent_excess_risk (equivalent, *time, excess_risk, error);
}

/* Whether there is an optimum that was not reached. */
static gboolean
is_beyond (const LabSpectrum *spectrum, double points, double noise)
{
  double time, risk;
  lab_sequence_stopping (spectrum, points, noise, &time, &risk);
  return isfinite (time) && time > PASSED * LAB_BOUNDARY_LAST_TIME;
}

gboolean
lab_boundary_optimal_stopping (const LabSpectrum *spectrum,
                               double points,
                               double features,
                               double noise,
                               double *time,
                               double *excess_risk,
                               LabTask *task,
                               double from,
                               double to,
                               GError **error)
{
  g_return_val_if_fail (spectrum != NULL && time != NULL && excess_risk != NULL, FALSE);

  g_autoptr (LabDeterministicEquivalent) equivalent =
      lab_deterministic_equivalent_new (spectrum, points, features, noise, error);
  double best_time = FIRST_TIME, best = INFINITY, risk = 0.0, last = FIRST_TIME;

  if (equivalent == NULL)
    return FALSE;
  for (double t = FIRST_TIME; t <= LAB_BOUNDARY_LAST_TIME && risk <= CLEAR_RISE * best;
       t *= FACTOR) {
    if (!lab_deterministic_equivalent_excess_risk (equivalent, t, &risk, error))
      return FALSE;
    report_time (task, t, from, to);
    last = t;
    if (risk < best) {
      best = risk;
      best_time = t;
    }
  }
  if (best_time == last || risk <= best * (1.0 + NO_RISE)) {
    gboolean beyond = is_beyond (spectrum, points, noise);
    *time = beyond ? NAN : INFINITY;
    *excess_risk = beyond ? NAN : best;
    return TRUE;
  }
  return refine (equivalent, log (best_time / FACTOR), log (best_time * FACTOR), time, excess_risk,
                 error);
}

/* What noise adds over what is left to learn; NaN beyond what double precision resolves. */
static double
noise_share (LabDeterministicEquivalent *noisy, LabDeterministicEquivalent *clean, double time)
{
  double with, without;
  if (!lab_deterministic_equivalent_excess_risk (noisy, time, &with, NULL) ||
      !lab_deterministic_equivalent_excess_risk (clean, time, &without, NULL))
    return NAN;
  return with / without - 1.0;
}

gboolean
lab_boundary_crossing (const LabSpectrum *spectrum,
                       double points,
                       double features,
                       double noise,
                       double *time,
                       LabTask *task,
                       double from,
                       double to,
                       GError **error)
{
  g_return_val_if_fail (spectrum != NULL && time != NULL, FALSE);

  g_autoptr (LabDeterministicEquivalent) noisy =
      lab_deterministic_equivalent_new (spectrum, points, features, noise, error);
  g_autoptr (LabDeterministicEquivalent) clean =
      noisy != NULL ? lab_deterministic_equivalent_new (spectrum, points, features, 0.0, error)
                    : NULL;
  double high = FIRST_TIME, share = 0.0;

  if (clean == NULL)
    return FALSE;
  *time = INFINITY;
  if (noise == 0.0)
    return TRUE;
  while (high <= LAB_BOUNDARY_LAST_TIME && (share = noise_share (noisy, clean, high)) < 1.0) {
    report_time (task, high, from, to);
    high *= FACTOR;
  }
  if (!(share >= 1.0)) {
    *time = isnan (share) || is_beyond (spectrum, points, noise) ? NAN : INFINITY;
    return TRUE;
  }
  double low = log (high / FACTOR), top = log (high);
  while (top - low > CROSSING_PRECISION) {
    double middle = 0.5 * (low + top);
    if (noise_share (noisy, clean, exp (middle)) >= 1.0)
      top = middle;
    else
      low = middle;
  }
  *time = exp (0.5 * (low + top));
  return TRUE;
}

double
lab_boundary_finite_condition (double initial_risk,
                               double statistical_risk,
                               double learning_rate,
                               double least_eigenvalue)
{
  g_return_val_if_fail (initial_risk > 0.0 && statistical_risk > 0.0, NAN);
  g_return_val_if_fail (learning_rate > 0.0 && least_eigenvalue > 0.0, NAN);

  return MAX (log (initial_risk / statistical_risk), 0.0) /
         (2.0 * learning_rate * least_eigenvalue);
}
