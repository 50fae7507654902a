/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of painter. */
#pragma once

#include "chart/paint/paint.h"

G_BEGIN_DECLS

/* As lab_chart_paint(); labels (LabLabelBox), when not NULL, receives the box of every text. */
void lab_chart_paint_noting (cairo_t *cr, double width, double height,
                             const LabChartContent *content, const LabChartRange *range,
                             const LabChartStyle *style, LabChartPlot *plot, GArray *labels);

G_END_DECLS
