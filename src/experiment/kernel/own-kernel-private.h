/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the own kernel's curve. */
#pragma once

#include "dynamics/tangent-kernel.h"
#include "experiment/kernel/own-kernel-curve.h"
#include "experiment/kernel/run-ridge.h"

G_BEGIN_DECLS

typedef struct
{
  const LabExperiment *experiment;
  guint workers;
  LabTask *task;
  LabDataShelf *shelf;
  double times[LAB_OWN_KERNEL_MOMENTS];
} LabOwnKernelErrand;

/* One repeat: its data and its kernel. */
typedef struct
{
  const LabRunData *data;
  LabRidgePoints points; /* of the largest size; validation points only where they are extra ones */
  LabTangentKernel *kernel;
} LabOwnKernelRepeat;

/* Examples of the kernel's square part, and those beside them. */
gsize    lab_own_kernel_examples     (const LabExperiment      *experiment,
                                      const LabRunPlan         *plan);
gsize    lab_own_kernel_others       (const LabExperiment      *experiment,
                                      const LabRunPlan         *plan);

/* The network is that of plan `first`, the points are those of plan `last`. Clear it also where it
 * fails. */
gboolean lab_own_kernel_repeat_init  (LabOwnKernelRepeat       *repeat,
                                      const LabOwnKernelErrand *errand,
                                      const LabRunPlan         *first,
                                      const LabRunPlan         *last,
                                      GError                  **error);
void     lab_own_kernel_repeat_clear (LabOwnKernelRepeat       *repeat);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabOwnKernelRepeat, lab_own_kernel_repeat_clear)

/* The flow of one size on its own labels: test risks (LAB_OWN_KERNEL_MOMENTS) and where the run would
 * stop. */
gboolean lab_own_kernel_repeat_follow (const LabOwnKernelRepeat *repeat,
                                       const LabOwnKernelErrand *errand,
                                       const LabRunPlan         *plan,
                                       double                   *test,
                                       guint                    *stop,
                                       GError                  **error);

G_END_DECLS
