/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parabolas near the least error. */
#include "experiment/grid/key-best.h"

#include "core/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REACH  2 /* cells on either side of the best that the parabola goes through */
#define REFITS 500
#define TAIL   0.025

double *
lab_key_grid_errors (const LabKeyGrid *grid, LabRun *const *runs)
{
  guint count = lab_key_grid_runs (grid);
  double *error = g_new (double, MAX (count, 1));

  for (guint i = 0; i < count; i++) {
    const LabRun *run = runs[i];
    error[i] = run != NULL && run->status == LAB_RUN_FINISHED && run->chosen >= 0
                   ? run->evaluations[run->chosen].excess_risk
                   : NAN;
  }
  return error;
}

double
lab_key_line_mean (const LabKeyLine *line, guint value)
{
  double sum = 0.0;

  for (guint r = 0; r < line->repeats; r++)
    sum += log (line->error[value * line->repeats + r]);
  return isfinite (sum) ? sum / line->repeats : NAN;
}

static double
place_of (const LabKeyLine *line, guint value)
{
  return line->is_linear ? line->value[value] : log (line->value[value]);
}

/* Lowest place of the least-squares parabola through points (count, 3 or more); NaN where it opens down. */
static double
lowest (const double *x, const double *y, guint count)
{
  double s[5] = {0}, t[3] = {0}, middle = 0.0;

  for (guint i = 0; i < count; i++)
    middle += x[i] / count;
  for (guint i = 0; i < count; i++) {
    double u = x[i] - middle, power = 1.0;
    for (guint k = 0; k < 5; k++, power *= u) {
      s[k] += power;
      if (k < 3)
        t[k] += power * y[i];
    }
  }
  /* Cramer's rule for the coefficients of u and u^2. */
  double whole = s[0] * (s[2] * s[4] - s[3] * s[3]) - s[1] * (s[1] * s[4] - s[2] * s[3]) +
                 s[2] * (s[1] * s[3] - s[2] * s[2]);
  double first = s[0] * (t[1] * s[4] - s[3] * t[2]) - t[0] * (s[1] * s[4] - s[2] * s[3]) +
                 s[2] * (s[1] * t[2] - t[1] * s[2]);
  double second = s[0] * (s[2] * t[2] - t[1] * s[3]) - s[1] * (s[1] * t[2] - t[1] * s[2]) +
                  t[0] * (s[1] * s[3] - s[2] * s[2]);
  return whole > 0.0 && second > 0.0 ? middle - first / (2.0 * second) : NAN;
}

/* Where the least of means (one a value, NaN left out) lies. */
typedef struct
{
  double place;    /* NaN with fewer than three cells */
  guint cell;      /* of least mean */
  gboolean at_end; /* it is the first or last that is a number */
  guint from, to;  /* cells [from, to) that the parabola goes through */
} Found;

static Found
find_best (const LabKeyLine *line, const double *means)
{
  double mean[LAB_GRID_MAX], x[2 * REACH + 1], y[2 * REACH + 1];
  guint place[LAB_GRID_MAX], usable = 0, best = 0, count = 0;
  Found found = {.place = NAN};

  for (guint i = 0; i < line->count; i++) {
    mean[usable] = means[i];
    place[usable] = i;
    usable += isfinite (means[i]) ? 1 : 0;
  }
  if (usable < 3)
    return found;
  for (guint i = 1; i < usable; i++)
    if (mean[i] < mean[best])
      best = i;
  guint first = best > REACH ? best - REACH : 0, last = MIN (best + REACH, usable - 1);
  found = (Found){.place = place_of (line, place[best]),
                  .cell = place[best],
                  .at_end = best == 0 || best == usable - 1,
                  .from = place[first],
                  .to = place[last] + 1};
  if (found.at_end)
    return found;
  for (guint i = first; i <= last; i++) {
    x[count] = place_of (line, place[i]);
    y[count++] = mean[i];
  }
  double least = place_of (line, place[best - 1]), most = place_of (line, place[best + 1]);
  double lowest_place = lowest (x, y, count);
  if (isfinite (lowest_place))
    found.place = CLAMP (lowest_place, least, most);
  return found;
}

static double
value_at (const LabKeyLine *line, double place)
{
  return line->is_linear ? place : exp (place);
}

