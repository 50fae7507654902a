/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of kernel-charts. */
#pragma once

#include "chart/kernel/kernel-charts.h"

G_BEGIN_DECLS

/* Fills (0, 0, width, height): side by side where that is wide enough, else one above the other. */
void lab_kernel_charts_paint (cairo_t *cr, double width, double height, gconstpointer charts,
                              const LabChartStyle *style);

G_END_DECLS
