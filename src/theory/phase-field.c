/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predicted excess risk over the plane of data and training time.
 *
 * Level 1 is a sum of two functions of time alone, bias (t) + variance (t) / n: two tables serve
 * every n. Level 2 is a grid of kernel-picture.h's values. */
#include "theory/phase-field-private.h"

#include "core/error.h"
#include "theory/spectrum.h"

#include <glib/gi18n.h>
#include <math.h>

/* Level 1's table, and level 2's grid. */
#define TIMES_PER_DECADE 12
#define MOST_TIMES       400
#define COLUMNS          13
#define ROWS_PER_DECADE  4
#define MOST_ROWS        72

/* A bias that rounding has taken away. */
#define LEAST_TERM 1e-15

gboolean
lab_phase_setting_equal (const LabPhaseSetting *a, const LabPhaseSetting *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->smoothness == b->smoothness && a->intrinsic_dimension == b->intrinsic_dimension &&
         a->nu == b->nu && a->noise == b->noise && a->features == b->features &&
         a->points_low == b->points_low && a->points_high == b->points_high &&
         a->time_low == b->time_low && a->time_high == b->time_high;
}

static gboolean
check (const LabPhaseSetting *setting, GError **error)
{
  if (setting->noise >= 0.0 && isfinite (setting->noise) && setting->features >= 2.0 &&
      setting->points_low >= 2.0 && setting->points_high > setting->points_low &&
      isfinite (setting->points_high) && setting->time_low > 0.0 &&
      setting->time_high > setting->time_low && isfinite (setting->time_high))
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("The phase map needs σ >= 0, N >= 2, n from 2 and times from above 0; these are "
                  "σ = %g, N = %g, n = %g to %g and times %g to %g."),
               setting->noise, setting->features, setting->points_low, setting->points_high,
               setting->time_low, setting->time_high);
  return FALSE;
}

static guint
count_per_decade (double low, double high, guint per_decade, guint most)
{
  return (guint)CLAMP (ceil (per_decade * log10 (high / low)) + 1.0, 3.0, most);
}

/* The two terms and their slopes at a time. N features learn at most N modes, as in kernel-picture.h:
 * the last bin may count in part. */
static void
sum_modes (LabPhaseField *self, const LabSpectrum *spectrum, guint row)
{
  double time = exp (self->ln_time + row * self->ln_time_step);
  double left = self->setting.features, bias = spectrum->variance;
  double variance = 0.0, bias_slope = 0.0, variance_slope = 0.0;

  for (guint k = 0; k < spectrum->count && left > 0.0; k++) {
    double share = fmin (1.0, left / spectrum->multiplicity[k]);
    double eigenvalue = spectrum->eigenvalue[k];
    double learnt = -expm1 (-eigenvalue * time), rest = 1.0 - learnt;
    double power = share * spectrum->power[k], modes = share * spectrum->multiplicity[k];
    left -= spectrum->multiplicity[k];
    bias -= power * learnt * (2.0 - learnt);
    bias_slope -= 2.0 * power * eigenvalue * rest * rest;
    variance += modes * learnt * learnt;
    variance_slope += 2.0 * modes * eigenvalue * rest * learnt;
  }
  double noise = self->setting.noise * self->setting.noise;
  self->bias[row] = fmax (bias / spectrum->variance, LEAST_TERM);
  self->bias_slope[row] = bias_slope / spectrum->variance;
  self->variance[row] = noise * variance;
  self->variance_slope[row] = noise * variance_slope;
  self->ln_bias[row] = log (self->bias[row]);
  self->ln_variance[row] = log (self->variance[row]);
}

