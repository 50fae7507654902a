/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interval of a slope from few points: bootstrap shape, Student width, moderated by the repeats.
 *
 * Shape: residuals, made comparable by their weights, are drawn with replacement (residual
 * bootstrap over runs; Efron & Tibshirani 1993, chapter 9) and pulled through the linear estimate.
 * Width: the variance of the slope is known in two ways,
 *   - from the scatter of all runs about the line, inflated where neighbouring errors of a repeat
 *     hang together (many degrees of freedom, but the correlation is told roughly),
 *   - from the differences between repeats (sandwich over clusters; true to any correlation inside
 *     a repeat, but with groups - 1 degrees of freedom only).
 * As in moderated t-statistics (Smyth 2004) the first counts as PRIOR_DEGREES degrees of freedom
 * beside the second, and Student's quantile has their sum. The level is known in the same two ways;
 * repeats do differ in level, so there the scatter counts as one degree only. Simulated coverage of the 95 %
 * interval, 6-8 abscissas, 1-5 repeats: see tests/fit/test-coverage.c. */
#include "fit/power-law-interval.h"

#include "core/random.h"
#include "fit/sample/information.h"
#include "fit/sample/student.h"

#include <math.h>
#include <stdlib.h>

#define RESAMPLES     2000
#define PROBABILITY   0.95
#define NORMAL_SPREAD 1.959963984540054 /* 97.5 % point of the standard normal */

/* Weight of the scatter about the line beside the differences between repeats: with 4, coverage is
 * 94-97 % for independent errors and 88-93 % for correlations of 0.6-0.7 inside a repeat; with less
 * two repeats cover too much, with more correlated errors too little. */
#define PRIOR_DEGREES       4
#define LEVEL_PRIOR_DEGREES 1

#define LEAST_POINTS_FOR_MEMORY 12

