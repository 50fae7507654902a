/* The phase map in the window: a LabView with the plane's switch, the condition number's choice and
 * the map. */
#pragma once

#include "ui/views/phases/phases-canvas.h"
#include "ui/picture/view.h"

G_BEGIN_DECLS

#define LAB_TYPE_PHASES_VIEW (lab_phases_view_get_type ())
G_DECLARE_FINAL_TYPE (LabPhasesView, lab_phases_view, LAB, PHASES_VIEW, LabView)

GtkWidget         *lab_phases_view_new       (void);

/* For tests: the map as shown, the canvas, the switches. */
LabPhaseMap       *lab_phases_view_get_map    (LabPhasesView *view);
LabPhasesCanvas   *lab_phases_view_get_canvas (LabPhasesView *view);
void               lab_phases_view_set_plane  (LabPhasesView *view,
                                               LabPlane       plane);
/* kappa > 1 adds its boundary; 0: none. Only the values that are offered. */
void               lab_phases_view_set_condition_number (LabPhasesView *view,
                                                         double         condition_number);

G_END_DECLS
