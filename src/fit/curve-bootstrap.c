/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refits of resampled residuals, and the bands and intervals that follow. The header says what they
 * mean. The band of a plain power law is that of its own fit (power-law.h), which needs no refits. */
#include "fit/curve-bootstrap.h"

#include "core/random.h"
#include "fit/law/law-fit.h"
#include "fit/power-law.h"
#include "fit/robust.h"
#include "fit/sample/student.h"
#include "fit/sample/trajectory.h"

#include <math.h>
#include <stdlib.h>

#define REFITS        400
#define SLOW_REFITS   100 /* of a law with a break and a floor, each of which costs 2 ms or more */
#define MOST_POINTS   80  /* that a refit is made from */
#define RUN           1   /* of the random stream: 0 is the exponent's bootstrap */
#define PROBABILITY   0.95
#define NORMAL_SPREAD 1.959963984540054 /* 97.5 % point of the standard normal */

struct _LabCurveBootstrap
{
  LabLawFit fitted;
  LabPowerLawFit power; /* valid where the curve is a plain power law */
  guint count;          /* of refits */
  LabLawFit *refits;    /* (count) */
  double *shift;        /* (count): of the whole curve in ln y, from repeats that differ in level */
  double widen;         /* of a refit's deviation: few degrees of freedom, residuals with memory */
  double new_width;     /* 95 % half width of ln y of one new measurement about the true curve */
};

/* What the residuals about the curve tell. */
typedef struct
{
  LabTrajectory *trajectory; /* mean over repeats */
  double *standard;          /* (count): its residuals times the root of their weights */
  guint degrees;             /* points less parameters, at least 1 */
  guint repeats;
  double within;  /* variance of a sample about the curve of its own repeat */
  double between; /* variance of the repeats' levels, the former's share taken out */
} Scatter;

