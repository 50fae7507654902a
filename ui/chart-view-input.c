/* Pointer and keys on the chart: zoom, pan, rubber band, cursor. */
#include "chart-view-private.h"

#include <math.h>

/* One notch of the wheel, one press of a key. */
#define WHEEL_ZOOM 1.15
#define KEY_ZOOM   1.4

/* Limits of zooming, in decades; and of values. */
#define SHORTEST_SPAN 0.05
#define LONGEST_SPAN  60.0
#define LOWEST        1e-300
#define HIGHEST       1e300

/* The pointer reads out points within this many pixels. */
#define REACH 36.0

/* A rubber band smaller than this (pixels) was a slip. */
#define SMALLEST_BAND 8.0

static gboolean
is_sane (double low, double high)
{
  double span = log10 (high / low);

  return low >= LOWEST && high <= HIGHEST && span >= SHORTEST_SPAN && span <= LONGEST_SPAN;
}

static void
show (LabChartView *view, const LabChartRange *range, gboolean glide)
{
  if (!is_sane (range->x_minimum, range->x_maximum) ||
      !is_sane (range->y_minimum, range->y_maximum))
    return;
  view->zoomed = TRUE;
  lab_chart_view_set_range (view, range, glide);
  lab_chart_view_changed (view);
}

/* The window that a part of the plot, in pixels, shows under `range`. */
static LabChartRange
window_of (LabChartView *view,
           const LabChartRange *range,
           double left,
           double right,
           double top,
           double bottom)
{
  return (LabChartRange){
      .x_minimum = lab_chart_value_x (&view->plot, range, left),
      .x_maximum = lab_chart_value_x (&view->plot, range, right),
      .y_minimum = lab_chart_value_y (&view->plot, range, bottom),
      .y_maximum = lab_chart_value_y (&view->plot, range, top),
  };
}

static LabChartRange
zoomed (LabChartView *view, const LabChartRange *range, double factor, double x, double y)
{
  const LabChartPlot *plot = &view->plot;

  return window_of (view, range, x + (plot->x - x) / factor,
                    x + (plot->x + plot->width - x) / factor, y + (plot->y - y) / factor,
                    y + (plot->y + plot->height - y) / factor);
}

void
lab_chart_view_zoom (LabChartView *view, double factor, double x, double y)
{
  LabChartRange range;

  g_return_if_fail (LAB_IS_CHART_VIEW (view));
  g_return_if_fail (factor > 0.0 && isfinite (factor));

  if (!(view->plot.width > 0.0))
    view->plot = (LabChartPlot){0.0, 0.0, 1.0, 1.0};
  if (isnan (x) || isnan (y)) {
    x = view->plot.x + view->plot.width / 2.0;
    y = view->plot.y + view->plot.height / 2.0;
  }
  x = CLAMP (x, view->plot.x, view->plot.x + view->plot.width);
  y = CLAMP (y, view->plot.y, view->plot.y + view->plot.height);
  range = zoomed (view, view->glide_tick != 0 ? &view->glide_to : &view->range, factor, x, y);
  show (view, &range, FALSE);
}

static void
point_at (LabChartView *view, double x, double y)
{
  LabChartCursor cursor;
  gboolean found =
      lab_chart_nearest (view->content, &view->plot, &view->range, x, y, REACH, &cursor);

  if (found)
    lab_chart_view_set_cursor (view, &cursor, FALSE);
  else if (!view->by_keyboard)
    lab_chart_view_set_cursor (view, NULL, FALSE);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, LabChartView *view)
{
  if (x == view->pointer_x && y == view->pointer_y)
    return;
  view->pointer_x = x;
  view->pointer_y = y;
  if (!view->has_band)
    point_at (view, x, y);
}

static void
on_leave (GtkEventControllerMotion *controller, LabChartView *view)
{
  view->pointer_x = view->pointer_y = NAN;
  if (!view->by_keyboard)
    lab_chart_view_set_cursor (view, NULL, FALSE);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, LabChartView *view)
{
  if (dy == 0.0)
    return GDK_EVENT_PROPAGATE;
  lab_chart_view_zoom (view, pow (WHEEL_ZOOM, -dy), view->pointer_x, view->pointer_y);
  return GDK_EVENT_STOP;
}

static void
on_pressed (GtkGestureClick *click, int presses, double x, double y, LabChartView *view)
{
  gtk_widget_grab_focus (GTK_WIDGET (view));
  if (presses == 2)
    lab_chart_view_reset_view (view);
}

static void
on_pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, LabChartView *view)
{
  view->drag_range = view->range;
}

static void
on_pinch (GtkGestureZoom *gesture, double scale, LabChartView *view)
{
  double x = NAN, y = NAN;
  LabChartRange range;

  if (!gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;
  range = zoomed (view, &view->drag_range, scale, x, y);
  show (view, &range, FALSE);
}

static gboolean
draws_band (GtkGesture *gesture)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  return gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) ==
             GDK_BUTTON_SECONDARY ||
         (state & GDK_SHIFT_MASK) != 0;
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

