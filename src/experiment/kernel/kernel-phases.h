/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account of the phase boundary of one kernel study. */
#pragma once

#include "experiment/kernel/kernel-study.h"
#include "phases/phases.h"

G_BEGIN_DECLS

/* In steps of the study's rate: its measured curve, its own flow, and level 2 at its n and N, where a step is
 * worth rate times the largest eigenvalue. experiment is that of the study; its flow need not be there any
 * more. 50 to 600 ms (level-two.h): for the background. Free with lab_phases_free(). */
LabPhases *lab_kernel_study_phases (const LabExperiment  *experiment,
                                    const LabKernelStudy *study);

G_END_DECLS
