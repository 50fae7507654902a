/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of intrinsic dimension in the window: of the controls' data, and of what the network
 * holds after each block while it trains. */
#pragma once

#include "ui/views/dimension/dimension-canvas.h"
#include "ui/picture/view.h"

G_BEGIN_DECLS

#define LAB_TYPE_DIMENSION_VIEW (lab_dimension_view_get_type ())
G_DECLARE_FINAL_TYPE (LabDimensionView, lab_dimension_view, LAB, DIMENSION_VIEW, LabView)

GtkWidget          *lab_dimension_view_new        (void);

G_END_DECLS
