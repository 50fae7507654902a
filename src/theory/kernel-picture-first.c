/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level 1 over a whole curve: for each time the sums over modes are made once, and serve every n
 * and N of the curve. */
#include "theory/kernel-picture-private.h"

#include <math.h>

/* Times at which the least risk is looked for: from well before the first mode is learnt. */
#define FIRST_TIME       0.1
#define TIMES_PER_DECADE 10
#define MOST_TIMES       128

/* Where a number of features cuts the modes: whole bins before, and a share of the next. */
typedef struct
{
  guint bin;
  double share;
} Cut;

/* Sums over the modes of the first k bins, k = 0 .. count. */
typedef struct
{
  double *learnt;   /* power learnt so far: c^2 (1 - exp (-2 lambda t)) */
  double *variance; /* (1 - exp (-lambda t))^2 */
} Sums;

static Cut *
find_cuts (const LabKernelCurveTask *task)
{
  const LabSpectrum *spectrum = task->spectrum;
  Cut *cuts = g_new (Cut, task->count);
  double before = 0.0;
  guint bin = 0;

  /* N ascends along the curve. */
  for (guint i = 0; i < task->count; i++) {
    double features = lab_kernel_picture_features (task, i);
    while (bin < spectrum->count && before + spectrum->multiplicity[bin] <= features)
      before += spectrum->multiplicity[bin++];
    cuts[i].bin = bin;
    cuts[i].share = bin < spectrum->count ? (features - before) / spectrum->multiplicity[bin] : 0.0;
  }
  return cuts;
}

static void
sum_modes (const LabSpectrum *spectrum, double time, Sums *sums)
{
  sums->learnt[0] = sums->variance[0] = 0.0;
  for (guint k = 0; k < spectrum->count; k++) {
    double learnt = -expm1 (-spectrum->eigenvalue[k] * time);
    sums->learnt[k + 1] = sums->learnt[k] + spectrum->power[k] * learnt * (2.0 - learnt);
    sums->variance[k + 1] = sums->variance[k] + spectrum->multiplicity[k] * learnt * learnt;
  }
}

static double
up_to (const double *sums, const Cut *cut)
{
  double whole = sums[cut->bin];
  return cut->share > 0.0 ? whole + cut->share * (sums[cut->bin + 1] - whole) : whole;
}

static double
risk_at (const LabKernelCurveTask *task, const Sums *sums, const Cut *cut, guint i)
{
  double bias = task->spectrum->variance - up_to (sums->learnt, cut);
  double variance = task->noise * task->noise / lab_kernel_picture_points (task, i);
  return bias + variance * up_to (sums->variance, cut);
}

/* The lowest point of the parabola through the least of equally spaced values and its neighbours;
 * at an end, the end. Moves *at from an index to a place between indices. */
static double
lowest (const double *values, guint count, guint least, double *at)
{
  *at = least;
  if (least == 0 || least + 1 >= count)
    return values[least];
  double left = values[least - 1], middle = values[least], right = values[least + 1];
  double bend = left - 2.0 * middle + right;
  if (!(bend > 0.0))
    return middle;
  double shift = 0.5 * (left - right) / bend;
  *at += shift;
  return middle - 0.25 * (left - right) * shift;
}

/* risk (times, count): the least over times of every column. */
static void
choose_times (const LabKernelCurveTask *task,
              const double *times,
              guint time_count,
              const double *risk,
              double *excess_risk,
              double *time)
{
  double step = time_count > 1 ? log (times[1] / times[0]) : 0.0;
  g_autofree double *column = g_new (double, time_count);

  for (guint i = 0; i < task->count; i++) {
    guint least = 0;
    double at;
    for (guint j = 0; j < time_count; j++) {
      column[j] = risk[j * task->count + i];
      least = column[j] < column[least] ? j : least;
    }
    excess_risk[i] = lowest (column, time_count, least, &at);
    time[i] = times[0] * exp (step * at);
  }
}

/* The times to look at: the curve's own, the end alone, or many up to the end. */
static guint
make_times (const LabKernelCurveTask *task, double *times)
{
  double end = task->setting->time;
  guint count;

  if (task->setting->stopping == LAB_STOPPING_LAST || end <= FIRST_TIME) {
    times[0] = end;
    return 1;
  }
  count = (guint)ceil (TIMES_PER_DECADE * log10 (end / FIRST_TIME)) + 1;
  count = CLAMP (count, 3, MOST_TIMES);
  for (guint j = 0; j < count; j++)
    times[j] = FIRST_TIME * pow (end / FIRST_TIME, (double)j / (count - 1));
  return count;
}

void
lab_kernel_picture_first (const LabKernelCurveTask *task, double *excess_risk, double *time)
{
  gboolean over_time = task->setting->axis == LAB_THEORY_TIME;
  guint bins = task->spectrum->count + 1;
  double times[MOST_TIMES];
  guint time_count = over_time ? task->count : make_times (task, times);
  g_autofree Cut *cuts = find_cuts (task);
  g_autofree double *room = g_new (double, 2 * bins);
  g_autofree double *risk = g_new (double, over_time ? 1 : time_count * task->count);
  Sums sums = {room, room + bins};

  for (guint j = 0; j < time_count; j++) {
    sum_modes (task->spectrum, over_time ? task->x[j] : times[j], &sums);
    if (over_time) {
      excess_risk[j] = risk_at (task, &sums, &cuts[j], j);
      time[j] = task->x[j];
    }
    for (guint i = 0; !over_time && i < task->count; i++)
      risk[j * task->count + i] = risk_at (task, &sums, &cuts[i], i);
  }
  if (!over_time)
    choose_times (task, times, time_count, risk, excess_risk, time);
}
