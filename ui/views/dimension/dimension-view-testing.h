/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of dimension-view. */
#pragma once

#include "ui/views/dimension/dimension-view.h"

G_BEGIN_DECLS

/* The plot as shown (NULL before there is one), the canvas. */
LabDimensionPlot *lab_dimension_view_get_plot (LabDimensionView *view);
LabDimensionCanvas *lab_dimension_view_get_canvas (LabDimensionView *view);

G_END_DECLS
