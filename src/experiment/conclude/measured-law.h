/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paper A's exponents with the dimension that was measured inside the network in place of the true
 * one: the experiment of paper A. */
#pragma once

#include "experiment/run/run.h"
#include "theory/exponents.h"

G_BEGIN_DECLS

typedef struct
{
  guint runs;                 /* finished, of the largest size, with a measured dimension */
  guint blocks;
  LabMeasuredDimension data;  /* of the points before the network */
  LabMeasuredDimension block[LAB_MODEL_DEPTH_MAX]; /* after each block, at the chosen step */
  LabReferenceLaw law;        /* with the last block's; not valid on axes that paper A has no law for */
  double shallowest, steepest; /* exponents at the ends of the last block's interval (negative); NaN
                                * where an end is 0 or missing */
} LabMeasuredLaw;

/* From runs (count; entries may be NULL). A dimension is the mean over the runs of the largest n,
 * width or depth, each at the step that counts (on a trajectory at the last one measured up to it),
 * its 95 % interval from their scatter (Student's t, cut off at 0), or of one run its own. FALSE where no
 * such run measured any. */
gboolean lab_measured_law (const LabExperiment *experiment,
                           LabRun *const       *runs,
                           guint                count,
                           LabMeasuredLaw      *measured);

G_END_DECLS
