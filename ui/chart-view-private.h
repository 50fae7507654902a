/* What the parts of the chart widget share. */
#pragma once

#include "chart-view.h"
#include "chart/readout.h"

G_BEGIN_DECLS

struct _LabChartView
{
  GtkWidget parent_instance;

  LabChartContent *content;
  LabLook look;
  double font_size; /* 0: the widget's */
  gboolean presenting;
  gboolean residuals; /* the strip below is shown */

  LabChartRange range; /* as shown now */
  LabChartRange home;  /* limits that follow the content */
  gboolean zoomed;     /* by the user */

  LabChartRange glide_from; /* an animation of range */
  LabChartRange glide_to;
  gint64 glide_start; /* microseconds of the frame clock; 0: not yet begun */
  guint glide_tick;

  GdkTexture *picture; /* of content, range and look at the size below; NULL: to be painted */
  cairo_surface_t *surfaces[2];
  int picture_width, picture_height, picture_scale;
  LabChartPlot plot;

  gboolean has_cursor;
  gboolean by_keyboard; /* the cursor was placed by keys: the pointer leaving does not clear it */
  LabChartCursor cursor;
  char *read_out;

  double pointer_x, pointer_y; /* NaN outside */
  LabChartRange drag_range;    /* at the start of a drag or pinch */
  gboolean has_band;
  gboolean has_window_drag; /* a fit window is drawn, from band's origin on */
  graphene_rect_t band; /* rubber band */

  guint description_timer;
  gboolean description_stale;
};

/* chart-view.c */
void lab_chart_view_repaint        (LabChartView *view);
void lab_chart_view_changed        (LabChartView *view); /* emits "view-changed" */
void lab_chart_view_choose_window  (LabChartView *view, double low, double high); /* "fit-window" */
void lab_chart_view_say            (LabChartView *view); /* emits "read-out" */
void lab_chart_view_style          (LabChartView *view, double height, LabChartStyle *style);

/* chart-view-limits.c */
void lab_chart_view_set_range      (LabChartView *view, const LabChartRange *range, gboolean glide);
void lab_chart_view_stop_glide     (LabChartView *view);
/* The content is new; other_axes: and so is what its axes mean. */
void lab_chart_view_follow_content (LabChartView *view, gboolean other_axes);

/* chart-view-speech.c: shows the cursor's point (NULL: none) and tells what it says. */
void lab_chart_view_set_cursor     (LabChartView *view, const LabChartCursor *cursor,
                                    gboolean by_keyboard);
void lab_chart_view_update_label   (LabChartView *view);
void lab_chart_view_describe_soon  (LabChartView *view);

/* chart-view-input.c */
void lab_chart_view_add_controllers (LabChartView *view);

/* chart-view-overlay.c: cursor, read-out, rubber band, focus ring. */
void lab_chart_view_snapshot_overlay (LabChartView *view, GtkSnapshot *snapshot);

G_END_DECLS
