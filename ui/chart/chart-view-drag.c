/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drags on the chart: pan, a rectangle to zoom into, a fit window. */
#include "ui/chart/chart-view-private.h"

#include <math.h>

/* A rectangle or window smaller than this (pixels) was a slip, as is a first step of a pan. */
#define SMALLEST_BAND 8.0
#define SMALLEST_PAN  4.0

static gboolean
drag_begin (LabPictureCanvas *canvas, double x, double y, guint button, GdkModifierType state)
{
  LabChartView *view = LAB_CHART_VIEW (canvas);

  if (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_SECONDARY)
    return FALSE;
  view->drag_range = view->glide_tick != 0 ? view->glide_to : view->range;
  if (button == GDK_BUTTON_SECONDARY)
    view->drag = LAB_CHART_DRAG_BAND;
  else if ((state & GDK_CONTROL_MASK) != 0)
    view->drag = LAB_CHART_DRAG_WINDOW;
  else
    view->drag = (state & GDK_SHIFT_MASK) != 0 ? LAB_CHART_DRAG_BAND : LAB_CHART_DRAG_PAN;
  graphene_rect_init (&view->band, (float)x, (float)y, 0.0f, 0.0f);
  return TRUE;
}

/* The part of the x axis between the drag's start and the pointer, inside the plot. */
static void
choose_window (LabChartView *view, double dx)
{
  const LabChartPlot *plot = &view->plot;
  double start = CLAMP (view->band.origin.x, plot->x, plot->x + plot->width);
  double end = CLAMP (view->band.origin.x + dx, plot->x, plot->x + plot->width);

  if (fabs (end - start) < SMALLEST_BAND)
    return;
  lab_chart_view_choose_window (view, lab_chart_value_x (plot, &view->range, fmin (start, end)),
                                lab_chart_value_x (plot, &view->range, fmax (start, end)));
}

static void
draw_band (LabChartView *view, double dx, double dy)
{
  view->band.size.width = (float)dx;
  view->band.size.height = (float)dy;
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
pan (LabChartView *view, double dx, double dy)
{
  const LabChartPlot *plot = &view->plot;
  LabChartRange range;

  if (!view->zoomed && hypot (dx, dy) < SMALLEST_PAN)
    return;
  lab_chart_view_limits_of (view, &view->drag_range, plot->x - dx, plot->x + plot->width - dx,
                            plot->y - dy, plot->y + plot->height - dy, &range);
  lab_chart_view_show (view, &range, FALSE);
}

static void
drag_update (LabPictureCanvas *canvas, double dx, double dy)
{
  LabChartView *view = LAB_CHART_VIEW (canvas);

  if (view->drag == LAB_CHART_DRAG_WINDOW)
    choose_window (view, dx);
  else if (view->drag == LAB_CHART_DRAG_BAND)
    draw_band (view, dx, dy);
  else if (view->drag == LAB_CHART_DRAG_PAN)
    pan (view, dx, dy);
}

/* Zooms into the rectangle, if there is one. */
static void
drag_end (LabPictureCanvas *canvas)
{
  LabChartView *view = LAB_CHART_VIEW (canvas);
  gboolean has_band = view->drag == LAB_CHART_DRAG_BAND;
  graphene_rect_t band, plot, part;
  LabChartRange range;

  view->drag = LAB_CHART_DRAG_NONE;
  if (!has_band)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (view));
  graphene_rect_normalize_r (&view->band, &band);
  graphene_rect_init (&plot, (float)view->plot.x, (float)view->plot.y, (float)view->plot.width,
                      (float)view->plot.height);
  if (band.size.width < SMALLEST_BAND || band.size.height < SMALLEST_BAND ||
      !graphene_rect_intersection (&band, &plot, &part))
    return;
  lab_chart_view_limits_of (view, &view->range, part.origin.x, part.origin.x + part.size.width,
                            part.origin.y, part.origin.y + part.size.height, &range);
  lab_chart_view_show (view, &range, TRUE);
}

void
lab_chart_view_class_drag (LabPictureCanvasClass *class)
{
  class->drag_begin = drag_begin;
  class->drag_update = drag_update;
  class->drag_end = drag_end;
}
