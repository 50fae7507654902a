/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart in the window: content in, picture out. */
#include "config.h"
#include "ui/chart/chart-view-private.h"
#include "ui/chart/chart-view-testing.h"

#include <glib/gi18n.h>
#include <math.h>

#define SMALLEST_HEIGHT 180

/* The chart keeps the larger part of the height. */
#define RESIDUALS_SHARE 0.4

G_DEFINE_FINAL_TYPE (LabChartView, lab_chart_view, LAB_TYPE_PICTURE_CANVAS)

static gboolean
paint (LabPictureCanvas *canvas,
       cairo_t *cr,
       double width,
       double height,
       const LabChartStyle *style)
{
  LabChartView *view = LAB_CHART_VIEW (canvas);
  double strip = 0.0;

  if (view->residuals)
    strip = floor (fmin (lab_chart_residuals_height (style), height * RESIDUALS_SHARE));
  lab_chart_paint (cr, width, height - strip, view->content, &view->range, style, &view->plot);
  if (strip > 0.0) {
    cairo_translate (cr, 0.0, height - strip);
    lab_chart_paint_residuals (cr, width, view->content, &view->range, style, &view->plot);
  }
  return TRUE;
}

static void
lab_chart_view_dispose (GObject *object)
{
  LabChartView *view = LAB_CHART_VIEW (object);

  lab_chart_view_stop_glide (view);
  g_clear_handle_id (&view->description_timer, g_source_remove);
  G_OBJECT_CLASS (lab_chart_view_parent_class)->dispose (object);
}

static void
lab_chart_view_finalize (GObject *object)
{
  g_clear_pointer (&LAB_CHART_VIEW (object)->content, lab_chart_content_unref);
  G_OBJECT_CLASS (lab_chart_view_parent_class)->finalize (object);
}

static void
lab_chart_view_class_init (LabChartViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  LabPictureCanvasClass *canvas_class = LAB_PICTURE_CANVAS_CLASS (class);

  object_class->dispose = lab_chart_view_dispose;
  object_class->finalize = lab_chart_view_finalize;
  canvas_class->smallest_height = SMALLEST_HEIGHT;
  canvas_class->paint = paint;
  canvas_class->overlay = lab_chart_view_overlay;
  lab_chart_view_class_input (canvas_class);
  lab_chart_view_class_drag (canvas_class);
  g_signal_new ("view-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("fit-window", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
lab_chart_view_init (LabChartView *view)
{
  view->content = lab_chart_content_new ();
  lab_chart_range_fit (view->content, &view->home);
  view->range = view->home;
  lab_picture_canvas_set_name (LAB_PICTURE_CANVAS (view), _ ("Chart"));
  lab_chart_view_describe_soon (view);
}

GtkWidget *
lab_chart_view_new (void)
{
  return g_object_new (LAB_TYPE_CHART_VIEW, NULL);
}

void
lab_chart_view_set_content (LabChartView *view, LabChartContent *content)
{
  gboolean other_axes;

  g_return_if_fail (LAB_IS_CHART_VIEW (view));

  content = content != NULL ? lab_chart_content_ref (content) : lab_chart_content_new ();
  other_axes = g_strcmp0 (content->x_label, view->content->x_label) != 0;
  lab_chart_content_unref (view->content);
  view->content = content;
  lab_chart_view_follow_content (view, other_axes);
  lab_chart_view_set_cursor (view, view->has_cursor && !other_axes ? &view->cursor : NULL);
  lab_chart_view_describe_soon (view);
  lab_picture_canvas_invalidate (LAB_PICTURE_CANVAS (view));
}

void
lab_chart_view_set_residuals (LabChartView *view, gboolean shown)
{
  g_return_if_fail (LAB_IS_CHART_VIEW (view));
  if (view->residuals == shown)
    return;
  view->residuals = shown;
  lab_picture_canvas_invalidate (LAB_PICTURE_CANVAS (view));
}

gboolean
lab_chart_view_is_zoomed (LabChartView *view)
{
  g_return_val_if_fail (LAB_IS_CHART_VIEW (view), FALSE);
  return view->zoomed;
}

void
lab_chart_view_get_range (LabChartView *view, LabChartRange *range)
{
  g_return_if_fail (LAB_IS_CHART_VIEW (view) && range != NULL);
  *range = view->range;
}

double
lab_chart_view_get_cursor_x (LabChartView *view)
{
  const LabChartSeries *series;

  g_return_val_if_fail (LAB_IS_CHART_VIEW (view), NAN);
  if (!view->has_cursor)
    return NAN;
  series = g_ptr_array_index (view->content->series, view->cursor.series);
  return series->points[view->cursor.point].x;
}
