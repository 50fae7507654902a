/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view: hears the laboratory, updates once a frame while it is seen. */
#include "ui/picture/view.h"
#include "ui/picture/view-testing.h"

#include <math.h>

#include "ui/pieces/appearance.h"
#include "ui/pieces/switches.h"

typedef struct
{
  LabLaboratory *laboratory;
  GtkWidget *child;
  LabPictureCanvas *canvas; /* somewhere in child; NULL: none */
  GtkWidget *bar;           /* likewise */
  LabLook look;
  gboolean presenting;
  gboolean stale; /* the laboratory changed since the last update */
  guint tick;     /* an update waits for the next frame */
} LabViewPrivate;

enum
{
  READ_OUT,
  SIGNAL_COUNT
};
static guint signals[SIGNAL_COUNT];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LabView, lab_view, GTK_TYPE_WIDGET)

static LabViewPrivate *
private_of (LabView *view)
{
  return lab_view_get_instance_private (view);
}

static void
update_now (LabView *view)
{
  LabViewPrivate *self = private_of (view);
  if (!self->stale || self->laboratory == NULL)
    return;
  self->stale = FALSE;
  LAB_VIEW_GET_CLASS (view)->update (view, self->laboratory);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  private_of (LAB_VIEW (widget))->tick = 0;
  update_now (LAB_VIEW (widget));
  return G_SOURCE_REMOVE;
}

static void
on_changed (LabView *view)
{
  LabViewPrivate *self = private_of (view);
  self->stale = TRUE;
  if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (view)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (view), on_tick, NULL, NULL);
}

static void
stop_tick (LabView *view)
{
  LabViewPrivate *self = private_of (view);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (view), self->tick);
  self->tick = 0;
}

/* Before the first frame in which it is seen. */
static void
lab_view_map (GtkWidget *widget)
{
  update_now (LAB_VIEW (widget));
  GTK_WIDGET_CLASS (lab_view_parent_class)->map (widget);
}

static void
lab_view_unmap (GtkWidget *widget)
{
  stop_tick (LAB_VIEW (widget));
  lab_view_read_out (LAB_VIEW (widget), "");
  GTK_WIDGET_CLASS (lab_view_parent_class)->unmap (widget);
}

static void
restyle (LabView *view)
{
  LabViewPrivate *self = private_of (view);

  if (self->canvas != NULL) {
    lab_picture_canvas_set_look (self->canvas, self->look);
    lab_picture_canvas_set_presenting (self->canvas, self->presenting);
  }
  if (self->bar != NULL)
    gtk_widget_set_visible (self->bar, !self->presenting);
  if (LAB_VIEW_GET_CLASS (view)->restyle != NULL)
    LAB_VIEW_GET_CLASS (view)->restyle (view);
}

/* Text size and scale may have changed. */
static void
lab_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lab_view_parent_class)->css_changed (widget, change);
  restyle (LAB_VIEW (widget));
}

/* The canvas, or the first widget inside that takes it. */
static gboolean
lab_view_grab_focus (GtkWidget *widget)
{
  LabViewPrivate *self = private_of (LAB_VIEW (widget));
  GtkWidget *child = self->child;
  if (self->canvas != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->canvas)))
    return TRUE;
  return child != NULL &&
         (gtk_widget_grab_focus (child) || gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD));
}

static void
lab_view_dispose (GObject *object)
{
  LabView *view = LAB_VIEW (object);
  LabViewPrivate *self = private_of (view);
  stop_tick (view);
  self->canvas = NULL;
  self->bar = NULL;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  if (self->laboratory != NULL)
    g_signal_handlers_disconnect_by_data (self->laboratory, view);
  g_clear_object (&self->laboratory);
  G_OBJECT_CLASS (lab_view_parent_class)->dispose (object);
}

