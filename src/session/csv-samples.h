/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples for a fit, picked from a table: any two columns, or a points.csv of this program.
 *
 * A points.csv is known by its comment "# experiment: ..." and its column excess_risk (or
 * test_error). There x is
 * what its sweep varies (n, parameters, steps, compute), rows of runs that did not finish are left
 * out, repeats are told apart by the column repeat, and of trajectories only the largest width
 * counts. In any other table x is the column x or else the first, y the column y or else the
 * second. */
#pragma once

#include "fit/power-law.h"
#include "session/csv-table.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *samples;       /* of LabFitSample */
  char *x_column;
  char *y_column;
  guint rows_unfinished; /* of runs that diverged or stopped: not among the samples */
  guint rows_narrower;   /* of trajectories of smaller widths: likewise */
} LabCsvSamples;

/* x_column and y_column are names (or numbers, where there is no header), or NULL for the columns
 * above; rows of a points.csv are chosen as above either way. FALSE and LAB_ERROR_FILE or
 * LAB_ERROR_INVALID_VALUE with one sentence when a column is missing or holds something else than
 * numbers. Clear with lab_csv_samples_clear(). */
gboolean lab_csv_samples_pick  (const LabCsvTable  *table,
                                const char         *x_column,
                                const char         *y_column,
                                LabCsvSamples      *samples,
                                GError            **error);
void     lab_csv_samples_clear (LabCsvSamples      *samples);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabCsvSamples, lab_csv_samples_clear)

G_END_DECLS
