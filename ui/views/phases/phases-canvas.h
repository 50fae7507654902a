/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map as a widget: a LabPictureCanvas that reads out dots and places.
 *
 * A drag pans what is zoomed. Arrows, Home and End move the cursor from dot to dot.
 *
 * Signal "range-changed": another part of the plane is to be shown (lab_phases_canvas_get_range()). */
#pragma once

#include "chart/phase-map/phase-map.h"
#include "ui/picture/picture-canvas.h"

G_BEGIN_DECLS

#define LAB_TYPE_PHASES_CANVAS (lab_phases_canvas_get_type ())
G_DECLARE_FINAL_TYPE (LabPhasesCanvas, lab_phases_canvas, LAB, PHASES_CANVAS,
                      LabPictureCanvas)

GtkWidget *lab_phases_canvas_new       (void);

void       lab_phases_canvas_set_map   (LabPhasesCanvas     *canvas,
                                        LabPhaseMap         *map);

/* The whole plane, to which zooming is bound. */
void       lab_phases_canvas_set_home  (LabPhasesCanvas     *canvas,
                                        const LabChartRange *home);
/* The part that is to be shown. */
void       lab_phases_canvas_get_range (LabPhasesCanvas     *canvas,
                                        LabChartRange       *range);

G_END_DECLS
