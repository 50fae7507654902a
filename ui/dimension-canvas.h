/* The estimates of dimension as a widget: paints them, reads out points for pointer, keys and screen
 * readers.
 *
 * Pointer: the point under it is read out; a click focuses. Keys while focused: Left and Right move
 * the cursor from point to point, Home and End to the first and last, Escape takes it away (and is
 * passed on when there is none).
 *
 * Signal "read-out" (const char *text). */
#pragma once

#include "chart/dimension-plot.h"
#include "view.h"

G_BEGIN_DECLS

#define LAB_TYPE_DIMENSION_CANVAS (lab_dimension_canvas_get_type ())
G_DECLARE_FINAL_TYPE (LabDimensionCanvas, lab_dimension_canvas, LAB, DIMENSION_CANVAS, GtkWidget)

/* view: whose style it follows; outlives the canvas. */
GtkWidget  *lab_dimension_canvas_new          (LabView            *view);

void        lab_dimension_canvas_set_plot     (LabDimensionCanvas *canvas,
                                               LabDimensionPlot   *plot);
/* What the cursor says, or "". */
const char *lab_dimension_canvas_get_read_out (LabDimensionCanvas *canvas);

G_END_DECLS
