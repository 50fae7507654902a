/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A smooth curve through a trajectory, of no law: what scatter and which memory of the errors the points
 * have by themselves. Internal to the room.
 *
 * Cubic splines in ln x, knots at equal numbers of points, as many as the corrected information
 * criterion asks for and at most half as many as there are points (Eilers & Marx 1996 for the basis,
 * without their penalty). A rival law is judged against it, never against another law. */
#pragma once

#include "fit/sample/trajectory.h"

G_BEGIN_DECLS

/* Fewer points leave no scatter about a cubic. */
#define LAB_SMOOTH_REFERENCE_MINIMUM 6

typedef struct
{
  gboolean valid;     /* FALSE with too few points */
  double residual;    /* sum of squares in ln y */
  double scatter;     /* standard deviation of ln y about the curve */
  double correlation; /* of neighbouring errors, what the spline takes away given back */
  guint parameters;   /* of the spline */
} LabSmoothReference;

void   lab_smooth_reference_fit (const LabTrajectory *trajectory,
                                 LabSmoothReference  *reference);

/* Correlation of neighbouring errors from the repeats of table: of their distances to trajectory, their
 * mean over all, each repeat's own level and slope taken out. NaN with fewer than two repeats. */
double lab_repeats_correlation  (const LabFitTable   *table,
                                 const LabTrajectory *trajectory);

G_END_DECLS
