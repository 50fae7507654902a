/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phase map whose dots were measured exactly where the theory expects them, for tests. */
#pragma once

#include "chart/phase-map/phase-map.h"

G_BEGIN_DECLS

/* Units of kernel time in a step. */
#define PHASE_MAP_SCALE 0.1
#define PHASE_MAP_DOTS  40

typedef struct
{
  LabPhaseField *field;
  LabPhaseDot dots[PHASE_MAP_DOTS];
  LabPhaseMapInput input;
} PhaseMapFixture;

void phase_map_set_up    (PhaseMapFixture *fixture, gconstpointer data);
void phase_map_tear_down (PhaseMapFixture *fixture, gconstpointer data);

G_END_DECLS
