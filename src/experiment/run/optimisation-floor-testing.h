/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of optimisation-floor. */
#pragma once

#include "experiment/run/optimisation-floor.h"

G_BEGIN_DECLS

/* d ln (risk) / d ln T over the last part, of the finished runs of one grid value, positive when the
 * risk falls; NaN when there are fewer than two evaluations in that part. runs (count) may hold
 * NULL and other grid values. */
double lab_optimisation_floor_slope (const LabExperiment *experiment, LabRun *const *runs,
                                     guint count, guint grid_index);

G_END_DECLS
