/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales for many values at once. Private to this room. */
#pragma once

#include "chart/paint/painter.h"

G_BEGIN_DECLS

/* pixel = origin + factor * log10 (value) */
typedef struct
{
  double origin;
  double factor;
} LabScale;

LabScale lab_scale_x (const LabChartPlot *plot, const LabChartRange *range);
LabScale lab_scale_y (const LabChartPlot *plot, const LabChartRange *range);

/* Replaces each value by its log10, to 2e-11; by NaN what is not a positive, normal number. */
void     lab_scale_log10_all (double *values, gsize count);

G_END_DECLS