static gboolean
fill_first (LabPhaseField *self, GError **error)
{
  const LabPhaseSetting *setting = &self->setting;
  g_autoptr (LabSpectrum) spectrum =
      lab_spectrum_new (setting->smoothness, setting->intrinsic_dimension, setting->nu, 0, error);

  if (spectrum == NULL)
    return FALSE;
  self->time_count =
      count_per_decade (setting->time_low, setting->time_high, TIMES_PER_DECADE, MOST_TIMES);
  self->ln_time = log (setting->time_low);
  self->ln_time_step = log (setting->time_high / setting->time_low) / (self->time_count - 1);
  self->bias = g_new (double, 6 * self->time_count);
  self->variance = self->bias + self->time_count;
  self->bias_slope = self->variance + self->time_count;
  self->variance_slope = self->bias_slope + self->time_count;
  self->ln_bias = self->variance_slope + self->time_count;
  self->ln_variance = self->ln_bias + self->time_count;
  for (guint row = 0; row < self->time_count; row++)
    sum_modes (self, spectrum, row);
  return TRUE;
}

static gboolean
fill_column (LabPhaseField *self,
             guint column,
             LabKernelPictureStale stale,
             gpointer user_data,
             GError **error)
{
  const LabPhaseSetting *setting = &self->setting;
  LabKernelPicture curve = {
      .axis = LAB_THEORY_TIME,
      .smoothness = setting->smoothness,
      .intrinsic_dimension = setting->intrinsic_dimension,
      .nu = setting->nu,
      .noise = setting->noise,
      .points = exp (self->ln_points + column * self->ln_points_step),
      .features = setting->features,
  };
  double time[MOST_ROWS];
  double *risk = self->ln_risk + column * self->rows;

  curve.points = fmax (curve.points, setting->points_low);
  for (guint row = 0; row < self->rows; row++)
    time[row] = exp (self->ln_row + row * self->ln_row_step);
  if (!lab_kernel_picture_compute (&curve, 2, self->rows, time, risk, NULL, stale, user_data,
                                   error))
    return FALSE;
  for (guint row = 0; row < self->rows; row++)
    risk[row] = risk[row] > 0.0 ? log (risk[row]) : NAN;
  return TRUE;
}

static gboolean
fill_second (LabPhaseField *self, LabKernelPictureStale stale, gpointer user_data, GError **error)
{
  const LabPhaseSetting *setting = &self->setting;

  self->columns = COLUMNS;
  self->rows = count_per_decade (setting->time_low, setting->time_high, ROWS_PER_DECADE, MOST_ROWS);
  self->ln_points = log (setting->points_low);
  self->ln_points_step = log (setting->points_high / setting->points_low) / (COLUMNS - 1);
  self->ln_row = log (setting->time_low);
  self->ln_row_step = log (setting->time_high / setting->time_low) / (self->rows - 1);
  self->ln_risk = g_new (double, self->columns * self->rows);
  for (guint column = 0; column < self->columns; column++)
    if (!fill_column (self, column, stale, user_data, error))
      return FALSE;
  return TRUE;
}

LabPhaseField *
lab_phase_field_new (const LabPhaseSetting *setting,
                     guint level,
                     LabKernelPictureStale stale,
                     gpointer user_data,
                     GError **error)
{
  g_return_val_if_fail (setting != NULL && (level == 1 || level == 2), NULL);

  if (!check (setting, error))
    return NULL;
  g_autoptr (LabPhaseField) self = g_new0 (LabPhaseField, 1);
  self->reference_count = 1;
  self->setting = *setting;
  self->level = level;
  if (!fill_first (self, error) || (level == 2 && !fill_second (self, stale, user_data, error)))
    return NULL;
  return g_steal_pointer (&self);
}

LabPhaseField *
lab_phase_field_ref (LabPhaseField *field)
{
  g_return_val_if_fail (field != NULL, NULL);
  g_atomic_int_inc (&field->reference_count);
  return field;
}

void
lab_phase_field_unref (LabPhaseField *field)
{
  if (field == NULL || !g_atomic_int_dec_and_test (&field->reference_count))
    return;
  g_free (field->bias);
  g_free (field->ln_risk);
  g_free (field);
}

guint
lab_phase_field_level (const LabPhaseField *field)
{
  g_return_val_if_fail (field != NULL, 0);
  return field->level;
}

