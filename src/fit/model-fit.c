/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the fits of all models behind one door: window, choice, and one power law with or without a floor. */
#include "fit/model-fit.h"

#include "core/error.h"
#include "fit/goodness.h"
#include "fit/sample/information.h"
#include "fit/law/law-fit.h"
#include "fit/law/power-shift.h"
#include "fit/model-fit-private.h"
#include "fit/robust.h"

#include <glib/gi18n.h>
#include <math.h>

#define POWER_PARAMETERS 3 /* prefactor, exponent, variance */
#define FLOOR_PARAMETERS 4 /* and the floor */

/* Outliers are pulled in and the laws with a break fitted again, this many times: by then the curve
 * rests to a small part of its error. */
#define ROBUST_ROUNDS 5

/* The same inflation for all models, so that their AICc can be compared. */
static double
floor_aicc (const LabModelData *data, const LabPowerFloorFit *with_floor)
{
  return lab_information_criterion (with_floor->residual, with_floor->points_used, FLOOR_PARAMETERS,
                                    data->choice.inflation);
}

/* With the loss of the fit with a floor, where there is one. */
static double
power_aicc (const LabModelData *data, const LabPowerFloorFit *with_floor)
{
  if (data->options->robust && with_floor->valid)
    return lab_information_criterion (with_floor->power_residual, with_floor->points_used,
                                      POWER_PARAMETERS, data->choice.inflation);
  g_autoptr (LabFitTable) table = lab_fit_table_new (data->samples, data->count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  LabLawFit law;
  lab_law_fit (trajectory, LAB_LAW_POWER, &law);
  if (!law.valid)
    return NAN;
  return lab_information_criterion (law.residual, trajectory->count, law.parameters,
                                    data->choice.inflation);
}

static void
take_curve (const LabPowerLawFit *power, const LabPowerFloorFit *with_floor, LabModelFit *fit)
{
  gboolean has_floor = fit->model == LAB_MODEL_POWER_FLOOR;
  fit->curve = (LabLawFit){
      .valid = TRUE,
      .law = has_floor ? LAB_LAW_POWER_FLOOR : LAB_LAW_POWER,
      .parameters = has_floor ? FLOOR_PARAMETERS : POWER_PARAMETERS,
      .aicc = fit->aicc,
      .exponent = fit->exponent,
      .break_x = NAN,
      .level = has_floor ? with_floor->prefactor : power->prefactor,
      .floor = fit->floor,
  };
  fit->prefactor = exp (fit->curve.level);
  if (has_floor) {
    fit->floor_low = with_floor->floor_low;
    fit->floor_high = with_floor->floor_high;
    fit->prefactor_low = exp (with_floor->prefactor_low);
    fit->prefactor_high = exp (with_floor->prefactor_high);
  } else {
    lab_power_law_band (power, 1.0, &fit->prefactor_low, &fit->prefactor_high);
  }
}

/* Where the points are too few for rival laws, a curve that plainly bends away from one power law is no power law
 * either. FALSE only where the model was not asked for. */
static gboolean
check_bend (const LabModelData *data, LabModelFit *fit)
{
  g_autoptr (LabFitTable) table = lab_fit_table_new (data->samples, data->count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);

  if (data->options->model != LAB_MODEL_AUTO || fit->choice != LAB_CHOICE_NOT_ENOUGH ||
      !lab_goodness_bends_away (trajectory, &fit->curve))
    return TRUE;
  fit->choice = LAB_CHOICE_NONE_FITS;
  return FALSE;
}

/* One power law, with a floor when it is asked for, or when AICc asks for it. */
static gboolean
fit_without_break (const LabModelData *data, LabModel model, LabModelFit *fit, GError **error)
{
  LabPowerFloorFit with_floor = {.valid = FALSE};
  g_autoptr (GError) refusal = NULL;

  lab_power_floor_fit (data->samples, data->count, data->options->robust, &with_floor, &refusal);
  if (model == LAB_MODEL_POWER_FLOOR && !with_floor.valid) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return FALSE;
  }
  double plain = power_aicc (data, &with_floor);
  if (model == LAB_MODEL_AUTO)
    model = with_floor.valid && floor_aicc (data, &with_floor) < plain ? LAB_MODEL_POWER_FLOOR
                                                                       : LAB_MODEL_POWER;
  fit->model = model;
  fit->aicc = model == LAB_MODEL_POWER ? plain : floor_aicc (data, &with_floor);
  if (model == LAB_MODEL_POWER)
    lab_model_take_power (&data->power, fit);
  else
    lab_model_take_floor (&with_floor, fit);
  take_curve (&data->power, &with_floor, fit);
  return check_bend (data, fit);
}

