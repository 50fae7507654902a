/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What theory expects of the controls: the prediction, its one constant, and the theories chosen. */
#include "laboratory/laboratory-private.h"

#include <math.h>

/* The laws that verdicts are made against. */
static const char *const usual_theories[] = {
    "paper-a-data",          "paper-a-model", "paper-b-v3", "paper-b-v1",
    "bahri-resolution-data", "kernel-time",   NULL,
};

static void
on_ready (gpointer data)
{
  LabLaboratory *self = data;
  if (self->closed)
    return;
  /* The verdict compares with the better prediction. */
  if (self->current != NULL && self->current->fit != NULL) {
    self->current->dirty = TRUE;
    lab_laboratory_fit (self);
  }
  lab_laboratory_changed (self);
}

void
lab_laboratory_theory_init (LabLaboratory *self)
{
  self->theory = lab_theory_service_new (on_ready, self);
  for (LabSweep axis = 0; axis < lab_axis_count (); axis++)
    self->calibration[axis].error = NAN;
  self->theories = g_ptr_array_new ();
  self->prediction_shown = TRUE;
  lab_laboratory_set_theories (self, usual_theories);
}

void
lab_laboratory_theory_clear (LabLaboratory *self)
{
  g_clear_pointer (&self->theory, lab_theory_service_free);
}

/* Fits the constant anew where points, fit or prediction changed. The last one that was fitted on
 * this axis serves where nothing is measured yet: a prediction without a free constant. */
static void
calibrate (LabLaboratory *self, const LabPrediction *prediction, LabExpectation *expected)
{
  const LabRecord *record = self->current;
  LabCalibration fitted;

  expected->calibration = self->calibration[self->axis];
  expected->constant =
      expected->calibration.fitted ? LAB_CONSTANT_CARRIED : LAB_CONSTANT_NOT_FITTED;
  if (record == NULL)
    return;
  lab_prediction_calibrate (prediction, record->curve, record->fit, &fitted);
  if (!fitted.fitted)
    return;
  self->calibration[self->axis] = fitted;
  expected->calibration = fitted;
  expected->constant = LAB_CONSTANT_FITTED;
}

static void
find_expectation (LabLaboratory *self, LabExpectation *expected)
{
  const LabCurve *curve = lab_laboratory_get_curve (self);
  const LabCurveFit *fit = lab_laboratory_get_fit (self);
  const LabExperiment *experiment = &self->controls[self->axis];
  const LabPrediction *prediction = lab_theory_service_predict (self->theory, experiment);
  double low, high;

  *expected = (LabExpectation){.slope = NAN, .error = NAN};
  if (prediction == NULL)
    return;
  expected->prediction = *prediction;
  calibrate (self, prediction, expected);
  lab_chart_grid (experiment, &low, &high);
  expected->slope =
      lab_prediction_slope (prediction, &expected->calibration, curve, fit, low, high);
  expected->error = lab_prediction_error (prediction, curve, fit, &expected->calibration);
}

const LabExpectation *
lab_laboratory_get_expectation (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  if (self->theory == NULL)
    return NULL;
  if (!self->expectation_valid) {
    find_expectation (self, &self->expectation);
    self->expectation_valid = TRUE;
  }
  return self->expectation.prediction.count > 0 ? &self->expectation : NULL;
}

void
lab_laboratory_set_theories (LabLaboratory *self, const char *const *ids)
{
  guint count;
  const LabTheory *theories = lab_theory_catalogue (&count);
  g_return_if_fail (LAB_IS_LABORATORY (self) && ids != NULL);

  g_ptr_array_set_size (self->theories, 0);
  for (guint i = 0; i < count; i++)
    if (g_strv_contains (ids, theories[i].id))
      g_ptr_array_add (self->theories, (gpointer)&theories[i]);
  lab_laboratory_changed (self);
}

void
lab_laboratory_set_prediction (LabLaboratory *self, gboolean excess_risk, gboolean training_error)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));
  if (self->prediction_shown == excess_risk && self->training_shown == training_error)
    return;
  self->prediction_shown = excess_risk;
  self->training_shown = training_error;
  lab_laboratory_changed (self);
}

void
lab_laboratory_set_band (LabLaboratory *self, gboolean shown)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));
  if (self->band_shown == shown)
    return;
  self->band_shown = shown;
  lab_laboratory_changed (self);
}
