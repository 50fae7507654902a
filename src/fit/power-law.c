/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power law by weighted least squares in log-log. The header says what the interval covers. */
#include "fit/power-law.h"

#include "core/error.h"
#include "fit/power-law-interval.h"
#include "fit/power-law-line.h"
#include "fit/sample/table.h"

#include <glib/gi18n.h>
#include <math.h>

/* Degrees of freedom that the pooled variance counts beside those of one abscissa. Weights told
 * by 3-5 repeats alone are so uneven that intervals built on them cover 90 % instead of 95 %. */
#define POOLED_DEGREES 8.0

/* A repeat needs this many abscissas for a level of its own (the others share one), so that a
 * slope never comes from fewer. */
#define LEAST_ABSCISSAS_FOR_LEVEL LAB_FIT_MINIMUM_ABSCISSAS

static gboolean
are_all_equal (const LabFitTable *table)
{
  for (guint i = 1; i < table->count; i++)
    if (table->ln_y[i] != table->ln_y[0])
      return FALSE;
  return TRUE;
}

static gboolean
check_enough (const LabFitTable *table, GError **error)
{
  if (table->abscissas < LAB_FIT_MINIMUM_ABSCISSAS) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("A slope needs points at %u different positions or more; there are %u "
                    "(values left out because they are zero, negative or not finite: %u)."),
                 LAB_FIT_MINIMUM_ABSCISSAS, table->abscissas, table->left_out);
    return FALSE;
  }
  double span = table->x[table->abscissas - 1] / table->x[0];
  if (span < LAB_FIT_MINIMUM_SPAN) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("A slope needs points that span half a decade (a factor of 3.16) or more; "
                    "these span a factor of %.3g."),
                 span);
    return FALSE;
  }
  if (are_all_equal (table)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA,
                 _ ("All values are the same, so there is no slope to fit; a slope needs values "
                    "that change."));
    return FALSE;
  }
  return TRUE;
}

/* The group of each sample: its repeat where that is long enough, else a common rest. */
static guint
assign_groups (const LabFitTable *table, guint *group)
{
  g_autofree guint *seen = g_new0 (guint, table->clusters);
  g_autofree guint *last = g_new0 (guint, table->clusters);
  g_autofree guint *number = g_new0 (guint, table->clusters);
  guint groups = 0;
  gboolean has_rest = FALSE;

  for (guint i = 0; i < table->count; i++) {
    guint cluster = table->cluster[i];
    if (seen[cluster] == 0 || last[cluster] != table->abscissa[i])
      seen[cluster]++;
    last[cluster] = table->abscissa[i];
  }
  for (guint c = 0; c < table->clusters; c++) {
    if (seen[c] >= LEAST_ABSCISSAS_FOR_LEVEL)
      number[c] = groups++;
    else
      has_rest = TRUE;
  }
  for (guint i = 0; i < table->count; i++) {
    guint cluster = table->cluster[i];
    group[i] = seen[cluster] >= LEAST_ABSCISSAS_FOR_LEVEL ? number[cluster] : groups;
  }
  return groups + (has_rest ? 1 : 0);
}

/* Variance of ln y at each abscissa about its mean, levels of the groups taken out by plain:
 * sums of squares and their degrees of freedom, both (abscissas). */
static void
scatter_by_abscissa (const LabFitTable *table,
                     const LabWeightedLine *plain,
                     double *squares,
                     double *degrees)
{
  g_autofree double *mean = g_new0 (double, table->abscissas);

  for (guint a = 0; a < table->abscissas; a++)
    squares[a] = degrees[a] = 0.0;
  for (guint i = 0; i < table->count; i++) {
    guint a = table->abscissa[i];
    degrees[a] += 1.0;
    mean[a] += (lab_weighted_line_residual (plain, i) - mean[a]) / degrees[a];
  }
  for (guint i = 0; i < table->count; i++) {
    double deviation = lab_weighted_line_residual (plain, i) - mean[table->abscissa[i]];
    squares[table->abscissa[i]] += deviation * deviation;
  }
  for (guint a = 0; a < table->abscissas; a++)
    degrees[a] -= 1.0;
}

