/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power law with Huber's loss: Theil's line tells the scatter, then residuals beyond the bend are
 * pulled in and the least-squares fit is repeated until it rests. What it minimises is convex, so
 * the start does not matter for where it rests. */
#include "fit/power-law-line.h"
#include "fit/power-law.h"

#include "fit/robust.h"

#include <math.h>
#include <stdlib.h>

#define MOST_ROUNDS 100
#define STILL       1e-10 /* change of the exponent */
#define LEAST_SCALE 1e-9  /* residuals smaller than this are rounding */

/* More points are thinned for Theil's slope, which takes all pairs. */
#define MOST_POINTS 400

static int
compare_doubles (const void *left, const void *right)
{
  const double *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

static double
median_of (double *values, guint count)
{
  qsort (values, count, sizeof *values, compare_doubles);
  return 0.5 * (values[(count - 1) / 2] + values[count / 2]);
}

/* Slopes between any two thinned points, of the same repeat where within is set; returns how many. */
static guint
pair_slopes (const LabFitTable *table, guint thin, gboolean within, double *slope)
{
  guint kept = 0;

  for (guint i = 0; i < table->count; i += thin)
    for (guint j = i + thin; j < table->count; j += thin)
      if (table->ln_x[j] > table->ln_x[i] && (!within || table->cluster[i] == table->cluster[j]))
        slope[kept++] = (table->ln_y[j] - table->ln_y[i]) / (table->ln_x[j] - table->ln_x[i]);
  return kept;
}

/* Their median. */
static double
theil_slope (const LabFitTable *table)
{
  guint thin = table->count / MOST_POINTS + 1, points = table->count / thin + 1;
  g_autofree double *slope = g_new (double, (gsize)points *points / 2 + 1);
  guint kept = pair_slopes (table, thin, TRUE, slope);

  if (kept == 0)
    kept = pair_slopes (table, thin, FALSE, slope);
  return kept > 0 ? median_of (slope, kept) : 0.0;
}

/* Residuals (count) about a line of this slope, the median of each repeat taken out. */
static double *
residuals_about (const LabFitTable *table, double slope)
{
  double *residual = g_new (double, table->count);
  g_autofree double *own = g_new (double, table->count);

  for (guint c = 0; c < table->clusters; c++) {
    guint count = 0;
    for (guint i = 0; i < table->count; i++)
      if (table->cluster[i] == c)
        own[count++] = table->ln_y[i] - slope * table->ln_x[i];
    double level = median_of (own, count);
    for (guint i = 0; i < table->count; i++)
      if (table->cluster[i] == c)
        residual[i] = table->ln_y[i] - slope * table->ln_x[i] - level;
  }
  return residual;
}

/* Level of each repeat (clusters) about a line of this slope through the present ln y. */
static void
find_levels (const LabFitTable *table, const double *ln_y, double slope, double *level)
{
  g_autofree double *number = g_new0 (double, table->clusters);

  for (guint c = 0; c < table->clusters; c++)
    level[c] = 0.0;
  for (guint i = 0; i < table->count; i++) {
    guint c = table->cluster[i];
    number[c] += 1.0;
    level[c] += (ln_y[i] - slope * table->ln_x[i] - level[c]) / number[c];
  }
}

/* Replaces present (count) by the line plus the residuals of ln_y, bounded by the bend, times
 * stretch. Returns the share of residuals inside the bend. */
static double
bound (const LabFitTable *table,
       const double *ln_y,
       double slope,
       double bend,
       double stretch,
       double *present)
{
  g_autofree double *level = g_new (double, table->clusters);
  double inside = 0.0;

  find_levels (table, present, slope, level);
  for (guint i = 0; i < table->count; i++) {
    double line = slope * table->ln_x[i] + level[table->cluster[i]];
    double residual = ln_y[i] - line;
    inside += fabs (residual) <= bend ? 1.0 / table->count : 0.0;
    present[i] = line + stretch * CLAMP (residual, -bend, bend);
  }
  return inside;
}

gboolean
lab_power_law_fit_robust (const LabFitSample *samples,
                          guint count,
                          guint64 seed,
                          LabPowerLawFit *fit,
                          GError **error)
{
  if (!lab_power_law_fit (samples, count, seed, fit, error))
    return FALSE;

  g_autoptr (LabFitTable) table = lab_fit_table_new (samples, count);
  g_autofree double *ln_y = g_memdup2 (table->ln_y, sizeof (double) * table->count);
  g_autofree double *residual = residuals_about (table, theil_slope (table));
  double scale = lab_robust_scale (residual, table->count, table->clusters + 1);
  double bend = LAB_HUBER_CONSTANT * scale, change = INFINITY, inside = 1.0;

  for (guint round = 0; scale > LEAST_SCALE && round < MOST_ROUNDS && change > STILL; round++) {
    double before = fit->exponent;
    inside = bound (table, ln_y, before, bend, 1.0, table->ln_y);
    lab_power_law_line (table, FALSE, seed, fit);
    change = fabs (fit->exponent - before);
  }
  bound (table, ln_y, fit->exponent, scale > LEAST_SCALE ? bend : INFINITY, 1.0 / MAX (inside, 0.5),
         table->ln_y);
  lab_power_law_line (table, TRUE, seed, fit);
  return TRUE;
}
