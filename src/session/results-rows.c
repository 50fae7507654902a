/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of measured points, before it becomes CSV or JSON. */
#include "session/results-rows.h"

#include <math.h>

#include "experiment/language.h"
#include "experiment/task.h"
#include "session/results-language.h"

typedef enum
{
  COLUMN_RUN,
  COLUMN_REPEAT,
  COLUMN_SEED,
  COLUMN_N,
  COLUMN_TRAINING_POINTS,
  COLUMN_PARAMETERS,
  COLUMN_WIDTH,
  COLUMN_DEPTH,
  COLUMN_STEPS,
  COLUMN_COMPUTE,
  COLUMN_ERROR,
  COLUMN_TRAINING_LOSS,
  COLUMN_VALIDATION_LOSS,
  COLUMN_VALIDATION_LABELS,
  COLUMN_STATUS,
  COLUMN_DIVERGED_STEP,
  COLUMN_COUNT,
} Column;

/* meaning NULL: the task's, see lab_results_column_meaning(). */
static const struct
{
  const char *name;
  const char *meaning;
} columns[COLUMN_COUNT] = {
    [COLUMN_RUN] = {"run", "index of the run: grid index x repeats + repeat"},
    [COLUMN_REPEAT] = {"repeat", NULL},
    [COLUMN_SEED] = {"seed", "seed of the experiment"},
    [COLUMN_N] = {"n", NULL},
    [COLUMN_TRAINING_POINTS] = {"training_points", NULL},
    [COLUMN_PARAMETERS] = {"parameters", "N, trainable parameters, counted"},
    [COLUMN_WIDTH] = {"width", "m, embedding width of the transformer"},
    [COLUMN_DEPTH] = {"depth", "transformer blocks"},
    [COLUMN_STEPS] = {"steps", "T, optimiser steps done when the row was measured"},
    [COLUMN_COMPUTE] = {"compute", "C, FLOP of training up to there: counted multiply-adds x 2 of "
                                   "forward and backward"},
    [COLUMN_ERROR] = {NULL, NULL},
    [COLUMN_TRAINING_LOSS] = {"training_loss", NULL},
    [COLUMN_VALIDATION_LOSS] = {"validation_loss", NULL},
    [COLUMN_VALIDATION_LABELS] = {"validation_labels", NULL},
    [COLUMN_STATUS] = {"status",
                       "finished; diverged (its finite part is kept, and no fit uses it); "
                       "stopped (cut short by its user, and no fit uses it)"},
    [COLUMN_DIVERGED_STEP] = {"diverged_step", "optimiser step at which the run diverged"},
};

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  const LabRun *const *left = a;
  const LabRun *const *right = b;

  return ((*left)->plan.index > (*right)->plan.index) -
         ((*left)->plan.index < (*right)->plan.index);
}

GPtrArray *
lab_results_sorted_runs (LabRun *const *runs, guint count)
{
  GPtrArray *sorted = g_ptr_array_sized_new (count);

  for (guint i = 0; i < count; i++)
    if (runs[i] != NULL)
      g_ptr_array_add (sorted, runs[i]);
  g_ptr_array_sort (sorted, compare_runs);
  return sorted;
}

static void
add_row (GArray *rows, const LabRun *run, const LabEvaluation *evaluation)
{
  LabResultsRow row = {.run = run, .evaluation = evaluation};

  g_array_append_val (rows, row);
}

GArray *
lab_results_rows (const LabExperiment *experiment, const GPtrArray *runs)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (LabResultsRow));
  gboolean trajectories = lab_axis (experiment->sweep)->is_trajectory;

  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = g_ptr_array_index (runs, i);

    if (!trajectories)
      add_row (rows, run, run->chosen >= 0 ? &run->evaluations[run->chosen] : NULL);
    else if (run->evaluation_count == 0)
      add_row (rows, run, NULL);
    else
      for (guint k = 0; k < run->evaluation_count; k++)
        add_row (rows, run, &run->evaluations[k]);
  }
  return rows;
}

guint
lab_results_column_count (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, 0);

  return COLUMN_COUNT + lab_language_column_count (experiment);
}

const char *
lab_results_column_name (const LabExperiment *experiment, guint column)
{
  if (column >= COLUMN_COUNT)
    return lab_language_column_name (column - COLUMN_COUNT);
  if (experiment->task == LAB_TASK_LANGUAGE && column == COLUMN_ERROR)
    return "excess_risk"; /* empty where the entropy is not known */
  if (experiment->task == LAB_TASK_LANGUAGE && column == COLUMN_TRAINING_POINTS)
    return "training_tokens";
  return column == COLUMN_ERROR ? lab_task_info (experiment->task)->error_words (experiment)->column
                                : columns[column].name;
}

