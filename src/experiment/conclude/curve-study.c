/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that follows from a fit beyond its slope. */
#include "experiment/conclude/curve-study.h"

#include <math.h>

/* From the smallest fitted x to the end of what is measured, fitted or not. */
static void
make_band (LabCurveStudy *study,
           const LabCurve *curve,
           const LabCurveFit *fit,
           const LabFitSample *samples,
           guint count)
{
  LabFitOptions options = {
      .model = LAB_MODEL_POWER, .robust = fit->robust, .seed = curve->experiment.seed};
  g_autoptr (LabCurveBootstrap) bootstrap =
      lab_curve_bootstrap_new (samples, count, &options, &study->model);
  double x[LAB_STUDY_BAND_POINTS], low = study->model.x_minimum, high = study->model.x_maximum;

  for (guint i = 0; i < curve->point_count; i++)
    if (curve->points[i].group == fit->group)
      high = fmax (high, curve->points[i].x);
  for (guint i = 0; i < LAB_STUDY_BAND_POINTS; i++)
    x[i] = low * pow (high / low, (double)i / (LAB_STUDY_BAND_POINTS - 1));
  lab_curve_bootstrap_band (bootstrap, x, LAB_STUDY_BAND_POINTS, study->band);
}

static void
hold_out (LabCurveStudy *study,
          const LabCurve *curve,
          const LabCurveFit *fit,
          const LabFitSample *samples,
          guint count)
{
  LabFitOptions options = {
      .model = LAB_MODEL_POWER, .robust = fit->robust, .seed = curve->experiment.seed};
  g_autoptr (GError) error = NULL;

  study->held_out = lab_held_out_new (samples, count, &options, 0.0, &error);
  study->held_out_words = study->held_out != NULL
                              ? lab_held_out_words (study->held_out, lab_axis (fit->axis)->symbol)
                              : g_strdup (error->message);
}

static void
add_answer (LabCurveStudy *study, const LabCurve *curve, const LabCurveFit *fit)
{
  lab_curve_what_if_measured (curve, fit, 0.0, LAB_STUDY_SHARE,
                              &study->answers[study->answer_count++]);
}

/* The curve's own axis by what was measured, the others by what is predicted. */
static void
answer (LabCurveStudy *study, const LabCurve *curve, const LabCurveFit *fit, gboolean thorough)
{
  double now = lab_law_value (&study->model.curve, study->model.x_maximum);

  /* Where runs diverged, those that did not are no fair sample of what more would bring. */
  if (lab_axis (fit->axis)->more == NULL || curve->runs_diverged > 0)
    return;
  for (LabSweep axis = 0; axis < lab_axis_count (); axis++)
    if (axis == fit->axis)
      add_answer (study, curve, fit);
    else if (lab_curve_what_if_knows (axis) && lab_curve_what_if_knows (fit->axis) &&
             lab_experiment_why_no_law (&curve->experiment) == NULL)
      lab_curve_what_if_predicted (&curve->experiment, axis, thorough ? 2 : 1, now, LAB_STUDY_SHARE,
                                   &study->answers[study->answer_count++]);
}

LabCurveStudy *
lab_curve_study_new (const LabCurve *curve, const LabCurveFit *fit, gboolean thorough)
{
  g_return_val_if_fail (curve != NULL && fit != NULL, NULL);

  g_autoptr (LabCurveStudy) study = g_new0 (LabCurveStudy, 1);
  if (!fit->power.valid || !lab_curve_fit_model (curve, fit, LAB_MODEL_POWER, &study->model, NULL))
    return NULL;
  g_autoptr (GArray) array = lab_curve_fit_samples (curve, fit);
  const LabFitSample *samples = (const LabFitSample *)(gpointer)array->data;

  make_band (study, curve, fit, samples, array->len);
  study->residuals = lab_residuals_new (samples, array->len, &study->model);
  hold_out (study, curve, fit, samples, array->len);
  answer (study, curve, fit, thorough);
  return g_steal_pointer (&study);
}

void
lab_curve_study_free (LabCurveStudy *study)
{
  g_return_if_fail (study != NULL);

  g_clear_pointer (&study->residuals, lab_residuals_free);
  g_clear_pointer (&study->held_out, lab_held_out_free);
  g_free (study->held_out_words);
  g_free (study);
}