static gboolean
chooses_window (GtkGesture *gesture)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  return gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) ==
             GDK_BUTTON_PRIMARY &&
         (state & GDK_CONTROL_MASK) != 0;
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, LabChartView *view)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_SECONDARY) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  view->drag_range = view->glide_tick != 0 ? view->glide_to : view->range;
  view->has_window_drag = chooses_window (GTK_GESTURE (gesture));
  view->has_band = !view->has_window_drag && draws_band (GTK_GESTURE (gesture));
  graphene_rect_init (&view->band, (float)x, (float)y, 0.0f, 0.0f);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, LabChartView *view)
{
  const LabChartPlot *plot = &view->plot;
  LabChartRange range;

  if (view->has_window_drag) {
    choose_window (view, dx);
    return;
  }
  if (view->has_band) {
    view->band.size.width = (float)dx;
    view->band.size.height = (float)dy;
    gtk_widget_queue_draw (GTK_WIDGET (view));
    return;
  }
  if (!view->zoomed && hypot (dx, dy) < 4.0)
    return;
  range = window_of (view, &view->drag_range, plot->x - dx, plot->x + plot->width - dx,
                     plot->y - dy, plot->y + plot->height - dy);
  show (view, &range, FALSE);
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, LabChartView *view)
{
  graphene_rect_t band, plot, part;
  LabChartRange range;

  if (!view->has_band)
    return;
  view->has_band = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (view));
  graphene_rect_normalize_r (&view->band, &band);
  graphene_rect_init (&plot, (float)view->plot.x, (float)view->plot.y, (float)view->plot.width,
                      (float)view->plot.height);
  if (band.size.width < SMALLEST_BAND || band.size.height < SMALLEST_BAND ||
      !graphene_rect_intersection (&band, &plot, &part))
    return;
  range = window_of (view, &view->range, part.origin.x, part.origin.x + part.size.width,
                     part.origin.y, part.origin.y + part.size.height);
  show (view, &range, TRUE);
}

static void
move_cursor (LabChartView *view, LabCursorMove move)
{
  LabChartCursor cursor = view->cursor;

  if (view->has_cursor)
    lab_chart_cursor_move (view->content, &cursor, move);
  else if (!lab_chart_cursor_init (view->content, &cursor))
    return;
  else if (move == LAB_CURSOR_LAST || move == LAB_CURSOR_PREVIOUS)
    lab_chart_cursor_move (view->content, &cursor, LAB_CURSOR_LAST);
  lab_chart_view_set_cursor (view, &cursor, TRUE);
}

static gboolean
on_cursor_key (LabChartView *view, guint key)
{
  static const struct
  {
    guint key, keypad;
    LabCursorMove move;
  } moves[] = {
      {GDK_KEY_Right, GDK_KEY_KP_Right, LAB_CURSOR_NEXT},
      {GDK_KEY_Left, GDK_KEY_KP_Left, LAB_CURSOR_PREVIOUS},
      {GDK_KEY_Up, GDK_KEY_KP_Up, LAB_CURSOR_UP},
      {GDK_KEY_Down, GDK_KEY_KP_Down, LAB_CURSOR_DOWN},
      {GDK_KEY_Home, GDK_KEY_KP_Home, LAB_CURSOR_FIRST},
      {GDK_KEY_End, GDK_KEY_KP_End, LAB_CURSOR_LAST},
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves) && !view->presenting; i++)
    if (key == moves[i].key || key == moves[i].keypad) {
      move_cursor (view, moves[i].move);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        LabChartView *view)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    lab_chart_view_zoom (view, KEY_ZOOM, NAN, NAN);
    return GDK_EVENT_STOP;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    lab_chart_view_zoom (view, 1.0 / KEY_ZOOM, NAN, NAN);
    return GDK_EVENT_STOP;
  case GDK_KEY_0:
  case GDK_KEY_KP_0:
    lab_chart_view_reset_view (view);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    if (!view->has_cursor && !view->has_band)
      return GDK_EVENT_PROPAGATE;
    view->has_band = FALSE;
    lab_chart_view_set_cursor (view, NULL, FALSE);
    return GDK_EVENT_STOP;
  default:
    return on_cursor_key (view, key);
  }
}

static void
add (LabChartView *view, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (controller));
}

/* The focus ring comes and goes. */
static void
on_focus (GtkEventControllerFocus *controller, LabChartView *view)
{
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

void
lab_chart_view_add_controllers (LabChartView *view)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), view);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), view);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), view);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), view);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus), view);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus), view);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), view);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), view);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), view);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), view);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), view);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), view);
  add (view, motion);
  add (view, scroll);
  add (view, key);
  add (view, focus);
  add (view, click);
  add (view, pinch);
  add (view, drag);
}
