/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifold in the window: its points, or the tokens of sequences, turning, coloured by the target,
 * by what the network makes of it, or by the error; a slider goes through the training. Tokens that lie on
 * no manifold are shown likewise, with a sentence that says so. */
#pragma once

#include "ui/views/manifold/manifold-canvas.h"
#include "laboratory/answers/manifold-data.h"
#include "laboratory/answers/manifold-picture.h"
#include "ui/picture/view.h"

G_BEGIN_DECLS

#define LAB_TYPE_MANIFOLD_VIEW (lab_manifold_view_get_type ())
G_DECLARE_FINAL_TYPE (LabManifoldView, lab_manifold_view, LAB, MANIFOLD_VIEW, LabView)

GtkWidget         *lab_manifold_view_new        (void);

G_END_DECLS
