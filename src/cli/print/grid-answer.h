/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What scaling-lab run prints of a sweep over keys. */
#pragma once

#include "experiment/grid/key-best.h"
#include "fit/joint/joint-study.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  const LabKeyGrid *grid;
  LabRun *const *runs;     /* as lab_key_grid_train() leaves them */
  const LabKeyBest *best;  /* of one key; NULL with more */
  const LabKeyValley *valley; /* of two keys; NULL otherwise */
  const LabJointStudy *joint; /* of data and model; NULL otherwise, or where it could not be fitted */
  const char *why_no_joint;   /* a sentence, where data and model were swept without one; or NULL */
} LabGridAnswer;

/* Mean (geometric) excess risk of a cell over its repeats; NaN where one did not finish. */
double    lab_grid_cell_mean (const LabGridAnswer *answer,
                              const double        *errors,
                              guint                cell);

/* The object, with the points or without them. */
JsonNode *lab_grid_json      (const LabGridAnswer *answer,
                              gboolean             with_points);

/* Lines for people; free with g_free(). */
char     *lab_grid_text      (const LabGridAnswer *answer);

G_END_DECLS
