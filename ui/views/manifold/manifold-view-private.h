/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of LabManifoldView, for the files it is made of. */
#pragma once

#include "ui/views/manifold/manifold-view.h"

G_BEGIN_DECLS

struct _LabManifoldView
{
  LabView parent_instance;

  GtkWidget *colour;
  GtkWidget *axes;
  GtkWidget *count;
  GtkWidget *count_label;
  GtkWidget *turn;
  GtkWidget *steps_box;
  GtkWidget *step; /* a GtkScale over the predictions */
  GtkWidget *step_label;
  GtkWidget *canvas;
  LabManifoldData *data;
  LabCloud *cloud;
  guint axes_dimension; /* E that the choice of axes was made for */
  gboolean following;   /* the newest prediction is shown as they come */
  gboolean renewing;
};

/* manifold-view-bar.c: makes the choices above the canvas, and the steps of the training below it. */
GtkWidget *lab_manifold_view_build_bar   (LabManifoldView *view);
GtkWidget *lab_manifold_view_build_steps (LabManifoldView *view);

/* What the controls' choices say. axes: 0 for the principal components, else as in
 * lab_manifold_picture_new(); count: points or tokens. */
LabManifoldColour lab_manifold_view_colour (LabManifoldView *view);
guint      lab_manifold_view_axes          (LabManifoldView *view);
guint      lab_manifold_view_count         (LabManifoldView *view);

/* Puts what there is to choose from into the bar: axes of that many coordinates, and so many of what is
 * shown. */
void       lab_manifold_view_renew_bar     (LabManifoldView *view, guint dimension, const char *shown);
/* As many moments of the training as there are predictions; not shown where colours tell of none. */
void       lab_manifold_view_renew_steps   (LabManifoldView *view);
/* Says which moment is shown; prediction: NULL while there is none. error_name: what its error is. */
void       lab_manifold_view_tell_step     (LabManifoldView *view,
                                            const LabRunOutput *prediction,
                                            const char *error_name);

/* manifold-view.c: what choices do. */
void       lab_manifold_view_on_choice     (LabManifoldView *view);
void       lab_manifold_view_on_step       (LabManifoldView *view);

G_END_DECLS
