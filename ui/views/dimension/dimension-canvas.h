/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimates of dimension as a widget: a LabPictureCanvas that reads out points. Left and Right
 * move the cursor from point to point, Home and End to the first and last. */
#pragma once

#include "chart/dimension/dimension-plot.h"
#include "ui/picture/picture-canvas.h"

G_BEGIN_DECLS

#define LAB_TYPE_DIMENSION_CANVAS (lab_dimension_canvas_get_type ())
G_DECLARE_FINAL_TYPE (LabDimensionCanvas, lab_dimension_canvas, LAB, DIMENSION_CANVAS,
                      LabPictureCanvas)

GtkWidget *lab_dimension_canvas_new      (void);

void       lab_dimension_canvas_set_plot (LabDimensionCanvas *canvas,
                                          LabDimensionPlot   *plot);

G_END_DECLS