/* Fills weight (count): one over the shrunk variance, relative to the pooled one, times the sample's own. */
static void
weigh (const LabFitTable *table, const LabWeightedLine *plain, double *weight)
{
  g_autofree double *squares = g_new (double, table->abscissas);
  g_autofree double *degrees = g_new (double, table->abscissas);
  double all_squares = 0.0, all_degrees = 0.0;

  scatter_by_abscissa (table, plain, squares, degrees);
  for (guint a = 0; a < table->abscissas; a++) {
    all_squares += squares[a];
    all_degrees += degrees[a];
  }
  double pooled = all_degrees > 0.0 ? all_squares / all_degrees : 0.0;
  for (guint i = 0; i < table->count; i++) {
    guint a = table->abscissa[i];
    weight[i] = table->weight[i];
    if (pooled > 0.0)
      weight[i] *= (degrees[a] + POOLED_DEGREES) * pooled / (squares[a] + POOLED_DEGREES * pooled);
  }
}

void
lab_power_law_line (const LabFitTable *table,
                    gboolean has_interval,
                    guint64 seed,
                    LabPowerLawFit *fit)
{
  g_autofree guint *group = g_new (guint, table->count);
  g_autofree double *weight = g_new (double, table->count);
  guint groups = assign_groups (table, group);

  for (guint i = 0; i < table->count; i++)
    weight[i] = table->weight[i];
  g_autoptr (LabWeightedLine) plain =
      lab_weighted_line_new (table->count, groups, table->ln_x, table->ln_y, weight, group);
  g_autofree double *final_weight = g_new (double, table->count);
  weigh (table, plain, final_weight);
  g_autoptr (LabWeightedLine) line =
      lab_weighted_line_new (table->count, groups, table->ln_x, table->ln_y, final_weight, group);

  fit->valid = TRUE;
  fit->exponent = line->slope;
  fit->prefactor = line->level - line->slope * line->centre;
  fit->centre = line->centre;
  fit->level = line->level;
  fit->x_minimum = table->x[0];
  fit->x_maximum = table->x[table->abscissas - 1];
  if (has_interval) {
    LabLineInterval interval;
    lab_line_interval (line, seed, &interval);
    fit->low = interval.slope_low;
    fit->high = interval.slope_high;
    fit->level_error = interval.level_error;
    fit->level_critical = interval.level_critical;
  }
}

gboolean
lab_power_law_fit (const LabFitSample *samples,
                   guint count,
                   guint64 seed,
                   LabPowerLawFit *fit,
                   GError **error)
{
  g_return_val_if_fail (samples != NULL || count == 0, FALSE);
  g_return_val_if_fail (fit != NULL, FALSE);

  g_autoptr (LabFitTable) table = lab_fit_table_new (samples, count);
  *fit = (LabPowerLawFit){
      .points_used = table->abscissas,
      .points_left_out = table->left_out,
      .duplicates = table->duplicates,
      .repeats = table->clusters,
  };
  if (!check_enough (table, error))
    return FALSE;
  lab_power_law_line (table, TRUE, seed, fit);
  return TRUE;
}

double
lab_power_law_value (const LabPowerLawFit *fit, double x)
{
  g_return_val_if_fail (fit != NULL && fit->valid, NAN);
  return exp (fit->level + fit->exponent * (log (x) - fit->centre));
}

void
lab_power_law_band (const LabPowerLawFit *fit, double x, double *low, double *high)
{
  g_return_if_fail (fit != NULL && fit->valid);
  g_return_if_fail (low != NULL && high != NULL);

  double distance = log (x) - fit->centre;
  double middle = fit->level + fit->exponent * distance;
  double level_width = fit->level_critical * fit->level_error;
  double to_high = (fit->high - fit->exponent) * distance;
  double to_low = (fit->low - fit->exponent) * distance;

  *high = exp (middle + hypot (level_width, MAX (to_high, to_low)));
  *low = exp (middle - hypot (level_width, MIN (to_high, to_low)));
}
