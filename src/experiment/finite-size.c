/* The finite-size prediction of an experiment, remembered size by size. */
#include "experiment/finite-size.h"

#include "core/error.h"
#include "theory/deterministic-equivalent.h"
#include "theory/phase-boundary.h"
#include "theory/sequence-model.h"

#include <glib/gi18n.h>
#include <math.h>

/* Order of the neural tangent kernel of ReLU-like networks (theory.md, section 0). */
#define KERNEL_ORDER 0.5

/* Times are followed from before the first mode is learnt, by this factor, to where the risk has
 * risen clearly or double precision ends. */
#define FIRST_TIME   0.1
#define FACTOR       1.5
#define LAST_TIME    1e10
#define CLEAR_RISE   1.3
#define GOLDEN_STEPS 30
#define GOLDEN_RATIO 0.6180339887498949
#define BISECTIONS   40

/* The predicted curve is smooth: so many points tell its slope over a window. */
#define SLOPE_POINTS 5

typedef struct
{
  double points, features, risk;
} Known;

struct _LabFiniteSize
{
  LabExperiment experiment;
  guint level;
  LabSpectrum *spectrum;
  double noise; /* in the spectrum's units */
  guint known_count, known_room;
  Known *known;
  LabDeterministicEquivalent *equivalent; /* of the sizes below; NULL before the first */
  double equivalent_points, equivalent_features;
};

static gboolean
is_trajectory (LabSweep axis)
{
  return axis == LAB_SWEEP_TIME || axis == LAB_SWEEP_COMPUTE;
}

static gboolean
check (const LabExperiment *experiment, guint level, GError **error)
{
  const char *sentence = NULL;

  if (experiment->sweep == LAB_SWEEP_DEPTH)
    sentence = _ ("The kernel picture knows no depth.");
  else if (!is_trajectory (experiment->sweep) && experiment->noise > 0.0 &&
           experiment->validation == LAB_VALIDATION_NONE)
    sentence = _ ("Noisy labels without a choice of the stopping step are fitted in the end: the "
                  "prediction is for the best stopping step.");
  else if (level == 1 && experiment->sweep == LAB_SWEEP_MODEL)
    sentence = _ ("The quick prediction knows no model size; the exact one does.");
  else if (level == 1 && experiment->sweep == LAB_SWEEP_DATA && experiment->noise <= 0.0)
    sentence = _ ("The quick prediction knows no floor without noise; the exact one does.");
  if (sentence != NULL)
    g_set_error_literal (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE, sentence);
  return sentence == NULL;
}

LabFiniteSize *
lab_finite_size_new (const LabExperiment *experiment, guint level, GError **error)
{
  g_return_val_if_fail (experiment != NULL, NULL);
  g_return_val_if_fail (level == 1 || level == 2, NULL);

  if (!check (experiment, level, error))
    return NULL;
  LabSpectrum *spectrum = lab_spectrum_new (experiment->smoothness, experiment->intrinsic_dimension,
                                            KERNEL_ORDER, 0, error);
  if (spectrum == NULL)
    return NULL;
  LabFiniteSize *self = g_new0 (LabFiniteSize, 1);
  self->experiment = *experiment;
  self->level = level;
  self->spectrum = spectrum;
  self->noise = experiment->noise * sqrt (spectrum->variance);
  return self;
}

void
lab_finite_size_free (LabFiniteSize *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->equivalent, lab_deterministic_equivalent_free);
  lab_spectrum_free (self->spectrum);
  g_free (self->known);
  g_free (self);
}

guint
lab_finite_size_level (const LabFiniteSize *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->level;
}

static double
level_1_risk (const LabFiniteSize *self, double points, double time)
{
  LabSequenceRisk risk = lab_sequence_risk (self->spectrum, points, self->noise, time);
  return (risk.bias + risk.variance) / self->spectrum->variance;
}

static double
level_2_risk (LabFiniteSize *self, double points, double features, double time)
{
  double risk;

  if (self->equivalent == NULL || self->equivalent_points != points ||
      self->equivalent_features != features) {
    g_clear_pointer (&self->equivalent, lab_deterministic_equivalent_free);
    self->equivalent =
        lab_deterministic_equivalent_new (self->spectrum, points, features, self->noise, NULL);
    self->equivalent_points = points;
    self->equivalent_features = features;
  }
  if (self->equivalent == NULL ||
      !lab_deterministic_equivalent_excess_risk (self->equivalent, time, &risk, NULL))
    return NAN;
  return risk / self->spectrum->variance;
}

double
lab_finite_size_risk_at (LabFiniteSize *self, double points, double features, double time)
{
  g_return_val_if_fail (self != NULL && points > 0.0 && features > 0.0 && time >= 0.0, NAN);
  return self->level == 1 ? level_1_risk (self, points, time)
                          : level_2_risk (self, points, features, time);
}

