/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The baseline: controls that were pinned, one on each axis, and what has changed since. */
#include "laboratory/laboratory-private.h"
#include "laboratory/laboratory-baseline-testing.h"

#include <math.h>

void
lab_laboratory_pin (LabLaboratory *self)
{
  const LabExperiment *controls = &self->controls[self->axis];
  g_return_if_fail (LAB_IS_LABORATORY (self));

  if (self->pinned[self->axis] && lab_experiment_equal (controls, &self->baseline[self->axis])) {
    self->pinned[self->axis] = FALSE;
  } else {
    self->pinned[self->axis] = TRUE;
    self->baseline[self->axis] = *controls;
  }
  lab_laboratory_changed (self);
}

const LabExperiment *
lab_laboratory_get_baseline (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return self->pinned[self->axis] ? &self->baseline[self->axis] : NULL;
}

LabRecord *
lab_laboratory_baseline_record (LabLaboratory *self)
{
  return self->pinned[self->axis] ? lab_laboratory_find (self, &self->baseline[self->axis]) : NULL;
}

/* Begins the second of two curves where the first is measured; drops it where it was stopped. */
static void
go_on (LabLaboratory *self)
{
  const LabExperiment *controls = &self->controls[self->axis];

  if (self->job != NULL)
    return;
  self->go_on = NULL;
  if (self->closed || !lab_experiment_equal (controls, &self->first) || self->current == NULL ||
      !lab_record_is_complete (self->current))
    return;
  self->pinned[self->axis] = TRUE;
  self->baseline[self->axis] = self->first;
  lab_laboratory_set_experiment (self, &self->next, NULL);
}

gboolean
lab_laboratory_measure_two (LabLaboratory *self,
                            const LabExperiment *before,
                            const LabExperiment *now,
                            GError **error)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self) && before != NULL && now != NULL, FALSE);
  g_return_val_if_fail (before->sweep == now->sweep, FALSE);

  if (!lab_experiment_check (now, error) || !lab_laboratory_set_experiment (self, before, error))
    return FALSE;
  self->go_on = go_on;
  self->first = *before;
  self->next = *now;
  go_on (self);
  return TRUE;
}

/* x at which a falling line passes y. */
static double
place_of (double slope, double x, double y, double target)
{
  return slope < 0.0 ? x * pow (target / y, 1.0 / slope) : NAN;
}

gboolean
lab_comparison_of_fits (const LabPowerLawFit *before,
                        const LabPowerLawFit *now,
                        LabComparison *comparison)
{
  g_return_val_if_fail (before != NULL && now != NULL && comparison != NULL, FALSE);

  *comparison =
      (LabComparison){.measured = TRUE, .amount = NAN, .amount_low = NAN, .amount_high = NAN};
  if (!before->valid || !now->valid)
    return FALSE;
  double x = fmin (before->x_maximum, now->x_maximum);
  double old = lab_power_law_value (before, x), new = lab_power_law_value (now, x);
  comparison->x = x;
  comparison->error = new / old;
  comparison->slope_before = before->exponent;
  comparison->slope_now = now->exponent;
  /* Only a line whose whole interval falls reaches an error for certain. */
  if (now->high < 0.0)
    comparison->amount = place_of (now->exponent, x, new, old) / x;
  return TRUE;
}

