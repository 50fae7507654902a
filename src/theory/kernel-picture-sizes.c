/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many points and features a kernel curve has. */
#include "theory/kernel-picture-private.h"

double
lab_kernel_picture_points (const LabKernelCurveTask *task, guint i)
{
  return task->setting->axis == LAB_THEORY_DATA ? task->x[i] : task->setting->points;
}

double
lab_kernel_picture_features (const LabKernelCurveTask *task, guint i)
{
  return task->setting->axis == LAB_THEORY_MODEL ? task->x[i] : task->setting->features;
}

double
lab_kernel_picture_end (const LabKernelCurveTask *task, guint i)
{
  return task->setting->axis == LAB_THEORY_TIME ? task->x[i] : task->setting->time;
}
