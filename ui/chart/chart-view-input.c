/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys, wheel and pointer on the chart: zoom and cursor. Drags: chart-view-drag.c. */
#include "ui/chart/chart-view-private.h"

#include <math.h>

/* One press of a key. */
#define KEY_ZOOM 1.4

/* Limits of zooming, in decades; and of values. */
#define SHORTEST_SPAN 0.05
#define LONGEST_SPAN  60.0
#define LOWEST        1e-300
#define HIGHEST       1e300

/* The pointer reads out points within this many pixels. */
#define REACH 36.0

static gboolean
is_sane (double low, double high)
{
  double span = log10 (high / low);

  return low >= LOWEST && high <= HIGHEST && span >= SHORTEST_SPAN && span <= LONGEST_SPAN;
}

void
lab_chart_view_show (LabChartView *view, const LabChartRange *range, gboolean glide)
{
  if (!is_sane (range->x_minimum, range->x_maximum) ||
      !is_sane (range->y_minimum, range->y_maximum))
    return;
  view->zoomed = TRUE;
  lab_chart_view_set_range (view, range, glide);
  lab_chart_view_changed (view);
}

void
lab_chart_view_limits_of (LabChartView *view,
                          const LabChartRange *range,
                          double left,
                          double right,
                          double top,
                          double bottom,
                          LabChartRange *limits)
{
  *limits = (LabChartRange){
      .x_minimum = lab_chart_value_x (&view->plot, range, left),
      .x_maximum = lab_chart_value_x (&view->plot, range, right),
      .y_minimum = lab_chart_value_y (&view->plot, range, bottom),
      .y_maximum = lab_chart_value_y (&view->plot, range, top),
  };
}

static void
zoom (LabPictureCanvas *canvas, double factor, double x, double y)
{
  LabChartView *view = LAB_CHART_VIEW (canvas);
  LabChartPlot *plot = &view->plot;
  LabChartRange range;

  if (factor == 0.0) {
    lab_chart_view_reset_view (view);
    return;
  }
  if (!(plot->width > 0.0)) /* not yet painted */
    *plot = (LabChartPlot){0.0, 0.0, 1.0, 1.0};
  if (isnan (x) || isnan (y)) {
    x = plot->x + plot->width / 2.0;
    y = plot->y + plot->height / 2.0;
  }
  x = CLAMP (x, plot->x, plot->x + plot->width);
  y = CLAMP (y, plot->y, plot->y + plot->height);
  lab_chart_view_limits_of (view, view->glide_tick != 0 ? &view->glide_to : &view->range,
                            x + (plot->x - x) / factor, x + (plot->x + plot->width - x) / factor,
                            y + (plot->y - y) / factor, y + (plot->y + plot->height - y) / factor,
                            &range);
  lab_chart_view_show (view, &range, FALSE);
}

/* While a rectangle is drawn, the cursor stays where it is. */
static gboolean
point_at (LabPictureCanvas *canvas, double x, double y)
{
  LabChartView *view = LAB_CHART_VIEW (canvas);
  LabChartCursor cursor;

  if (view->drag == LAB_CHART_DRAG_BAND)
    return TRUE;
  if (!lab_chart_nearest (view->content, &view->plot, &view->range, x, y, REACH, &cursor))
    return FALSE;
  lab_chart_view_set_cursor (view, &cursor);
  return TRUE;
}

static gboolean
move (LabPictureCanvas *canvas, LabCursorMove direction)
{
  LabChartView *view = LAB_CHART_VIEW (canvas);
  LabChartCursor cursor = view->cursor;

  if (view->has_cursor)
    lab_chart_cursor_move (view->content, &cursor, direction);
  else if (!lab_chart_cursor_init (view->content, &cursor))
    return TRUE;
  else if (direction == LAB_CURSOR_LAST || direction == LAB_CURSOR_PREVIOUS)
    lab_chart_cursor_move (view->content, &cursor, LAB_CURSOR_LAST);
  lab_chart_view_set_cursor (view, &cursor);
  return TRUE;
}

static void
clear_cursor (LabPictureCanvas *canvas)
{
  lab_chart_view_set_cursor (LAB_CHART_VIEW (canvas), NULL);
}

static gboolean
on_key (LabPictureCanvas *canvas, guint key)
{
  LabChartView *view = LAB_CHART_VIEW (canvas);

  switch (key) {
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    lab_picture_canvas_zoom (canvas, KEY_ZOOM, NAN, NAN);
    return TRUE;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    lab_picture_canvas_zoom (canvas, 1.0 / KEY_ZOOM, NAN, NAN);
    return TRUE;
  case GDK_KEY_0:
  case GDK_KEY_KP_0:
    lab_chart_view_reset_view (view);
    return TRUE;
  case GDK_KEY_Escape:
    if (view->drag != LAB_CHART_DRAG_BAND)
      return FALSE;
    view->drag = LAB_CHART_DRAG_NONE;
    lab_chart_view_set_cursor (view, NULL);
    return TRUE;
  default:
    return FALSE;
  }
}

void
lab_chart_view_class_input (LabPictureCanvasClass *class)
{
  class->point_at = point_at;
  class->move = move;
  class->clear_cursor = clear_cursor;
  class->key = on_key;
  class->zoom = zoom;
}
