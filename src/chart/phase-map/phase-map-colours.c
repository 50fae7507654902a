/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours of the phase map. */
#include <math.h>

#include "chart/phase-map/paint-phase-map.h"
#include "chart/phase-map/phase-map-private.h"

LabColour
lab_paint_map_colour (const LabPhaseMap *map, double excess_risk)
{
  if (!(excess_risk > 0.0) || !isfinite (excess_risk))
    return (LabColour){0};
  return lab_ramp_colour (lab_phase_map_place (map, excess_risk));
}

LabColour
lab_paint_ink_on (const LabColour *ground)
{
  const LabColour black = {0, 0, 0, 1}, white = {1, 1, 1, 1};

  return lab_colour_contrast (ground, &black) > lab_colour_contrast (ground, &white) ? black
                                                                                     : white;
}
