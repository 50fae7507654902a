/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses of a known joint law. */
#pragma once

#include "core/random.h"
#include "fit/joint/joint-fit.h"

#include <math.h>

#define MADE_POINTS 60

static const LabJointLaw MADE_LAW = {
    LAB_JOINT_FULL, {1.7, 400.0, 410.0, 0.34, 0.28, 1.0}};

/* count points spread evenly in ln N (1e7 .. 1e10) and ln D (1e8 .. 1e11); noise: of ln L. */
static inline void
make_points (guint64 seed, double noise, guint count, LabJointPoint *points)
{
  LabRandom random;

  lab_random_init (&random, seed, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint i = 0; i < count; i++) {
    double n = 1e7 * pow (1000.0, lab_random_uniform (&random));
    double d = 1e8 * pow (1000.0, lab_random_uniform (&random));
    double error = noise * lab_random_normal (&random);
    points[i] = (LabJointPoint){n, d, lab_joint_law_value (&MADE_LAW, n, d) * exp (error), 0.0};
  }
}
