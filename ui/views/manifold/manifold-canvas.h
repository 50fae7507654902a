/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cloud of points as a widget that can be turned: a LabPictureCanvas.
 *
 * A drag turns, as arrows do; showing everything (a double click, Home) brings back the first pose.
 * lab_manifold_canvas_set_turning() turns it by itself, unless the desktop asks for no animations. */
#pragma once

#include "chart/cloud/cloud.h"
#include "ui/picture/picture-canvas.h"

G_BEGIN_DECLS

#define LAB_TYPE_MANIFOLD_CANVAS (lab_manifold_canvas_get_type ())
G_DECLARE_FINAL_TYPE (LabManifoldCanvas, lab_manifold_canvas, LAB, MANIFOLD_CANVAS,
                      LabPictureCanvas)

GtkWidget          *lab_manifold_canvas_new         (void);

/* NULL: nothing to show yet. The pose stays. */
void                lab_manifold_canvas_set_cloud   (LabManifoldCanvas *canvas,
                                                     LabCloud          *cloud);
const LabCloudPose *lab_manifold_canvas_get_pose    (LabManifoldCanvas *canvas);
void                lab_manifold_canvas_set_turning (LabManifoldCanvas *canvas,
                                                     gboolean           turning);
/* Whether the desktop's settings let pictures move by themselves. */
gboolean            lab_manifold_canvas_may_turn    (LabManifoldCanvas *canvas);

G_END_DECLS
