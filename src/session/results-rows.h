/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows and columns of measured points: the one description that CSV and JSON share. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

/* One measured point. evaluation is NULL where a run ended before it could be measured. Both
 * pointers are the run's own. */
typedef struct
{
  const LabRun *run;
  const LabEvaluation *evaluation;
} LabResultsRow;

typedef enum
{
  LAB_RESULTS_MISSING,
  LAB_RESULTS_INTEGER,
  LAB_RESULTS_REAL, /* finite: what is not finite is missing */
  LAB_RESULTS_TEXT,
} LabResultsType;

typedef struct
{
  LabResultsType type;
  guint64 integer;
  double real;
  const char *text;
} LabResultsValue;

/* The runs that are there (LabRun pointers, borrowed), ascending in run index. */
GPtrArray      *lab_results_sorted_runs (LabRun *const       *runs,
                                         guint                count);

/* Of LabResultsRow: one per run at its chosen evaluation (data, model), or one per evaluation
 * (time, compute); ascending in run index, then step. runs as from lab_results_sorted_runs(). */
GArray         *lab_results_rows        (const LabExperiment *experiment,
                                         const GPtrArray     *runs);

guint           lab_results_column_count (const LabExperiment *experiment);
const char     *lab_results_column_name  (const LabExperiment *experiment, guint column);

/* What the column is, with its unit: one sentence, untranslated. */
const char     *lab_results_column_meaning (const LabExperiment *experiment, guint column);

LabResultsValue lab_results_value       (const LabExperiment *experiment,
                                         const LabResultsRow *row,
                                         guint                column);

/* "finished", "diverged", "stopped". */
const char     *lab_results_status_name (LabRunStatus status);
/* The status of this name; FALSE where there is none, or name is NULL. */
gboolean        lab_results_status_find (const char *name, LabRunStatus *status);

G_END_DECLS
