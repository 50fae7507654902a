/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean of ln y over repeats, levels of incomplete repeats taken out by alternating means. */
#include "fit/sample/trajectory.h"

#include <math.h>

/* Alternating means converge geometrically; complete repeats are exact after the first pass. */
#define PASSES 30

static gboolean
takes_part (const LabFitTable *table, guint i, guint cluster)
{
  return cluster == LAB_TRAJECTORY_ALL || table->cluster[i] == cluster;
}

/* Means over the repeats at each x, by their weights, levels (clusters) taken out. */
static void
average (const LabFitTable *table, guint cluster, const double *level, double *mean, double *number)
{
  for (guint a = 0; a < table->abscissas; a++)
    mean[a] = number[a] = 0.0;
  for (guint i = 0; i < table->count; i++) {
    if (!takes_part (table, i, cluster))
      continue;
    guint a = table->abscissa[i];
    number[a] += table->weight[i];
    mean[a] += table->weight[i] * (table->ln_y[i] - level[table->cluster[i]] - mean[a]) / number[a];
  }
}

/* Levels of the repeats against mean, with mean zero over the repeats. */
static void
find_levels (const LabFitTable *table, const double *mean, double *level)
{
  g_autofree double *number = g_new0 (double, table->clusters);
  double sum = 0.0;

  for (guint c = 0; c < table->clusters; c++)
    level[c] = 0.0;
  for (guint i = 0; i < table->count; i++) {
    guint c = table->cluster[i];
    number[c] += 1.0;
    level[c] += (table->ln_y[i] - mean[table->abscissa[i]] - level[c]) / number[c];
  }
  for (guint c = 0; c < table->clusters; c++)
    sum += level[c];
  for (guint c = 0; c < table->clusters; c++)
    level[c] -= sum / table->clusters;
}

static LabTrajectory *
gather (const LabFitTable *table, const double *mean, const double *number)
{
  LabTrajectory *trajectory = g_new0 (LabTrajectory, 1);
  double total = 0.0;

  trajectory->x = g_new (double, table->abscissas);
  trajectory->ln_x = g_new (double, table->abscissas);
  trajectory->ln_y = g_new (double, table->abscissas);
  trajectory->weight = g_new (double, table->abscissas);
  for (guint a = 0; a < table->abscissas; a++) {
    if (number[a] == 0.0)
      continue;
    trajectory->x[trajectory->count] = table->x[a];
    trajectory->ln_x[trajectory->count] = log (table->x[a]);
    trajectory->ln_y[trajectory->count] = mean[a];
    trajectory->weight[trajectory->count] = number[a];
    trajectory->count++;
    total += number[a];
  }
  for (guint a = 0; a < trajectory->count; a++)
    trajectory->weight[a] *= trajectory->count / total;
  return trajectory;
}

LabTrajectory *
lab_trajectory_new (const LabFitTable *table, guint cluster)
{
  g_autofree double *level = g_new0 (double, MAX (table->clusters, 1));
  g_autofree double *mean = g_new0 (double, MAX (table->abscissas, 1));
  g_autofree double *number = g_new0 (double, MAX (table->abscissas, 1));

  average (table, cluster, level, mean, number);
  gboolean complete = table->count == table->abscissas * table->clusters;
  if (cluster == LAB_TRAJECTORY_ALL && !complete)
    for (guint pass = 0; pass < PASSES; pass++) {
      find_levels (table, mean, level);
      average (table, cluster, level, mean, number);
    }
  return gather (table, mean, number);
}

void
lab_trajectory_free (LabTrajectory *trajectory)
{
  if (trajectory == NULL)
    return;
  g_free (trajectory->x);
  g_free (trajectory->ln_x);
  g_free (trajectory->ln_y);
  g_free (trajectory->weight);
  g_free (trajectory);
}
