/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kernel picture at finite n and N says of the phases of a training: level 2. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times are the kernel picture's: learning rate times steps, with the largest eigenvalue 1. INFINITY:
 * never (no noise); NaN: not known. */
typedef struct
{
  double crossing;   /* where noise costs as much as is left to learn (variance = bias) */
  double stopping;   /* of the least excess risk */
  double least_risk; /* there, in units of the target's variance */
} LabLevelTwo;

/* smoothness = beta > 0, intrinsic_dimension = d > 0, nu > 0, noise = sigma >= 0 in units of the target's
 * standard deviation, points = n >= 2, features = N >= 2 or INFINITY. FALSE, all NaN, on values out of
 * range and where level 2 is not resolved. 50 to 600 ms: for the background. */
gboolean lab_level_two_compute (double       smoothness,
                                double       intrinsic_dimension,
                                double       nu,
                                double       noise,
                                double       points,
                                double       features,
                                LabLevelTwo *result);

G_END_DECLS
