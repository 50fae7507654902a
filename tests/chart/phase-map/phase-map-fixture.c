/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phase map for tests. */
#include "phase-map-fixture.h"

#include <math.h>

/* Errors measured exactly where the field with this scale expects them. */
void
phase_map_set_up (PhaseMapFixture *fixture, gconstpointer data)
{
  LabPhaseSetting setting = {.smoothness = 1.0,
                             .intrinsic_dimension = 2.0,
                             .nu = 0.5,
                             .noise = 0.5,
                             .features = 17217.0,
                             .points_low = 30.0,
                             .points_high = 1e5,
                             .time_low = 1e-3,
                             .time_high = 1e8};
  fixture->field = lab_phase_field_new (&setting, 1, NULL, NULL, NULL);
  for (guint i = 0; i < PHASE_MAP_DOTS; i++) {
    LabPhaseDot *dot = &fixture->dots[i];
    *dot = (LabPhaseDot){.points = 64 << (i / 8), .steps = 3.0 * pow (2.5, i % 8), .runs = 3};
    dot->compute = 100.0 * fmin (dot->points, 128.0) * dot->steps;
    dot->excess_risk =
        lab_phase_field_risk (fixture->field, dot->points, PHASE_MAP_SCALE * dot->steps);
  }
  fixture->input = (LabPhaseMapInput){
      .plane = LAB_PLANE_TIME,
      .field = fixture->field,
      .calibration = {.fitted = TRUE,
                      .scale = PHASE_MAP_SCALE,
                      .misfit = 0.5,
                      .points = PHASE_MAP_DOTS},
      .range = {30.0, 1e5, 1.0, 1e5},
      .flop_per_label = 100.0,
      .batch = 128.0,
      .dots = fixture->dots,
      .dot_count = PHASE_MAP_DOTS,
  };
}

void
phase_map_tear_down (PhaseMapFixture *fixture, gconstpointer data)
{
  lab_phase_field_unref (fixture->field);
}
