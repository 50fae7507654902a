/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart in the window: draws a content, zooms, pans, reads out points.
 *
 * A LabPictureCanvas. A drag pans, with Shift or the right button it draws a rectangle to zoom into,
 * with Ctrl it chooses a fit window. Keys while focused: + - 0 zoom; arrows, Home and End move the
 * cursor from point to point.
 *
 * Axis limits follow the content by themselves, and only when data leave them, until the user
 * zooms; lab_chart_view_reset_view() gives them back. Changes glide unless the desktop has
 * animations turned off.
 *
 * Signals: "view-changed": the user zoomed, panned or reset. "fit-window" (double low, double high):
 * the user is choosing that part of the x axis; told again and again while the drag goes on. */
#pragma once

#include "chart/paint/painter.h"
#include "ui/picture/picture-canvas.h"

G_BEGIN_DECLS

#define LAB_TYPE_CHART_VIEW (lab_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (LabChartView, lab_chart_view, LAB, CHART_VIEW, LabPictureCanvas)

GtkWidget       *lab_chart_view_new            (void);

/* Takes a reference of its own. NULL shows an empty chart. */
void             lab_chart_view_set_content    (LabChartView    *view,
                                                LabChartContent *content);

/* Whether a strip below the chart shows how far the measurements lie from the fit; at first not. */
void             lab_chart_view_set_residuals  (LabChartView    *view,
                                                gboolean         shown);

/* Back to limits that follow the content. */
void             lab_chart_view_reset_view     (LabChartView    *view);

/* x of the point under the cursor; NaN when there is none. */
double           lab_chart_view_get_cursor_x   (LabChartView    *view);

G_END_DECLS
