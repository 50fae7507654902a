/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of readout. */
#pragma once

#include "chart/paint/readout.h"

G_BEGIN_DECLS

/* d ln y / d ln x between the neighbours of the point on its curve; NaN when it has none. */
double lab_chart_local_slope (const LabChartContent *content, const LabChartCursor *cursor);

G_END_DECLS
