/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phase map in the window: a LabView with the plane's switch, the condition number's choice and
 * the map. */
#pragma once

#include "ui/views/phases/phases-canvas.h"
#include "ui/picture/view.h"

G_BEGIN_DECLS

#define LAB_TYPE_PHASES_VIEW (lab_phases_view_get_type ())
G_DECLARE_FINAL_TYPE (LabPhasesView, lab_phases_view, LAB, PHASES_VIEW, LabView)

GtkWidget         *lab_phases_view_new       (void);

G_END_DECLS
