/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a run as tables that every writer and reader of runs walks. */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

typedef enum
{
  LAB_RUN_FIELD_UINT,   /* guint */
  LAB_RUN_FIELD_SIZE,   /* gsize */
  LAB_RUN_FIELD_UINT64, /* guint64 */
  LAB_RUN_FIELD_REAL,   /* double */
  LAB_RUN_FIELD_SINGLE, /* float */
} LabRunFieldType;

typedef struct
{
  const char *name; /* NULL ends a table */
  LabRunFieldType type;
  gsize offset;
} LabRunField;

extern const LabRunField lab_run_plan_fields[];       /* of LabRunPlan */
extern const LabRunField lab_run_dimension_fields[];  /* of LabMeasuredDimension */
extern const LabRunField lab_run_evaluation_fields[]; /* of LabEvaluation, but the dimensions */
extern const LabRunField lab_run_fields[];            /* numbers of LabRun itself */

/* The name of the first field that no run can have: evaluations out of order, a choice among them that is
 * none of them, a reason where it did not diverge. NULL: the run can be. */
const char *lab_run_what_is_wrong (const LabRun *run);

G_END_DECLS
