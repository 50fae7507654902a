/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of phases-view. */
#pragma once

#include "ui/views/phases/phases-view.h"

G_BEGIN_DECLS

/* The map as shown, the canvas, the switches. */
LabPhaseMap *lab_phases_view_get_map (LabPhasesView *view);
LabPhasesCanvas *lab_phases_view_get_canvas (LabPhasesView *view);
void lab_phases_view_set_plane (LabPhasesView *view, LabPlane plane);

/* kappa > 1 adds its boundary; 0: none. Only the values that are offered. */
void lab_phases_view_set_condition_number (LabPhasesView *view, double condition_number);

G_END_DECLS
