/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the phase map's painter. Private to this room. */
#pragma once

#include "chart/paint/paint.h"
#include "chart/phase-map/phase-map.h"

G_BEGIN_DECLS

/* The ramp's colour of an excess risk; transparent for NaN. */
LabColour lab_paint_map_colour     (const LabPhaseMap *map, double excess_risk);
/* Black or white, whichever stands out from a colour. */
LabColour lab_paint_ink_on         (const LabColour *ground);

/* paint-colour-bar: the scale in a strip right of the plot; the strip's width, and the strip. */
double    lab_paint_bar_width      (const LabPaint *paint, double width);
void      lab_paint_colour_bar     (LabPaint *paint, const LabPhaseMap *map, double left,
                                    double width);

/* paint-contours: thin lines, labelled where there is room once everything else has its place. */
void      lab_paint_contours       (LabPaint *paint, const LabPhaseMap *map);
void      lab_paint_contour_labels (LabPaint *paint, const LabPhaseMap *map);

/* paint-phase-names: before the names of lines, which can move. */
void      lab_paint_phase_names    (LabPaint *paint, const LabPhaseMap *map);

G_END_DECLS
