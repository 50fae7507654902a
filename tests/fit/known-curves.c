/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of known truth, for tests of fits. */
#include "known-curves.h"

#include <math.h>

double
known_power (double x)
{
  return 2.0 * pow (x, -0.5);
}

double
known_with_floor (double x)
{
  return pow (x, -0.7) + 0.05;
}

double
known_broken (double x)
{
  return x < 100.0 ? pow (x / 100.0, -1.0) : pow (x / 100.0, -0.35);
}

double
known_two_phase (double x)
{
  return x < 60.0 ? exp (-(x - 60.0) / 20.0) : pow (x / 60.0, -0.3);
}

guint
known_draw (KnownCurve curve,
            guint points,
            guint repeats,
            double noise,
            LabRandom *random,
            LabFitSample *samples)
{
  guint count = 0;

  for (guint r = 0; r < repeats; r++)
    for (guint i = 0; i < points; i++) {
      double x = pow (10.0, KNOWN_DECADES * i / (points - 1));
      samples[count++] =
          (LabFitSample){x, curve (x) * exp (noise * lab_random_normal (random)), r, 0.0};
    }
  return count;
}

guint
known_samples (KnownCurve curve, guint repeats, double noise, guint run, LabFitSample *samples)
{
  LabRandom random;

  lab_random_init (&random, 11, run, LAB_STREAM_TRAINING_NOISE);
  return known_draw (curve, KNOWN_POINTS, repeats, noise, &random, samples);
}
