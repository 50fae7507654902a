/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finite-size prediction as a curve over data, model size or time: both levels behind one door.
 *
 * Level 1 is the sequence model (sequence-model.h), cut off at N modes where the model is finite: N
 * features learn at most N modes, the power of the others stays (a reconstruction of this project).
 * Level 2 is the deterministic equivalent (deterministic-equivalent.h). Both are the kernel picture:
 * a network that learns features may do better.
 *
 * Units: risks in units of the target's variance; time = learning rate times steps, with the largest
 * eigenvalue of the kernel 1. Which time a step of a real optimiser is worth, the theory does not
 * say. */
#pragma once

#include "theory/catalogue.h"
#include "theory/spectrum.h"

G_BEGIN_DECLS

/* Which moment of a training counts. */
typedef enum
{
  LAB_STOPPING_LAST, /* its end */
  LAB_STOPPING_BEST, /* the moment of least risk up to its end */
} LabStopping;

/* One curve. Of points, features and time the one that the axis varies is not read. */
typedef struct
{
  LabTheoryAxis axis; /* LAB_THEORY_DATA, LAB_THEORY_MODEL or LAB_THEORY_TIME */
  double smoothness;  /* beta > 0 */
  double intrinsic_dimension; /* d > 0 */
  double nu;                  /* > 0 */
  const LabSpectrum *spectrum; /* borrowed: in place of the power laws of the three above; NULL: those */
  double noise;    /* sigma >= 0, in units of the target's standard deviation */
  double points;   /* n >= 2 */
  double features; /* N >= 2, or INFINITY */
  double time;     /* the training's end, > 0 */
  LabStopping stopping; /* not read on LAB_THEORY_TIME */
} LabKernelPicture;

/* Whether the curve is not wanted any more; asked between points, on the calling thread. */
typedef gboolean (*LabKernelPictureStale) (gpointer user_data);

/* Test and train risk at x (count), ascending and positive (n and N at least 2).
 *
 * excess_risk (count): mean squared distance to the noise-free target. train_risk (count), or NULL:
 * mean squared distance to the noisy labels of the training points; level 2 only, NaN at level 1.
 * NaN as well where level 2 is beyond what double precision resolves (very long times).
 * level: 1 (60 points: 1-2 ms) or 2 (40 points: 50-300 ms). stale may be NULL. FALSE with error set
 * on values out of range; FALSE without error where stale () said so. */
gboolean lab_kernel_picture_compute (const LabKernelPicture *setting,
                                guint                level,
                                guint                count,
                                const double        *x,
                                double              *excess_risk,
                                double              *train_risk,
                                LabKernelPictureStale   stale,
                                gpointer             user_data,
                                GError             **error);

G_END_DECLS
