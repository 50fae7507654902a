/* What a smaller error costs: by the fitted law, the kernel picture, or the reference slope. */
#include "experiment/curve-what-if.h"

#include <math.h>

#define BISECTIONS 16 /* of a factor of 10^6: to a thousandth */

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
  for (guint m = 1; m <= 3; m++) {
    shape.width = m;
    count[m - 1] = (double)lab_model_shape_parameters (&shape);
  }
  double square = 0.5 * (count[2] - 2.0 * count[1] + count[0]);
  double linear = count[1] - count[0] - 3.0 * square;
  return (WidthCount){square, linear, count[0] - square - linear};
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
  if (fit->axis == LAB_SWEEP_MODEL && answer->what_if.outcome == LAB_WHAT_IF_REACHED)
    set_width (&curve->experiment, start, answer);
}

/* Risk of the prediction when the resource of axis is factor times the experiment's. */
static double
predicted_risk (LabFiniteSize *finite_size,
                const LabExperiment *experiment,
                LabSweep axis,
                double factor)
{
  double points = (double)experiment->n, features = lab_finite_size_features (experiment);
  return lab_finite_size_risk (finite_size, axis == LAB_SWEEP_DATA ? points * factor : points,
                               axis == LAB_SWEEP_MODEL ? features * factor : features);
}

/* The outcome where the risk at the end of the search is known. */
static LabWhatIfOutcome
outcome_at_end (double end, double target)
{
  return isfinite (end) && end > target ? LAB_WHAT_IF_BELOW_FLOOR : LAB_WHAT_IF_REACHED;
}

/* More data or features: the predicted least risk comes down to the target. */
static gboolean
predict_size (LabFiniteSize *finite_size,
              const LabExperiment *experiment,
              LabSweep axis,
              double share,
              LabWhatIf *what_if)
{
  double low = 0.0, high = log (LAB_WHAT_IF_MOST);
  double end = predicted_risk (finite_size, experiment, axis, LAB_WHAT_IF_MOST);

  what_if->now = predicted_risk (finite_size, experiment, axis, 1.0);
  what_if->target = share * what_if->now;
  if (!isfinite (what_if->now) || !isfinite (end))
    return FALSE;
  what_if->outcome = outcome_at_end (end, what_if->target);
  what_if->floor = end > what_if->target ? end : 0.0;
  for (guint step = 0; step < BISECTIONS && what_if->outcome == LAB_WHAT_IF_REACHED; step++) {
    double middle = 0.5 * (low + high);
    if (predicted_risk (finite_size, experiment, axis, exp (middle)) > what_if->target)
      low = middle;
    else
      high = middle;
  }
  if (what_if->outcome == LAB_WHAT_IF_REACHED)
    what_if->factor = exp (0.5 * (low + high));
  return TRUE;
}

/* More steps: the times at which the prediction passes the measured error and its share. */
static gboolean
predict_time (LabFiniteSize *finite_size,
              const LabExperiment *experiment,
              double measured,
              double share,
              LabWhatIf *what_if)
{
  double points = (double)experiment->n, features = lab_finite_size_features (experiment);
  double now = lab_finite_size_time_of (finite_size, points, features, measured);

  what_if->now = measured;
  what_if->target = share * measured;
  if (!isfinite (now))
    return FALSE;
  double then = lab_finite_size_time_of (finite_size, points, features, what_if->target);
  double least = lab_finite_size_risk (finite_size, points, features);
  if (isfinite (then) && then / now <= LAB_WHAT_IF_MOST) {
    what_if->factor = then / now;
  } else if (least > what_if->target) {
    what_if->outcome = LAB_WHAT_IF_BELOW_FLOOR;
    what_if->floor = least;
  } else {
    what_if->outcome = LAB_WHAT_IF_OUT_OF_REACH;
  }
  return TRUE;
}

static void
answer_by_reference (const LabExperiment *experiment,
                     LabSweep axis,
                     double share,
                     LabWhatIf *what_if)
{
  double smoothness = experiment->smoothness, dimension = experiment->intrinsic_dimension;
  LabReferenceLaw law = lab_theory_time_law (smoothness, dimension);

  if (axis == LAB_SWEEP_DATA)
    law = lab_theory_data_law (smoothness, dimension, experiment->noise);
  else if (axis == LAB_SWEEP_MODEL)
    law = lab_theory_model_law (smoothness, dimension);
  what_if->factor = pow (share, 1.0 / law.exponent);
  if (what_if->factor > LAB_WHAT_IF_MOST) {
    what_if->factor = NAN;
    what_if->outcome = LAB_WHAT_IF_OUT_OF_REACH;
  }
}

/* Whether the prediction knows the axis at all: level 1 has neither N nor a floor without noise. */
static gboolean
knows (const LabFiniteSize *finite_size, const LabExperiment *experiment, LabSweep axis)
{
  if (finite_size == NULL)
    return FALSE;
  return axis == LAB_SWEEP_TIME || lab_finite_size_level (finite_size) == 2 ||
         (axis == LAB_SWEEP_DATA && experiment->noise > 0.0);
}

void
lab_curve_what_if_predicted (const LabExperiment *experiment,
                             LabSweep axis,
                             LabFiniteSize *finite_size,
                             double measured,
                             double share,
                             LabCurveWhatIf *answer)
{
  g_return_if_fail (experiment != NULL && answer != NULL);
  g_return_if_fail (axis == LAB_SWEEP_DATA || axis == LAB_SWEEP_MODEL || axis == LAB_SWEEP_TIME);
  g_return_if_fail (share > 0.0 && share < 1.0);

  LabWhatIf unknown = {.now = NAN, .target = NAN, .factor = NAN, .low = NAN, .high = NAN};
  gboolean is_answered = FALSE;

  *answer = (LabCurveWhatIf){.axis = axis,
                             .source = LAB_ANSWER_PREDICTED,
                             .what_if = unknown,
                             .width_factor = NAN,
                             .width_low = NAN,
                             .width_high = NAN};
  if (knows (finite_size, experiment, axis) && axis != LAB_SWEEP_TIME)
    is_answered = predict_size (finite_size, experiment, axis, share, &answer->what_if);
  else if (knows (finite_size, experiment, axis) && measured > 0.0)
    is_answered = predict_time (finite_size, experiment, measured, share, &answer->what_if);
  if (!is_answered) {
    answer->source = LAB_ANSWER_ASYMPTOTE;
    answer->what_if = unknown;
    answer_by_reference (experiment, axis, share, &answer->what_if);
  }
  if (axis == LAB_SWEEP_MODEL && answer->what_if.outcome == LAB_WHAT_IF_REACHED)
    set_width (experiment, lab_finite_size_features (experiment), answer);
}
