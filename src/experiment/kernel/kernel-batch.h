/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernel studies over a grid: its values times repeats, and what the means come to. */
#pragma once

#include "experiment/kernel/kernel-study.h"
#include "fit/power-law.h"

G_BEGIN_DECLS

/* One value of the grid: means over the repeats. */
typedef struct
{
  LabKernelStudy *first; /* of the first repeat, without its flow */
  guint repeats;         /* that were studied */
  LabKernelMoment moments[LAB_KERNEL_STUDY_MOMENTS]; /* means; predicted and measured risks too */
  double gap[LAB_REPEATS_MAX];                       /* of each repeat; NaN untrained */
  double tangent_risk[LAB_REPEATS_MAX], matern_risk[LAB_REPEATS_MAX]; /* 0 where not asked for */
  double kernel_drift;                               /* mean */
  LabModeFit fit; /* of the modes of all repeats, jointly */
} LabKernelPoint;

typedef struct
{
  LabExperiment experiment;
  LabKernelStudySettings settings;
  guint count;             /* points of the grid that were finished, ascending */
  LabKernelPoint *points;
  LabPowerLawFit gap_fit;     /* of the gap over width or depth (other sweeps than data) */
  LabPowerLawFit tangent_fit; /* of the ridge risks over n (data sweeps) */
  LabPowerLawFit matern_fit;
} LabKernelBatch;

/* Makes all studies, one after the other, each on all cores. Without a grid in the experiment there
 * is one point: n and width as they are. Returns what was finished; error is set where a study could
 * not be made. */
LabKernelBatch *lab_kernel_batch_new  (const LabExperiment          *experiment,
                                       const LabKernelStudySettings *settings,
                                       guint workers,
                                       LabTask *task,
                                       GError                      **error);
void            lab_kernel_batch_free (LabKernelBatch               *batch);

/* Whether all points of the grid were finished. */
gboolean        lab_kernel_batch_is_whole (const LabKernelBatch *batch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabKernelBatch, lab_kernel_batch_free)

G_END_DECLS
