/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two measured trajectories under two schedules of the learning rate: the multi-power law that follows both
 * (fit/multi-power.h), and what the decay bought. */
#pragma once

#include "experiment/conclude/curve.h"
#include "fit/multi-power.h"

G_BEGIN_DECLS

/* A value. */
typedef struct
{
  gboolean valid;         /* both are over time, and their schedules differ; else nothing is to be read */
  gboolean has_law;       /* the law could be fitted: it needs a schedule that falls, and 14 points */
  LabMultiPowerFit law;   /* of both curves together, past the warm-up and the first fiftieth of the steps */
  double end[2];          /* excess risk after the last step, arithmetic mean over the repeats */
  double law_end[2];      /* there by the law; NaN without it */
  double intrinsic_time[2]; /* sum of all rates */
  int decaying; /* which of the two decays beside a constant rate with all else equal, so that the difference
                 * of their ends is what the decay bought; -1: neither */
} LabScheduleLaw;

void lab_schedule_law_init (LabScheduleLaw *law,
                            const LabCurve *before,
                            const LabCurve *now);

G_END_DECLS
