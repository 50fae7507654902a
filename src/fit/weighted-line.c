/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted least squares with one slope and a level per group, in closed form. */
#include "fit/weighted-line.h"

static void
gather_groups (LabWeightedLine *line)
{
  double sum_x = 0.0, sum_y = 0.0;

  for (guint i = 0; i < line->count; i++) {
    guint g = line->group[i];
    line->group_weight[g] += line->weight[i];
    line->group_x[g] += line->weight[i] * line->x[i];
    line->group_y[g] += line->weight[i] * line->y[i];
  }
  for (guint g = 0; g < line->groups; g++) {
    line->total_weight += line->group_weight[g];
    sum_x += line->group_x[g];
    sum_y += line->group_y[g];
    line->group_x[g] /= line->group_weight[g];
    line->group_y[g] /= line->group_weight[g];
  }
  line->centre = sum_x / line->total_weight;
  line->level = sum_y / line->total_weight;
}

LabWeightedLine *
lab_weighted_line_new (guint count,
                       guint groups,
                       const double *x,
                       const double *y,
                       const double *weight,
                       const guint *group)
{
  LabWeightedLine *line = g_new0 (LabWeightedLine, 1);
  double product = 0.0;

  line->count = count;
  line->groups = groups;
  line->x = x;
  line->y = y;
  line->weight = weight;
  line->group = group;
  line->group_x = g_new0 (double, groups);
  line->group_y = g_new0 (double, groups);
  line->group_weight = g_new0 (double, groups);
  gather_groups (line);
  for (guint i = 0; i < count; i++) {
    double distance = x[i] - line->group_x[group[i]];
    line->spread += weight[i] * distance * distance;
    product += weight[i] * distance * (y[i] - line->group_y[group[i]]);
  }
  g_assert (line->spread > 0.0);
  line->slope = product / line->spread;
  return line;
}

void
lab_weighted_line_free (LabWeightedLine *line)
{
  if (line == NULL)
    return;
  g_free (line->group_x);
  g_free (line->group_y);
  g_free (line->group_weight);
  g_free (line);
}

double
lab_weighted_line_residual (const LabWeightedLine *line, guint i)
{
  guint g = line->group[i];
  return line->y[i] - line->group_y[g] - line->slope * (line->x[i] - line->group_x[g]);
}

double
lab_weighted_line_pull (const LabWeightedLine *line, guint i)
{
  return line->weight[i] * (line->x[i] - line->group_x[line->group[i]]) / line->spread;
}
