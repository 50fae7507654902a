/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the chart's view tells of what was changed in it. */
#include "ui/chart/chart-view-private.h"

void
lab_chart_view_changed (LabChartView *view)
{
  g_signal_emit_by_name (view, "view-changed");
}

void
lab_chart_view_choose_window (LabChartView *view, double low, double high)
{
  g_signal_emit_by_name (view, "fit-window", low, high);
}
