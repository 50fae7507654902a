/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a smaller error costs: by the fitted law, the kernel picture, or the reference slope. */
#include "experiment/conclude/curve-what-if.h"

#include "experiment/conclude/prediction.h"

#include <math.h>

/* Predicted curves: nine points a decade over six of them, or five over eleven of time, from before
 * the first mode is learnt to where double precision ends. */
#define CURVE_POINTS 54
#define FIRST_TIME   0.1
#define LONGEST_TIME 1e9

/* N (m) = square m^2 + linear m + constant, exactly. */
typedef struct
{
  double square, linear, constant;
} WidthCount;

static WidthCount
count_by_width (const LabExperiment *experiment)
{
  LabModelShape shape;
  LabRunPlan plan;
  double count[3];

  lab_experiment_plan (experiment, 0, &plan);
  lab_experiment_model_shape (experiment, &plan, &shape);
  shape.heads = 1; /* the count does not depend on it, and every width allows it */
  for (guint i = 0; i < 3; i++) {
    shape.width = 2 + i;
    count[i] = (double)lab_model_shape_parameters (&shape);
  }
  double square = 0.5 * (count[2] - 2.0 * count[1] + count[0]);
  double linear = count[1] - count[0] - 5.0 * square;
  return (WidthCount){square, linear, count[0] - 4.0 * square - 2.0 * linear};
}

static double
width_of (const WidthCount *count, double parameters)
{
  double rest = parameters - count->constant;
  return (sqrt (count->linear * count->linear + 4.0 * count->square * rest) - count->linear) /
         (2.0 * count->square);
}

/* Translates factors of N, from parameters on, into factors of the width. */
static void
set_width (const LabExperiment *experiment, double parameters, LabCurveWhatIf *answer)
{
  WidthCount count = count_by_width (experiment);
  const LabWhatIf *what_if = &answer->what_if;
  double width = width_of (&count, parameters);

  answer->width_factor = width_of (&count, parameters * what_if->factor) / width;
  answer->width_low = width_of (&count, parameters * what_if->low) / width;
  answer->width_high = width_of (&count, parameters * what_if->high) / width;
}

void
lab_curve_what_if_measured (const LabCurve *curve,
                            const LabCurveFit *fit,
                            double x,
                            double share,
                            LabCurveWhatIf *answer)
{
  g_return_if_fail (curve != NULL && fit != NULL && fit->power.valid && answer != NULL);
  g_return_if_fail (x >= 0.0 && share > 0.0 && share < 1.0);

  g_autoptr (GArray) samples = lab_curve_fit_samples (curve, fit);
  g_autoptr (LabCurveBootstrap) bootstrap = NULL;
  LabFitOptions options = {
      .model = LAB_MODEL_POWER, .robust = fit->robust, .seed = curve->experiment.seed};
  gboolean levels_off = FALSE;
  LabModelFit model;

  for (guint i = 0; i < fit->finding_count; i++)
    levels_off = levels_off || fit->findings[i].reason == LAB_REASON_LEVELS_OFF;
  *answer = (LabCurveWhatIf){.axis = fit->axis,
                             .source = LAB_ANSWER_MEASURED,
                             .width_factor = NAN,
                             .width_low = NAN,
                             .width_high = NAN};
  if (levels_off)
    options.model = LAB_MODEL_POWER_FLOOR;
  if (!lab_curve_fit_model (curve, fit, options.model, &model, NULL))
    g_return_if_reached ();
  if (levels_off)
    bootstrap = lab_curve_bootstrap_new ((const LabFitSample *)(gpointer)samples->data,
                                         samples->len, &options, &model);
  double start = x > 0.0 ? x : model.x_maximum;
  lab_what_if_fitted (&model, bootstrap, start, share, &answer->what_if);
  if (lab_axis (fit->axis)->told_by_width && answer->what_if.outcome == LAB_WHAT_IF_REACHED)
    set_width (&curve->experiment, start, answer);
}

/* The kernel picture's curve from the experiment's own sizes on. */
typedef struct
{
  double x[CURVE_POINTS], risk[CURVE_POINTS];
} Predicted;

/* The setting of the largest run. */
static void
set_own_sizes (const LabExperiment *experiment, LabKernelPicture *setting)
{
  LabExperiment own = *experiment;
  LabPredictionRequest request;
  LabRunPlan plan;

  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - 1, &plan);
  own.n = plan.n;
  own.width = plan.width;
  own.sweep = LAB_SWEEP_TIME;
  own.grid_length = 0;
  lab_prediction_request_init (&request, &own);
  *setting = request.size;
}

static gboolean
predict (const LabKernelPicture *setting,
         guint level,
         double low,
         double high,
         Predicted *predicted)
{
  for (guint i = 0; i < CURVE_POINTS; i++)
    predicted->x[i] = low * pow (high / low, i / (CURVE_POINTS - 1.0));
  return lab_kernel_picture_compute (setting, level, CURVE_POINTS, predicted->x, predicted->risk,
                                     NULL, NULL, NULL, NULL);
}

/* Where the curve first comes down to risk, straight between points in logarithms; NaN where it does
 * not. */
