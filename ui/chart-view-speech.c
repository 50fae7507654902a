/* What the chart says: the point under the cursor, and all it shows, for screen readers. */
#include "chart-view-private.h"

#include <glib/gi18n.h>

/* The spoken description changes at most this often (milliseconds). */
#define DESCRIPTION_INTERVAL 250

void
lab_chart_view_update_label (LabChartView *view)
{
  g_autofree char *label = view->read_out != NULL && *view->read_out != '\0'
                               ? g_strdup_printf (_ ("Chart: %s"), view->read_out)
                               : g_strdup (_ ("Chart"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_description (LabChartView *view)
{
  g_autofree char *description = lab_chart_content_describe (view->content);

  view->description_stale = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
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
lab_chart_view_set_cursor (LabChartView *view, const LabChartCursor *cursor, gboolean by_keyboard)
{
  g_autofree char *text = NULL;

  view->has_cursor = cursor != NULL && lab_chart_cursor_valid (view->content, cursor);
  view->by_keyboard = view->has_cursor && by_keyboard;
  if (view->has_cursor)
    view->cursor = *cursor;
  text = view->has_cursor ? lab_chart_readout (view->content, &view->cursor) : g_strdup ("");
  gtk_widget_queue_draw (GTK_WIDGET (view));
  if (g_strcmp0 (text, view->read_out) == 0)
    return;
  g_free (view->read_out);
  view->read_out = g_steal_pointer (&text);
  lab_chart_view_update_label (view);
  lab_chart_view_say (view);
}
