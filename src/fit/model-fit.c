/* Puts the fits of one power law, of a floor and of a break behind one door. */
#include "fit/model-fit.h"

#include "core/error.h"
#include "fit/information.h"
#include "fit/law-fit.h"
#include "fit/power-floor.h"

#include <glib/gi18n.h>
#include <math.h>

#define FLOOR_PARAMETERS 4 /* prefactor, exponent, floor, variance */

static const char *const names[LAB_MODEL_COUNT] = {
    [LAB_MODEL_POWER] = "power",   [LAB_MODEL_POWER_FLOOR] = "power+floor",
    [LAB_MODEL_BROKEN] = "broken", [LAB_MODEL_TWO_PHASE] = "two-phase",
    [LAB_MODEL_AUTO] = "auto",
};

typedef struct
{
  const LabFitSample *samples;
  guint count;
  guint64 seed;
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

static double
power_aicc (const Data *data)
{
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

/* One power law, with a floor when it is asked for, or when AICc asks for it. */
static gboolean
fit_without_break (const Data *data, LabModel model, LabModelFit *fit, GError **error)
{
  LabPowerFloorFit with_floor = {.valid = FALSE};
  g_autoptr (GError) refusal = NULL;

  lab_power_floor_fit (data->samples, data->count, FALSE, &with_floor, &refusal);
  if (model == LAB_MODEL_POWER_FLOOR && !with_floor.valid) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return FALSE;
  }
  if (model == LAB_MODEL_AUTO)
    model = with_floor.valid && floor_aicc (data, &with_floor) < power_aicc (data)
                ? LAB_MODEL_POWER_FLOOR
                : LAB_MODEL_POWER;
  fit->model = model;
  fit->aicc = model == LAB_MODEL_POWER ? power_aicc (data) : floor_aicc (data, &with_floor);
  if (model == LAB_MODEL_POWER)
    take_power (&data->power, fit);
  else
    take_floor (&with_floor, fit);
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
  if (lab_law_has_floor (law->law) && lab_power_floor_fit (late, count, FALSE, &with_floor, NULL))
    take_floor (&with_floor, fit);
  else if (!lab_law_has_floor (law->law) &&
           lab_power_law_fit (late, count, data->seed, &power, NULL))
    take_power (&power, fit);
}

static gboolean
refuse_size (const char *what, guint count, guint most, GError **error)
{
  g_set_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE, "%s: %u; at most %u are allowed.", what,
               count, most);
  return FALSE;
}

static gboolean
fit_with_break (const Data *data, LabModel model, LabModelFit *fit, GError **error)
{
  gboolean is_broken = model == LAB_MODEL_BROKEN;
  const LabLawFit *plain =
      &data->choice.fits[is_broken ? LAB_LAW_POWER_POWER : LAB_LAW_EXPONENTIAL_POWER];
  const LabLawFit *with_floor =
      &data->choice.fits[is_broken ? LAB_LAW_POWER_POWER_FLOOR : LAB_LAW_EXPONENTIAL_POWER_FLOOR];
  const LabLawFit *law = with_floor->valid && with_floor->aicc < plain->aicc ? with_floor : plain;

  if (data->power.points_used > LAB_MODEL_MOST_ABSCISSAS_FOR_BREAK)
    return refuse_size ("Different positions for a law with a break", data->power.points_used,
                        LAB_MODEL_MOST_ABSCISSAS_FOR_BREAK, error);
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
  fit_beyond_break (data, law, fit);
  return TRUE;
}

gboolean
lab_model_fit (const LabFitSample *samples,
               guint count,
               LabModel model,
               guint64 seed,
               LabModelFit *fit,
               GError **error)
{
  g_return_val_if_fail (samples != NULL || count == 0, FALSE);
  g_return_val_if_fail (model >= LAB_MODEL_POWER && model < LAB_MODEL_COUNT, FALSE);
  g_return_val_if_fail (fit != NULL, FALSE);

  *fit = (LabModelFit){.break_x = NAN, .aicc = NAN};
  if (count > LAB_MODEL_MOST_SAMPLES)
    return refuse_size ("Points to fit", count, LAB_MODEL_MOST_SAMPLES, error);

  Data data = {.samples = samples, .count = count, .seed = seed, .choice = {.inflation = 1.0}};
  gboolean is_enough = lab_power_law_fit (samples, count, seed, &data.power, error);
  *fit = (LabModelFit){.break_x = NAN,
                       .aicc = NAN,
                       .points_used = data.power.points_used,
                       .points_left_out = data.power.points_left_out,
                       .duplicates = data.power.duplicates,
                       .repeats = data.power.repeats};
  if (!is_enough)
    return FALSE;
  if (fit->points_used <= LAB_MODEL_MOST_ABSCISSAS_FOR_BREAK)
    lab_two_phase_choose (samples, count, &data.choice);
  fit->choice = data.choice.choice;
  if (model == LAB_MODEL_AUTO && fit->choice == LAB_CHOICE_POWER_POWER)
    model = LAB_MODEL_BROKEN;
  else if (model == LAB_MODEL_AUTO && fit->choice == LAB_CHOICE_EXPONENTIAL_POWER)
    model = LAB_MODEL_TWO_PHASE;
  fit->valid = model == LAB_MODEL_BROKEN || model == LAB_MODEL_TWO_PHASE
                   ? fit_with_break (&data, model, fit, error)
                   : fit_without_break (&data, model, fit, error);
  return fit->valid;
}