static double
place_of (const Predicted *predicted, double risk)
{
  for (guint i = 1; i < CURVE_POINTS; i++) {
    double before = predicted->risk[i - 1], after = predicted->risk[i];
    if (before > risk && after <= risk) {
      double part = log (before / risk) / log (before / after);
      return predicted->x[i - 1] * pow (predicted->x[i] / predicted->x[i - 1], part);
    }
  }
  return NAN;
}

static double
least_of (const Predicted *predicted)
{
  double least = INFINITY;
  for (guint i = 0; i < CURVE_POINTS; i++)
    least = fmin (least, predicted->risk[i]);
  return least;
}

/* From start (NaN: there is none) on to where the target is met. */
static gboolean
answer_by_curve (const Predicted *predicted, double start, LabWhatIf *what_if)
{
  double end = place_of (predicted, what_if->target);

  if (!isfinite (start))
    return FALSE;
  if (isfinite (end) && end / start <= LAB_WHAT_IF_MOST) {
    what_if->factor = end / start;
    return TRUE;
  }
  what_if->floor = least_of (predicted);
  what_if->outcome =
      what_if->floor > what_if->target ? LAB_WHAT_IF_BELOW_FLOOR : LAB_WHAT_IF_OUT_OF_REACH;
  return TRUE;
}

/* More data or features: the best risk comes down to the target. How long a training lasts in the
 * kernel's time is not known, so that it is taken to last as long as it helps. */
static gboolean
answer_size (const LabKernelPicture *own,
             LabTheoryAxis axis,
             guint level,
             double share,
             LabWhatIf *what_if)
{
  LabKernelPicture setting = *own;
  Predicted predicted;
  double start = axis == LAB_THEORY_DATA ? own->points : own->features;

  setting.axis = axis;
  setting.time = LONGEST_TIME;
  setting.stopping = LAB_STOPPING_BEST;
  if (!predict (&setting, level, start, start * LAB_WHAT_IF_MOST, &predicted))
    return FALSE;
  what_if->now = predicted.risk[0];
  what_if->target = share * what_if->now;
  return isfinite (what_if->now) && answer_by_curve (&predicted, start, what_if);
}

/* More steps: the times at which the prediction passes the measured error and its share. */
static gboolean
answer_time (const LabKernelPicture *own,
             guint level,
             double measured,
             double share,
             LabWhatIf *what_if)
{
  Predicted predicted;

  if (!predict (own, level, FIRST_TIME, LONGEST_TIME, &predicted))
    return FALSE;
  what_if->now = measured;
  what_if->target = share * measured;
  return answer_by_curve (&predicted, place_of (&predicted, measured), what_if);
}

static void
answer_by_reference (const LabExperiment *experiment,
                     LabSweep axis,
                     double share,
                     LabWhatIf *what_if)
{
  LabReferenceLaw law = lab_axis_law (axis, 0, experiment);

  what_if->factor = pow (share, 1.0 / law.exponent);
  if (what_if->factor > LAB_WHAT_IF_MOST) {
    what_if->factor = NAN;
    what_if->outcome = LAB_WHAT_IF_OUT_OF_REACH;
  }
}

/* Whether a level knows the axis: level 1 has neither N nor a floor without noise, and none knows labels
 * whose noise is not known. */
static gboolean
knows (guint level, const LabExperiment *experiment, LabTheoryAxis axis)
{
  if (lab_experiment_measures_test_error (experiment))
    return FALSE;
  return level == 2 || axis == LAB_THEORY_TIME ||
         (axis == LAB_THEORY_DATA && lab_experiment_is_noisy (experiment));
}

gboolean
lab_curve_what_if_knows (LabSweep axis)
{
  return lab_axis (axis)->theory < LAB_THEORY_COMPUTE;
}

void
lab_curve_what_if_predicted (const LabExperiment *experiment,
                             LabSweep axis,
                             guint level,
                             double measured,
                             double share,
                             LabCurveWhatIf *answer)
{
  g_return_if_fail (experiment != NULL && answer != NULL);
  g_return_if_fail (lab_curve_what_if_knows (axis));
  g_return_if_fail (level == 1 || level == 2);
  g_return_if_fail (share > 0.0 && share < 1.0);

  LabWhatIf unknown = {.now = NAN, .target = NAN, .factor = NAN, .low = NAN, .high = NAN};
  const LabTheoryAxis theory = lab_axis (axis)->theory;
  LabKernelPicture own;
  gboolean is_answered = FALSE;

  *answer = (LabCurveWhatIf){.axis = axis,
                             .source = LAB_ANSWER_PREDICTED,
                             .what_if = unknown,
                             .width_factor = NAN,
                             .width_low = NAN,
                             .width_high = NAN};
  set_own_sizes (experiment, &own);
  if (knows (level, experiment, theory) && theory != LAB_THEORY_TIME)
    is_answered = answer_size (&own, theory, level, share, &answer->what_if);
  else if (knows (level, experiment, theory) && measured > 0.0)
    is_answered = answer_time (&own, level, measured, share, &answer->what_if);
  if (!is_answered) {
    answer->source = LAB_ANSWER_ASYMPTOTE;
    answer->what_if = unknown;
    answer_by_reference (experiment, axis, share, &answer->what_if);
  }
  if (lab_axis (axis)->told_by_width && answer->what_if.outcome == LAB_WHAT_IF_REACHED)
    set_width (experiment, own.features, answer);
}
