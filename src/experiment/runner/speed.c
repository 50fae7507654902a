/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/runner/speed.h"

#include <math.h>

/* Time over which the speed is averaged. */
#define SPEED_SECONDS 2.0

void
lab_speed_reset (LabSpeed *speed)
{
  *speed = (LabSpeed){.time = g_get_monotonic_time ()};
}

void
lab_speed_add (LabSpeed *speed, guint steps)
{
  gint64 now = g_get_monotonic_time ();
  double passed = (double)(now - speed->time) / G_TIME_SPAN_SECOND;
  double keep = exp (-passed / SPEED_SECONDS);
  speed->steps = speed->steps * keep + steps;
  speed->seconds = speed->seconds * keep + passed;
  speed->time = now;
}

double
lab_speed_value (const LabSpeed *speed)
{
  return speed->seconds > 0.0 ? speed->steps / speed->seconds : 0.0;
}
