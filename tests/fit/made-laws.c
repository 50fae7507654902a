/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every law with fixed parameters. */
#include "made-laws.h"

#include "core/random.h"

#include <math.h>

/* The law as the header writes it, computed apart from the program. */
double
made_value (LabLaw law, double x)
{
  double floor = law % 2 == 1 ? 0.05 : 0.0, gamma = law >= LAB_LAW_SUM_SIXTH     ? 1.0 / 6.0
                                                    : law >= LAB_LAW_SUM_SEVENTH ? 1.0 / 7.0
                                                                                 : 0.45;
  switch (lab_law_form (law)) {
  case LAB_FORM_EXPONENTIAL_POWER:
    return (x < 80.0 ? 0.4 * exp (-0.03 * (x - 80.0)) : 0.4 * pow (x / 80.0, -0.45)) + floor;
  case LAB_FORM_POWER_POWER:
    if (law == LAB_LAW_SMOOTH_POWER_POWER || law == LAB_LAW_SMOOTH_POWER_POWER_FLOOR)
      return 0.4 * pow (x / 80.0, -0.9) * pow (1.0 + pow (x / 80.0, 2.5), 0.45 * 0.4) + floor;
    return 0.4 * pow (x / 80.0, x < 80.0 ? -0.9 : -0.45) + floor;
  case LAB_FORM_SPEED_POWER:
    return 0.4 * (x < 80.0 ? pow ((100.0 - x) / 20.0, 2.0) : pow (x / 80.0, -0.45)) + floor;
  case LAB_FORM_SUM:
    return 20.0 * exp (-x / 30.0) + 2.0 * pow (x, -gamma) + floor;
  case LAB_FORM_POWER:
  case LAB_FORM_COUNT:
    break;
  }
  return 2.0 * pow (x, -0.45) + floor;
}

/* Noisy repeats of a law on geometric steps from 1 to 4000. */
guint
made_samples (LabLaw law, guint repeats, double noise, LabFitSample *samples)
{
  LabRandom random;
  guint count = 0;
  lab_random_init (&random, 11, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint r = 0; r < repeats; r++)
    for (guint i = 0; i < MADE_POINTS; i++) {
      double x = pow (4000.0, i / (MADE_POINTS - 1.0));
      double y = made_value (law, x) * exp (noise * lab_random_normal (&random));
      samples[count++] = (LabFitSample){x, y, r, 0.0};
    }
  return count;
}
