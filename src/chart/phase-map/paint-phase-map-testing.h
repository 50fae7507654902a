/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of paint-phase-map. */
#pragma once

#include "chart/phase-map/paint-phase-map.h"

G_BEGIN_DECLS

/* As lab_phase_map_paint(); labels (LabLabelBox), when not NULL, receives the box of every text. */
void lab_phase_map_paint_noting (cairo_t *cr, double width, double height, const LabPhaseMap *map,
                                 const LabChartStyle *style, LabChartPlot *plot, GArray *labels);

G_END_DECLS
