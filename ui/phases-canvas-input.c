/* Pointer and keys on the phase map. */
#include "phases-canvas-private.h"

#include <math.h>

/* The pointer takes a dot within so many pixels. */
#define REACH 14.0

/* One notch of the wheel. */
#define WHEEL_ZOOM 1.2

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, LabPhasesCanvas *self)
{
  LabPhaseCursor cursor;
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->map == NULL)
    return;
  if (lab_phase_map_pick (self->map, &self->plot, x, y, REACH, &cursor))
    lab_phases_canvas_set_cursor (self, &cursor, FALSE);
  else if (!self->by_keyboard)
    lab_phases_canvas_set_cursor (self, NULL, FALSE);
}

static void
on_leave (GtkEventControllerMotion *controller, LabPhasesCanvas *self)
{
  self->pointer_x = self->pointer_y = NAN;
  if (!self->by_keyboard)
    lab_phases_canvas_set_cursor (self, NULL, FALSE);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, LabPhasesCanvas *self)
{
  if (dy == 0.0)
    return GDK_EVENT_PROPAGATE;
  lab_phases_canvas_zoom (self, pow (WHEEL_ZOOM, -dy), self->pointer_x, self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
on_pressed (GtkGestureClick *click, int presses, double x, double y, LabPhasesCanvas *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (presses == 2)
    lab_phases_canvas_zoom (self, 0.0, NAN, NAN);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, LabPhasesCanvas *self)
{
  self->drag_range = self->range;
}

/* A window that leaves the plane stops at its edge instead of shrinking. */
static double
bounded_shift (double shift, double low, double high, double home_low, double home_high)
{
  return CLAMP (shift, log (home_low / low), log (home_high / high));
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, LabPhasesCanvas *self)
{
  const LabChartRange *from = &self->drag_range, *home = &self->home;
  if (!self->zoomed || !(self->plot.width > 0.0))
    return;
  double x = -dx / self->plot.width * log (from->x_maximum / from->x_minimum);
  double y = dy / self->plot.height * log (from->y_maximum / from->y_minimum);
  x = exp (bounded_shift (x, from->x_minimum, from->x_maximum, home->x_minimum, home->x_maximum));
  y = exp (bounded_shift (y, from->y_minimum, from->y_maximum, home->y_minimum, home->y_maximum));
  lab_phases_canvas_set_range (self, &(LabChartRange){from->x_minimum * x, from->x_maximum * x,
                                                      from->y_minimum * y, from->y_maximum * y});
}

static gboolean
on_cursor_key (LabPhasesCanvas *self, guint key)
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
  LabPhaseCursor cursor = {0};

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (key == moves[i].key || key == moves[i].keypad) {
      if (self->has_cursor)
        cursor = self->cursor;
      lab_phase_map_move (self->map, moves[i].move, &cursor);
      if (cursor.x > 0.0)
        lab_phases_canvas_set_cursor (self, &cursor, TRUE);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        LabPhasesCanvas *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || self->map == NULL ||
      lab_view_get_presenting (self->view))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape && self->has_cursor) {
    lab_phases_canvas_set_cursor (self, NULL, FALSE);
    return GDK_EVENT_STOP;
  }
  return on_cursor_key (self, key);
}

/* The focus ring comes and goes. */
static void
on_focus (GtkEventControllerFocus *controller, LabPhasesCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
add (LabPhasesCanvas *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (controller));
}

void
lab_phases_canvas_add_controllers (LabPhasesCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  add (self, motion);
  add (self, scroll);
  add (self, key);
  add (self, focus);
  add (self, click);
  add (self, drag);
}
