/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 3 beside a measured trajectory: its one constant, and what it says. */
#include "experiment/conclude/descent-prediction.h"

#include <glib/gi18n.h>
#include <math.h>

#include "experiment/conclude/prediction-private.h"
#include "experiment/conclude/prediction.h"
#include "theory/stochastic-descent.h"

/* Largest rates looked at, in units of 1 / largest eigenvalue: beyond 2 the first mode diverges. */
#define LEAST_RATE  1e-4
#define MOST_RATE   4.0
#define SCANNED     41
#define REFINEMENTS 24
#define GOLDEN      0.6180339887498949

#define FEWEST_POINTS 3

/* Steps times modes in bins: about a second for all rates looked at. */
#define MOST_STEPS 50000

typedef struct
{
  const LabSpectrum *spectrum;
  LabStochasticDescent descent;
  double learning_rate; /* the run's */
  guint count;
  guint at[LAB_DESCENT_PREDICTION_POINTS]; /* steps of the measured points, ascending */
  double measured[LAB_DESCENT_PREDICTION_POINTS];
} Question;

/* Whether there can be one: on the time and compute axes, of plain SGD, where noise and smoothness are
 * known and steps times modes are no more than a second or two. */
static gboolean
descent_prediction_fits (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return lab_axis (experiment->sweep)->is_trajectory &&
         experiment->optimizer == LAB_OPTIMIZER_SGD && experiment->steps <= MOST_STEPS &&
         !lab_experiment_measures_test_error (experiment) &&
         lab_experiment_why_no_law (experiment) == NULL;
}

/* Excess risk at the steps at (count), in units of the target's variance, when the largest rate is
 * rate. */
static void
follow (const Question *question,
        LabSchedule kind,
        double rate,
        guint count,
        const guint *at,
        double *risk)
{
  LabStochasticDescent descent = question->descent;

  descent.learning_rate = rate;
  descent.shape.kind = kind;
  lab_stochastic_descent (&descent, question->spectrum, count, at, NULL, risk);
  for (guint i = 0; i < count; i++)
    risk[i] /= question->spectrum->variance;
}

/* Mean of ln^2 (measured / predicted); infinite where the pass diverges. */
static double
mean_square (const Question *question, double rate)
{
  double risk[LAB_DESCENT_PREDICTION_POINTS], sum = 0.0;

  follow (question, question->descent.shape.kind, rate, question->count, question->at, risk);
  for (guint i = 0; i < question->count; i++) {
    double difference = log (question->measured[i] / risk[i]);
    sum += difference * difference;
  }
  return isfinite (sum) ? sum / question->count : INFINITY;
}

/* The rate with the least squares: a scan in ratios, then golden section around its best. NaN where
 * every one diverges. */
static double
best_rate (const Question *question)
{
  const double step = log (MOST_RATE / LEAST_RATE) / (SCANNED - 1);
  double best = NAN, least = INFINITY;

  for (guint i = 0; i < SCANNED; i++) {
    double place = log (LEAST_RATE) + i * step, square = mean_square (question, exp (place));
    if (square < least) {
      least = square;
      best = place;
    }
  }
  double low = best - step, high = best + step;
  for (guint i = 0; i < REFINEMENTS && isfinite (best); i++) {
    double left = high - GOLDEN * (high - low), right = low + GOLDEN * (high - low);
    if (mean_square (question, exp (left)) <= mean_square (question, exp (right)))
      high = right;
    else
      low = left;
  }
  return exp (0.5 * (low + high));
}

/* Steps and errors of the group's points: every one, or evenly thinned to what fits. */
static void
take_points (Question *question, const LabCurve *curve, guint group, double step_x)
{
  guint usable = 0, taken = 0;

  for (guint i = 0; i < curve->point_count; i++)
    usable += curve->points[i].group == group;
  const guint stride = usable / LAB_DESCENT_PREDICTION_POINTS + 1;
  for (guint i = 0; i < curve->point_count; i++) {
    const LabCurvePoint *point = &curve->points[i];
    const guint step = (guint)lround (point->x / step_x);

    if (point->group != group || taken++ % stride != 0 || !(point->mean > 0.0) || step == 0 ||
        step > question->descent.shape.steps)
      continue;
    question->at[question->count] = step;
    question->measured[question->count++] = point->mean;
  }
}

