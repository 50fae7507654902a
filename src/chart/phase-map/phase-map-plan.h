/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which plane to show for an experiment's controls, and what to ask the theory for. */
#pragma once

#include "chart/phase-map/phase-map.h"

G_BEGIN_DECLS

/* The order of the kernel picture's ReLU-like kernel, as for the curves. */
#define LAB_PHASE_MAP_NU 0.5

typedef struct
{
  LabPlane plane;
  LabChartRange home; /* the whole plane: half decades around controls and dots */
  double flop_per_label, batch; /* as in LabPhaseMapInput */
  gboolean noise_unknown;       /* likewise; setting.noise is then 0 */
  double steps_low, steps_high; /* of optimiser steps anywhere in the plane */
  LabPhaseSetting setting;      /* for both levels: reaches as far as any time scale that can be
                                 * fitted, so that the question does not depend on the fit */
} LabPhasePlan;

/* dots (dot_count) as lab_phase_dots_gather() gives them. */
void lab_phase_plan_init   (LabPhasePlan        *plan,
                            const LabExperiment *controls,
                            LabPlane             plane,
                            const LabPhaseDot   *dots,
                            guint                dot_count);

G_END_DECLS
