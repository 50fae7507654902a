/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points made ready: logarithms about their mean, and weights. */
#include "fit/joint/joint-table.h"

#include <math.h>
#include <stdlib.h>

static gboolean
is_usable (const LabJointPoint *point)
{
  return isfinite (point->n) && point->n > 0.0 && isfinite (point->d) && point->d > 0.0 &&
         isfinite (point->loss) && point->loss > 0.0;
}

static int
compare_doubles (const void *left, const void *right)
{
  const double *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

void
lab_joint_sort_values (double *values, guint count)
{
  qsort (values, count, sizeof *values, compare_doubles);
}

static guint
count_distinct (const double *values, guint count)
{
  g_autofree double *sorted = g_memdup2 (values, sizeof *values * count);
  guint distinct = count > 0 ? 1 : 0;

  lab_joint_sort_values (sorted, count);
  for (guint i = 1; i < count; i++)
    distinct += sorted[i] > sorted[i - 1] ? 1 : 0;
  return distinct;
}

static double
centre (double *values, guint count)
{
  double mean = 0.0;

  for (guint i = 0; i < count; i++)
    mean += values[i] / count;
  for (guint i = 0; i < count; i++)
    values[i] -= mean;
  return mean;
}

static void
weigh (LabJointTable *table, const double *relative_error)
{
  double sum = 0.0;
  gboolean known = table->count > 0;

  for (guint i = 0; i < table->count; i++)
    known = known && relative_error[i] > 0.0 && isfinite (relative_error[i]);
  for (guint i = 0; i < table->count; i++) {
    table->weight[i] = known ? 1.0 / (relative_error[i] * relative_error[i]) : 1.0;
    sum += table->weight[i];
  }
  for (guint i = 0; i < table->count; i++)
    table->weight[i] *= table->count / sum;
}

LabJointTable *
lab_joint_table_new (const LabJointPoint *points, guint count)
{
  g_return_val_if_fail (points != NULL || count == 0, NULL);

  LabJointTable *table = g_new0 (LabJointTable, 1);
  g_autofree double *error = g_new (double, MAX (count, 1));

  table->ln_n = g_new (double, MAX (count, 1));
  table->ln_d = g_new (double, MAX (count, 1));
  table->ln_y = g_new (double, MAX (count, 1));
  table->weight = g_new (double, MAX (count, 1));
  for (guint i = 0; i < count; i++) {
    if (!is_usable (&points[i])) {
      table->left_out++;
      continue;
    }
    table->ln_n[table->count] = log (points[i].n);
    table->ln_d[table->count] = log (points[i].d);
    table->ln_y[table->count] = log (points[i].loss);
    error[table->count++] = points[i].error / points[i].loss;
  }
  table->n_count = count_distinct (table->ln_n, table->count);
  table->d_count = count_distinct (table->ln_d, table->count);
  table->centre_n = centre (table->ln_n, table->count);
  table->centre_d = centre (table->ln_d, table->count);
  weigh (table, error);
  return table;
}

void
lab_joint_table_free (LabJointTable *table)
{
  if (table == NULL)
    return;
  g_free (table->ln_n);
  g_free (table->ln_d);
  g_free (table->ln_y);
  g_free (table->weight);
  g_free (table);
}
