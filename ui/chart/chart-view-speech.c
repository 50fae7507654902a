/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the chart says: the point under the cursor, and all it shows, for screen readers. */
#include "ui/chart/chart-view-private.h"

/* The spoken description changes at most this often (milliseconds). */
#define DESCRIPTION_INTERVAL 250

static void
update_description (LabChartView *view)
{
  g_autofree char *description = lab_chart_content_describe (view->content);

  view->description_stale = FALSE;
  lab_picture_canvas_describe (LAB_PICTURE_CANVAS (view), description);
}

static gboolean
on_description_timer (gpointer data)
{
  LabChartView *view = data;

  if (!view->description_stale) {
    view->description_timer = 0;
    return G_SOURCE_REMOVE;
  }
  update_description (view);
  return G_SOURCE_CONTINUE;
}

/* At once when the last change is long ago, else when the interval is over. */
void
lab_chart_view_describe_soon (LabChartView *view)
{
  view->description_stale = TRUE;
  if (view->description_timer != 0)
    return;
  update_description (view);
  view->description_timer = g_timeout_add (DESCRIPTION_INTERVAL, on_description_timer, view);
}

void
lab_chart_view_set_cursor (LabChartView *view, const LabChartCursor *cursor)
{
  g_autofree char *text = NULL;

  view->has_cursor = cursor != NULL && lab_chart_cursor_valid (view->content, cursor);
  if (view->has_cursor) {
    view->cursor = *cursor;
    text = lab_chart_readout (view->content, &view->cursor);
  }
  lab_picture_canvas_say (LAB_PICTURE_CANVAS (view), text != NULL ? text : "");
}
