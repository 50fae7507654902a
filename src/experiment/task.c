/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of tasks. */
#include "experiment/task-private.h"

const char *const lab_task_names[LAB_TASK_COUNT + 1] = {
    [LAB_TASK_POINTS] = "points",
    [LAB_TASK_SEQUENCES] = "sequences",
    [LAB_TASK_LANGUAGE] = "language",
};

const LabTaskInfo *
lab_task_info (LabTaskKind kind)
{
  static const LabTaskInfo *const tasks[LAB_TASK_COUNT] = {
      [LAB_TASK_POINTS] = &lab_task_points,
      [LAB_TASK_SEQUENCES] = &lab_task_sequences,
      [LAB_TASK_LANGUAGE] = &lab_task_language,
  };

  g_return_val_if_fail ((guint)kind < LAB_TASK_COUNT, &lab_task_points);
  return tasks[kind];
}
