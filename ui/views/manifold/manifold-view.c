/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifold view: what is shown, and how. */
#include "config.h"
#include "ui/views/manifold/manifold-view-private.h"
#include "ui/views/manifold/manifold-view-testing.h"

#include <glib/gi18n.h>

#include "experiment/task.h"

G_DEFINE_FINAL_TYPE (LabManifoldView, lab_manifold_view, LAB_TYPE_VIEW)

/* NULL: there is none yet, or others than of the points shown. */
static const LabRunOutput *
shown_prediction (LabManifoldView *self)
{
  guint count = lab_manifold_data_prediction_count (self->data);
  double place = gtk_range_get_value (GTK_RANGE (self->step));
  if (!lab_manifold_data_predicts_points (self->data))
    return NULL;
  return lab_manifold_data_get_prediction (self->data, MIN ((guint)place, count - 1));
}

static const LabExperiment *
controls_of (LabManifoldView *self)
{
  return lab_laboratory_get_experiment (lab_view_get_laboratory (LAB_VIEW (self)));
}

static void
renew (LabManifoldView *self)
{
  const LabManifoldPoints *points = lab_manifold_data_get_points (self->data);
  const LabRunOutput *prediction;

  if (self->renewing || lab_view_get_laboratory (LAB_VIEW (self)) == NULL || points == NULL)
    return;
  self->renewing = TRUE;
  lab_manifold_view_renew_bar (self, points->dimension,
                               _ (lab_task_info (points->source.task)->shown));
  lab_manifold_view_renew_steps (self);
  prediction = shown_prediction (self);
  lab_manifold_view_tell_step (self, prediction, lab_experiment_error_name (controls_of (self)));
  g_clear_pointer (&self->cloud, lab_cloud_unref);
  self->cloud = lab_manifold_picture_new (points, prediction, lab_manifold_view_colour (self),
                                          lab_manifold_view_axes (self));
  lab_manifold_canvas_set_cloud (LAB_MANIFOLD_CANVAS (self->canvas), self->cloud);
  self->renewing = FALSE;
}

/* Asks for what the controls and choices want. */
static void
ask (LabManifoldView *self)
{
  LabLaboratory *laboratory = lab_view_get_laboratory (LAB_VIEW (self));
  gboolean predictions = lab_manifold_view_colour (self) != LAB_MANIFOLD_COLOUR_TARGET;

  if (laboratory == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  /* While a slider is dragged the points follow at once, the network when it rests. */
  lab_manifold_data_ask (self->data, controls_of (self), lab_manifold_view_count (self),
                         predictions && lab_laboratory_get_state (laboratory) != LAB_STATE_STALE);
  renew (self);
}

void
lab_manifold_view_on_choice (LabManifoldView *self)
{
  ask (self);
  renew (self);
}

void
lab_manifold_view_on_step (LabManifoldView *self)
{
  guint count = lab_manifold_data_prediction_count (self->data);
  if (self->renewing)
    return;
  self->following = gtk_range_get_value (GTK_RANGE (self->step)) + 1.5 > count;
  renew (self);
}

static void
lab_manifold_view_update (LabView *view, LabLaboratory *laboratory)
{
  ask (LAB_MANIFOLD_VIEW (view));
}

static LabPicture *
lab_manifold_view_picture (LabView *view)
{
  LabManifoldView *self = LAB_MANIFOLD_VIEW (view);
  const LabCloudPose *pose = lab_manifold_canvas_get_pose (LAB_MANIFOLD_CANVAS (self->canvas));
  return self->cloud != NULL ? lab_cloud_picture (self->cloud, pose) : NULL;
}

static void
lab_manifold_view_map (GtkWidget *widget)
{
  LabManifoldView *self = LAB_MANIFOLD_VIEW (widget);
  gboolean may = lab_manifold_canvas_may_turn (LAB_MANIFOLD_CANVAS (self->canvas));

  GTK_WIDGET_CLASS (lab_manifold_view_parent_class)->map (widget);
  gtk_widget_set_sensitive (self->turn, may);
  gtk_widget_set_tooltip_text (self->turn, may ? _ ("Turn by itself")
                                               : _ ("The desktop asks for no animations: turn it "
                                                    "with the pointer or the arrow keys"));
  lab_manifold_view_on_choice (self);
}

static void
lab_manifold_view_unmap (GtkWidget *widget)
{
  lab_manifold_data_stop (LAB_MANIFOLD_VIEW (widget)->data);
  GTK_WIDGET_CLASS (lab_manifold_view_parent_class)->unmap (widget);
}

static void
lab_manifold_view_dispose (GObject *object)
{
  LabManifoldView *self = LAB_MANIFOLD_VIEW (object);
  if (self->data != NULL)
    lab_manifold_data_stop (self->data);
  g_clear_object (&self->data);
  g_clear_pointer (&self->cloud, lab_cloud_unref);
  G_OBJECT_CLASS (lab_manifold_view_parent_class)->dispose (object);
}

static void
lab_manifold_view_class_init (LabManifoldViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  LabViewClass *view_class = LAB_VIEW_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lab_manifold_view_dispose;
  widget_class->map = lab_manifold_view_map;
  widget_class->unmap = lab_manifold_view_unmap;
  view_class->update = lab_manifold_view_update;
  view_class->picture = lab_manifold_view_picture;
}

static void
lab_manifold_view_init (LabManifoldView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->following = TRUE;
  self->renewing = TRUE;
  self->data = lab_manifold_data_new ();
  gtk_box_append (GTK_BOX (box), lab_manifold_view_build_bar (self));
  self->canvas = lab_manifold_canvas_new ();
  lab_view_set_canvas (LAB_VIEW (self), LAB_PICTURE_CANVAS (self->canvas));
  gtk_box_append (GTK_BOX (box), self->canvas);
  gtk_box_append (GTK_BOX (box), lab_manifold_view_build_steps (self));
  lab_view_set_child (LAB_VIEW (self), box);
  g_signal_connect_object (self->data, "points", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->data, "prediction", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  self->renewing = FALSE;
}

GtkWidget *
lab_manifold_view_new (void)
{
  return g_object_new (LAB_TYPE_MANIFOLD_VIEW, NULL);
}

LabManifoldCanvas *
lab_manifold_view_get_canvas (LabManifoldView *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_VIEW (self), NULL);
  return LAB_MANIFOLD_CANVAS (self->canvas);
}

LabManifoldData *
lab_manifold_view_get_data (LabManifoldView *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_VIEW (self), NULL);
  return self->data;
}

LabCloud *
lab_manifold_view_get_cloud (LabManifoldView *self)
{
  g_return_val_if_fail (LAB_IS_MANIFOLD_VIEW (self), NULL);
  return self->cloud;
}

void
lab_manifold_view_set_colour (LabManifoldView *self, LabManifoldColour colour)
{
  g_return_if_fail (LAB_IS_MANIFOLD_VIEW (self));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->colour), colour);
}
