/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits a curve and compares it with theory: the prediction for its sizes, and the reference slope. */
#include "experiment/conclude/curve-fit-private.h"

#include "experiment/conclude/curve-boundary.h"
#include "experiment/conclude/prediction.h"

#include <math.h>

/* The last group with samples: the largest width. */
static guint
fitted_group (const LabCurve *curve)
{
  return curve->sample_count > 0 ? curve->samples[curve->sample_count - 1].group : 0;
}

/* The samples of a group from x = least to x = most. */
static GArray *
collect (const LabCurve *curve, guint group, double least, double most)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (LabFitSample));
  for (guint i = 0; i < curve->sample_count; i++) {
    const LabCurveSample *sample = &curve->samples[i];
    LabFitSample fitted = {.x = sample->x, .y = sample->excess_risk, .cluster = sample->repeat};
    if (sample->group == group && !sample->warm_up && !sample->floor_limited &&
        sample->x >= least && sample->x <= most)
      g_array_append_val (samples, fitted);
  }
  return samples;
}

/* Whether the samples from x on allow a slope. */
static gboolean
allows_slope (const GArray *samples, double x)
{
  double least = INFINITY, most = 0.0;
  guint count = 0;

  for (guint i = 0; i < samples->len; i++) {
    const LabFitSample *sample = &g_array_index (samples, LabFitSample, i);
    if (sample->x < x)
      continue;
    count++;
    least = MIN (least, sample->x);
    most = MAX (most, sample->x);
  }
  return count >= LAB_FIT_MINIMUM_ABSCISSAS && most >= LAB_FIT_MINIMUM_SPAN * least;
}

/* Chooses among the rival laws of the whole training; returns where the last power law begins: of a
 * smooth bend or a sum where it has settled, if the points beyond allow a slope. */
static double
fit_phases (LabCurveFit *fit, const LabCurve *curve)
{
  g_autoptr (GArray) samples = collect (curve, fit->group, 0.0, INFINITY);
  const LabTwoPhaseChoice *choice = &fit->two_phase;

  fit->has_two_phase = TRUE;
  lab_two_phase_choose ((const LabFitSample *)(gpointer)samples->data, samples->len,
                        &fit->two_phase);
  fit->phase_sentence = lab_curve_fit_describe_phases (fit);
  if (!lab_curve_fit_has_break (choice) && !isfinite (choice->bend))
    return 0.0;
  double boundary = lab_curve_fit_has_break (choice) ? choice->boundary : choice->bend;
  double settled = lab_law_settled (&choice->fits[choice->best]);
  return settled > boundary && allows_slope (samples, settled) ? settled : boundary;
}

/* A prediction speaks only where it does not hang on what it cannot know: level 1 not of model size (it
 * knows N only roughly) nor of data without noise (it knows no floor), none of noisy labels without a
 * choice of the stopping step. */
static gboolean
can_speak (const LabExperiment *experiment, guint level)
{
  const LabAxis *axis = lab_axis (experiment->sweep);
  gboolean is_noisy = lab_experiment_is_noisy (experiment);

  if (axis->is_trajectory)
    return level > 0;
  if (is_noisy && experiment->validation == LAB_VALIDATION_NONE)
    return FALSE;
  return level == 2 || (level == 1 && is_noisy && axis->theory == LAB_THEORY_DATA);
}

/* The prediction's slope over the fit's own window. */
static void
predict (LabCurveFit *fit, const LabCurve *curve, const LabPrediction *prediction)
{
  const LabPowerLawFit *power = &fit->power;
  LabCalibration calibration;

  fit->prediction = NAN;
  fit->prediction_level = 0;
  if (!power->valid || !can_speak (&curve->experiment, prediction->level))
    return;
  lab_prediction_calibrate (prediction, curve, fit, &calibration);
  if (!calibration.fitted && lab_axis (fit->axis)->is_trajectory)
    return;
  fit->prediction = lab_prediction_slope (prediction, &calibration, curve, fit, power->x_minimum,
                                          power->x_maximum);
  if (isfinite (fit->prediction))
    fit->prediction_level = prediction->level;
}

static void
judge (LabCurveFit *fit)
{
  const LabPowerLawFit *power = &fit->power;
  double asymptote = fit->reference.valid ? fit->reference.exponent : NAN;

  if (!power->valid)
    return;
  fit->against_reference = lab_verdict_against (power->low, power->high, asymptote);
  fit->against_prediction = lab_verdict_against (power->low, power->high, fit->prediction);
  /* On compute the reference is paper B's bound, not where the kernel picture's slope goes. */
  double start = lab_axis (fit->axis)->law_is_limit ? fit->prediction : NAN;
  fit->verdict = lab_verdict_between (power->low, power->high, start, asymptote);
}

/* One repeat knows the scatter about the line alone: its interval is widened to what other repeats need. */
static void
widen (double exponent, double *low, double *high)
{
  *low = exponent + LAB_ONE_REPEAT_WIDENING * (*low - exponent);
  *high = exponent + LAB_ONE_REPEAT_WIDENING * (*high - exponent);
}

