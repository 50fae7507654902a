/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordered samples of a fit; see the header for what is left out and why. */
#include "fit/sample/table.h"

#include <math.h>
#include <stdlib.h>

static gboolean
is_usable (const LabFitSample *sample)
{
  return isfinite (sample->x) && sample->x > 0.0 && isfinite (sample->y) && sample->y > 0.0;
}

static int
compare_doubles (double a, double b)
{
  return (a > b) - (a < b);
}

static int
compare_samples (const void *left, const void *right)
{
  const LabFitSample *a = left, *b = right;
  int order = compare_doubles (a->x, b->x);
  if (order == 0)
    order = (a->cluster > b->cluster) - (a->cluster < b->cluster);
  return order != 0 ? order : compare_doubles (a->y, b->y);
}

static int
compare_clusters (const void *left, const void *right)
{
  const guint *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* Sorts samples (count) in place and returns how many are left without exact repetitions. */
static guint
sort_and_unite (LabFitSample *samples, guint count)
{
  guint kept = 0;
  qsort (samples, count, sizeof *samples, compare_samples);
  for (guint i = 0; i < count; i++)
    if (kept == 0 || compare_samples (&samples[kept - 1], &samples[i]) != 0)
      samples[kept++] = samples[i];
  return kept;
}

/* Replaces the caller's cluster numbers (count) by their ranks; known (count) receives the numbers,
 * ascending. Returns how many differ. */
static guint
rank_clusters (const LabFitSample *samples, guint count, guint *cluster, guint *known)
{
  guint clusters = 0;

  for (guint i = 0; i < count; i++)
    known[i] = samples[i].cluster;
  if (count > 0)
    qsort (known, count, sizeof *known, compare_clusters);
  for (guint i = 0; i < count; i++)
    if (clusters == 0 || known[clusters - 1] != known[i])
      known[clusters++] = known[i];
  for (guint i = 0; i < count; i++) {
    const guint *found =
        bsearch (&samples[i].cluster, known, clusters, sizeof *known, compare_clusters);
    cluster[i] = (guint)(found - known);
  }
  return clusters;
}

/* Fills table->weight: of mean 1. */
static void
take_weights (LabFitTable *table, const LabFitSample *samples)
{
  double sum = 0.0;

  table->weight = g_new (double, table->count);
  for (guint i = 0; i < table->count; i++) {
    table->weight[i] = samples[i].weight > 0.0 ? samples[i].weight : 1.0;
    sum += table->weight[i];
  }
  for (guint i = 0; i < table->count; i++)
    table->weight[i] *= table->count / sum;
}

LabFitTable *
lab_fit_table_new (const LabFitSample *samples, guint count)
{
  g_return_val_if_fail (samples != NULL || count == 0, NULL);

  LabFitTable *table = g_new0 (LabFitTable, 1);
  g_autofree LabFitSample *usable = g_new (LabFitSample, MAX (count, 1));
  guint usable_count = 0;

  for (guint i = 0; i < count; i++)
    if (is_usable (&samples[i]))
      usable[usable_count++] = samples[i];
  table->left_out = count - usable_count;
  table->count = sort_and_unite (usable, usable_count);
  table->duplicates = usable_count - table->count;

  table->x = g_new (double, table->count);
  table->ln_x = g_new (double, table->count);
  table->ln_y = g_new (double, table->count);
  table->abscissa = g_new (guint, table->count);
  table->cluster = g_new (guint, table->count);
  table->cluster_number = g_new (guint, table->count);
  table->clusters = rank_clusters (usable, table->count, table->cluster, table->cluster_number);
  for (guint i = 0; i < table->count; i++) {
    if (i == 0 || usable[i].x > usable[i - 1].x)
      table->x[table->abscissas++] = usable[i].x;
    table->abscissa[i] = table->abscissas - 1;
    table->ln_x[i] = log (usable[i].x);
    table->ln_y[i] = log (usable[i].y);
  }
  take_weights (table, usable);
  return table;
}

void
lab_fit_table_free (LabFitTable *table)
{
  if (table == NULL)
    return;
  g_free (table->x);
  g_free (table->ln_x);
  g_free (table->ln_y);
  g_free (table->weight);
  g_free (table->abscissa);
  g_free (table->cluster);
  g_free (table->cluster_number);
  g_free (table);
}