static int
compare_doubles (const void *left, const void *right)
{
  const double *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* What scatters about the means of cells [from, to) when each repeat's own level is taken out, in units of
 * one run's scatter; returns how many. */
static guint
find_scatter (const LabKeyLine *line, const double *means, const Found *found, double *residual)
{
  guint cells = 0, count = 0;
  double *level = g_newa0 (double, line->repeats);

  for (guint i = found->from; i < found->to; i++)
    cells += isfinite (means[i]) ? 1 : 0;
  for (guint i = found->from; i < found->to; i++)
    for (guint r = 0; isfinite (means[i]) && r < line->repeats; r++)
      level[r] += (log (line->error[i * line->repeats + r]) - means[i]) / cells;
  double widening =
      sqrt ((double)cells * line->repeats / fmax ((cells - 1.0) * (line->repeats - 1.0), 1.0));
  for (guint i = found->from; i < found->to; i++)
    for (guint r = 0; isfinite (means[i]) && r < line->repeats; r++)
      residual[count++] =
          widening * (log (line->error[i * line->repeats + r]) - means[i] - level[r]);
  return count;
}

/* Means with that scatter drawn anew, and the best place of each. */
static void
find_interval (const LabKeyLine *line, const double *means, const Found *found, LabKeyBest *best)
{
  g_autofree double *place = g_new (double, REFITS);
  g_autofree double *residual = g_new (double, (gsize)LAB_GRID_MAX * line->repeats);
  double drawn[LAB_GRID_MAX];
  guint scattered, count = 0;
  LabRandom random;

  if (line->repeats < 2)
    return;
  scattered = find_scatter (line, means, found, residual);
  lab_random_init (&random, line->seed, 0, LAB_STREAM_BOOTSTRAP);
  for (guint f = 0; f < REFITS; f++) {
    for (guint i = 0; i < line->count; i++) {
      drawn[i] = means[i];
      for (guint r = 0; r < line->repeats; r++)
        drawn[i] += residual[lab_random_below (&random, scattered)] / line->repeats;
    }
    place[count] = find_best (line, drawn).place;
    count += isfinite (place[count]) ? 1 : 0;
  }
  qsort (place, count, sizeof *place, compare_doubles);
  if (count == 0)
    return;
  best->low = value_at (line, fmin (place[(guint)(TAIL * (count - 1))], found->place));
  best->high =
      value_at (line, fmax (place[(guint)ceil ((1.0 - TAIL) * (count - 1))], found->place));
}

/* Where the mean error leaves the good range, from the best cell in one direction. */
static double
find_good (const LabKeyLine *line, guint cell, int direction)
{
  double limit = lab_key_line_mean (line, cell) + log (LAB_KEY_GOOD);
  double place = place_of (line, cell), before = lab_key_line_mean (line, cell);

  for (int i = (int)cell + direction; i >= 0 && i < (int)line->count; i += direction) {
    double mean = lab_key_line_mean (line, (guint)i), there = place_of (line, (guint)i);
    if (!isfinite (mean))
      return value_at (line, place); /* it ends where runs diverge */
    if (mean > limit)
      return value_at (line, place + (there - place) * (limit - before) / (mean - before));
    place = there;
    before = mean;
  }
  return value_at (line, place);
}

void
lab_key_best (const LabKeyLine *line, LabKeyBest *best)
{
  double means[LAB_GRID_MAX];
  gboolean before = FALSE;

  *best = (LabKeyBest){
      .value = NAN, .low = NAN, .high = NAN, .error = NAN, .good_from = NAN, .good_to = NAN};
  for (guint i = 0; i < line->count; i++) {
    means[i] = lab_key_line_mean (line, i);
    best->diverged += isfinite (means[i]) ? 0 : 1;
  }
  Found found = find_best (line, means);
  if (!isfinite (found.place))
    return;
  for (guint i = 0; i < found.cell; i++)
    before = before || isfinite (means[i]);
  best->valid = TRUE;
  best->value = found.at_end ? line->value[found.cell] : value_at (line, found.place);
  best->error = exp (means[found.cell]);
  best->at_end = found.at_end;
  best->at_first = found.at_end && !before;
  find_interval (line, means, &found, best);
  best->good_from = find_good (line, found.cell, -1);
  best->good_to = find_good (line, found.cell, 1);
}