/* The rival laws; robustly, with outliers pulled in toward the best one, again and again. */
static void
choose (LabModelData *data)
{
  LabModel model = data->options->model;
  gboolean asked = model > LAB_MODEL_POWER_FLOOR && model < LAB_MODEL_AUTO;
  guint rounds = data->options->robust && (asked || model == LAB_MODEL_AUTO) ? ROBUST_ROUNDS : 0;

  lab_two_phase_choose (data->samples, data->count, &data->choice);
  for (guint round = 0; round < rounds; round++) {
    LabLaw law = asked ? lab_model_best_law (&data->choice, model) : data->choice.best;
    LabLawFit curve = data->choice.fits[law];
    if (data->choice.choice == LAB_CHOICE_NOT_ENOUGH || !curve.valid)
      return;
    lab_robust_pull_in (data->samples, data->count, &curve, data->pulled);
    lab_two_phase_choose (data->pulled, data->count, &data->choice);
  }
}

/* How far single samples lie from the curve, and whether neighbours lie alike. */
static void
measure_scatter (const LabModelData *data, LabModelFit *fit)
{
  g_autoptr (LabFitTable) table = lab_fit_table_new (data->samples, data->count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  g_autofree double *residual = g_new (double, table->count);
  guint fitted = fit->curve.parameters - 1;
  double squares = 0.0;

  fit->inflation = lab_model_memory (trajectory, &fit->curve);
  for (guint i = 0; i < table->count; i++) {
    double x = table->x[table->abscissa[i]];
    residual[i] = table->ln_y[i] - log (lab_law_value (&fit->curve, x));
    squares += residual[i] * residual[i];
  }
  fit->scatter = data->options->robust ? lab_robust_scale (residual, table->count, fitted)
                                       : sqrt (squares / MAX ((int)(table->count - fitted), 1));
}

/* Copies the samples of the window; FALSE and a sentence for one that is none. */
static gboolean
take_window (const LabFitSample *samples, guint count, LabModelData *data, GError **error)
{
  double from = data->options->from > 0.0 ? data->options->from : -INFINITY;
  double to = data->options->to > 0.0 ? data->options->to : INFINITY;

  if (!(from < to)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 _ ("The fit window goes from %g to %g; it must end beyond where it begins."),
                 data->options->from, to);
    return FALSE;
  }
  data->samples = g_new (LabFitSample, MAX (count, 1));
  for (guint i = 0; i < count; i++)
    if (!(samples[i].x < from) && !(samples[i].x > to))
      data->samples[data->count++] = samples[i];
  data->pulled = g_memdup2 (data->samples, sizeof *data->samples * MAX (count, 1));
  return TRUE;
}

/* What was fitted to a curve that no law fits. */
static void
forget_law (LabModelFit *fit)
{
  fit->exponent = fit->low = fit->high = NAN;
  fit->prefactor = fit->prefactor_low = fit->prefactor_high = NAN;
  fit->floor_low = fit->floor_high = fit->aicc = NAN;
  fit->floor = 0.0;
  fit->curve.valid = FALSE;
}

