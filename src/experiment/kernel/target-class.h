/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The class of functions that an experiment's target is one of. */
#pragma once

#include "dynamics/sobolev-class.h"
#include "experiment/experiment.h"

G_BEGIN_DECLS

/* Points that the operator is sampled on where it has no closed form. */
#define LAB_TARGET_CLASS_POINTS 1024

/* Whether there is one: of points with a target of known smoothness, not of sequences' teacher. */
gboolean         lab_target_class_exists    (const LabExperiment *experiment);

/* Whether its widths are known in closed form: on a torus of even density. */
gboolean         lab_target_class_is_closed (const LabExperiment *experiment);

/* Fields of mean 0 and variance 1 on the experiment's manifold under its density, of the target's
 * effective smoothness, whose power falls from LAB_TARGET_SMALLEST_FREQUENCY on (where that of
 * target=field begins). In closed form up to `features` (at most LAB_SOBOLEV_CLASS_FEATURES); else
 * from LAB_TARGET_CLASS_POINTS fresh points, a quarter of a second. NULL as
 * lab_sobolev_class_new_sampled(). The class must exist. */
LabSobolevClass *lab_target_class_new       (const LabExperiment *experiment,
                                             gsize                features,
                                             guint                workers,
                                             LabTask             *task,
                                             GError             **error);

/* -beta / d: what the width's slope tends to. */
double           lab_target_class_theory    (const LabExperiment *experiment);

G_END_DECLS
