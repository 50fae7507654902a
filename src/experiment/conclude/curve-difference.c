/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two curves; what its intervals mean is said in the header. */
#include "experiment/conclude/curve-difference.h"

#include <math.h>

/* x of two curves that differ by no more than rounding. */
#define SAME_X 1e-9

static const LabFitSample *
samples_of (const GArray *samples)
{
  return (const LabFitSample *)(gconstpointer)samples->data;
}

static const LabFitSample *
find_partner (const GArray *samples, const LabFitSample *sample)
{
  for (guint i = 0; i < samples->len; i++) {
    const LabFitSample *other = &samples_of (samples)[i];
    if (other->cluster == sample->cluster && fabs (other->x / sample->x - 1.0) < SAME_X)
      return other;
  }
  return NULL;
}

/* now over before wherever both have a value at one x in one repeat. */
static GArray *
pair (const GArray *before, const GArray *now)
{
  GArray *ratios = g_array_new (FALSE, FALSE, sizeof (LabFitSample));

  for (guint i = 0; i < now->len; i++) {
    const LabFitSample *sample = &samples_of (now)[i];
    const LabFitSample *partner = find_partner (before, sample);
    LabFitSample ratio = {.x = sample->x, .cluster = sample->cluster};
    if (partner == NULL)
      continue;
    ratio.y = sample->y / partner->y;
    g_array_append_val (ratios, ratio);
  }
  return ratios;
}

/* The intervals of the paired ratios, laid about the differences of the fits. */
static void
take_paired (const LabPowerLawFit *ratio, LabCurveDifference *difference)
{
  double low, high, level = lab_power_law_value (ratio, difference->x);

  lab_power_law_band (ratio, difference->x, &low, &high);
  /* One repeat knows the scatter of its ratios alone. */
  double wider = ratio->repeats == 1 ? LAB_ONE_REPEAT_WIDENING : 1.0;
  difference->is_paired = TRUE;
  difference->low = difference->exponent + wider * (ratio->low - ratio->exponent);
  difference->high = difference->exponent + wider * (ratio->high - ratio->exponent);
  difference->level_low = difference->level * low / level;
  difference->level_high = difference->level * high / level;
}

static void
take_independent (const LabPowerLawFit *before,
                  const LabPowerLawFit *now,
                  LabCurveDifference *difference)
{
  double before_low, before_high, now_low, now_high;
  double before_level = lab_power_law_value (before, difference->x);
  double now_level = lab_power_law_value (now, difference->x);

  lab_power_law_band (before, difference->x, &before_low, &before_high);
  lab_power_law_band (now, difference->x, &now_low, &now_high);
  difference->low =
      difference->exponent - hypot (now->exponent - now->low, before->high - before->exponent);
  difference->high =
      difference->exponent + hypot (now->high - now->exponent, before->exponent - before->low);
  difference->level_low = difference->level * exp (-hypot (log (now_level / now_low),
                                                           log (before_high / before_level)));
  difference->level_high =
      difference->level * exp (hypot (log (now_high / now_level), log (before_level / before_low)));
}

gboolean
lab_curve_difference (const LabCurve *before,
                      const LabCurveFit *before_fit,
                      const LabCurve *now,
                      const LabCurveFit *now_fit,
                      LabCurveDifference *difference)
{
  g_return_val_if_fail (before != NULL && before_fit != NULL, FALSE);
  g_return_val_if_fail (now != NULL && now_fit != NULL && difference != NULL, FALSE);

  const LabPowerLawFit *first = &before_fit->power, *second = &now_fit->power;
  LabPowerLawFit ratio = {.valid = FALSE};
  *difference = (LabCurveDifference){.valid = first->valid && second->valid};
  if (!difference->valid)
    return FALSE;
  difference->exponent = second->exponent - first->exponent;
  difference->x = fmin (first->x_maximum, second->x_maximum);
  difference->level =
      lab_power_law_value (second, difference->x) / lab_power_law_value (first, difference->x);

  g_autoptr (GArray) before_samples = lab_curve_fit_samples (before, before_fit);
  g_autoptr (GArray) now_samples = lab_curve_fit_samples (now, now_fit);
  g_autoptr (GArray) ratios = pair (before_samples, now_samples);
  gboolean shares_data = before->experiment.seed == now->experiment.seed;
  difference->pairs = shares_data ? ratios->len : 0;
  if (2 * difference->pairs >= MAX (before_samples->len, now_samples->len) &&
      lab_power_law_fit (samples_of (ratios), ratios->len, now->experiment.seed, &ratio, NULL))
    take_paired (&ratio, difference);
  else
    take_independent (first, second, difference);
  return TRUE;
}

static gboolean
is_descent_in_time (const LabExperiment *experiment)
{
  return experiment->sweep == LAB_SWEEP_TIME && experiment->optimizer == LAB_OPTIMIZER_GD;
}

gboolean
lab_curve_difference_is_of_laziness (const LabExperiment *before, const LabExperiment *now)
{
  g_return_val_if_fail (before != NULL && now != NULL, FALSE);

  double smoothness = lab_experiment_smoothness (now), d = lab_experiment_dimension (now);
  return is_descent_in_time (before) && is_descent_in_time (now) &&
         before->head_scale != now->head_scale && smoothness > 0.0 && d > 0.0 &&
         smoothness == lab_experiment_smoothness (before) && d == lab_experiment_dimension (before);
}
