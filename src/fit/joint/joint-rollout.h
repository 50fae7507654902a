/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Held-out check of a joint law: the smaller part is fitted, the larger foretold. */
#pragma once

#include "fit/joint/joint-fit.h"

G_BEGIN_DECLS

#define LAB_JOINT_MOST_CUTS 4

typedef struct
{
  double limit;   /* the largest N (or D) that was fitted */
  guint fitted, held_out; /* points */
  double error;   /* root mean square of ln (measured / foretold) on those held out */
  double bias;    /* mean of the same: above 0 where the law promised too much */
  double scatter; /* about the law on those fitted */
  LabJointLaw law; /* of the smaller part */
} LabJointCut;

typedef struct
{
  guint count;
  LabJointCut cuts[LAB_JOINT_MOST_CUTS]; /* from the smallest limit on */
} LabJointRollout;

/* Fits the points with N (over_n) or D up to a limit with the options of the fit and scores all beyond it, for limits
 * that leave out about 1/3, 1/4, 1/6 and 1/12 of the distinct values (at least one); limits that leave too
 * little to fit are passed over. */
void lab_joint_rollout (const LabJointPoint   *points,
                        guint                  count,
                        const LabJointOptions *options,
                        gboolean               over_n,
                        LabJointRollout       *rollout);

G_END_DECLS
