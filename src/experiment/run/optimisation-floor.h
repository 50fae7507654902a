/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimisation floor: models that more steps would still improve.
 *
 * A large model trained for too few steps shows what the steps allow, not what its size allows: the
 * model curve bends flat there (science.md, "Model law"). Such points are told by a rule fixed in
 * advance, marked, counted, and kept out of the fit.
 *
 * The rule: over the last part of training (steps from T/3 on) fit ln (excess risk) against ln T by
 * least squares, the repeats of a grid value averaged. With risk = A N^-a + B T^-b the local slope
 * is b times the share of the second term. The grid value is at the floor when that slope reaches b,
 * the time law's exponent 2 beta / (d + 2 nu), nu = 1/2 (theory.md, section 0). A slope of all of b
 * is asked, not half of it, because the cosine schedule's falling noise adds to the slope: measured
 * slopes of the widest models are 1.1 to 1.8 times b, and the local slope in N leaves the law's at
 * about 1 (d = 2, 4, 6; 6,000 steps). A curve over model size leaves out all sizes above the first that is
 * at the floor (conclude/curve.h). */
#pragma once

#include "experiment/run/run.h"

G_BEGIN_DECLS

/* The first step of the last part. */
guint    lab_optimisation_floor_first_step (const LabExperiment *experiment);

/* Whether that slope reaches the time law's exponent. */
gboolean lab_optimisation_floor_reached (const LabExperiment  *experiment,
                                         LabRun *const        *runs,
                                         guint                 count,
                                         guint                 grid_index);

G_END_DECLS