/* Evenly spaced in ln step, each step once; returns their number. */
static guint
spread_steps (guint steps, guint at[LAB_DESCENT_PREDICTION_POINTS])
{
  guint count = 0;

  for (guint i = 0; i < LAB_DESCENT_PREDICTION_POINTS; i++) {
    guint step = (guint)lround (pow (steps, (double)i / (LAB_DESCENT_PREDICTION_POINTS - 1)));
    if (count == 0 || step > at[count - 1])
      at[count++] = step;
  }
  return count;
}

static void
lay_out (LabDescentPrediction *prediction, const Question *question, double rate, double step_x)
{
  const LabSchedule kind = question->descent.shape.kind;
  const guint steps = question->descent.shape.steps;
  guint at[LAB_DESCENT_PREDICTION_POINTS];

  prediction->count = spread_steps (steps, at);
  follow (question, kind, rate, prediction->count, at, prediction->excess_risk);
  for (guint i = 0; i < prediction->count; i++)
    prediction->x[i] = at[i] * step_x;
  prediction->unit = rate / question->learning_rate;
  prediction->error = sqrt (mean_square (question, rate));
  prediction->points = question->count;
  prediction->end = prediction->excess_risk[prediction->count - 1];
  if (kind != LAB_SCHEDULE_CONSTANT)
    follow (question, LAB_SCHEDULE_CONSTANT, rate, 1, &steps, &prediction->without_decay);
}

void
lab_descent_prediction_init (LabDescentPrediction *prediction, const LabCurve *curve, guint group)
{
  const LabExperiment *experiment;
  LabTrainingSettings training;
  LabRunPlan plan;

  g_return_if_fail (prediction != NULL && curve != NULL);

  experiment = &curve->experiment;
  *prediction = (LabDescentPrediction){.without_decay = NAN};
  if (!descent_prediction_fits (experiment))
    return;
  g_autoptr (LabSpectrum) spectrum =
      lab_spectrum_new (lab_experiment_smoothness (experiment),
                        lab_experiment_dimension (experiment), LAB_PREDICTION_NU, 0, NULL);
  if (spectrum == NULL)
    return;
  lab_experiment_plan (experiment, group * experiment->repeats, &plan);
  lab_experiment_training (experiment, &plan, &training);
  Question question = {
      .spectrum = spectrum,
      .descent = {.noise = experiment->noise * sqrt (spectrum->variance), .batch = training.batch},
      .learning_rate = experiment->learning_rate};
  lab_experiment_schedule (experiment, &question.descent.shape);
  const double step_x = lab_axis (experiment->sweep)->theory == LAB_THEORY_COMPUTE
                            ? lab_prediction_flop_of_step (experiment, &plan)
                            : 1.0;
  take_points (&question, curve, group, step_x);
  if (question.count < FEWEST_POINTS)
    return;
  const double rate = best_rate (&question);
  if (!isfinite (rate))
    return;
  lay_out (prediction, &question, rate, step_x);
  prediction->passes = (double)training.batch * training.steps /
                       (double)lab_experiment_training_points (experiment, &plan);
}

char *
lab_descent_prediction_describe (const LabDescentPrediction *prediction)
{
  GString *text;

  g_return_val_if_fail (prediction != NULL, NULL);

  if (prediction->count == 0)
    return NULL;
  text = g_string_new (NULL);
  /* Translators: level 3 is the third of the levels of prediction. */
  g_string_append_printf (
      text,
      _ ("Level 3 (one pass of SGD under this schedule in the kernel picture, one "
         "fitted constant: a learning rate of 1 is worth %.3g in units of 1 / "
         "largest eigenvalue) lies %.0f %% from the measured points (root mean "
         "square) and ends at %.3g."),
      prediction->unit, 100 * expm1 (prediction->error), prediction->end);
  if (prediction->passes > 1.0)
    g_string_append_printf (text,
                            _ (" It meets each point once; these runs meet theirs %.3g times."),
                            prediction->passes);
  if (isfinite (prediction->without_decay))
    g_string_append_printf (
        text,
        prediction->end < prediction->without_decay
            ? _ (" Without the decay it would end at %.3g: the decay takes off "
                 "%.0f %%.")
            : _ (" Without the decay it would end at %.3g: the decay costs %.0f %%."),
        prediction->without_decay, 100 * fabs (1 - prediction->end / prediction->without_decay));
  if (fabs (log (prediction->end / prediction->without_decay)) < prediction->error)
    g_string_append (text, _ (" That is less than its distance from the points: it cannot tell."));
  return g_string_free (text, FALSE);
}
