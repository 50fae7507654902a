/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding a field to a run is a line here; text and session files then hold it. */
#include "session/run-fields.h"

const LabRunField lab_run_plan_fields[] = {
    {"index", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, index)},
    {"grid_index", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, grid_index)},
    {"repeat", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, repeat)},
    {"value", LAB_RUN_FIELD_REAL, G_STRUCT_OFFSET (LabRunPlan, value)},
    {"n", LAB_RUN_FIELD_UINT64, G_STRUCT_OFFSET (LabRunPlan, n)},
    {"width", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, width)},
    {"depth", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabRunPlan, depth)},
    {NULL}};

const LabRunField lab_run_dimension_fields[] = {
    {"value", LAB_RUN_FIELD_SINGLE, G_STRUCT_OFFSET (LabMeasuredDimension, value)},
    {"low", LAB_RUN_FIELD_SINGLE, G_STRUCT_OFFSET (LabMeasuredDimension, low)},
    {"high", LAB_RUN_FIELD_SINGLE, G_STRUCT_OFFSET (LabMeasuredDimension, high)},
    {NULL}};

const LabRunField lab_run_evaluation_fields[] = {
    {"step", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabEvaluation, step)},
    {"compute", LAB_RUN_FIELD_UINT64, G_STRUCT_OFFSET (LabEvaluation, compute)},
    {"training_loss", LAB_RUN_FIELD_REAL, G_STRUCT_OFFSET (LabEvaluation, training_loss)},
    {"validation_loss", LAB_RUN_FIELD_REAL, G_STRUCT_OFFSET (LabEvaluation, validation_loss)},
    {"excess_risk", LAB_RUN_FIELD_REAL, G_STRUCT_OFFSET (LabEvaluation, excess_risk)},
    {"labels", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabEvaluation, labels)},
    {"points", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabEvaluation, points)},
    {NULL}};

const LabRunField lab_run_fields[] = {
    {"parameters", LAB_RUN_FIELD_SIZE, G_STRUCT_OFFSET (LabRun, parameters)},
    {"training_points", LAB_RUN_FIELD_SIZE, G_STRUCT_OFFSET (LabRun, training_points)},
    {"validation_labels", LAB_RUN_FIELD_SIZE, G_STRUCT_OFFSET (LabRun, validation_labels)},
    {"warm_up_steps", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabRun, warm_up_steps)},
    {"diverged_step", LAB_RUN_FIELD_UINT, G_STRUCT_OFFSET (LabRun, diverged_step)},
    {"seconds", LAB_RUN_FIELD_REAL, G_STRUCT_OFFSET (LabRun, seconds)},
    {NULL}};

const char *
lab_run_what_is_wrong (const LabRun *run)
{
  g_return_val_if_fail (run != NULL, NULL);

  for (guint i = 1; i < run->evaluation_count; i++)
    if (run->evaluations[i].step <= run->evaluations[i - 1].step)
      return "step";
  if ((run->reason != NULL) != (run->status == LAB_RUN_DIVERGED))
    return "reason";
  if (run->chosen < -1 || run->chosen >= (int)run->evaluation_count)
    return "chosen";
  return NULL;
}
