/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/csv-samples.h"

#include "core/error.h"
#include "core/memory-available.h"
#include "experiment/experiment-keys.h"
#include "session/results.h"
#include "session/results-rows.h"

#include <math.h>
#include <string.h>

#define ABSENT -1

/* For all that a fit of the most samples and its sentences take. */
#define SPARE_BYTES ((guint64)16 << 20)

typedef struct
{
  const LabCsvTable *table;
  int x, y;
  int repeat, status; /* ABSENT in a table that is none of ours */
  int width;          /* only for trajectories */
  double largest_width;
} Columns;

/* What one of our files measured; NULL for any other table. */
static const char *
measured_column (const LabCsvTable *table)
{
  if (lab_csv_table_find (table, "excess_risk") != ABSENT)
    return "excess_risk";
  return lab_csv_table_find (table, "test_error") != ABSENT ? "test_error" : NULL;
}

/* The sweep of one of our files; FALSE for any other table. */
static gboolean
find_sweep (const LabCsvTable *table, LabSweep *sweep)
{
  const char *words = lab_csv_table_comment (table, "experiment");
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

/* asked, or the column called preferred, or the one in that place. */
static gboolean
find_column (const LabCsvTable *table,
             const char *option,
             const char *asked,
             const char *preferred,
             guint place,
             int *column,
             GError **error)
{
  g_autofree char *names = lab_csv_table_names (table);

  *column = lab_csv_table_find (table, asked != NULL ? asked : preferred);
  if (*column != ABSENT)
    return TRUE;
  if (asked != NULL) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
                 "%s %s: there is no such column; allowed are %s.", option, asked, names);
    return FALSE;
  }
  if (place >= lab_csv_table_columns (table)) {
    g_set_error (error, LAB_ERROR, LAB_ERROR_FILE,
                 "The table has %u column; a fit needs two, x and y, separated by a comma.",
                 lab_csv_table_columns (table));
    return FALSE;
  }
  *column = (int)place;
  return TRUE;
}

static gboolean
find_largest_width (Columns *columns, GError **error)
{
  columns->largest_width = -INFINITY;
  for (guint row = 0; row < lab_csv_table_rows (columns->table); row++) {
    double width;

    if (!lab_csv_table_number (columns->table, row, (guint)columns->width, &width, error))
      return FALSE;
    columns->largest_width = fmax (columns->largest_width, width);
  }
  return TRUE;
}

static gboolean
find_columns (Columns *columns, const char *x_column, const char *y_column, GError **error)
{
  LabSweep sweep;
  gboolean is_ours = find_sweep (columns->table, &sweep);

  if (!find_column (columns->table, "--x", x_column, is_ours ? lab_axis (sweep)->column : "x", 0,
                    &columns->x, error) ||
      !find_column (columns->table, "--y", y_column,
                    is_ours ? measured_column (columns->table) : "y", 1, &columns->y, error))
    return FALSE;
  if (!is_ours)
    return TRUE;
  columns->repeat = lab_csv_table_find (columns->table, "repeat");
  columns->status = lab_csv_table_find (columns->table, "status");
  if (lab_axis (sweep)->is_trajectory)
    columns->width = lab_csv_table_find (columns->table, "width");
  return columns->width == ABSENT || find_largest_width (columns, error);
}

static gboolean
add_row (const Columns *columns, guint row, LabCsvSamples *samples, GError **error)
{
  const LabCsvTable *table = columns->table;
  LabFitSample sample = {.cluster = 0};
  double repeat = 0.0, width = 0.0;

  if (!lab_csv_table_number (table, row, (guint)columns->x, &sample.x, error) ||
      !lab_csv_table_number (table, row, (guint)columns->y, &sample.y, error))
    return FALSE;
  if (columns->repeat != ABSENT &&
      !lab_csv_table_number (table, row, (guint)columns->repeat, &repeat, error))
    return FALSE;
  if (columns->width != ABSENT &&
      !lab_csv_table_number (table, row, (guint)columns->width, &width, error))
    return FALSE;
  if (columns->status != ABSENT &&
      !g_str_equal (lab_csv_table_field (table, row, (guint)columns->status),
                    lab_results_status_name (LAB_RUN_FINISHED))) {
    samples->rows_unfinished++;
    return TRUE;
  }
  if (columns->width != ABSENT && !(width >= columns->largest_width)) {
    samples->rows_narrower++;
    return TRUE;
  }
  if (repeat >= 0.0 && repeat < G_MAXUINT)
    sample.cluster = (guint)repeat;
  g_array_append_val (samples->samples, sample);
  return TRUE;
}

gboolean
lab_csv_samples_pick (const LabCsvTable *table,
                      const char *x_column,
                      const char *y_column,
                      LabCsvSamples *samples,
                      GError **error)
{
  Columns columns = {.table = table, .repeat = ABSENT, .status = ABSENT, .width = ABSENT};

  g_return_val_if_fail (table != NULL && samples != NULL, FALSE);

  *samples = (LabCsvSamples){.samples = NULL};
  if (!find_columns (&columns, x_column, y_column, error))
    return FALSE;
  samples->x_column = g_strdup (lab_csv_table_name (table, (guint)columns.x));
  samples->y_column = g_strdup (lab_csv_table_name (table, (guint)columns.y));
  /* GLib ends the program where memory lacks; the array grows to a power of two. */
  if (!lab_memory_fits (2 * (guint64)lab_csv_table_rows (table) * sizeof (LabFitSample) +
                            SPARE_BYTES,
                        "the points of the table", error)) {
    lab_csv_samples_clear (samples);
    return FALSE;
  }
  samples->samples =
      g_array_sized_new (FALSE, FALSE, sizeof (LabFitSample), lab_csv_table_rows (table));
  for (guint row = 0; row < lab_csv_table_rows (table); row++)
    if (!add_row (&columns, row, samples, error)) {
      lab_csv_samples_clear (samples);
      return FALSE;
    }
  return TRUE;
}

void
lab_csv_samples_clear (LabCsvSamples *samples)
{
  g_clear_pointer (&samples->samples, g_array_unref);
  g_clear_pointer (&samples->x_column, g_free);
  g_clear_pointer (&samples->y_column, g_free);
}
