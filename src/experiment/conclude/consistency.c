/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured exponents of two laws against each other, with their errors. */
#include "experiment/conclude/consistency.h"
#include "experiment/conclude/consistency-testing.h"

#include "core/error.h"
#include "experiment/task.h"
#include "theory/catalogue.h"

#include <float.h>
#include <glib/gi18n.h>
#include <math.h>

/* Compute of one pass: 6 FLOP per parameter and point, forward and backward. */
#define FLOP_PER_PAIR 6.0

static gboolean
refuse (GError **error, LabError code, const char *sentence)
{
  g_set_error_literal (error, LAB_ERROR, (int)code, sentence);
  return FALSE;
}

gboolean
lab_consistency_same_task (const LabExperiment *a, const LabExperiment *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->task == b->task && a->intrinsic_dimension == b->intrinsic_dimension &&
         lab_task_info (a->task)->is_same (a, b);
}

static LabAlpha
alpha_of (const LabPowerLawFit *power)
{
  return (LabAlpha){-power->exponent, -power->high, -power->low};
}

/* alpha / (1 - alpha) rises without limit as alpha comes to 1. */
static double
imply (double alpha)
{
  return alpha < 1.0 ? lab_theory_consistent_alpha_N (MAX (alpha, DBL_MIN)) : INFINITY;
}

static void
compare (LabConsistency *consistency)
{
  const LabAlpha *model = &consistency->model, *data = &consistency->data;
  LabAlpha *implied = &consistency->implied;

  *implied = (LabAlpha){imply (data->value), imply (data->low), imply (data->high)};
  consistency->gap = model->value - implied->value;
  consistency->gap_low =
      consistency->gap - hypot (model->value - model->low, implied->high - implied->value);
  consistency->gap_high =
      consistency->gap + hypot (model->high - model->value, implied->value - implied->low);
  consistency->verdict = LAB_VERDICT_COMPATIBLE;
  if (!isfinite (implied->value) || !isfinite (implied->high))
    consistency->verdict = LAB_VERDICT_NOT_ENOUGH;
  else if (consistency->gap_low > 0.0)
    consistency->verdict = LAB_VERDICT_STEEPER;
  else if (consistency->gap_high < 0.0)
    consistency->verdict = LAB_VERDICT_SHALLOWER;
}

/* What joins the two exponents is theory; without it each is a finding of its own. */
static void
leave_open (LabConsistency *consistency)
{
  consistency->implied = (LabAlpha){NAN, NAN, NAN};
  consistency->gap = consistency->gap_low = consistency->gap_high = NAN;
  consistency->verdict = LAB_VERDICT_NO_LAW;
}

typedef struct
{
  double model, data, risk;
} Shares;

static Shares
shares_of (double alpha_N, double alpha_D)
{
  Shares shares;
  lab_theory_allocation (alpha_N, alpha_D, &shares.model, &shares.data, &shares.risk);
  return shares;
}

/* value with the errors of two independent exponents, each at the end that lowers or raises it. */
static LabAlpha
combine (double value, double low_a, double low_b, double high_a, double high_b)
{
  return (LabAlpha){value, value - hypot (value - low_a, value - low_b),
                    value + hypot (high_a - value, high_b - value)};
}

static void
allocate (const LabPowerLawFit *data_power,
          const LabPowerLawFit *model_power,
          LabConsistency *consistency)
{
  const LabAlpha *model = &consistency->model, *data = &consistency->data;
  Shares middle = shares_of (model->value, data->value);
  Shares data_low = shares_of (model->value, data->low);
  Shares data_high = shares_of (model->value, data->high);
  Shares model_low = shares_of (model->low, data->value);
  Shares model_high = shares_of (model->high, data->value);

  consistency->model_share =
      combine (middle.model, data_low.model, model_high.model, data_high.model, model_low.model);
  consistency->data_share =
      combine (middle.data, data_high.data, model_low.data, data_low.data, model_high.data);
  consistency->risk_slope =
      combine (middle.risk, data_low.risk, model_low.risk, data_high.risk, model_high.risk);
  consistency->model_scale =
      pow (model->value / data->value * exp (model_power->prefactor - data_power->prefactor),
           1.0 / (model->value + data->value));
}

