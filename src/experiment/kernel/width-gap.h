/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Width to infinity: how the distance between the tangent kernel's prediction and the real network
 * shrinks over networks of growing width on the same data. */
#pragma once

#include "experiment/kernel/kernel-study.h"
#include "fit/power-law.h"

G_BEGIN_DECLS

#define LAB_WIDTH_GAP_WIDTHS  5
#define LAB_WIDTH_GAP_REPEATS 3

/* Few points and steps, so that all studies together take some seconds. */
#define LAB_WIDTH_GAP_POINTS 256
#define LAB_WIDTH_GAP_STEPS  30

/* A value. */
typedef struct
{
  gsize n;                                     /* training points used */
  guint count;                                 /* widths finished, ascending */
  guint width[LAB_WIDTH_GAP_WIDTHS];           /* 4, 8, 16, 32 and 64 times the heads */
  double gap[LAB_WIDTH_GAP_WIDTHS][LAB_WIDTH_GAP_REPEATS]; /* lab_kernel_study_gap () */
  LabPowerLawFit fit; /* of the gap over width, all repeats; invalid where they do not suffice */
} LabWidthGap;

/* Full-batch descent at 1 / mu_max to LAB_WIDTH_GAP_STEPS steps, as in kernel-study.h, with networks
 * like the experiment's but for the width. FALSE and error, or FALSE alone soon after task (nullable)
 * was cancelled. workers: 0 = one per core. */
gboolean lab_width_gap_compute (const LabExperiment *experiment,
                                double               head_scale,
                                guint                workers,
                                LabTask             *task,
                                LabWidthGap         *gap,
                                GError             **error);

G_END_DECLS
