/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keys on a picture: which of its abilities they mean. */
#include "ui/picture/picture-canvas-private.h"

#include <math.h>

/* One notch of the wheel. */
#define WHEEL_ZOOM 1.15

static void
clear_cursor (LabPictureCanvasPrivate *self)
{
  self->by_keyboard = FALSE;
  if (LAB_PICTURE_CANVAS_GET_CLASS (self->canvas)->clear_cursor != NULL)
    LAB_PICTURE_CANVAS_GET_CLASS (self->canvas)->clear_cursor (self->canvas);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, LabPictureCanvasPrivate *self)
{
  LabPictureCanvasClass *class = LAB_PICTURE_CANVAS_GET_CLASS (self->canvas);

  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (class->point_at != NULL && class->point_at (self->canvas, x, y))
    self->by_keyboard = FALSE;
  else if (!self->by_keyboard)
    clear_cursor (self);
}

static void
on_leave (GtkEventControllerMotion *controller, LabPictureCanvasPrivate *self)
{
  self->pointer_x = self->pointer_y = NAN;
  if (!self->by_keyboard)
    clear_cursor (self);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double dx,
           double dy,
           LabPictureCanvasPrivate *self)
{
  if (dy == 0.0)
    return GDK_EVENT_PROPAGATE;
  lab_picture_canvas_zoom (self->canvas, pow (WHEEL_ZOOM, -dy), self->pointer_x, self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
on_pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, LabPictureCanvasPrivate *self)
{
  self->pinched = 1.0;
}

/* scale counts from the begin of the pinch. */
static void
on_pinch (GtkGestureZoom *gesture, double scale, LabPictureCanvasPrivate *self)
{
  double x = NAN, y = NAN;

  if (gtk_gesture_is_recognized (GTK_GESTURE (gesture)))
    gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  if (scale > 0.0)
    lab_picture_canvas_zoom (self->canvas, scale / self->pinched, x, y);
  self->pinched = scale > 0.0 ? scale : self->pinched;
}

static void
on_pressed (GtkGestureClick *click, int presses, double x, double y, LabPictureCanvasPrivate *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  if (presses == 2)
    lab_picture_canvas_zoom (self->canvas, 0.0, NAN, NAN);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, LabPictureCanvasPrivate *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (!LAB_PICTURE_CANVAS_GET_CLASS (self->canvas)->drag_begin (self->canvas, x, y, button, state))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, LabPictureCanvasPrivate *self)
{
  LAB_PICTURE_CANVAS_GET_CLASS (self->canvas)->drag_update (self->canvas, dx, dy);
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, LabPictureCanvasPrivate *self)
{
  if (LAB_PICTURE_CANVAS_GET_CLASS (self->canvas)->drag_end != NULL)
    LAB_PICTURE_CANVAS_GET_CLASS (self->canvas)->drag_end (self->canvas);
}

static gboolean
move (LabPictureCanvasPrivate *self, guint key)
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
  LabPictureCanvasClass *class = LAB_PICTURE_CANVAS_GET_CLASS (self->canvas);

  for (guint i = 0; i < G_N_ELEMENTS (moves) && class->move != NULL; i++)
    if (key == moves[i].key || key == moves[i].keypad) {
      if (!class->move (self->canvas, moves[i].move))
        return GDK_EVENT_PROPAGATE;
      self->by_keyboard = *self->read_out != '\0';
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        LabPictureCanvasPrivate *self)
{
  LabPictureCanvasClass *class = LAB_PICTURE_CANVAS_GET_CLASS (self->canvas);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (class->key != NULL && class->key (self->canvas, key))
    return GDK_EVENT_STOP;
  if (self->presenting)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape && *self->read_out != '\0') {
    clear_cursor (self);
    return GDK_EVENT_STOP;
  }
  return move (self, key);
}

static void
add (LabPictureCanvasPrivate *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self->canvas), GTK_EVENT_CONTROLLER (controller));
}

static void
add_zooming (LabPictureCanvasPrivate *self)
{
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  add (self, scroll);
  add (self, pinch);
}

static void
add_dragging (LabPictureCanvasPrivate *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0); /* any */
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  add (self, drag);
}

void
lab_picture_canvas_add_controllers (LabPictureCanvasPrivate *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  /* The focus ring comes and goes. */
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self->canvas);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self->canvas);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  add (self, motion);
  add (self, key);
  add (self, focus);
  add (self, click);
  if (LAB_PICTURE_CANVAS_GET_CLASS (self->canvas)->zoom != NULL)
    add_zooming (self);
  if (LAB_PICTURE_CANVAS_GET_CLASS (self->canvas)->drag_begin != NULL)
    add_dragging (self);
}

gboolean
lab_picture_canvas_can_zoom (LabPictureCanvas *canvas)
{
  g_return_val_if_fail (LAB_IS_PICTURE_CANVAS (canvas), FALSE);

  return LAB_PICTURE_CANVAS_GET_CLASS (canvas)->zoom != NULL;
}

void
lab_picture_canvas_zoom (LabPictureCanvas *canvas, double factor, double x, double y)
{
  g_return_if_fail (LAB_IS_PICTURE_CANVAS (canvas) && factor >= 0.0 && isfinite (factor));

  if (lab_picture_canvas_can_zoom (canvas))
    LAB_PICTURE_CANVAS_GET_CLASS (canvas)->zoom (canvas, factor, x, y);
}
