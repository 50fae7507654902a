/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of chart-view. */
#pragma once

#include "ui/chart/chart-view.h"

G_BEGIN_DECLS

/* TRUE while the user's own limits are shown. */
gboolean lab_chart_view_is_zoomed (LabChartView *view);

/* The limits shown. */
void lab_chart_view_get_range (LabChartView *view, LabChartRange *range);

G_END_DECLS