/* Nothing is measured yet: both by level 1, under the same constant. */
static gboolean
compare_predictions (LabLaboratory *self, const LabExperiment *before, LabComparison *comparison)
{
  const LabExperiment *experiments[2] = {before, &self->controls[self->axis]};
  const LabCalibration *calibration = &self->calibration[self->axis];
  double slope[2], value[2], low[2], high[2];

  for (guint i = 0; i < 2; i++)
    lab_chart_grid (experiments[i], &low[i], &high[i]);
  double x = fmin (high[0], high[1]);
  for (guint i = 0; i < 2; i++) {
    LabPredictionRequest request;
    LabPrediction prediction;
    lab_prediction_request_init (&request, experiments[i]);
    if (!lab_prediction_compute (&request, 1, NULL, NULL, &prediction, NULL))
      return FALSE;
    slope[i] =
        lab_prediction_slope (&prediction, calibration, NULL, NULL, fmax (low[0], low[1]), x);
    value[i] = lab_prediction_value (&prediction, calibration, x);
  }
  *comparison = (LabComparison){
      .x = x,
      .error = value[1] / value[0],
      .slope_before = slope[0],
      .slope_now = slope[1],
      .amount = place_of (slope[1], x, value[1], value[0]) / x,
      .amount_low = NAN,
      .amount_high = NAN,
  };
  return isfinite (comparison->error) && isfinite (slope[0]) && isfinite (slope[1]);
}

/* The interval of the amount, from those of the levels and of the slope. */
static void
bound_amount (const LabPowerLawFit *now, LabComparison *comparison)
{
  const LabCurveDifference *difference = &comparison->difference;
  const double levels[] = {difference->level_low, difference->level_high};
  const double slopes[] = {now->low, now->high};

  if (!difference->valid || !isfinite (comparison->amount))
    return;
  comparison->amount_low = INFINITY;
  comparison->amount_high = 0.0;
  for (guint i = 0; i < 4; i++) {
    double amount = pow (levels[i / 2], -1.0 / slopes[i % 2]);
    comparison->amount_low = fmin (comparison->amount_low, amount);
    comparison->amount_high = fmax (comparison->amount_high, amount);
  }
  comparison->is_far =
      comparison->x * comparison->amount > pow (10.0, LAB_WHAT_IF_FAR_DECADES) * now->x_maximum;
}

gboolean
lab_laboratory_compare (LabLaboratory *self, LabComparison *comparison)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self) && comparison != NULL, FALSE);

  const LabExperiment *before = lab_laboratory_get_baseline (self);
  const LabRecord *record = lab_laboratory_baseline_record (self);
  const LabCurveFit *now = lab_laboratory_get_fit (self);
  if (before == NULL || lab_axis (self->axis)->more == NULL || /* no law to compare by */
      lab_experiment_equal (before, &self->controls[self->axis]))
    return FALSE;
  if (record != NULL && record->fit != NULL && now != NULL &&
      lab_comparison_of_fits (&record->fit->power, &now->power, comparison)) {
    const LabCurve *curve = lab_laboratory_get_curve (self);
    lab_curve_difference (record->curve, record->fit, curve, now, &comparison->difference);
    bound_amount (&now->power, comparison);
    if (record->curve->runs_diverged + curve->runs_diverged > 0)
      comparison->amount = NAN;
    return TRUE;
  }
  return compare_predictions (self, before, comparison);
}

/* The latest fitted record of an axis, the controls' own first, for the present task. */
static const LabRecord *
fitted_record (LabLaboratory *self, LabSweep axis)
{
  const LabExperiment *controls = &self->controls[self->axis];
  const LabRecord *own = lab_laboratory_find (self, &self->controls[axis]);

  if (own != NULL && own->fit != NULL && own->fit->power.valid)
    return own;
  for (guint i = self->records->len; i-- > 0;) {
    const LabRecord *record = g_ptr_array_index (self->records, i);
    const LabExperiment *experiment = &record->experiment;
    if (experiment->sweep == axis && record->fit != NULL && record->fit->power.valid &&
        lab_consistency_same_task (experiment, controls))
      return record;
  }
  return NULL;
}

gboolean
lab_laboratory_check_consistency (LabLaboratory *self, LabConsistency *consistency)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self) && consistency != NULL, FALSE);

  const LabRecord *data = fitted_record (self, LAB_SWEEP_DATA);
  const LabRecord *model = fitted_record (self, LAB_SWEEP_MODEL);
  return data != NULL && model != NULL &&
         lab_consistency_check (data->curve, data->fit, model->curve, model->fit, consistency,
                                NULL);
}
