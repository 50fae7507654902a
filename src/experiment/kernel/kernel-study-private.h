/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of a kernel study. */
#pragma once

#include "dynamics/tangent-kernel.h"
#include "experiment/kernel/kernel-study.h"
#include "experiment/kernel/run-ridge.h"

G_BEGIN_DECLS

/* Progress when training begins. */
#define LAB_KERNEL_STUDY_KERNEL_PART 0.5

/* A study taking shape. */
typedef struct
{
  const LabExperiment *experiment;
  const LabKernelStudySettings *settings;
  guint workers;
  LabTask *task;
  LabKernelStudy *study;

  LabDataShelf *own_shelf; /* where the caller has none */
  const LabRunData *data;
  LabRidgePoints points; /* with validation points where ridge regression is asked for */
  LabModelShape shape;
  float *parameters;  /* (N): before training */
  LabTangentKernel *kernel;
} LabKernelStudyWork;

/* Trains a copy of the network and measures it at the moments; compares the kernels. FALSE and error,
 * or FALSE alone when stopped. */
gboolean lab_kernel_study_train (LabKernelStudyWork *work, GError **error);

/* Chooses the laws of the curves and measures the complexity of the ball that was reached. FALSE when
 * stopped. */
gboolean lab_kernel_study_conclude (LabKernelStudyWork *work);

/* Widths of the target's class, where asked for. FALSE as above. */
gboolean lab_kernel_study_measure_widths (LabKernelStudyWork *work, GError **error);

G_END_DECLS
