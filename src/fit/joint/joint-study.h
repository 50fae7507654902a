/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is said of losses over (N, D): the joint law with its intervals, the choice among its
 * rivals, held-out checks, and what follows for compute. */
#pragma once

#include "fit/joint/joint-optimum.h"
#include "fit/joint/joint-rollout.h"

G_BEGIN_DECLS

/* An exponent whose interval begins below this is not told from 0. */
#define LAB_JOINT_NOT_TOLD 0.01

/* Most computes at which the optimum is told. */
#define LAB_JOINT_MOST_OPTIMA 16

typedef struct
{
  LabJointPoint *points; /* (count): as given */
  guint count;
  double flop;           /* C = flop N D */
  LabJointTable *table;
  LabJointFit fit;       /* of LAB_JOINT_FULL */
  LabJointBootstrap *bootstrap;
  LabJointTold number[LAB_JOINT_NUMBER_COUNT]; /* with the bootstrap's intervals */
  double profile_low[LAB_JOINT_NUMBER_COUNT], profile_high[LAB_JOINT_NUMBER_COUNT];
  gboolean is_determined; /* no number at its bound, and both exponents told from 0 */

  LabJointFit fits[LAB_JOINT_FORM_COUNT]; /* of every form that could be fitted */
  gboolean fitted[LAB_JOINT_FORM_COUNT];
  LabJointForm order[LAB_JOINT_FORM_COUNT]; /* those, by AICc */
  guint ranked, remaining; /* how many are in order; how many AICc does not exclude */

  LabJointRollout over_n, over_d;
  LabJointReading reading;
  double least_compute, most_compute; /* of the points, by C = flop N D */
  guint optimum_count;
  LabJointOptimum optima[LAB_JOINT_MOST_OPTIMA]; /* each decade, from the points to two decades beyond */
  gboolean has_at;
  LabJointOptimum at; /* at the compute that was asked for */
  double reach_loss; /* NaN: not asked */
  LabJointTold reach, reach_n, reach_d;
} LabJointStudy;

/* What a study is asked for. */
typedef struct
{
  gboolean robust;
  double flop;  /* C = flop N D */
  double reach; /* a loss to be reached; NaN: none */
  double at;    /* a compute whose optimum is told; NaN: none */
  guint64 seed; /* of the bootstrap */
} LabJointAsked;

/* Takes seconds: off the main thread. NULL with error (too few points), or without where task (nullable)
 * was cancelled. */
LabJointStudy *lab_joint_study_new  (const LabJointPoint  *points,
                                     guint                 count,
                                     const LabJointAsked  *asked,
                                     LabTask              *task,
                                     GError              **error);
void           lab_joint_study_free (LabJointStudy        *study);

/* Why the law is not determined: "the floor E is at its bound 0; ..." in English, for programs' lines; NULL
 * where it is. Free with g_free(). */
char          *lab_joint_study_doubt (const LabJointStudy *study);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabJointStudy, lab_joint_study_free)

G_END_DECLS
