/* The phase map as a widget: paints it, reads out places for pointer, keys and screen readers.
 *
 * Pointer: a click focuses; wheel zooms at the pointer; a drag pans; a double click shows
 * everything. Keys while focused: arrows, Home and End move the cursor from dot to dot, Escape takes
 * it away (and is passed on when there is none).
 *
 * Signals: "read-out" (const char *text); "range-changed": another part of the plane is to be shown
 * (lab_phases_canvas_get_range()). */
#pragma once

#include "chart/phase-map.h"
#include "view.h"

G_BEGIN_DECLS

#define LAB_TYPE_PHASES_CANVAS (lab_phases_canvas_get_type ())
G_DECLARE_FINAL_TYPE (LabPhasesCanvas, lab_phases_canvas, LAB, PHASES_CANVAS, GtkWidget)

/* view: whose style it follows; outlives the canvas. */
GtkWidget *lab_phases_canvas_new       (LabView             *view);

void       lab_phases_canvas_set_map   (LabPhasesCanvas     *canvas,
                                        LabPhaseMap         *map);
void       lab_phases_canvas_restyle   (LabPhasesCanvas     *canvas);

/* The whole plane, to which zooming is bound. */
void       lab_phases_canvas_set_home  (LabPhasesCanvas     *canvas,
                                        const LabChartRange *home);
/* The part that is to be shown. */
void       lab_phases_canvas_get_range (LabPhasesCanvas     *canvas,
                                        LabChartRange       *range);
/* factor > 1 shows less around the widget coordinates (x, y) (NaN: the middle); 0: everything. */
void       lab_phases_canvas_zoom      (LabPhasesCanvas     *canvas,
                                        double               factor,
                                        double               x,
                                        double               y);
/* What the cursor says, or "". */
const char *lab_phases_canvas_get_read_out (LabPhasesCanvas *canvas);

G_END_DECLS
