/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laws: what was measured, what theory says, and the verdict, in words a student understands;
 * intervals, sources and rivals one click deeper. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

#define LAB_TYPE_LAWS_PANEL (lab_laws_panel_get_type ())
G_DECLARE_FINAL_TYPE (LabLawsPanel, lab_laws_panel, LAB, LAWS_PANEL, GtkBox)

GtkWidget *lab_laws_panel_new (LabLaboratory *laboratory);

G_END_DECLS
