/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/fit-curves.h"

#include "core/memory-available.h"
#include "experiment/experiment-keys.h"
#include "session/results.h"
#include "session/results-rows.h"

#include <math.h>
#include <string.h>

/* For all that a fit of the most samples and its sentences take. */
#define SPARE_BYTES ((guint64)16 << 20)

/* What one of our files measured; NULL for any other table. */
static const char *
measured_column (const LabTable *table)
{
  if (lab_table_find (table, "excess_risk") >= 0)
    return "excess_risk";
  return lab_table_find (table, "test_error") >= 0 ? "test_error" : NULL;
}

/* The sweep of one of our files; FALSE for any other table. */
static gboolean
find_sweep (const LabTable *table, LabSweep *sweep)
{
  const char *words = lab_table_comment (table, "experiment");
  g_auto (GStrv) list = NULL;
  LabExperiment experiment;

  if (words == NULL || measured_column (table) == NULL)
    return FALSE;
  list = g_strsplit_set (words, " ", -1);
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  for (guint i = 0; list[i] != NULL; i++)
    if (g_str_has_prefix (list[i], "sweep=") &&
        !lab_experiment_set (&experiment, "sweep", list[i] + strlen ("sweep="), NULL))
      return FALSE;
  *sweep = experiment.sweep;
  return TRUE;
}

static double
largest_width (const LabTable *table, guint column)
{
  double largest = -INFINITY, width;

  for (guint row = 0; row < lab_table_rows (table); row++)
    if (lab_table_is_number (table, row, column, &width))
      largest = fmax (largest, width);
  return largest;
}

/* Rows of one of our files that count. */
static gboolean *
own_rows (const LabTable *table, LabSweep sweep, LabFitCurves *curves)
{
  const int status = lab_table_find (table, "status");
  const int width = lab_axis (sweep)->is_trajectory ? lab_table_find (table, "width") : -1;
  const double largest = width >= 0 ? largest_width (table, (guint)width) : -INFINITY;
  gboolean *rows = g_new (gboolean, lab_table_rows (table));

  for (guint row = 0; row < lab_table_rows (table); row++) {
    double here = INFINITY;

    rows[row] = status < 0 || g_str_equal (lab_table_field (table, row, (guint)status),
                                           lab_results_status_name (LAB_RUN_FINISHED));
    curves->rows_unfinished += !rows[row];
    if (rows[row] && width >= 0 && lab_table_is_number (table, row, (guint)width, &here) &&
        !(here >= largest)) {
      rows[row] = FALSE;
      curves->rows_narrower++;
    }
  }
  return rows;
}

static void
count_unusable (double x, double y, LabUnusable *unusable)
{
  if (!(x > 0.0) || !isfinite (x))
    unusable->x++;
  else if (y == 0.0)
    unusable->zero++;
  else if (isinf (y))
    unusable->infinite++;
  else if (isnan (y))
    unusable->missing++;
  else if (y < 0.0)
    unusable->negative++;
}

static void
fit_curve_free (gpointer data)
{
  LabFitCurve *curve = data;

  g_free (curve->name);
  g_free (curve->y_column);
  g_array_unref (curve->samples);
  g_array_unref (curve->rows);
  g_free (curve);
}

static LabFitCurve *
fit_curve_new (const LabTableCurve *from)
{
  LabFitCurve *curve = g_new0 (LabFitCurve, 1);

  curve->name = g_strdup (from->name);
  curve->y_column = g_strdup (from->y_column);
  curve->samples = g_array_sized_new (FALSE, FALSE, sizeof (LabFitSample), from->points->len);
  curve->rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), from->points->len);
  for (guint i = 0; i < from->points->len; i++) {
    const LabTablePoint *point = &g_array_index (from->points, LabTablePoint, i);
    const double ratio = point->error > 0.0 ? point->y / point->error : 0.0;
    const LabFitSample sample = {point->x, point->y, point->cluster,
                                 isfinite (ratio) ? ratio * ratio : 0.0};

    count_unusable (point->x, point->y, &curve->unusable);
    g_array_append_val (curve->samples, sample);
    g_array_append_val (curve->rows, point->row);
  }
  return curve;
}

static gboolean
gather (const LabTable *table, LabFitCurves *curves, GError **error)
{
  g_autoptr (GPtrArray) read = NULL;

  curves->x_column = g_strdup (lab_table_name (table, curves->reading.x));
  curves->curves = g_ptr_array_new_with_free_func (fit_curve_free);
  read = lab_reading_curves (&curves->reading, error);
  if (read == NULL ||
      !lab_memory_fits (2 * (guint64)lab_table_rows (table) * sizeof (LabFitSample) + SPARE_BYTES,
                        "the points of the table", error))
    return FALSE;
  for (guint i = 0; i < read->len; i++)
    g_ptr_array_add (curves->curves, fit_curve_new (g_ptr_array_index (read, i)));
  return TRUE;
}

gboolean
lab_fit_curves_read (const LabTable *table,
                     const LabReadingRequest *request,
                     LabFitCurves *curves,
                     GError **error)
{
  g_autofree gboolean *rows = NULL;
  LabReadingRequest own = *request;
  LabSweep sweep;

  g_return_val_if_fail (table != NULL && curves != NULL, FALSE);

  *curves = (LabFitCurves){.rows_unfinished = 0};
  if (find_sweep (table, &sweep)) {
    own.x = own.x != NULL ? own.x : lab_axis (sweep)->column;
    own.y = own.y != NULL ? own.y : measured_column (table);
    own.repeat = own.repeat != NULL || lab_table_find (table, "repeat") < 0 ? own.repeat : "repeat";
    own.rows = rows = own_rows (table, sweep, curves);
    own.is_one_curve = own.by == NULL;
  }
  if (lab_reading_tell (table, &own, &curves->reading, error) && gather (table, curves, error))
    return TRUE;
  lab_fit_curves_clear (curves);
  return FALSE;
}

void
lab_fit_curve_turn_over (LabFitCurve *curve, double maximum)
{
  g_return_if_fail (curve != NULL);

  curve->unusable = (LabUnusable){.x = 0};
  for (guint i = 0; i < curve->samples->len; i++) {
    LabFitSample *sample = &g_array_index (curve->samples, LabFitSample, i);

    sample->y = maximum - sample->y;
    count_unusable (sample->x, sample->y, &curve->unusable);
  }
}

void
lab_fit_curves_clear (LabFitCurves *curves)
{
  lab_reading_clear (&curves->reading);
  g_clear_pointer (&curves->x_column, g_free);
  g_clear_pointer (&curves->curves, g_ptr_array_unref);
}
