/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernel ridge regression over the grid of a data sweep: what the same data allow a fixed kernel, to
 * lay beside the transformers' data law. Each point is made of the very labels, validation labels and
 * test points of its runs (run-ridge.h). A measurement, no bound: another kernel may do better. */
#pragma once

#include "experiment/kernel/run-ridge.h"

G_BEGIN_DECLS

#define LAB_RIDGE_KERNELS 2 /* members of LabRidgeKernel */

/* One value of the grid. */
typedef struct
{
  double n;
  guint repeats;   /* gathered so far */
  double mean;     /* geometric mean of the excess risks */
  double low, high; /* mean -/+ one standard error of the logarithm; equal to it for one repeat */
} LabRidgePoint;

/* A value. */
typedef struct
{
  guint count[LAB_RIDGE_KERNELS]; /* points there are, ascending in n */
  LabRidgePoint points[LAB_RIDGE_KERNELS][LAB_GRID_MAX];
  guint left_out; /* values of the grid beyond LAB_RUN_RIDGE_POINTS training points: too dear */
} LabRidgeCurve;

/* "matern" and "tangent": for files; untranslated. */
const char *lab_ridge_kernel_name   (LabRidgeKernel       kernel);

/* Told after each point, on the computing thread; curve is valid during the call. */
typedef void (*LabRidgeCurveProgress) (const LabRidgeCurve *curve, gpointer user_data);

/* First the cheap kernel, smallest n first. For a data sweep alone: g_return. FALSE and error as
 * lab_run_ridge(), FALSE alone soon after task (nullable) was cancelled; *curve then has the points
 * that were finished. progress may be NULL. workers: 0 = one per core. */
gboolean    lab_ridge_curve_compute (const LabExperiment  *experiment,
                                     guint                 workers,
                                     LabTask              *task,
                                     LabRidgeCurveProgress progress,
                                     gpointer              user_data,
                                     LabRidgeCurve        *curve,
                                     GError              **error);

G_END_DECLS