const LabPhaseSetting *
lab_phase_field_setting (const LabPhaseField *field)
{
  g_return_val_if_fail (field != NULL, NULL);
  return &field->setting;
}

/* Through four equally spaced values around places 0 and 1, at 0 <= place <= 1: cubic, or straight
 * where an outer one is not finite. */
static double
phase_cubic (const double values[4], double place)
{
  double left = values[1], right = values[2], rest = 1.0 - place;
  double left_slope = 0.5 * (right - values[0]), right_slope = 0.5 * (values[3] - left);

  if (!isfinite (left_slope) || !isfinite (right_slope))
    return rest * left + place * right;
  return left * (1.0 + 2.0 * place) * rest * rest + left_slope * place * rest * rest +
         right * (3.0 - 2.0 * place) * place * place - right_slope * place * place * rest;
}

/* Where a logarithm lies on an axis: the cell, and the place in it. FALSE outside. */
static gboolean
locate (double ln_value, double first, double step, guint count, guint *cell, double *place)
{
  double at = (ln_value - first) / step;

  if (!(at >= -1e-9) || !(at <= count - 1 + 1e-9))
    return FALSE;
  at = CLAMP (at, 0.0, count - 1.0);
  *cell = MIN ((guint)at, count - 2);
  *place = at - *cell;
  return TRUE;
}

/* The four values around a cell; beyond the ends, the straight continuation. */
static void
around (const double *values, guint count, guint cell, double four[4])
{
  four[1] = values[cell];
  four[2] = values[cell + 1];
  four[0] = cell > 0 ? values[cell - 1] : 2.0 * four[1] - four[2];
  four[3] = cell + 2 < count ? values[cell + 2] : 2.0 * four[2] - four[1];
}

/* Of a table of logarithms; 0 where a term has none. */
static double
term_at (const double *ln_values, guint count, guint cell, double place)
{
  double four[4];

  around (ln_values, count, cell, four);
  return exp (phase_cubic (four, place));
}

void
lab_phase_field_terms (const LabPhaseField *self, double time, double *bias, double *variance_rate)
{
  guint cell;
  double place;

  g_return_if_fail (self != NULL && bias != NULL && variance_rate != NULL);
  *bias = *variance_rate = NAN;
  if (!(time > 0.0) ||
      !locate (log (time), self->ln_time, self->ln_time_step, self->time_count, &cell, &place))
    return;
  *bias = term_at (self->ln_bias, self->time_count, cell, place);
  *variance_rate =
      self->setting.noise > 0.0 ? term_at (self->ln_variance, self->time_count, cell, place) : 0.0;
}

static double
second_risk (const LabPhaseField *self, double points, double time)
{
  guint column, row;
  double at_column, at_row, across[4], along[4];

  if (!locate (log (points), self->ln_points, self->ln_points_step, self->columns, &column,
               &at_column) ||
      !locate (log (time), self->ln_row, self->ln_row_step, self->rows, &row, &at_row))
    return NAN;
  for (guint i = 0; i < 4; i++) {
    gint at = (gint)column + (gint)i - 1;
    across[i] = NAN;
    if (at < 0 || at >= (gint)self->columns)
      continue;
    around (self->ln_risk + (guint)at * self->rows, self->rows, row, along);
    across[i] = phase_cubic (along, at_row);
  }
  across[0] = column > 0 ? across[0] : 2.0 * across[1] - across[2];
  across[3] = column + 2 < self->columns ? across[3] : 2.0 * across[2] - across[1];
  return exp (phase_cubic (across, at_column));
}

double
lab_phase_field_risk (const LabPhaseField *self, double points, double time)
{
  double bias, variance;

  g_return_val_if_fail (self != NULL, NAN);
  if (!(points > 0.0) || !(time > 0.0))
    return NAN;
  if (self->level == 2)
    return second_risk (self, points, time);
  lab_phase_field_terms (self, time, &bias, &variance);
  return bias + variance / points;
}
