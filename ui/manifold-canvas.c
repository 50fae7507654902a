/* The cloud as a widget: paints it anew at each turn. */
#include "config.h"
#include "manifold-canvas.h"

#include <glib/gi18n.h>
#include <math.h>

#define SMALLEST_WIDTH  240
#define SMALLEST_HEIGHT 140

/* The pose at first: from the front, slightly from above. */
#define FIRST_YAW   0.6
#define FIRST_PITCH 0.45

/* A drag over the widget's height turns by half a turn; a key by so much. */
#define KEY_TURN   (G_PI / 36.0)
#define WHEEL_ZOOM 1.15
#define ZOOM_LEAST 0.5
#define ZOOM_MOST  8.0

/* Turning by itself, radians a second: one turn in half a minute. */
#define TURN_SPEED (2.0 * G_PI / 30.0)

struct _LabManifoldCanvas
{
  GtkWidget parent_instance;

  LabView *view; /* borrowed */
  LabCloud *cloud;
  LabCloudPose pose;
  LabCloudPose drag_pose;
  guint tick;
  gint64 turned; /* frame time of the last turn, microseconds */
};

G_DEFINE_FINAL_TYPE (LabManifoldCanvas, lab_manifold_canvas, GTK_TYPE_WIDGET)

static const LabCloudPose first_pose = {FIRST_YAW, FIRST_PITCH, 1.0};

static void
set_pose (LabManifoldCanvas *self, double yaw, double pitch, double zoom)
{
  self->pose.yaw = remainder (yaw, 2.0 * G_PI);
  self->pose.pitch = CLAMP (pitch, -G_PI_2, G_PI_2);
  self->pose.zoom = CLAMP (zoom, ZOOM_LEAST, ZOOM_MOST);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
lab_manifold_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LabManifoldCanvas *self = LAB_MANIFOLD_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  LabChartStyle style;
  cairo_t *cr;

  if (self->cloud == NULL || width <= 0 || height <= 0)
    return;
  lab_view_style (self->view, height, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  lab_cloud_paint (cr, width, height, self->cloud, &self->pose, &style);
  cairo_destroy (cr);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 2, 2, width - 4,
                               height - 4);
}

static void
lab_manifold_canvas_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? SMALLEST_WIDTH : SMALLEST_HEIGHT;
  *natural = 3 * *minimum;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LabManifoldCanvas *self = LAB_MANIFOLD_CANVAS (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (!gtk_widget_get_mapped (widget) || !lab_manifold_canvas_may_turn (self)) {
    self->turned = 0;
    return G_SOURCE_CONTINUE;
  }
  if (self->turned != 0)
    set_pose (self, self->pose.yaw + TURN_SPEED * (double)(now - self->turned) * 1e-6,
              self->pose.pitch, self->pose.zoom);
  self->turned = now;
  return G_SOURCE_CONTINUE;
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, LabManifoldCanvas *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_pose = self->pose;
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, LabManifoldCanvas *self)
{
  double scale = G_PI / MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
  set_pose (self, self->drag_pose.yaw + dx * scale, self->drag_pose.pitch + dy * scale,
            self->pose.zoom);
}

static void
on_pressed (GtkGestureClick *click, int presses, double x, double y, LabManifoldCanvas *self)
{
  if (presses == 2)
    self->pose = self->drag_pose = first_pose;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, LabManifoldCanvas *self)
{
  if (dy == 0.0)
    return GDK_EVENT_PROPAGATE;
  lab_manifold_canvas_zoom (self, pow (WHEEL_ZOOM, -dy));
  return GDK_EVENT_STOP;
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        LabManifoldCanvas *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 ||
      lab_view_get_presenting (self->view))
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    lab_manifold_canvas_turn (self, -KEY_TURN, 0.0);
    return GDK_EVENT_STOP;
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    lab_manifold_canvas_turn (self, KEY_TURN, 0.0);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    lab_manifold_canvas_turn (self, 0.0, -KEY_TURN);
    return GDK_EVENT_STOP;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    lab_manifold_canvas_turn (self, 0.0, KEY_TURN);
    return GDK_EVENT_STOP;
  case GDK_KEY_Home:
  case GDK_KEY_KP_Home:
    lab_manifold_canvas_zoom (self, 0.0);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/* The focus ring comes and goes. */
static void
on_focus (GtkEventControllerFocus *controller, LabManifoldCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
add_controllers (LabManifoldCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

static void
lab_manifold_canvas_finalize (GObject *object)
{
  g_clear_pointer (&LAB_MANIFOLD_CANVAS (object)->cloud, lab_cloud_unref);
  G_OBJECT_CLASS (lab_manifold_canvas_parent_class)->finalize (object);
}

static void
lab_manifold_canvas_class_init (LabManifoldCanvasClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = lab_manifold_canvas_finalize;
  widget_class->snapshot = lab_manifold_canvas_snapshot;
  widget_class->measure = lab_manifold_canvas_measure;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lab_manifold_canvas_init (LabManifoldCanvas *self)
{
  self->pose = first_pose;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Points on the manifold"), -1);
  add_controllers (self);
}

GtkWidget *
lab_manifold_canvas_new (LabView *view)
{
  LabManifoldCanvas *self = g_object_new (LAB_TYPE_MANIFOLD_CANVAS, NULL);
  g_return_val_if_fail (LAB_IS_VIEW (view), NULL);
  self->view = view;
  return GTK_WIDGET (self);
}

void
lab_manifold_canvas_set_cloud (LabManifoldCanvas *self, LabCloud *cloud)
{
  g_return_if_fail (LAB_IS_MANIFOLD_CANVAS (self));
  if (cloud != NULL) {
    lab_cloud_ref (cloud);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    cloud->note, -1);
  }
  g_clear_pointer (&self->cloud, lab_cloud_unref);
  self->cloud = cloud;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lab_manifold_canvas_restyle (LabManifoldCanvas *self)
{
  g_return_if_fail (LAB_IS_MANIFOLD_CANVAS (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const LabCloudPose *
lab_manifold_canvas_get_pose (LabManifoldCanvas *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_CANVAS (self), NULL);
  return &self->pose;
}

void
lab_manifold_canvas_turn (LabManifoldCanvas *self, double yaw, double pitch)
{
  g_return_if_fail (LAB_IS_MANIFOLD_CANVAS (self));
  set_pose (self, self->pose.yaw + yaw, self->pose.pitch + pitch, self->pose.zoom);
}

void
lab_manifold_canvas_zoom (LabManifoldCanvas *self, double factor)
{
  g_return_if_fail (LAB_IS_MANIFOLD_CANVAS (self));
  if (factor > 0.0)
    set_pose (self, self->pose.yaw, self->pose.pitch, self->pose.zoom * factor);
  else
    set_pose (self, FIRST_YAW, FIRST_PITCH, 1.0);
}

void
lab_manifold_canvas_set_turning (LabManifoldCanvas *self, gboolean turning)
{
  g_return_if_fail (LAB_IS_MANIFOLD_CANVAS (self));
  if (turning == (self->tick != 0))
    return;
  self->turned = 0;
  if (turning) {
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  } else {
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
    self->tick = 0;
  }
}

gboolean
lab_manifold_canvas_may_turn (LabManifoldCanvas *self)
{
  gboolean enabled = TRUE;
  g_return_val_if_fail (LAB_IS_MANIFOLD_CANVAS (self), FALSE);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &enabled,
                NULL);
  return enabled;
}
