/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The models with two phases: a break, or the sum of two parts. */
#include "core/error.h"
#include "fit/sample/information.h"
#include "fit/law/law-fit.h"
#include "fit/law/law-interval.h"
#include "fit/model-fit-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEAST_FOR_MEMORY 12

gboolean
lab_model_fit_power (const LabFitSample *samples,
                     guint count,
                     const LabFitOptions *options,
                     LabPowerLawFit *power,
                     GError **error)
{
  return options->robust ? lab_power_law_fit_robust (samples, count, options->seed, power, error)
                         : lab_power_law_fit (samples, count, options->seed, power, error);
}

void
lab_model_take_power (const LabPowerLawFit *power, LabModelFit *fit)
{
  fit->exponent = power->exponent;
  fit->low = power->low;
  fit->high = power->high;
}

void
lab_model_take_floor (const LabPowerFloorFit *with_floor, LabModelFit *fit)
{
  fit->exponent = with_floor->exponent;
  fit->low = with_floor->low;
  fit->high = with_floor->high;
  fit->floor = with_floor->floor;
}

/* The interval of the last power law of a sharp break: from the points beyond it. FALSE where these are
 * too few, or too close together. */
static gboolean
fit_beyond_break (const LabModelData *data, const LabLawFit *law, LabModelFit *fit)
{
  g_autofree LabFitSample *late = g_new (LabFitSample, data->count);
  LabPowerFloorFit with_floor = {.valid = FALSE};
  LabPowerLawFit power = {.valid = FALSE};
  guint count = 0;

  for (guint i = 0; i < data->count; i++)
    if (data->samples[i].x >= law->break_x)
      late[count++] = data->samples[i];
  if (lab_law_has_floor (law->law)) {
    if (lab_power_floor_fit (late, count, data->options->robust, &with_floor, NULL))
      lab_model_take_floor (&with_floor, fit);
  } else if (lab_model_fit_power (late, count, data->options, &power, NULL)) {
    lab_model_take_power (&power, fit);
  }
  return with_floor.valid || power.valid;
}

gboolean
lab_model_refuse_size (const char *what, guint count, guint most, GError **error)
{
  g_set_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE, _ ("%s: %u; at most %u are allowed."), what,
               count, most);
  return FALSE;
}

guint
lab_model_most_abscissas (const LabFitOptions *options)
{
  return options->robust ? LAB_MODEL_MOST_ABSCISSAS_FOR_ROBUST_BREAK
                         : LAB_MODEL_MOST_ABSCISSAS_FOR_BREAK;
}

/* Residuals of the mean over repeats about curve, free with g_free(). */
static double *
residuals_of (const LabTrajectory *trajectory, const LabLawFit *curve)
{
  double *residual = g_new (double, trajectory->count);

  for (guint i = 0; i < trajectory->count; i++)
    residual[i] = trajectory->ln_y[i] - log (lab_law_value (curve, trajectory->x[i]));
  return residual;
}

double
lab_model_memory (const LabTrajectory *trajectory, const LabLawFit *curve)
{
  g_autofree double *residual = residuals_of (trajectory, curve);

  return trajectory->count >= LEAST_FOR_MEMORY
             ? lab_residual_inflation (residual, trajectory->count, curve->parameters - 1)
             : 1.0;
}

static void
take_law (const LabModelData *data, LabModel model, const LabLawFit *law, LabModelFit *fit)
{
  g_autoptr (LabFitTable) table = lab_fit_table_new (data->pulled, data->count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  double inflation = lab_model_memory (trajectory, law);
  gboolean is_sharp = lab_law_has_break (law->law) && !lab_law_is_smooth (law->law);

  fit->model = model;
  fit->aicc = law->aicc;
  fit->curve = *law;
  fit->exponent = law->exponent;
  fit->floor = law->floor;
  fit->break_x = law->break_x;
  lab_law_break_interval (trajectory, law, inflation, &fit->break_low, &fit->break_high);
  if (!is_sharp || !fit_beyond_break (data, law, fit))
    lab_law_exponent_interval (trajectory, law, inflation, &fit->low, &fit->high);
}

/* The law asked for, its gamma fixed where that was asked for as well. */
static LabLawFit
law_of_model (const LabModelData *data, LabModel model)
{
  LabLawFit law = data->choice.fits[lab_model_best_law (&data->choice, model)];

  if (lab_law_form (law.law) == LAB_FORM_SUM && data->options->gamma > 0.0 &&
      data->choice.choice != LAB_CHOICE_NOT_ENOUGH) {
    g_autoptr (LabFitTable) table = lab_fit_table_new (data->pulled, data->count);
    g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
    lab_law_fit_sum (trajectory, model == LAB_MODEL_SUM_FLOOR, data->options->gamma, &law);
    if (law.valid)
      law.aicc = lab_information_criterion (law.residual, trajectory->count, law.parameters,
                                            data->choice.inflation);
  }
  return law;
}

static gboolean
refuse_sum (const LabModelData *data, GError **error)
{
  g_set_error (
      error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
      _ ("No sum of an exponential and a power law can be fitted: it needs values that fall, "
         "at %d different positions or more that span a factor of %g; there are %u "
         "positions."),
      LAB_TWO_PHASE_MINIMUM_ABSCISSAS, LAB_TWO_PHASE_MINIMUM_SPAN, data->power.points_used);
  return FALSE;
}

gboolean
lab_model_fit_law (const LabModelData *data, LabModel model, LabModelFit *fit, GError **error)
{
  gboolean is_sum = model == LAB_MODEL_SUM || model == LAB_MODEL_SUM_FLOOR;

  if (data->power.points_used > lab_model_most_abscissas (data->options))
    return lab_model_refuse_size (is_sum ? _ ("Different positions for a sum law")
                                         : _ ("Different positions for a law with a break"),
                                  data->power.points_used, lab_model_most_abscissas (data->options),
                                  error);
  LabLawFit law = law_of_model (data, model);
  if (!law.valid && is_sum)
    return refuse_sum (data, error);
  if (!law.valid) {
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
        _ ("A law with a break needs points at %d different positions or more that span a "
           "factor of %g, %d of them on either side of the break; there are %u positions."),
        LAB_TWO_PHASE_MINIMUM_ABSCISSAS, LAB_TWO_PHASE_MINIMUM_SPAN, LAB_LAW_LEAST_POINTS_OF_PHASE,
        data->choice.points_used);
    return FALSE;
  }
  take_law (data, model, &law, fit);
  return TRUE;
}
