/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intrinsic time: the sum of the learning rates of the steps so far, as the other clock of a training.
 *
 * Under a schedule that decays, steps near the end move the network less and less: over the sum of rates
 * gradient flow has one curve, whatever the schedule. */
#pragma once

#include "experiment/conclude/curve-fit.h"
#include "fit/power-law.h"

G_BEGIN_DECLS

#define LAB_INTRINSIC_TIME_POINTS 64

/* A value. */
typedef struct
{
  guint count; /* of the fitted group's measured points, ascending; 0: no trajectory over steps */
  double time[LAB_INTRINSIC_TIME_POINTS];        /* sum of rates */
  double excess_risk[LAB_INTRINSIC_TIME_POINTS]; /* geometric means */
  LabPowerLawFit power; /* over the samples that the law over steps was fitted to; .valid FALSE: too few */
} LabIntrinsicTime;

/* Sum of the rates of the first `steps` steps of a run. */
double lab_intrinsic_time      (const LabExperiment *experiment,
                                guint                steps);

/* Of a curve over time and its fit. */
void   lab_intrinsic_time_init (LabIntrinsicTime    *intrinsic,
                                const LabCurve      *curve,
                                const LabCurveFit   *fit);

G_END_DECLS
