/* Puts the fits of one power law, of a floor and of a break behind one door. */
#include "fit/model-fit.h"

#include "core/error.h"
#include "fit/information.h"
#include "fit/law-fit.h"
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

static const char *const names[LAB_MODEL_COUNT] = {
    [LAB_MODEL_POWER] = "power",   [LAB_MODEL_POWER_FLOOR] = "power+floor",
    [LAB_MODEL_BROKEN] = "broken", [LAB_MODEL_TWO_PHASE] = "two-phase",
    [LAB_MODEL_AUTO] = "auto",
};

typedef struct
{
  const LabFitOptions *options;
  LabFitSample *samples; /* (count): inside the window */
  guint count;
  LabPowerLawFit power; /* valid */
  LabTwoPhaseChoice choice;
} Data;

const char *
lab_model_name (LabModel model)
{
  g_return_val_if_fail (model >= LAB_MODEL_POWER && model < LAB_MODEL_COUNT, NULL);
  return names[model];
}

gboolean
lab_model_from_name (const char *name, LabModel *model)
{
  g_return_val_if_fail (name != NULL && model != NULL, FALSE);

  for (guint m = 0; m < LAB_MODEL_COUNT; m++)
    if (g_str_equal (names[m], name)) {
      *model = (LabModel)m;
      return TRUE;
    }
  return FALSE;
}

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

/* The interval of the last power law of law: from the points beyond its break. */
static void
fit_beyond_break (const Data *data, const LabLawFit *law, LabModelFit *fit)
{
  g_autofree LabFitSample *late = g_new (LabFitSample, data->count);
  LabPowerFloorFit with_floor = {.valid = FALSE};
  LabPowerLawFit power = {.valid = FALSE};
  guint count = 0;

  for (guint i = 0; i < data->count; i++)
    if (data->samples[i].x >= law->break_x)
      late[count++] = data->samples[i];
  fit->exponent = law->exponent;
  fit->low = -INFINITY;
  fit->high = INFINITY;
  fit->floor = law->floor;
  if (lab_law_has_floor (law->law) &&
      lab_power_floor_fit (late, count, data->options->robust, &with_floor, NULL))
    take_floor (&with_floor, fit);
  else if (!lab_law_has_floor (law->law) && fit_power (late, count, data->options, &power, NULL))
    take_power (&power, fit);
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

/* The better law of a model with a break, without or with floor: not one whose few late points leave
 * its exponent without limit. */
static const LabLawFit *
law_of_model (const LabTwoPhaseChoice *choice, LabModel model)
{
  gboolean is_broken = model == LAB_MODEL_BROKEN;
  const LabLawFit *plain =
      &choice->fits[is_broken ? LAB_LAW_POWER_POWER : LAB_LAW_EXPONENTIAL_POWER];
  const LabLawFit *with_floor =
      &choice->fits[is_broken ? LAB_LAW_POWER_POWER_FLOOR : LAB_LAW_EXPONENTIAL_POWER_FLOOR];
  gboolean has_meaning = with_floor->valid && with_floor->exponent >= LAB_POWER_FLOOR_STEEPEST;
  return has_meaning && with_floor->aicc < plain->aicc ? with_floor : plain;
}

static gboolean
fit_with_break (const Data *data, LabModel model, LabModelFit *fit, GError **error)
{
  const LabLawFit *law = law_of_model (&data->choice, model);

  if (data->power.points_used > most_for_break (data->options))
    return refuse_size ("Different positions for a law with a break", data->power.points_used,
                        most_for_break (data->options), error);
  if (!law->valid) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("A law with a break needs points at %d different positions or more that span a "
                    "factor of %g, %d of them and a factor of %.2f on either side of the break; "
                    "there are %u positions."),
                 LAB_TWO_PHASE_MINIMUM_ABSCISSAS, LAB_TWO_PHASE_MINIMUM_SPAN,
                 LAB_LAW_LEAST_POINTS_OF_PHASE, LAB_FIT_MINIMUM_SPAN, data->choice.points_used);
    return FALSE;
  }
  fit->model = model;
  fit->aicc = law->aicc;
  fit->break_x = law->break_x;
  fit->curve = *law;
  fit_beyond_break (data, law, fit);
  return TRUE;
}

/* The rival laws; robustly, with outliers pulled in toward the best one, again and again. */
static void
choose (Data *data)
{
  LabModel model = data->options->model;
  gboolean asked = model == LAB_MODEL_BROKEN || model == LAB_MODEL_TWO_PHASE;
  guint rounds = data->options->robust && (asked || model == LAB_MODEL_AUTO) ? ROBUST_ROUNDS : 0;
  g_autofree LabFitSample *pulled = g_new (LabFitSample, data->count);

  lab_two_phase_choose (data->samples, data->count, &data->choice);
  for (guint round = 0; round < rounds; round++) {
    const LabLawFit *best =
        asked ? law_of_model (&data->choice, model) : &data->choice.fits[data->choice.best];
    if (data->choice.choice == LAB_CHOICE_NOT_ENOUGH || !best->valid)
      return;
    LabLawFit curve = *best;
    lab_robust_pull_in (data->samples, data->count, &curve, pulled);
    lab_two_phase_choose (pulled, data->count, &data->choice);
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

  for (guint i = 0; i < trajectory->count; i++)
    residual[i] = trajectory->ln_y[i] - log (lab_law_value (&fit->curve, trajectory->x[i]));
  fit->inflation = trajectory->count >= LEAST_FOR_MEMORY
                       ? lab_residual_inflation (residual, trajectory->count, fitted)
                       : 1.0;
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
  return TRUE;
}

static gboolean
fit_window (Data *data, LabModelFit *fit, GError **error)
{
  LabModel model = data->options->model;

  if (fit->points_used <= most_for_break (data->options))
    choose (data);
  fit->choice = data->choice.choice;
  if (model == LAB_MODEL_AUTO && fit->choice == LAB_CHOICE_POWER_POWER)
    model = LAB_MODEL_BROKEN;
  else if (model == LAB_MODEL_AUTO && fit->choice == LAB_CHOICE_EXPONENTIAL_POWER)
    model = LAB_MODEL_TWO_PHASE;
  fit->valid = model == LAB_MODEL_BROKEN || model == LAB_MODEL_TWO_PHASE
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

  *fit = (LabModelFit){.break_x = NAN, .aicc = NAN, .robust = options->robust};
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
  return is_enough;
}
