/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mean trajectory of several repeats: one value of ln y per distinct x. Internal to the room.
 *
 * Repeats share the shape of a trajectory and lie next to each other in level, so their values are
 * not independent witnesses of the shape: the mean counts as one. Where a repeat lacks some x, its
 * level (its mean distance to the others) is taken out first, so that the mean does not jump. */
#pragma once

#include "fit/sample/table.h"

G_BEGIN_DECLS

typedef struct
{
  guint count;    /* distinct x */
  double *x;      /* (count), ascending */
  double *ln_x;
  double *ln_y;   /* mean over the repeats */
  double *weight; /* of the repeats there, relative to the mean: 1 when none lacks a point and all weigh alike */
} LabTrajectory;

/* cluster: the one repeat to take, or LAB_TRAJECTORY_ALL. */
#define LAB_TRAJECTORY_ALL G_MAXUINT
LabTrajectory *lab_trajectory_new  (const LabFitTable *table,
                                    guint              cluster);
void           lab_trajectory_free (LabTrajectory     *trajectory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTrajectory, lab_trajectory_free)

G_END_DECLS