static int
compare_doubles (const void *left, const void *right)
{
  const double *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

static void
measure_repeats (const LabFitTable *table, const LabLawFit *curve, Scatter *scatter)
{
  g_autofree double *level = g_new0 (double, table->clusters);
  g_autofree double *number = g_new0 (double, table->clusters);
  g_autofree double *residual = g_new (double, table->count);
  double squares = 0.0, mean = 0.0, apart = 0.0, length = 0.0;

  for (guint i = 0; i < table->count; i++) {
    guint c = table->cluster[i];
    residual[i] = table->ln_y[i] - log (lab_law_value (curve, table->x[table->abscissa[i]]));
    number[c] += 1.0;
    level[c] += (residual[i] - level[c]) / number[c];
  }
  for (guint i = 0; i < table->count; i++)
    squares += pow (residual[i] - level[table->cluster[i]], 2.0);
  for (guint c = 0; c < table->clusters; c++)
    mean += level[c] / table->clusters;
  for (guint c = 0; c < table->clusters; c++) {
    apart += pow (level[c] - mean, 2.0);
    length += number[c] / table->clusters;
  }
  guint fitted = curve->parameters - 2 + table->clusters;
  scatter->repeats = table->clusters;
  scatter->within = squares / MAX ((int)(table->count - fitted), 1);
  if (table->clusters > 1)
    scatter->between = MAX (apart / (table->clusters - 1) - scatter->within / length, 0.0);
}

/* Averages neighbouring points, so that refits of a long trajectory cost no more than those of
 * MOST_POINTS: what the averages know of a curve this smooth is what the points know. */
static void
shorten (LabTrajectory *trajectory)
{
  guint together = (trajectory->count + MOST_POINTS - 1) / MOST_POINTS, kept = 0;

  for (guint first = 0; together > 1 && first < trajectory->count; first += together) {
    double weight = 0.0, x = 0.0, y = 0.0;
    for (guint i = first; i < MIN (first + together, trajectory->count); i++) {
      weight += trajectory->weight[i];
      x += trajectory->weight[i] * trajectory->ln_x[i];
      y += trajectory->weight[i] * trajectory->ln_y[i];
    }
    trajectory->weight[kept] = weight;
    trajectory->ln_x[kept] = x / weight;
    trajectory->ln_y[kept] = y / weight;
    trajectory->x[kept] = exp (trajectory->ln_x[kept]);
    kept++;
  }
  trajectory->count = kept > 0 ? kept : trajectory->count;
}

/* With Huber's loss refits see what it sees: residuals bounded by the bend, stretched by their share
 * inside. */
static void
bound_residuals (double *residual, guint count, guint fitted)
{
  g_autofree double *distance = g_memdup2 (residual, sizeof (double) * count);
  double bend = LAB_HUBER_CONSTANT * lab_robust_scale (distance, count, fitted), inside = 0.0;

  for (guint i = 0; i < count; i++)
    inside += fabs (residual[i]) <= bend ? 1.0 / count : 0.0;
  for (guint i = 0; i < count; i++)
    residual[i] = CLAMP (residual[i], -bend, bend) / MAX (inside, 0.5);
}

static void
measure_scatter (const LabFitSample *samples, guint count, const LabModelFit *fit, Scatter *scatter)
{
  g_autoptr (LabFitTable) table = lab_fit_table_new (samples, count);
  guint fitted = fit->curve.parameters - 1;

  scatter->trajectory = lab_trajectory_new (table, LAB_TRAJECTORY_ALL);
  shorten (scatter->trajectory);
  guint points = scatter->trajectory->count;
  scatter->standard = g_new (double, points);
  for (guint i = 0; i < points; i++)
    scatter->standard[i] = (scatter->trajectory->ln_y[i] -
                            log (lab_law_value (&fit->curve, scatter->trajectory->x[i]))) *
                           sqrt (scatter->trajectory->weight[i]);
  if (fit->robust)
    bound_residuals (scatter->standard, points, fitted);
  scatter->degrees = points > fitted ? points - fitted : 1;
  measure_repeats (table, &fit->curve, scatter);
  if (fit->robust)
    scatter->within = MIN (scatter->within, fit->scatter * fit->scatter);
}

static void
clear_scatter (Scatter *scatter)
{
  lab_trajectory_free (scatter->trajectory);
  g_free (scatter->standard);
}

/* lab_law_fit() asks for points enough to compare laws; a line needs fewer. */
static void
refit_power (const LabTrajectory *trajectory, LabLawFit *refit)
{
  double total = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;

  for (guint i = 0; i < trajectory->count; i++) {
    total += trajectory->weight[i];
    x += trajectory->weight[i] * trajectory->ln_x[i];
    y += trajectory->weight[i] * trajectory->ln_y[i];
  }
  x /= total;
  y /= total;
  for (guint i = 0; i < trajectory->count; i++) {
    double distance = trajectory->ln_x[i] - x;
    xx += trajectory->weight[i] * distance * distance;
    xy += trajectory->weight[i] * distance * (trajectory->ln_y[i] - y);
  }
  refit->exponent = xy / xx;
  refit->level = y - refit->exponent * x;
}

/* Draws residuals anew about the curve and fits its law again. */
static void
refit_once (const Scatter *scatter, const LabLawFit *curve, LabRandom *random, LabLawFit *refit)
{
  LabTrajectory *trajectory = scatter->trajectory;
  double stretch = sqrt (trajectory->count / (double)scatter->degrees);

  for (guint i = 0; i < trajectory->count; i++) {
    double residual = scatter->standard[lab_random_below (random, trajectory->count)];
    trajectory->ln_y[i] = log (lab_law_value (curve, trajectory->x[i])) +
                          stretch * residual / sqrt (trajectory->weight[i]);
  }
  *refit = *curve;
  if (curve->law == LAB_LAW_POWER)
    refit_power (trajectory, refit);
  else
    lab_law_refit (trajectory, curve, refit);
  if (!refit->valid)
    *refit = *curve;
}

LabCurveBootstrap *
lab_curve_bootstrap_new (const LabFitSample *samples,
                         guint count,
                         const LabFitOptions *options,
                         const LabModelFit *fit)
{
  g_return_val_if_fail (samples != NULL && options != NULL, NULL);
  g_return_val_if_fail (fit != NULL && fit->valid, NULL);

  LabCurveBootstrap *bootstrap = g_new0 (LabCurveBootstrap, 1);
  g_autofree LabFitSample *inside = g_new (LabFitSample, MAX (count, 1));
  guint inside_count = 0;
  Scatter scatter = {.between = 0.0};
  LabRandom random;

  for (guint i = 0; i < count; i++)
    if (samples[i].x >= fit->x_minimum && samples[i].x <= fit->x_maximum)
      inside[inside_count++] = samples[i];
  bootstrap->fitted = fit->curve;
  if (fit->model == LAB_MODEL_POWER && options->robust)
    lab_power_law_fit_robust (inside, inside_count, options->seed, &bootstrap->power, NULL);
  else if (fit->model == LAB_MODEL_POWER)
    lab_power_law_fit (inside, inside_count, options->seed, &bootstrap->power, NULL);
  measure_scatter (inside, inside_count, fit, &scatter);

  guint effective = MAX ((guint)(scatter.degrees / fit->inflation), 1);
  double level_stretch = lab_student_critical_value (scatter.repeats, PROBABILITY) / NORMAL_SPREAD;
  bootstrap->widen =
      sqrt (fit->inflation) * lab_student_critical_value (effective, PROBABILITY) / NORMAL_SPREAD;
  bootstrap->new_width =
      hypot (sqrt (scatter.within) * lab_student_critical_value (scatter.degrees, PROBABILITY),
             sqrt (scatter.between) * level_stretch * NORMAL_SPREAD);
  gboolean is_slow = lab_law_has_break (fit->curve.law) && lab_law_has_floor (fit->curve.law);
  bootstrap->count = is_slow ? SLOW_REFITS : REFITS;
  bootstrap->refits = g_new (LabLawFit, bootstrap->count);
  bootstrap->shift = g_new (double, bootstrap->count);
  lab_random_init (&random, options->seed, RUN, LAB_STREAM_BOOTSTRAP);
  for (guint r = 0; r < bootstrap->count; r++) {
    refit_once (&scatter, &fit->curve, &random, &bootstrap->refits[r]);
    bootstrap->shift[r] =
        level_stretch * sqrt (scatter.between / scatter.repeats) * lab_random_normal (&random);
  }
  clear_scatter (&scatter);
  return bootstrap;
}

void
lab_curve_bootstrap_free (LabCurveBootstrap *bootstrap)
{
  if (bootstrap == NULL)
    return;
  g_free (bootstrap->refits);
  g_free (bootstrap->shift);
  g_free (bootstrap);
}

static guint
tail (const LabCurveBootstrap *bootstrap)
{
  return (guint)lround (bootstrap->count * (1.0 - PROBABILITY) / 2.0);
}

/* The band of the mean curve at x: from the refits. */
static void
refits_band (const LabCurveBootstrap *bootstrap, double x, double *low, double *high)
{
  double deviation[REFITS], middle = log (lab_law_value (&bootstrap->fitted, x));

  for (guint r = 0; r < bootstrap->count; r++)
    deviation[r] = bootstrap->widen * (log (lab_law_value (&bootstrap->refits[r], x)) - middle) +
                   bootstrap->shift[r];
  qsort (deviation, bootstrap->count, sizeof *deviation, compare_doubles);
  *low = exp (middle + MIN (deviation[tail (bootstrap)], 0.0));
  *high = exp (middle + MAX (deviation[bootstrap->count - 1 - tail (bootstrap)], 0.0));
}

void
lab_curve_bootstrap_band (const LabCurveBootstrap *bootstrap,
                          const double *x,
                          guint count,
                          LabBandPoint *points)
{
  g_return_if_fail (bootstrap != NULL);
  g_return_if_fail (count == 0 || (x != NULL && points != NULL));

  for (guint i = 0; i < count; i++) {
    LabBandPoint *point = &points[i];
    *point = (LabBandPoint){.x = x[i], .value = lab_law_value (&bootstrap->fitted, x[i])};
    if (bootstrap->power.valid)
      lab_power_law_band (&bootstrap->power, x[i], &point->low, &point->high);
    else
      refits_band (bootstrap, x[i], &point->low, &point->high);
    point->new_low =
        point->value * exp (-hypot (log (point->value / point->low), bootstrap->new_width));
    point->new_high =
        point->value * exp (hypot (log (point->high / point->value), bootstrap->new_width));
  }
}

void
lab_curve_bootstrap_interval (const LabCurveBootstrap *bootstrap,
                              LabCurveQuantity quantity,
                              gpointer data,
                              double *low,
                              double *high)
{
  g_return_if_fail (bootstrap != NULL && quantity != NULL && low != NULL && high != NULL);

  double value[REFITS], middle = quantity (&bootstrap->fitted, data);

  for (guint r = 0; r < bootstrap->count; r++) {
    double refit = quantity (&bootstrap->refits[r], data);
    value[r] = isfinite (refit) && refit > 0.0 ? refit : INFINITY;
  }
  qsort (value, bootstrap->count, sizeof *value, compare_doubles);
  *low = middle * pow (MIN (value[tail (bootstrap)] / middle, 1.0), bootstrap->widen);
  *high = value[bootstrap->count - 1 - tail (bootstrap)];
  if (isfinite (*high))
    *high = middle * pow (MAX (*high / middle, 1.0), bootstrap->widen);
}
