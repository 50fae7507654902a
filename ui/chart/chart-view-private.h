/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the chart widget share. */
#pragma once

#include "ui/chart/chart-view.h"
#include "chart/paint/readout.h"

G_BEGIN_DECLS

/* What a drag does. */
typedef enum
{
  LAB_CHART_DRAG_NONE, /* or no more: what is left of it means nothing */
  LAB_CHART_DRAG_PAN,
  LAB_CHART_DRAG_BAND,
  LAB_CHART_DRAG_WINDOW,
} LabChartDrag;

struct _LabChartView
{
  LabPictureCanvas parent_instance;

  LabChartContent *content;
  gboolean residuals; /* the strip below is shown */

  LabChartRange range; /* as shown now */
  LabChartRange home;  /* limits that follow the content */
  gboolean zoomed;     /* by the user */

  LabChartRange glide_from; /* an animation of range */
  LabChartRange glide_to;
  gint64 glide_start; /* microseconds of the frame clock; 0: not yet begun */
  guint glide_tick;

  LabChartPlot plot;

  gboolean has_cursor;
  LabChartCursor cursor;

  LabChartRange drag_range; /* at the start of a drag */
  LabChartDrag drag;        /* under way */
  graphene_rect_t band;     /* the rectangle; a fit window begins at its origin */

  guint description_timer;
  gboolean description_stale;
};

/* chart-view.c */
void lab_chart_view_changed        (LabChartView *view); /* emits "view-changed" */
void lab_chart_view_choose_window  (LabChartView *view, double low, double high); /* "fit-window" */

/* chart-view-limits.c */
void lab_chart_view_set_range      (LabChartView *view, const LabChartRange *range, gboolean glide);
void lab_chart_view_stop_glide     (LabChartView *view);
/* The content is new; other_axes: and so is what its axes mean. */
void lab_chart_view_follow_content (LabChartView *view, gboolean other_axes);

/* chart-view-speech.c: shows the cursor's point (NULL: none) and tells what it says. */
void lab_chart_view_set_cursor     (LabChartView *view, const LabChartCursor *cursor);
void lab_chart_view_describe_soon  (LabChartView *view);

/* chart-view-input.c, chart-view-drag.c: what pointer and keys do. */
void lab_chart_view_class_input    (LabPictureCanvasClass *class);
void lab_chart_view_class_drag     (LabPictureCanvasClass *class);
/* By the user; nothing happens where the limits make no sense. */
void lab_chart_view_show           (LabChartView *view, const LabChartRange *range, gboolean glide);
/* The limits that a part of the plot, in pixels, shows under range. */
void lab_chart_view_limits_of      (LabChartView *view, const LabChartRange *range, double left,
                                    double right, double top, double bottom, LabChartRange *limits);

/* chart-view-overlay.c: cursor, read-out, rubber band. */
void lab_chart_view_overlay        (LabPictureCanvas *canvas, GtkSnapshot *snapshot,
                                    const LabChartStyle *style);

G_END_DECLS
