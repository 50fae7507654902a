/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long computation seen from another thread. */
#include "core/task.h"

#define WHOLE 1000

void
lab_task_cancel (LabTask *task)
{
  if (task != NULL)
    g_atomic_int_set (&task->cancelled, TRUE);
}

gboolean
lab_task_is_cancelled (const LabTask *task)
{
  return task != NULL && g_atomic_int_get (&task->cancelled) != 0;
}

void
lab_task_report (LabTask *task, double fraction)
{
  if (task != NULL)
    g_atomic_int_set (&task->permille, (gint)(CLAMP (fraction, 0.0, 1.0) * WHOLE));
}

double
lab_task_progress (const LabTask *task)
{
  return task != NULL ? g_atomic_int_get (&task->permille) / (double)WHOLE : 0.0;
}
