/* Puts the fits of one power law, of a floor and of a break behind one door. */
#include "fit/model-fit.h"

#include "core/error.h"
#include "fit/information.h"
#include "fit/law/law-fit.h"
#include "fit/law/law-interval.h"
#include "fit/power-floor.h"
#include "fit/robust.h"

#include <glib/gi18n.h>
#include <math.h>

#define POWER_PARAMETERS 3 /* prefactor, exponent, variance */
#define FLOOR_PARAMETERS 4 /* and the floor */

/* Outliers are pulled in and the laws with a break fitted again, this many times: by then the curve
 * rests to a small part of its error. */
#define ROBUST_ROUNDS 5

#define LEAST_FOR_MEMORY 12

typedef struct
{
  const LabFitOptions *options;
  LabFitSample *samples; /* (count): inside the window */
  LabFitSample *pulled;  /* (count): the same, robustly with outliers pulled in */
  guint count;
  LabPowerLawFit power; /* valid */
  LabTwoPhaseChoice choice;
} Data;

/* The same inflation for all models, so that their AICc can be compared. */
static double
floor_aicc (const Data *data, const LabPowerFloorFit *with_floor)
{
  return lab_information_criterion (with_floor->residual, with_floor->points_used, FLOOR_PARAMETERS,
                                    data->choice.inflation);
}

/* With the loss of the fit with a floor, where there is one. */
static double
power_aicc (const Data *data, const LabPowerFloorFit *with_floor)
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

static gboolean
fit_power (const LabFitSample *samples,
           guint count,
           const LabFitOptions *options,
           LabPowerLawFit *power,
           GError **error)
{
  return options->robust ? lab_power_law_fit_robust (samples, count, options->seed, power, error)
                         : lab_power_law_fit (samples, count, options->seed, power, error);
}

static void
take_power (const LabPowerLawFit *power, LabModelFit *fit)
{
  fit->exponent = power->exponent;
  fit->low = power->low;
  fit->high = power->high;
}

static void
take_floor (const LabPowerFloorFit *with_floor, LabModelFit *fit)
{
  fit->exponent = with_floor->exponent;
  fit->low = with_floor->low;
  fit->high = with_floor->high;
  fit->floor = with_floor->floor;
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
}

/* One power law, with a floor when it is asked for, or when AICc asks for it. */
static gboolean
fit_without_break (const Data *data, LabModel model, LabModelFit *fit, GError **error)
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
    take_power (&data->power, fit);
  else
    take_floor (&with_floor, fit);
  take_curve (&data->power, &with_floor, fit);
  return TRUE;
}

/* The interval of the last power law of a sharp break: from the points beyond it. FALSE where these are
 * too few, or too close together. */
static gboolean
fit_beyond_break (const Data *data, const LabLawFit *law, LabModelFit *fit)
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
      take_floor (&with_floor, fit);
  } else if (fit_power (late, count, data->options, &power, NULL)) {
    take_power (&power, fit);
  }
  return with_floor.valid || power.valid;
}

static gboolean
refuse_size (const char *what, guint count, guint most, GError **error)
{
  g_set_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE, "%s: %u; at most %u are allowed.", what,
               count, most);
  return FALSE;
}

static guint
most_for_break (const LabFitOptions *options)
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

static double
memory_of (const LabTrajectory *trajectory, const LabLawFit *curve)
{
  g_autofree double *residual = residuals_of (trajectory, curve);

  return trajectory->count >= LEAST_FOR_MEMORY
             ? lab_residual_inflation (residual, trajectory->count, curve->parameters - 1)
             : 1.0;
}

static void
take_law (const Data *data, LabModel model, const LabLawFit *law, LabModelFit *fit)
{
  g_autoptr (LabFitTable) table = lab_fit_table_new (data->pulled, data->count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  double inflation = memory_of (trajectory, law);
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
law_of_model (const Data *data, LabModel model)
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
refuse_sum (const Data *data, GError **error)
{
  g_set_error (
      error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
      _ ("No sum of an exponential and a power law can be fitted: it needs values that fall, "
         "at %d different positions or more that span a factor of %g; there are %u "
         "positions."),
      LAB_TWO_PHASE_MINIMUM_ABSCISSAS, LAB_TWO_PHASE_MINIMUM_SPAN, data->power.points_used);
  return FALSE;
}

static gboolean
fit_with_break (const Data *data, LabModel model, LabModelFit *fit, GError **error)
{
  gboolean is_sum = model == LAB_MODEL_SUM || model == LAB_MODEL_SUM_FLOOR;

  if (data->power.points_used > most_for_break (data->options))
    return refuse_size (is_sum ? "Different positions for a sum law"
                               : "Different positions for a law with a break",
                        data->power.points_used, most_for_break (data->options), error);
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

/* The rival laws; robustly, with outliers pulled in toward the best one, again and again. */
static void
choose (Data *data)
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
measure_scatter (const Data *data, LabModelFit *fit)
{
  g_autoptr (LabFitTable) table = lab_fit_table_new (data->samples, data->count);
  g_autoptr (LabTrajectory) trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  g_autofree double *residual = g_new (double, table->count);
  guint fitted = fit->curve.parameters - 1;
  double squares = 0.0;

  fit->inflation = memory_of (trajectory, &fit->curve);
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
take_window (const LabFitSample *samples, guint count, Data *data, GError **error)
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

static gboolean
fit_window (Data *data, LabModelFit *fit, GError **error)
{
  LabModel model = data->options->model;

  if (fit->points_used <= most_for_break (data->options))
    choose (data);
  fit->rivals = data->choice;
  fit->choice = data->choice.choice;
  if (model == LAB_MODEL_AUTO && fit->choice == LAB_CHOICE_NONE_FITS)
    return TRUE;
  if (model == LAB_MODEL_AUTO && fit->choice != LAB_CHOICE_NOT_ENOUGH)
    model = lab_model_of_law (data->choice.best);
  fit->valid = model > LAB_MODEL_POWER_FLOOR && model < LAB_MODEL_AUTO
                   ? fit_with_break (data, model, fit, error)
                   : fit_without_break (data, model, fit, error);
  if (fit->valid)
    measure_scatter (data, fit);
  return fit->valid;
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

  *fit = (LabModelFit){.exponent = NAN,
                       .low = NAN,
                       .high = NAN,
                       .break_x = NAN,
                       .break_low = NAN,
                       .break_high = NAN,
                       .aicc = NAN,
                       .robust = options->robust};
  if (count > LAB_MODEL_MOST_SAMPLES)
    return refuse_size ("Points to fit", count, LAB_MODEL_MOST_SAMPLES, error);

  Data data = {.options = options, .choice = {.inflation = 1.0}};
  if (!take_window (samples, count, &data, error))
    return FALSE;
  gboolean is_enough = fit_power (data.samples, data.count, options, &data.power, error);
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
