/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The controls: three large sliders (d, m, n), the rest in groups that unfold. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

#define LAB_TYPE_CONTROL_PANEL (lab_control_panel_get_type ())
G_DECLARE_FINAL_TYPE (LabControlPanel, lab_control_panel, LAB, CONTROL_PANEL, GtkBox)

GtkWidget *lab_control_panel_new   (LabLaboratory   *laboratory);

/* The row of a key (a LabParameterRow or LabChoiceRow), or NULL. */
GtkWidget *lab_control_panel_find  (LabControlPanel *panel,
                                    const char      *key);

/* Moves the focus to the row of a key, unfolding its group. */
void       lab_control_panel_focus (LabControlPanel *panel,
                                    const char      *key);

G_END_DECLS