/* A power law with a floor anywhere, or a shift of x. */
static gboolean
fit_shifted (const LabModelData *data, LabModelFit *fit, GError **error)
{
  g_autoptr (LabFitTable) table = lab_fit_table_new (data->samples, data->count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  LabPowerShiftInterval interval;
  LabPowerFloorFit with_floor;

  /* What a floor needs, a law with more numbers needs too. */
  if (!lab_power_floor_fit (data->samples, data->count, FALSE, &with_floor, error))
    return FALSE;
  if (trajectory->count > LAB_POWER_SHIFT_MOST_ABSCISSAS)
    return lab_model_refuse_size ("Different positions for a shift or a floor below 0",
                                  trajectory->count, LAB_POWER_SHIFT_MOST_ABSCISSAS, error);
  lab_power_shift_fit (trajectory, data->options->any_floor, data->options->shift, &fit->curve);
  if (!fit->curve.valid)
    return lab_refuse (
        error, LAB_ERROR_NOT_ENOUGH_DATA,
        _ ("A shift of x needs points at 7 different positions or more; there are %u."),
        trajectory->count);
  const double inflation = lab_model_memory (trajectory, &fit->curve);
  lab_power_shift_interval (trajectory, &fit->curve, inflation, &interval);
  fit->curve.aicc = lab_information_criterion (
      fit->curve.residual, trajectory->count, fit->curve.parameters,
      data->choice.choice == LAB_CHOICE_NOT_ENOUGH ? inflation : data->choice.inflation);
  fit->model = LAB_MODEL_POWER_FLOOR;
  fit->aicc = fit->curve.aicc;
  fit->exponent = fit->curve.exponent;
  fit->low = interval.low;
  fit->high = interval.high;
  fit->floor = fit->curve.floor;
  fit->floor_low = interval.floor_low;
  fit->floor_high = interval.floor_high;
  fit->prefactor = exp (fit->curve.level);
  fit->prefactor_low = exp (interval.level_low);
  fit->prefactor_high = exp (interval.level_high);
  return TRUE;
}

static gboolean
fit_window (LabModelData *data, LabModelFit *fit, GError **error)
{
  LabModel model = data->options->model;

  if (fit->points_used <= lab_model_most_abscissas (data->options))
    choose (data);
  fit->rivals = data->choice;
  fit->choice = data->choice.choice;
  if (data->options->any_floor || data->options->shift) {
    fit->valid = fit_shifted (data, fit, error);
    if (fit->valid)
      measure_scatter (data, fit);
    return fit->valid;
  }
  if (model == LAB_MODEL_AUTO && fit->choice == LAB_CHOICE_NONE_FITS)
    return TRUE;
  if (model == LAB_MODEL_AUTO && fit->choice != LAB_CHOICE_NOT_ENOUGH)
    model = lab_model_of_law (data->choice.best);
  fit->valid = model > LAB_MODEL_POWER_FLOOR && model < LAB_MODEL_AUTO
                   ? lab_model_fit_law (data, model, fit, error)
                   : fit_without_break (data, model, fit, error);
  if (fit->valid)
    measure_scatter (data, fit);
  else if (fit->choice == LAB_CHOICE_NONE_FITS && data->options->model == LAB_MODEL_AUTO)
    forget_law (fit);
  return fit->valid ||
         (fit->choice == LAB_CHOICE_NONE_FITS && data->options->model == LAB_MODEL_AUTO);
}

gboolean
lab_model_fit (const LabFitSample *samples,
               guint count,
               const LabFitOptions *options,
               LabModelFit *fit,
               GError **error)
{
  g_return_val_if_fail (samples != NULL || count == 0, FALSE);
  g_return_val_if_fail (options != NULL, FALSE);
  g_return_val_if_fail (options->model >= LAB_MODEL_POWER && options->model < LAB_MODEL_COUNT,
                        FALSE);
  g_return_val_if_fail (fit != NULL, FALSE);

  *fit = (LabModelFit){.floor_low = NAN,
                       .floor_high = NAN,
                       .prefactor = NAN,
                       .prefactor_low = NAN,
                       .prefactor_high = NAN,
                       .exponent = NAN,
                       .low = NAN,
                       .high = NAN,
                       .break_x = NAN,
                       .break_low = NAN,
                       .break_high = NAN,
                       .aicc = NAN,
                       .robust = options->robust};
  if (count > LAB_MODEL_MOST_SAMPLES)
    return lab_model_refuse_size (_ ("Points to fit"), count, LAB_MODEL_MOST_SAMPLES, error);

  LabModelData data = {.options = options, .choice = {.inflation = 1.0}};
  if (!take_window (samples, count, &data, error))
    return FALSE;
  gboolean is_enough = lab_model_fit_power (data.samples, data.count, options, &data.power, error);
  fit->x_minimum = data.power.x_minimum;
  fit->x_maximum = data.power.x_maximum;
  fit->points_used = data.power.points_used;
  fit->points_left_out = data.power.points_left_out;
  fit->points_outside = count - data.count;
  fit->duplicates = data.power.duplicates;
  fit->repeats = data.power.repeats;
  is_enough = is_enough && fit_window (&data, fit, error);
  g_free (data.samples);
  g_free (data.pulled);
  return is_enough;
}
