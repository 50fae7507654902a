/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of manifold-view. */
#pragma once

#include "ui/views/manifold/manifold-view.h"

G_BEGIN_DECLS

/* The canvas, what it shows, and the choice of colours. */
LabManifoldCanvas *lab_manifold_view_get_canvas (LabManifoldView *view);
LabManifoldData *lab_manifold_view_get_data (LabManifoldView *view);
LabCloud *lab_manifold_view_get_cloud (LabManifoldView *view);
void lab_manifold_view_set_colour (LabManifoldView *view, LabManifoldColour colour);

G_END_DECLS
