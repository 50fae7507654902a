/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limits of the axes: they follow the data, rarely, and glide. */
#include "ui/chart/chart-view-private.h"

#include <math.h>

/* A change of the limits takes this long (microseconds). */
#define GLIDE_TIME 250000

/* Limits shrink back only when they are wider than the data need by this many decades: while runs
 * are in training, whose points still move, and once all is measured. */
#define SLACK_IN_TRAINING 1.0
#define SLACK_AT_REST     0.4

static double
glide (double from, double to, double t)
{
  return from * pow (to / from, t);
}

static gboolean
on_glide (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LabChartView *view = LAB_CHART_VIEW (widget);
  const LabChartRange *from = &view->glide_from, *to = &view->glide_to;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double t;

  if (view->glide_start == 0)
    view->glide_start = now;
  t = fmin (1.0, (double)(now - view->glide_start) / GLIDE_TIME);
  t = 1.0 - pow (1.0 - t, 3.0);
  view->range = t >= 1.0 ? *to
                         : (LabChartRange){
                               .x_minimum = glide (from->x_minimum, to->x_minimum, t),
                               .x_maximum = glide (from->x_maximum, to->x_maximum, t),
                               .y_minimum = glide (from->y_minimum, to->y_minimum, t),
                               .y_maximum = glide (from->y_maximum, to->y_maximum, t),
                           };
  lab_picture_canvas_invalidate (LAB_PICTURE_CANVAS (view));
  if (t < 1.0)
    return G_SOURCE_CONTINUE;
  view->glide_tick = 0;
  return G_SOURCE_REMOVE;
}

void
lab_chart_view_stop_glide (LabChartView *view)
{
  if (view->glide_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (view), view->glide_tick);
  view->glide_tick = 0;
}

void
lab_chart_view_set_range (LabChartView *view, const LabChartRange *range, gboolean animated)
{
  gboolean enabled = FALSE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (view)), "gtk-enable-animations", &enabled,
                NULL);
  lab_chart_view_stop_glide (view);
  if (animated && enabled && gtk_widget_get_mapped (GTK_WIDGET (view))) {
    view->glide_from = view->range;
    view->glide_to = *range;
    view->glide_start = 0;
    view->glide_tick = gtk_widget_add_tick_callback (GTK_WIDGET (view), on_glide, NULL, NULL);
  } else {
    view->range = *range;
    lab_picture_canvas_invalidate (LAB_PICTURE_CANVAS (view));
  }
}

static gboolean
is_in_training (const LabChartContent *content)
{
  for (guint i = 0; i < content->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (content->series, i);

    for (guint j = 0; j < series->point_count; j++)
      if (series->points[j].provisional)
        return TRUE;
  }
  return FALSE;
}

static gboolean
leaves (double low, double high, double home_low, double home_high, double decades)
{
  double slack = pow (10.0, decades + 1e-9);

  return low < home_low * (1.0 - 1e-9) || high > home_high * (1.0 + 1e-9) ||
         low > home_low * slack || high < home_high / slack;
}

/* Limits move only when data leave them, or leave them far too wide. */
void
lab_chart_view_follow_content (LabChartView *view, gboolean other_axes)
{
  double slack = is_in_training (view->content) ? SLACK_IN_TRAINING : SLACK_AT_REST;
  LabChartRange fit;

  lab_chart_range_fit (view->content, &fit);
  if (!other_axes &&
      !leaves (fit.x_minimum, fit.x_maximum, view->home.x_minimum, view->home.x_maximum, slack) &&
      !leaves (fit.y_minimum, fit.y_maximum, view->home.y_minimum, view->home.y_maximum, slack))
    return;
  view->home = fit;
  if (other_axes)
    view->zoomed = FALSE;
  if (!view->zoomed)
    lab_chart_view_set_range (view, &view->home, !other_axes);
}

void
lab_chart_view_reset_view (LabChartView *view)
{
  g_return_if_fail (LAB_IS_CHART_VIEW (view));
  lab_chart_range_fit (view->content, &view->home);
  view->zoomed = FALSE;
  lab_chart_view_set_range (view, &view->home, TRUE);
  lab_chart_view_changed (view);
}
