/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cloud as a widget: paints it anew at each turn. */
#include "config.h"
#include "ui/views/manifold/manifold-canvas.h"
#include "ui/views/manifold/manifold-canvas-testing.h"

#include <glib/gi18n.h>
#include <math.h>

/* The pose at first: from the front, slightly from above. */
#define FIRST_YAW   0.6
#define FIRST_PITCH 0.45

/* A drag over the widget's height turns by half a turn; a key by so much. */
#define KEY_TURN   (G_PI / 36.0)
#define ZOOM_LEAST 0.5
#define ZOOM_MOST  8.0

/* Turning by itself, radians a second: one turn in half a minute. */
#define TURN_SPEED (2.0 * G_PI / 30.0)

struct _LabManifoldCanvas
{
  LabPictureCanvas parent_instance;

  LabCloud *cloud;
  LabCloudPose pose;
  LabCloudPose drag_pose;
  guint tick;
  gint64 turned; /* frame time of the last turn, microseconds */
};

G_DEFINE_FINAL_TYPE (LabManifoldCanvas, lab_manifold_canvas, LAB_TYPE_PICTURE_CANVAS)

static void
set_pose (LabManifoldCanvas *self, double yaw, double pitch, double zoom)
{
  self->pose.yaw = remainder (yaw, 2.0 * G_PI);
  self->pose.pitch = CLAMP (pitch, -G_PI_2, G_PI_2);
  self->pose.zoom = CLAMP (zoom, ZOOM_LEAST, ZOOM_MOST);
  lab_picture_canvas_invalidate (LAB_PICTURE_CANVAS (self));
}

static gboolean
paint (LabPictureCanvas *canvas,
       cairo_t *cr,
       double width,
       double height,
       const LabChartStyle *style)
{
  LabManifoldCanvas *self = LAB_MANIFOLD_CANVAS (canvas);

  if (self->cloud == NULL)
    return FALSE;
  lab_cloud_paint (cr, width, height, self->cloud, &self->pose, style);
  return TRUE;
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

static gboolean
drag_begin (LabPictureCanvas *canvas, double x, double y, guint button, GdkModifierType state)
{
  LAB_MANIFOLD_CANVAS (canvas)->drag_pose = LAB_MANIFOLD_CANVAS (canvas)->pose;
  return button == GDK_BUTTON_PRIMARY;
}

static void
drag_update (LabPictureCanvas *canvas, double dx, double dy)
{
  LabManifoldCanvas *self = LAB_MANIFOLD_CANVAS (canvas);
  double scale = G_PI / MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);

  set_pose (self, self->drag_pose.yaw + dx * scale, self->drag_pose.pitch + dy * scale,
            self->pose.zoom);
}

/* Everything: the first pose, from which a drag that is under way goes on. */
static void
zoom (LabPictureCanvas *canvas, double factor, double x, double y)
{
  LabManifoldCanvas *self = LAB_MANIFOLD_CANVAS (canvas);

  if (factor > 0.0) {
    set_pose (self, self->pose.yaw, self->pose.pitch, self->pose.zoom * factor);
  } else {
    set_pose (self, FIRST_YAW, FIRST_PITCH, 1.0);
    self->drag_pose = self->pose;
  }
}

/* Arrows turn, Home brings back the first pose. */
static gboolean
move (LabPictureCanvas *canvas, LabCursorMove direction)
{
  LabManifoldCanvas *self = LAB_MANIFOLD_CANVAS (canvas);

  switch (direction) {
  case LAB_CURSOR_PREVIOUS:
    lab_manifold_canvas_turn (self, -KEY_TURN, 0.0);
    return TRUE;
  case LAB_CURSOR_NEXT:
    lab_manifold_canvas_turn (self, KEY_TURN, 0.0);
    return TRUE;
  case LAB_CURSOR_UP:
    lab_manifold_canvas_turn (self, 0.0, -KEY_TURN);
    return TRUE;
  case LAB_CURSOR_DOWN:
    lab_manifold_canvas_turn (self, 0.0, KEY_TURN);
    return TRUE;
  case LAB_CURSOR_FIRST:
    lab_picture_canvas_zoom (canvas, 0.0, NAN, NAN);
    return TRUE;
  default:
    return FALSE;
  }
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
  LabPictureCanvasClass *canvas_class = LAB_PICTURE_CANVAS_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lab_manifold_canvas_finalize;
  canvas_class->paint = paint;
  canvas_class->move = move;
  canvas_class->zoom = zoom;
  canvas_class->drag_begin = drag_begin;
  canvas_class->drag_update = drag_update;
}

static void
lab_manifold_canvas_init (LabManifoldCanvas *self)
{
  self->pose = (LabCloudPose){FIRST_YAW, FIRST_PITCH, 1.0};
  lab_picture_canvas_set_name (LAB_PICTURE_CANVAS (self), _ ("Points on the manifold"));
}

GtkWidget *
lab_manifold_canvas_new (void)
{
  return g_object_new (LAB_TYPE_MANIFOLD_CANVAS, NULL);
}

void
lab_manifold_canvas_set_cloud (LabManifoldCanvas *self, LabCloud *cloud)
{
  g_return_if_fail (LAB_IS_MANIFOLD_CANVAS (self));
  if (cloud != NULL) {
    lab_cloud_ref (cloud);
    lab_picture_canvas_describe (LAB_PICTURE_CANVAS (self), cloud->note);
  }
  g_clear_pointer (&self->cloud, lab_cloud_unref);
  self->cloud = cloud;
  lab_picture_canvas_invalidate (LAB_PICTURE_CANVAS (self));
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
