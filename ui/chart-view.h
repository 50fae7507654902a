/* The chart in the window: draws a content, zooms, pans, reads out points.
 *
 * Pointer: drag pans, Shift+drag or the right button draws a rectangle to zoom into, wheel and
 * pinch zoom at the pointer, a double click resets. Ctrl+drag chooses a fit window. Keys while focused: + - 0 zoom, arrows, Home
 * and End move the cursor from point to point, Escape takes it away (and is passed on when there is
 * none).
 *
 * Axis limits follow the content by themselves, and only when data leave them, until the user
 * zooms; lab_chart_view_reset_view() gives them back. Changes glide unless the desktop has
 * animations turned off.
 *
 * Signals: "read-out" (const char *text): what the point at the pointer or cursor says; "" when
 * there is none. "view-changed": the user zoomed, panned or reset. "fit-window" (double low, double
 * high): the user is choosing that part of the x axis; told again and again while the drag goes on. */
#pragma once

#include <gtk/gtk.h>

#include "chart/painter.h"

G_BEGIN_DECLS

#define LAB_TYPE_CHART_VIEW (lab_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (LabChartView, lab_chart_view, LAB, CHART_VIEW, GtkWidget)

GtkWidget       *lab_chart_view_new            (void);

/* Takes a reference of its own. NULL shows an empty chart. */
void             lab_chart_view_set_content    (LabChartView    *view,
                                                LabChartContent *content);

void             lab_chart_view_set_look       (LabChartView    *view,
                                                LabLook          look);

/* Pixels of the tick labels; 0 (the default): the size of the widget's own text. */
void             lab_chart_view_set_font_size  (LabChartView    *view,
                                                double           font_size);

/* For a lecture hall: type of at least 1/40 of the height, thicker lines. The arrow keys are then
 * passed on. */
void             lab_chart_view_set_presenting (LabChartView    *view,
                                                gboolean         presenting);

/* Whether a strip below the chart shows how far the measurements lie from the fit; at first not. */
void             lab_chart_view_set_residuals  (LabChartView    *view,
                                                gboolean         shown);

/* Back to limits that follow the content. */
void             lab_chart_view_reset_view     (LabChartView    *view);
/* factor > 1 shows less, around the place (x, y) in widget coordinates that stays where it is;
 * NaN, NaN: the middle. */
void             lab_chart_view_zoom           (LabChartView    *view,
                                                double           factor,
                                                double           x,
                                                double           y);
/* TRUE while the user's own limits are shown. */
gboolean         lab_chart_view_is_zoomed      (LabChartView    *view);
void             lab_chart_view_get_range      (LabChartView    *view,
                                                LabChartRange   *range);

/* x of the point under the cursor; NaN when there is none. */
double           lab_chart_view_get_cursor_x   (LabChartView    *view);

/* The chart as it would be drawn at this size and scale, without overlays: for tests. Free with
 * cairo_surface_destroy(). */
cairo_surface_t *lab_chart_view_render         (LabChartView    *view,
                                                int              width,
                                                int              height,
                                                int              scale);

G_END_DECLS
