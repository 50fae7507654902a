/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warm-up, then a constant rate or a decay. */
#include "transformer/schedule.h"

#include <math.h>

guint
lab_schedule_warm_up_steps (const LabScheduleShape *shape)
{
  return (guint)(shape->warm_up * shape->steps);
}

/* What is left to fall, 1 to 0, after progress (0 .. 1) of the decay. */
static double
decay (LabSchedule kind, double progress)
{
  switch (kind) {
  case LAB_SCHEDULE_COSINE:
    return 0.5 * (1 + cos (G_PI * progress));
  case LAB_SCHEDULE_LINEAR:
  case LAB_SCHEDULE_WSD:
    return 1.0 - progress;
  case LAB_SCHEDULE_CONSTANT:
  default:
    return 1.0;
  }
}

double
lab_schedule_share (const LabScheduleShape *shape, guint step)
{
  const guint warm_up = lab_schedule_warm_up_steps (shape);
  double begin = warm_up;

  if (step < warm_up)
    return (step + 1.0) / warm_up;
  if (shape->kind == LAB_SCHEDULE_CONSTANT)
    return 1.0;
  if (shape->kind == LAB_SCHEDULE_WSD)
    begin += shape->stable * shape->steps;
  if (step < begin)
    return 1.0;
  if (step >= shape->steps)
    return shape->final_rate;
  return shape->final_rate +
         (1 - shape->final_rate) * decay (shape->kind, (step - begin) / (shape->steps - begin));
}
