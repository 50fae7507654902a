/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much memory a kernel study takes, before any of it is taken. */
#pragma once

#include "experiment/kernel/kernel-study.h"

G_BEGIN_DECLS

/* Whether that fits into what is available. Else FALSE and LAB_ERROR_TOO_LARGE with what is needed, what
 * is available, and the largest memory= (in MiB) that fits: fewer training points where that is little. */
gboolean lab_kernel_study_fits  (const LabExperiment          *experiment,
                                 const LabRunPlan             *plan,
                                 const LabKernelStudySettings *settings,
                                 guint                         workers,
                                 GError                      **error);

G_END_DECLS