static void
lab_view_class_init (LabViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lab_view_dispose;
  widget_class->map = lab_view_map;
  widget_class->unmap = lab_view_unmap;
  widget_class->css_changed = lab_view_css_changed;
  widget_class->grab_focus = lab_view_grab_focus;
  signals[READ_OUT] =
      g_signal_new ("read-out", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lab_view_init (LabView *view)
{
  gtk_widget_set_overflow (GTK_WIDGET (view), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (view), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (view), TRUE);
}

void
lab_view_set_child (LabView *view, GtkWidget *child)
{
  LabViewPrivate *self = private_of (view);
  g_return_if_fail (LAB_IS_VIEW (view) && (child == NULL || GTK_IS_WIDGET (child)));
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (view));
}

void
lab_view_set_canvas (LabView *view, LabPictureCanvas *canvas)
{
  LabViewPrivate *self = private_of (view);

  g_return_if_fail (LAB_IS_VIEW (view) && LAB_IS_PICTURE_CANVAS (canvas) && self->canvas == NULL);

  self->canvas = canvas;
  g_signal_connect_object (canvas, "read-out", G_CALLBACK (lab_view_read_out), view,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
lab_view_new_bar (LabView *view)
{
  LabViewPrivate *self = private_of (view);

  g_return_val_if_fail (LAB_IS_VIEW (view) && self->bar == NULL, NULL);

  self->bar = g_object_new (LAB_TYPE_SWITCHES, NULL);
  gtk_widget_add_css_class (self->bar, "view-bar");
  return self->bar;
}

LabLaboratory *
lab_view_get_laboratory (LabView *view)
{
  g_return_val_if_fail (LAB_IS_VIEW (view), NULL);
  return private_of (view)->laboratory;
}

gboolean
lab_view_get_presenting (LabView *view)
{
  g_return_val_if_fail (LAB_IS_VIEW (view), FALSE);
  return private_of (view)->presenting;
}

LabLook
lab_view_get_look (LabView *view)
{
  g_return_val_if_fail (LAB_IS_VIEW (view), LAB_LOOK_LIGHT);
  return private_of (view)->look;
}

void
lab_view_style (LabView *view, double height, LabChartStyle *style)
{
  LabViewPrivate *self = private_of (view);
  g_return_if_fail (LAB_IS_VIEW (view) && style != NULL);
  lab_appearance_chart_style (GTK_WIDGET (view), self->look, self->presenting, height, style);
}

void
lab_view_renew (LabView *view)
{
  g_return_if_fail (LAB_IS_VIEW (view));
  private_of (view)->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (view)))
    update_now (view);
}

void
lab_view_read_out (LabView *view, const char *text)
{
  g_return_if_fail (LAB_IS_VIEW (view) && text != NULL);
  g_signal_emit (view, signals[READ_OUT], 0, text);
}

LabPicture *
lab_view_picture (LabView *view)
{
  g_return_val_if_fail (LAB_IS_VIEW (view), NULL);
  if (LAB_VIEW_GET_CLASS (view)->picture == NULL)
    return NULL;
  update_now (view);
  return LAB_VIEW_GET_CLASS (view)->picture (view);
}

gboolean
lab_view_can_export (LabView *view)
{
  g_return_val_if_fail (LAB_IS_VIEW (view), FALSE);
  return LAB_VIEW_GET_CLASS (view)->picture != NULL;
}

gboolean
lab_view_can_zoom (LabView *view)
{
  g_return_val_if_fail (LAB_IS_VIEW (view), FALSE);
  LabPictureCanvas *canvas = private_of (view)->canvas;
  return LAB_VIEW_GET_CLASS (view)->zoom != NULL ||
         (canvas != NULL && lab_picture_canvas_can_zoom (canvas));
}

void
lab_view_zoom (LabView *view, double factor)
{
  LabPictureCanvas *canvas = private_of (view)->canvas;
  g_return_if_fail (LAB_IS_VIEW (view) && factor >= 0);
  if (LAB_VIEW_GET_CLASS (view)->zoom != NULL)
    LAB_VIEW_GET_CLASS (view)->zoom (view, factor);
  else if (canvas != NULL)
    lab_picture_canvas_zoom (canvas, factor, NAN, NAN);
}

void
lab_view_set_laboratory (LabView *view, LabLaboratory *laboratory)
{
  LabViewPrivate *self = private_of (view);
  g_return_if_fail (LAB_IS_VIEW (view) && LAB_IS_LABORATORY (laboratory));
  g_return_if_fail (self->laboratory == NULL);
  self->laboratory = g_object_ref (laboratory);
  g_signal_connect_object (laboratory, "changed", G_CALLBACK (on_changed), view, G_CONNECT_SWAPPED);
  on_changed (view);
}

void
lab_view_set_look (LabView *view, LabLook look)
{
  g_return_if_fail (LAB_IS_VIEW (view));
  private_of (view)->look = look;
  restyle (view);
}

void
lab_view_set_presenting (LabView *view, gboolean presenting)
{
  g_return_if_fail (LAB_IS_VIEW (view));
  private_of (view)->presenting = presenting;
  restyle (view);
}