static gboolean
fit_power (const GArray *samples, const LabCurve *curve, LabCurveFit *fit, GError **error)
{
  const LabFitSample *data = (const LabFitSample *)(gpointer)samples->data;
  guint64 seed = curve->experiment.seed;
  gboolean is_fitted = fit->robust
                           ? lab_power_law_fit_robust (data, samples->len, seed, &fit->power, error)
                           : lab_power_law_fit (data, samples->len, seed, &fit->power, error);
  if (is_fitted && fit->power.repeats == 1)
    widen (fit->power.exponent, &fit->power.low, &fit->power.high);
  return is_fitted;
}

GArray *
lab_curve_fit_samples (const LabCurve *curve, const LabCurveFit *fit)
{
  g_return_val_if_fail (curve != NULL && fit != NULL, NULL);

  gboolean is_asked = fit->from > 0.0 || fit->to > 0.0;
  return collect (curve, fit->group, is_asked ? fit->from : fit->begins,
                  fit->to > 0.0 ? fit->to : INFINITY);
}

gboolean
lab_curve_fit_model (const LabCurve *curve,
                     const LabCurveFit *fit,
                     LabModel model,
                     LabModelFit *model_fit,
                     GError **error)
{
  g_return_val_if_fail (curve != NULL && fit != NULL && model_fit != NULL, FALSE);

  g_autoptr (GArray) samples = lab_curve_fit_samples (curve, fit);
  LabFitOptions options = {.model = model, .robust = fit->robust, .seed = curve->experiment.seed};
  if (!lab_model_fit ((const LabFitSample *)(gpointer)samples->data, samples->len, &options,
                      model_fit, error))
    return FALSE;
  if (model == LAB_MODEL_POWER && model_fit->repeats == 1)
    widen (model_fit->exponent, &model_fit->low, &model_fit->high);
  return TRUE;
}

/* Error over depth is no power law: the conclusion is a point. One dimension alone cannot tell
 * whether it moves like log d. */
static void
conclude_depth (LabCurveFit *fit, const LabCurve *curve)
{
  fit->has_depth = TRUE;
  lab_depth_choose (curve, &fit->depth);
  fit->verdict = LAB_VERDICT_NOT_ENOUGH;
  fit->prediction = NAN;
  fit->decimals = lab_curve_fit_decimals (fit);
  fit->sentence = lab_depth_describe (&curve->experiment, &fit->depth);
}

/* The instant prediction, empty where theory has none. */
static void
predict_instantly (const LabExperiment *experiment, LabPrediction *prediction)
{
  LabPredictionRequest request;

  lab_prediction_request_init (&request, experiment);
  if (!lab_prediction_compute (&request, 1, NULL, NULL, prediction, NULL))
    *prediction = (LabPrediction){.axis = experiment->sweep};
}

LabCurveFit *
lab_curve_fit_new (const LabCurve *curve, const LabCurveFitOptions *options)
{
  g_return_val_if_fail (curve != NULL, NULL);

  LabCurveFit *fit = g_new0 (LabCurveFit, 1);
  g_autoptr (GError) error = NULL;
  LabPrediction instant = {.level = 0};
  const LabCurveFitOptions none = {.from = 0.0};
  options = options != NULL ? options : &none;
  fit->axis = curve->experiment.sweep;
  fit->reference = lab_axis_law (fit->axis, 0, &curve->experiment);
  fit->group = fitted_group (curve);
  if (lab_axis (fit->axis)->is_choice) {
    conclude_depth (fit, curve);
    lab_curve_fit_tell_phases (fit, curve, NULL);
    return fit;
  }
  fit->from = options->from;
  fit->to = options->to;
  fit->robust = options->robust;
  lab_descent_prediction_init (&fit->descent, curve, fit->group);
  fit->begins = lab_axis (fit->axis)->is_trajectory ? fit_phases (fit, curve) : 0.0;

  if (lab_axis (fit->axis)->has_frontier)
    fit->frontier = lab_frontier_new (curve);

  g_autoptr (GArray) samples = lab_curve_fit_samples (curve, fit);
  g_autoptr (GArray) all = collect (curve, fit->group, 0.0, INFINITY);
  fit->samples_outside = all->len - samples->len;
  fit_power (samples, curve, fit, &error);
  if (options->prediction == NULL && fit->power.valid)
    predict_instantly (&curve->experiment, &instant);
  predict (fit, curve, options->prediction != NULL ? options->prediction : &instant);
  judge (fit);
  fit->decimals = lab_curve_fit_decimals (fit);
  lab_curve_fit_find_reasons (fit, curve, (const LabFitSample *)(gpointer)samples->data,
                              samples->len);
  fit->sentence = lab_curve_fit_describe_verdict (fit, curve, error);
  lab_curve_fit_tell_phases (fit, curve, options->prediction);
  return fit;
}

void
lab_curve_fit_free (LabCurveFit *fit)
{
  g_return_if_fail (fit != NULL);

  g_free (fit->sentence);
  g_free (fit->phase_sentence);
  g_clear_pointer (&fit->phases, lab_phases_free);
  g_clear_pointer (&fit->frontier, lab_frontier_free);
  g_free (fit);
}
