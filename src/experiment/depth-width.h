/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model of an experiment by width and depth, and the width of each model of a depth sweep. Internal to
 * the room. */
#pragma once

#include "experiment/experiment.h"

G_BEGIN_DECLS

/* The model of these sizes, whatever the experiment's own. */
void  lab_experiment_shape_of (const LabExperiment *experiment,
                               guint                width,
                               guint                depth,
                               LabModelShape       *shape);

/* With LAB_FIXED_WIDTH the experiment's own. With LAB_FIXED_PARAMETERS the width, a multiple of the
 * heads and at most LAB_MODEL_WIDTH_MAX, whose model of `depth` blocks has the number of parameters
 * nearest to that of `deepest` blocks of the experiment's width. depth is 1 .. deepest. */
guint lab_depth_width         (const LabExperiment *experiment,
                               guint                depth,
                               guint                deepest);

G_END_DECLS
