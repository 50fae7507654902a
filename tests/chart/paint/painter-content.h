/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts to paint, for tests of the painter. */
#pragma once

#include "chart/paint/paint.h"

G_BEGIN_DECLS

/* With a title, names of the axes and a note; no curve. */
LabChartContent *painter_content        (void);

/* count points that fall like x^-1/2 from (64, level) on, with bars of 7 %. */
LabChartSeries  *painter_add_curve      (LabChartContent *content, guint colour_index, guint count,
                                         double level);
/* A line of that slope through (700, level). */
LabChartLine    *painter_add_power      (LabChartContent *content, LabLineKind kind,
                                         const char *label, double level, double slope);
/* One of everything else that a chart can have. */
void             painter_add_everything (LabChartContent *content);

/* In the light look. range NULL: everything. labels (LabLabelBox): NULL, or receives the box of every
 * text. Free with cairo_surface_destroy(). */
cairo_surface_t *painter_paint          (const LabChartContent *content, const LabChartRange *range,
                                         int width, int height, double font, LabChartPlot *plot,
                                         GArray *labels);

G_END_DECLS