const char *
lab_results_column_meaning (const LabExperiment *experiment, guint column)
{
  const LabTaskInfo *task = lab_task_info (experiment->task);

  if (column >= COLUMN_COUNT)
    return lab_language_column_meaning (column - COLUMN_COUNT);
  switch ((Column)column) {
  case COLUMN_REPEAT:
    return task->columns.repeat;
  case COLUMN_N:
    return task->columns.n;
  case COLUMN_TRAINING_POINTS:
    return task->columns.training_points;
  case COLUMN_ERROR:
    return lab_language_knows_entropy (experiment) ? task->error_words (experiment)->meaning
                                                   : "missing: the entropy of a text is not known";
  case COLUMN_TRAINING_LOSS:
    return task->columns.training_loss;
  case COLUMN_VALIDATION_LOSS:
    return task->columns.validation_loss;
  case COLUMN_VALIDATION_LABELS:
    return task->columns.validation_labels;
  default:
    g_return_val_if_fail (column < COLUMN_COUNT, NULL);
    return columns[column].meaning;
  }
}

static LabResultsValue
integer (guint64 value)
{
  return (LabResultsValue){.type = LAB_RESULTS_INTEGER, .integer = value};
}

static LabResultsValue
real (double value)
{
  if (!isfinite (value))
    return (LabResultsValue){.type = LAB_RESULTS_MISSING};
  return (LabResultsValue){.type = LAB_RESULTS_REAL, .real = value};
}

static LabResultsValue
evaluation_value (const LabEvaluation *evaluation, Column column)
{
  if (evaluation == NULL)
    return (LabResultsValue){.type = LAB_RESULTS_MISSING};
  switch (column) {
  case COLUMN_STEPS:
    return integer (evaluation->step);
  case COLUMN_COMPUTE:
    return integer (evaluation->compute);
  case COLUMN_ERROR:
    return real (evaluation->excess_risk);
  case COLUMN_TRAINING_LOSS:
    return real (evaluation->training_loss);
  case COLUMN_VALIDATION_LOSS:
    return real (evaluation->validation_loss);
  default:
    g_assert_not_reached ();
  }
}

LabResultsValue
lab_results_value (const LabExperiment *experiment, const LabResultsRow *row, guint column)
{
  const LabRun *run = row->run;

  if (column >= COLUMN_COUNT)
    return lab_language_value (experiment, row, column - COLUMN_COUNT);
  if (column == COLUMN_ERROR && !lab_language_knows_entropy (experiment))
    return (LabResultsValue){.type = LAB_RESULTS_MISSING};
  switch ((Column)column) {
  case COLUMN_RUN:
    return integer (run->plan.index);
  case COLUMN_REPEAT:
    return integer (run->plan.repeat);
  case COLUMN_SEED:
    return integer (experiment->seed);
  case COLUMN_N:
    return integer (run->plan.n);
  case COLUMN_TRAINING_POINTS:
    return integer (run->training_points);
  case COLUMN_PARAMETERS:
    return integer (run->parameters);
  case COLUMN_WIDTH:
    return integer (run->plan.width);
  case COLUMN_DEPTH:
    return integer (run->plan.depth);
  case COLUMN_VALIDATION_LABELS:
    return integer (run->validation_labels);
  case COLUMN_STATUS:
    return (LabResultsValue){.type = LAB_RESULTS_TEXT,
                             .text = lab_results_status_name (run->status)};
  case COLUMN_DIVERGED_STEP:
    if (run->status != LAB_RUN_DIVERGED)
      return (LabResultsValue){.type = LAB_RESULTS_MISSING};
    return integer (run->diverged_step);
  case COLUMN_STEPS:
  case COLUMN_COMPUTE:
  case COLUMN_ERROR:
  case COLUMN_TRAINING_LOSS:
  case COLUMN_VALIDATION_LOSS:
    return evaluation_value (row->evaluation, (Column)column);
  case COLUMN_COUNT:
    break;
  }
  g_return_val_if_reached ((LabResultsValue){.type = LAB_RESULTS_MISSING});
}

const char *
lab_results_status_name (LabRunStatus status)
{
  switch (status) {
  case LAB_RUN_FINISHED:
    return "finished";
  case LAB_RUN_DIVERGED:
    return "diverged";
  case LAB_RUN_STOPPED:
    return "stopped";
  }
  g_return_val_if_reached ("unknown");
}

gboolean
lab_results_status_find (const char *name, LabRunStatus *status)
{
  static const LabRunStatus all[] = {LAB_RUN_FINISHED, LAB_RUN_DIVERGED, LAB_RUN_STOPPED};

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_strcmp0 (name, lab_results_status_name (all[i])) == 0) {
      *status = all[i];
      return TRUE;
    }
  return FALSE;
}
