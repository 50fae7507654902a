/* Warm-up and cosine. */
#include "transformer/schedule.h"

#include <math.h>

guint
lab_schedule_warm_up_steps (const LabTrainingSettings *settings)
{
  if (settings->schedule == LAB_SCHEDULE_CONSTANT)
    return 0;
  return (guint)(settings->warm_up * settings->steps);
}

double
lab_schedule_rate (const LabTrainingSettings *settings, guint step)
{
  const guint warm_up = lab_schedule_warm_up_steps (settings);
  double progress;

  if (settings->schedule == LAB_SCHEDULE_CONSTANT)
    return settings->learning_rate;
  if (step < warm_up)
    return settings->learning_rate * (step + 1) / warm_up;
  if (step >= settings->steps)
    return settings->learning_rate * LAB_SCHEDULE_FLOOR;
  progress = (double)(step - warm_up) / (settings->steps - warm_up);
  return settings->learning_rate *
         (LAB_SCHEDULE_FLOOR + (1 - LAB_SCHEDULE_FLOOR) * 0.5 * (1 + cos (G_PI * progress)));
}