static int
compare_doubles (const void *left, const void *right)
{
  const double *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* Variance of a weighted residual about the line, levels of the groups taken out. */
static double
residual_variance (const LabWeightedLine *line)
{
  double sum = 0.0;
  for (guint i = 0; i < line->count; i++) {
    double residual = lab_weighted_line_residual (line, i);
    sum += line->weight[i] * residual * residual;
  }
  return sum / (line->count - line->groups - 1);
}

/* The same about one common line: what shifts a whole group counts as scatter. */
static double
total_variance (const LabWeightedLine *line)
{
  double sum = 0.0;
  for (guint i = 0; i < line->count; i++) {
    double residual = line->y[i] - line->level - line->slope * (line->x[i] - line->centre);
    sum += line->weight[i] * residual * residual;
  }
  return sum / (line->count - 2);
}

static double
slope_variance_between_groups (const LabWeightedLine *line)
{
  g_autofree double *score = g_new0 (double, line->groups);
  double sum = 0.0;

  for (guint i = 0; i < line->count; i++)
    score[line->group[i]] +=
        lab_weighted_line_pull (line, i) * lab_weighted_line_residual (line, i);
  for (guint g = 0; g < line->groups; g++)
    sum += score[g] * score[g];
  return sum * line->groups / (line->groups - 1);
}

static double
level_variance_between_groups (const LabWeightedLine *line)
{
  double sum = 0.0;
  for (guint g = 0; g < line->groups; g++) {
    double share = line->group_weight[g] / line->total_weight;
    double level = line->group_y[g] + line->slope * (line->centre - line->group_x[g]);
    sum += share * share * (level - line->level) * (level - line->level);
  }
  return sum * line->groups / (line->groups - 1);
}

static double
moderate (double over_runs, guint prior_degrees, double between_groups, guint groups)
{
  guint degrees = groups - 1;
  return (prior_degrees * over_runs + degrees * between_groups) / (prior_degrees + degrees);
}

/* Slopes minus the fitted one (RESAMPLES), ascending. */
static double *
resample_slopes (const LabWeightedLine *line, guint64 seed)
{
  g_autofree double *standard = g_new (double, line->count);
  g_autofree double *pull = g_new (double, line->count);
  double *slopes = g_new (double, RESAMPLES);
  LabRandom random;

  for (guint i = 0; i < line->count; i++) {
    standard[i] = lab_weighted_line_residual (line, i) * sqrt (line->weight[i]);
    pull[i] = lab_weighted_line_pull (line, i) / sqrt (line->weight[i]);
  }
  lab_random_init (&random, seed, 0, LAB_STREAM_BOOTSTRAP);
  for (guint r = 0; r < RESAMPLES; r++) {
    slopes[r] = 0.0;
    for (guint i = 0; i < line->count; i++)
      slopes[r] += pull[i] * standard[lab_random_below (&random, line->count)];
  }
  qsort (slopes, RESAMPLES, sizeof *slopes, compare_doubles);
  return slopes;
}

static double
variance (const double *values, guint count)
{
  double mean = 0.0, sum = 0.0;
  for (guint i = 0; i < count; i++)
    mean += values[i] / count;
  for (guint i = 0; i < count; i++)
    sum += (values[i] - mean) * (values[i] - mean);
  return sum / (count - 1);
}

/* How many neighbouring residuals of a repeat count as one. The levels and the slope that were
 * fitted lower their correlation by about their number over count, which is given back. Few points
 * cannot tell it: they are taken as independent. */
static double
measure_inflation (const LabWeightedLine *line)
{
  g_autofree double *previous = g_new (double, line->groups);
  double squares = 0.0, products = 0.0;

  if (line->count < LEAST_POINTS_FOR_MEMORY)
    return 1.0;
  for (guint g = 0; g < line->groups; g++)
    previous[g] = 0.0;
  for (guint i = 0; i < line->count; i++) {
    double residual = lab_weighted_line_residual (line, i) * sqrt (line->weight[i]);
    squares += residual * residual;
    products += residual * previous[line->group[i]];
    previous[line->group[i]] = residual;
  }
  double correlation = squares > 0.0 ? products / squares : 0.0;
  correlation += (line->groups + 1.0) / line->count;
  return lab_correlation_inflation (correlation);
}

/* Degrees of freedom of the scatter about fitted parameters, when inflation points count as one. */
static guint
effective_degrees (const LabWeightedLine *line, guint fitted, double inflation)
{
  return MAX ((guint)((line->count - fitted) / inflation), 1);
}

static double
slope_half_width (const LabWeightedLine *line, double inflation)
{
  double slope_variance = inflation * residual_variance (line) / line->spread;
  guint degrees = effective_degrees (line, line->groups + 1, inflation);

  if (line->groups > 1) {
    double between = slope_variance_between_groups (line);
    slope_variance = moderate (slope_variance, PRIOR_DEGREES, between, line->groups);
    degrees = MIN (degrees, PRIOR_DEGREES + line->groups - 1);
  }
  return sqrt (slope_variance) * lab_student_critical_value (degrees, PROBABILITY);
}

static void
measure_level (const LabWeightedLine *line, double inflation, LabLineInterval *interval)
{
  double level_variance = inflation * total_variance (line) / line->total_weight;
  guint degrees = effective_degrees (line, 2, inflation);

  if (line->groups > 1) {
    double between = level_variance_between_groups (line);
    level_variance = moderate (level_variance, LEVEL_PRIOR_DEGREES, between, line->groups);
    degrees = LEVEL_PRIOR_DEGREES + line->groups - 1;
  }
  interval->level_error = sqrt (level_variance);
  interval->level_critical = lab_student_critical_value (degrees, PROBABILITY);
}

void
lab_line_interval (const LabWeightedLine *line, guint64 seed, LabLineInterval *interval)
{
  g_assert (line->count > line->groups + 1);

  g_autofree double *slopes = resample_slopes (line, seed);
  double bootstrap_error = sqrt (variance (slopes, RESAMPLES));
  double stretch = 0.0, inflation = measure_inflation (line);
  guint tail = (guint)lround (RESAMPLES * (1.0 - PROBABILITY) / 2.0);

  if (bootstrap_error > 0.0)
    stretch = slope_half_width (line, inflation) / (NORMAL_SPREAD * bootstrap_error);
  interval->slope_low = line->slope + stretch * slopes[tail];
  interval->slope_high = line->slope + stretch * slopes[RESAMPLES - 1 - tail];
  measure_level (line, inflation, interval);
}
