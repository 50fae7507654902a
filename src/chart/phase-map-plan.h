/* Which plane to show for an experiment's controls, and what to ask the theory for. */
#pragma once

#include "chart/phase-map.h"

G_BEGIN_DECLS

/* The order of the kernel picture's ReLU-like kernel, as for the curves. */
#define LAB_PHASE_MAP_NU 0.5

typedef struct
{
  LabPlane plane;
  LabChartRange home; /* the whole plane: half decades around controls and dots */
  double flop_per_label, batch; /* as in LabPhaseMapInput */
  double steps_low, steps_high; /* of optimiser steps anywhere in the plane */
  LabPhaseSetting first;        /* level 1: every time scale that can be fitted */
} LabPhasePlan;

/* dots (dot_count) as lab_phase_dots_gather() gives them. */
void lab_phase_plan_init   (LabPhasePlan        *plan,
                            const LabExperiment *controls,
                            LabPlane             plane,
                            const LabPhaseDot   *dots,
                            guint                dot_count);

/* Level 2 around the time scale that level 1 gave: to whole decades and one more, so that a scale
 * which moves a little asks for the same. */
void lab_phase_plan_second (const LabPhasePlan  *plan,
                            double               scale,
                            LabPhaseSetting     *second);

G_END_DECLS
