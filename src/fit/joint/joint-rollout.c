/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits of the smaller part, scored on the larger. */
#include "fit/joint/joint-rollout.h"

#include <math.h>

/* Distinct positive values of N or D, ascending; returns how many. */
static guint
list_values (const LabJointPoint *points, guint count, gboolean over_n, double *value)
{
  guint usable = 0, distinct = 0;

  for (guint i = 0; i < count; i++) {
    double one = over_n ? points[i].n : points[i].d;
    if (isfinite (one) && one > 0.0)
      value[usable++] = one;
  }
  lab_joint_sort_values (value, usable);
  for (guint i = 0; i < usable; i++)
    if (i == 0 || value[i] > value[distinct - 1])
      value[distinct++] = value[i];
  return distinct;
}

static void
score (const LabJointPoint *points, guint count, gboolean over_n, LabJointCut *cut)
{
  double sum = 0.0, squares = 0.0;

  for (guint i = 0; i < count; i++) {
    double ratio = log (points[i].loss / lab_joint_law_value (&cut->law, points[i].n, points[i].d));
    if (!((over_n ? points[i].n : points[i].d) > cut->limit) || !isfinite (ratio))
      continue;
    cut->held_out++;
    sum += ratio;
    squares += ratio * ratio;
  }
  cut->bias = sum / MAX (cut->held_out, 1);
  cut->error = sqrt (squares / MAX (cut->held_out, 1));
}

static gboolean
fit_below (const LabJointPoint *points,
           guint count,
           const LabJointOptions *options,
           gboolean over_n,
           LabJointCut *cut)
{
  g_autofree LabJointPoint *part = g_new (LabJointPoint, MAX (count, 1));
  guint length = 0;
  LabJointFit fit;

  for (guint i = 0; i < count; i++)
    if ((over_n ? points[i].n : points[i].d) <= cut->limit)
      part[length++] = points[i];
  if (!lab_joint_fit (part, length, options, &fit, NULL))
    return FALSE;
  cut->law = fit.law;
  cut->scatter = fit.scatter;
  cut->fitted = fit.points_used;
  score (points, count, over_n, cut);
  return cut->held_out > 0;
}

void
lab_joint_rollout (const LabJointPoint *points,
                   guint count,
                   const LabJointOptions *options,
                   gboolean over_n,
                   LabJointRollout *rollout)
{
  static const guint parts[LAB_JOINT_MOST_CUTS] = {3, 4, 6, 12};
  g_autofree double *value = g_new (double, MAX (count, 1));
  guint distinct = list_values (points, count, over_n, value), before = 0;

  *rollout = (LabJointRollout){.count = 0};
  for (guint c = 0; c < LAB_JOINT_MOST_CUTS; c++) {
    guint out = MAX (distinct / parts[c], 1);
    if (out >= distinct || out == before)
      continue;
    LabJointCut cut = {.limit = value[distinct - 1 - out]};
    before = out;
    if (fit_below (points, count, options, over_n, &cut))
      rollout->cuts[rollout->count++] = cut;
  }
}