/* Least risk of level 1 over all times. */
static double
least_level_1 (const LabFiniteSize *self, double points)
{
  double best_time = FIRST_TIME, best = INFINITY, risk = 0.0;

  for (double t = FIRST_TIME; t <= LAST_TIME && risk <= CLEAR_RISE * best; t *= FACTOR) {
    risk = level_1_risk (self, points, t);
    if (risk < best) {
      best = risk;
      best_time = t;
    }
  }
  double low = log (best_time / FACTOR), high = log (best_time * FACTOR);
  for (guint step = 0; step < GOLDEN_STEPS; step++) {
    double left = high - GOLDEN_RATIO * (high - low), right = low + GOLDEN_RATIO * (high - low);
    if (level_1_risk (self, points, exp (left)) <= level_1_risk (self, points, exp (right)))
      high = right;
    else
      low = left;
  }
  return level_1_risk (self, points, exp (0.5 * (low + high)));
}

static double
least_risk (LabFiniteSize *self, double points, double features)
{
  double time, risk;

  if (self->level == 1)
    return least_level_1 (self, points);
  if (!lab_boundary_optimal_stopping (self->spectrum, points, features, self->noise, &time, &risk,
                                      NULL))
    return NAN;
  return risk / self->spectrum->variance;
}

double
lab_finite_size_risk (LabFiniteSize *self, double points, double features)
{
  g_return_val_if_fail (self != NULL && points > 0.0 && features > 0.0, NAN);

  for (guint i = 0; i < self->known_count; i++)
    if (self->known[i].points == points && self->known[i].features == features)
      return self->known[i].risk;
  if (self->known_count == self->known_room) {
    self->known_room = MAX (2 * self->known_room, 16);
    self->known = g_renew (Known, self->known, self->known_room);
  }
  Known known = {points, features, least_risk (self, points, features)};
  self->known[self->known_count++] = known;
  return known.risk;
}

double
lab_finite_size_features (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NAN);

  LabRunPlan plan;
  LabModelShape shape;

  lab_experiment_plan (experiment, lab_experiment_run_count (experiment) - 1, &plan);
  lab_experiment_model_shape (experiment, &plan, &shape);
  return (double)lab_model_shape_parameters (&shape);
}

double
lab_finite_size_time_of (LabFiniteSize *self, double points, double features, double measured)
{
  g_return_val_if_fail (self != NULL && points > 0.0 && features > 0.0, NAN);

  double time = FIRST_TIME;

  while (time <= LAST_TIME && lab_finite_size_risk_at (self, points, features, time) > measured)
    time *= FACTOR;
  if (time == FIRST_TIME || time > LAST_TIME ||
      !(lab_finite_size_risk_at (self, points, features, time) <= measured))
    return NAN;
  double low = log (time / FACTOR), high = log (time);
  for (guint step = 0; step < BISECTIONS; step++) {
    double middle = 0.5 * (low + high);
    if (lab_finite_size_risk_at (self, points, features, exp (middle)) > measured)
      low = middle;
    else
      high = middle;
  }
  return exp (0.5 * (low + high));
}

gboolean
lab_finite_size_curve (LabFiniteSize *self,
                       const double *x,
                       guint count,
                       double at,
                       double measured,
                       double *y)
{
  g_return_val_if_fail (self != NULL && (count == 0 || (x != NULL && y != NULL)), FALSE);

  const LabExperiment *experiment = &self->experiment;
  double points = (double)experiment->n, unit = NAN,
         features = lab_finite_size_features (experiment);
  gboolean is_known = TRUE;

  if (is_trajectory (experiment->sweep)) {
    if (!(at > 0.0) || !(measured > 0.0))
      return FALSE;
    unit = lab_finite_size_time_of (self, points, features, measured) / at;
    if (!isfinite (unit))
      return FALSE;
  }
  for (guint i = 0; i < count; i++) {
    if (experiment->sweep == LAB_SWEEP_DATA)
      y[i] = lab_finite_size_risk (self, x[i], features);
    else if (experiment->sweep == LAB_SWEEP_MODEL)
      y[i] = lab_finite_size_risk (self, points, x[i]);
    else
      y[i] = lab_finite_size_risk_at (self, points, features, unit * x[i]);
    is_known = is_known && isfinite (y[i]) && y[i] > 0.0;
  }
  return is_known;
}

double
lab_finite_size_slope (LabFiniteSize *self, double x_low, double x_high, double at, double measured)
{
  g_return_val_if_fail (self != NULL && x_low > 0.0 && x_high > x_low, NAN);

  double x[SLOPE_POINTS], y[SLOPE_POINTS], mean = 0.0, xx = 0.0, xy = 0.0;

  for (guint i = 0; i < SLOPE_POINTS; i++)
    x[i] = x_low * pow (x_high / x_low, i / (SLOPE_POINTS - 1.0));
  if (!lab_finite_size_curve (self, x, SLOPE_POINTS, at, measured, y))
    return NAN;
  for (guint i = 0; i < SLOPE_POINTS; i++)
    mean += log (x[i]) / SLOPE_POINTS;
  for (guint i = 0; i < SLOPE_POINTS; i++) {
    xx += (log (x[i]) - mean) * (log (x[i]) - mean);
    xy += (log (x[i]) - mean) * log (y[i]);
  }
  return xy / xx;
}
