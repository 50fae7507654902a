/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two levels of kernel-picture.h. Internal to the room. */
#pragma once

#include "theory/kernel-picture.h"
#include "theory/spectrum.h"

G_BEGIN_DECLS

/* What both levels work on. noise is in the spectrum's units. */
typedef struct
{
  const LabKernelPicture *setting;
  const LabSpectrum *spectrum;
  double noise;
  guint count;
  const double *x;
  LabKernelPictureStale stale;
  gpointer user_data;
} LabKernelCurveTask;

/* n, N and the training's end at a point of the curve. */
double   lab_kernel_picture_points   (const LabKernelCurveTask *task, guint i);
double   lab_kernel_picture_features (const LabKernelCurveTask *task, guint i);
double   lab_kernel_picture_end      (const LabKernelCurveTask *task, guint i);

/* Level 1: risks (count) in the spectrum's units, and the times (count) at which they hold. */
void     lab_kernel_picture_first    (const LabKernelCurveTask *task,
                                   double                  *excess_risk,
                                   double                  *time);

/* Level 2; time (count): where to look for the least risk first. FALSE: stale, or error. */
gboolean lab_kernel_picture_second   (const LabKernelCurveTask *task,
                                   const double            *time,
                                   double                  *excess_risk,
                                   double                  *train_risk,
                                   GError                 **error);

G_END_DECLS
