/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Detects why a slope is what it is. Every finding has a rule, and carries the numbers behind it. */
#include "experiment/conclude/curve-fit-private.h"

#include "fit/power-floor.h"

#include <math.h>

/* A floor is told when it lowers AICc by this; as usual for model choice, more than 4 is "clearly". */
#define FLOOR_GAIN 4.0

/* Halves whose slopes differ by this many standard errors do not belong to one line. */
#define BEND_ERRORS   2.5
#define NORMAL_SPREAD 1.959963984540054

static void
add (LabCurveFit *fit, LabReason reason, double first, double second, double third)
{
  g_assert (fit->finding_count < LAB_REASON_COUNT);
  fit->findings[fit->finding_count++] = (LabFinding){reason, {first, second, third}};
}

static void
find_training (LabCurveFit *fit, const LabCurve *curve)
{
  guint limited = 0;

  for (guint i = 0; i < curve->point_count; i++)
    limited += curve->points[i].floor_limited;
  if (limited > 0)
    add (fit, LAB_REASON_OPTIMISATION_FLOOR, limited, curve->point_count, 0.0);
  if (curve->sizes_still_falling > 0)
    add (fit, LAB_REASON_STILL_FALLING, curve->sizes_still_falling, curve->point_count, 0.0);
}

/* Geometric mean of the values at the largest x, less one standard error, which the scatter of the means about
 * the law tells. */
static double
least_last_value (const LabFitSample *samples, guint count, const LabPowerFloorFit *law, double x)
{
  double error = sqrt (law->residual / (law->points_used - 3.0));
  double sum = 0.0;
  guint repeats = 0;

  for (guint i = 0; i < count; i++)
    if (samples[i].x == x && samples[i].y > 0.0) {
      sum += log (samples[i].y);
      repeats++;
    }
  return exp (sum / repeats - error);
}

/* A floor as high as the last values, within their error, is one that nobody has seen yet. */
static gboolean
find_floor (LabCurveFit *fit, const LabFitSample *samples, guint count)
{
  LabPowerFloorFit with_floor;

  if (!lab_power_floor_fit (samples, count, fit->robust, &with_floor, NULL) ||
      !(with_floor.floor > 0.0) || !(with_floor.power_aicc - with_floor.aicc >= FLOOR_GAIN) ||
      !(with_floor.floor < least_last_value (samples, count, &with_floor, fit->power.x_maximum)))
    return FALSE;
  double last = exp (with_floor.prefactor) * pow (fit->power.x_maximum, with_floor.exponent) +
                with_floor.floor;
  add (fit, LAB_REASON_LEVELS_OFF, with_floor.floor, with_floor.floor / last,
       with_floor.power_aicc - with_floor.aicc);
  return TRUE;
}

/* Standard error of a slope from its 95 % interval. */
static double
slope_error (const LabPowerLawFit *power)
{
  return (power->high - power->low) / (2.0 * NORMAL_SPREAD);
}

/* Halves on either side of the middle of the window, where both allow a slope. */
static void
find_bend (LabCurveFit *fit, const LabCurve *curve, const LabFitSample *samples, guint count)
{
  double middle = sqrt (fit->power.x_minimum * fit->power.x_maximum);
  g_autofree LabFitSample *early = g_new (LabFitSample, MAX (count, 1));
  g_autofree LabFitSample *late = g_new (LabFitSample, MAX (count, 1));
  guint early_count = 0, late_count = 0;
  LabPowerLawFit first, second;

  for (guint i = 0; i < count; i++)
    if (samples[i].x <= middle)
      early[early_count++] = samples[i];
    else
      late[late_count++] = samples[i];
  if (!lab_power_law_fit (early, early_count, curve->experiment.seed, &first, NULL) ||
      !lab_power_law_fit (late, late_count, curve->experiment.seed, &second, NULL))
    return;
  double apart =
      fabs (first.exponent - second.exponent) / hypot (slope_error (&first), slope_error (&second));
  if (apart >= BEND_ERRORS)
    add (fit, LAB_REASON_BENDS, first.exponent, second.exponent, apart);
}

static void
find_theory (LabCurveFit *fit)
{
  double asymptote = fit->reference.exponent;
  gboolean bound = fit->reference.nature == LAB_NATURE_BOUND;

  if (!fit->reference.valid)
    return;
  if (fit->against_prediction == LAB_VERDICT_COMPATIBLE &&
      fit->against_reference != LAB_VERDICT_COMPATIBLE)
    add (fit, LAB_REASON_PREDICTION_HOLDS, fit->prediction, asymptote, 0.0);
  if (bound && fit->against_reference == LAB_VERDICT_STEEPER)
    add (fit, LAB_REASON_UPPER_BOUND, asymptote, 0.0, 0.0);
  if (bound && fit->against_reference == LAB_VERDICT_SHALLOWER)
    add (fit, LAB_REASON_BEST_NETWORK, asymptote, 0.0, 0.0);
  if (lab_axis (fit->axis)->law_is_limit && fit->prediction <= asymptote - LAB_VERDICT_STEEPENING)
    add (fit, LAB_REASON_FINITE_SIZE, fit->prediction, asymptote, 0.0);
}

static void
find_weakness (LabCurveFit *fit)
{
  const LabPowerLawFit *power = &fit->power;
  double decades = power->valid ? log10 (power->x_maximum / power->x_minimum) : INFINITY;
  guint asked = power->valid ? LAB_VERDICT_POINTS : LAB_FIT_MINIMUM_ABSCISSAS;

  if (power->points_used < asked)
    add (fit, LAB_REASON_FEW_POINTS, power->points_used, asked, 0.0);
  if (decades < LAB_VERDICT_DECADES)
    add (fit, LAB_REASON_FEW_DECADES, decades, LAB_VERDICT_DECADES, 0.0);
  if (fit->verdict == LAB_VERDICT_NOT_ENOUGH && power->valid && fit->reference.valid &&
      power->high - power->low > fabs (fit->reference.exponent))
    add (fit, LAB_REASON_INTERVAL_TOO_WIDE, power->high - power->low,
         fabs (fit->reference.exponent), 0.0);
  if (power->valid && power->repeats == 1)
    add (fit, LAB_REASON_ONE_REPEAT, 0.0, 0.0, 0.0);
}

static void
find_setting (LabCurveFit *fit, const LabCurve *curve)
{
  const LabExperiment *experiment = &curve->experiment;
  gboolean flows =
      experiment->optimizer != LAB_OPTIMIZER_ADAMW && lab_experiment_rate_is_constant (experiment);

  /* Always where it is so, whatever the verdict. */
  if (fit->has_two_phase && fit->reference.valid && !flows)
    add (fit, LAB_REASON_NOT_GRADIENT_FLOW, 0.0, 0.0, 0.0);
  if (curve->runs_diverged + curve->runs_stopped > 0)
    add (fit, LAB_REASON_RUNS_LEFT_OUT, curve->runs_diverged, curve->runs_stopped, 0.0);
  if (curve->values_left_out > 0)
    add (fit, LAB_REASON_VALUES_LEFT_OUT, curve->values_left_out, 0.0, 0.0);
}

void
lab_curve_fit_find_reasons (LabCurveFit *fit,
                            const LabCurve *curve,
                            const LabFitSample *samples,
                            guint count)
{
  find_training (fit, curve);
  if (fit->power.valid && !find_floor (fit, samples, count))
    find_bend (fit, curve, samples, count);
  if (fit->power.valid)
    find_theory (fit);
  find_weakness (fit);
  find_setting (fit, curve);
}