gboolean
lab_consistency_check (const LabCurve *data_curve,
                       const LabCurveFit *data_fit,
                       const LabCurve *model_curve,
                       const LabCurveFit *model_fit,
                       LabConsistency *consistency,
                       GError **error)
{
  g_return_val_if_fail (data_curve != NULL && data_fit != NULL, FALSE);
  g_return_val_if_fail (model_curve != NULL && model_fit != NULL, FALSE);
  g_return_val_if_fail (consistency != NULL, FALSE);

  *consistency = (LabConsistency){.verdict = LAB_VERDICT_NOT_ENOUGH};
  if (data_fit->axis != LAB_SWEEP_DATA || model_fit->axis != LAB_SWEEP_MODEL ||
      !lab_consistency_same_task (&data_curve->experiment, &model_curve->experiment))
    return refuse (error, LAB_ERROR_INVALID_VALUE,
                   _ ("The check needs a data law and a model law of the same task: the same "
                      "manifold, dimension and smoothness, or the same sequences."));
  if (!data_fit->power.valid || !model_fit->power.valid || data_fit->power.high >= 0.0 ||
      model_fit->power.high >= 0.0)
    return refuse (error, LAB_ERROR_NOT_ENOUGH_DATA,
                   _ ("The check needs a slope with an interval below zero for data and for model "
                      "size; one of them is not known to fall."));
  consistency->data = alpha_of (&data_fit->power);
  consistency->model = alpha_of (&model_fit->power);
  if (lab_experiment_why_no_law (&data_curve->experiment) == NULL)
    compare (consistency);
  else
    leave_open (consistency);
  allocate (&data_fit->power, &model_fit->power, consistency);
  return TRUE;
}

void
lab_consistency_allocate (const LabConsistency *consistency,
                          double compute,
                          double *parameters,
                          double *points)
{
  g_return_if_fail (consistency != NULL && compute > 0.0);
  g_return_if_fail (parameters != NULL && points != NULL);

  double pairs = compute / FLOP_PER_PAIR;
  *parameters = consistency->model_scale * pow (pairs, consistency->model_share.value);
  *points = pairs / *parameters;
}

char *
lab_consistency_words (const LabConsistency *consistency)
{
  g_return_val_if_fail (consistency != NULL, NULL);

  const LabAlpha *implied = &consistency->implied, *model = &consistency->model;
  const char *format = NULL;

  switch (consistency->verdict) {
  case LAB_VERDICT_COMPATIBLE:
    /* Translators: in each, the implied α_N and its interval, then the measured one and its. */
    format = _ ("The data law implies α_N = %.2f (between %.2f and %.2f), whatever d and β are; "
                "measured is %.2f (between %.2f and %.2f): they agree.");
    break;
  case LAB_VERDICT_STEEPER:
    format = _ ("The data law implies α_N = %.2f (between %.2f and %.2f), whatever d and β are; "
                "measured is %.2f (between %.2f and %.2f): the model law is steeper.");
    break;
  case LAB_VERDICT_SHALLOWER:
    format = _ ("The data law implies α_N = %.2f (between %.2f and %.2f), whatever d and β are; "
                "measured is %.2f (between %.2f and %.2f): the model law is shallower.");
    break;
  case LAB_VERDICT_NOT_ENOUGH:
    return g_strdup_printf (
        _ ("The data exponent %.2f (up to %.2f) comes too close to 1: it implies "
           "no limit for α_N, so the two laws cannot be compared."),
        consistency->data.value, consistency->data.high);
  case LAB_VERDICT_NO_LAW:
    return g_strdup_printf (
        /* Translators: α_D and its interval, then α_N and its interval. */
        _ ("No law joins the two exponents here. Measured are α_D = %.2f (between %.2f and %.2f) "
           "and α_N = %.2f (between %.2f and %.2f)."),
        consistency->data.value, consistency->data.low, consistency->data.high, model->value,
        model->low, model->high);
  }
  return g_strdup_printf (format, implied->value, implied->low, implied->high, model->value,
                          model->low, model->high);
}

char *
lab_consistency_allocation_words (const LabConsistency *consistency)
{
  g_return_val_if_fail (consistency != NULL, NULL);

  const LabAlpha *model = &consistency->model_share, *data = &consistency->data_share;
  return g_strdup_printf (
      _ ("If both laws add up and each point is seen once (C = 6 N n), compute is best spent as N "
         "~ "
         "C^%.2f (between %.2f and %.2f) and n ~ C^%.2f (between %.2f and %.2f); the error then "
         "falls like C^−%.2f (between %.2f and %.2f)."),
      model->value, model->low, model->high, data->value, data->low, data->high,
      consistency->risk_slope.value, consistency->risk_slope.low, consistency->risk_slope.high);
}
