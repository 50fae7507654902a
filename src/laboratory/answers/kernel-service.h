/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernel studies for the window, from a thread: first the prediction, then with the real training
 * beside it. Main thread only. */
#pragma once

#include <gio/gio.h>

#include "experiment/kernel/kernel-findings.h"

G_BEGIN_DECLS

#define LAB_TYPE_KERNEL_SERVICE (lab_kernel_service_get_type ())
/* Signal "changed": a study has come, progress was made, or a study failed. */
G_DECLARE_FINAL_TYPE (LabKernelService, lab_kernel_service, LAB, KERNEL_SERVICE, GObject)

LabKernelService     *lab_kernel_service_new   (void);

/* Wants the study of the experiment's largest run with head_scale and floor as in
 * LabKernelStudySettings; begins once nothing else has been wanted for LAB_LABORATORY_REST. Under a
 * floor nothing is trained. */
void                  lab_kernel_service_want  (LabKernelService    *service,
                                                const LabExperiment *experiment,
                                                double               head_scale,
                                                double               floor);

/* Ends what is under way and forgets what was wanted; what has come stays. */
void                  lab_kernel_service_stop  (LabKernelService    *service);

/* The latest study, which may be of an earlier wish, or NULL. Borrowed until the next "changed". */
const LabKernelStudy *lab_kernel_service_get   (LabKernelService    *service);
const LabKernelFindings *lab_kernel_service_get_findings (LabKernelService *service);

/* The sentence of the last failure, or NULL; whether something is under way, and how far it is. */
const char           *lab_kernel_service_get_failure (LabKernelService *service);
gboolean              lab_kernel_service_is_busy (LabKernelService  *service);

G_END_DECLS
