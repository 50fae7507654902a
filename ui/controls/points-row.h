/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of the controls that says which points are trained on, with a button for others. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

#define LAB_TYPE_POINTS_ROW (lab_points_row_get_type ())
G_DECLARE_FINAL_TYPE (LabPointsRow, lab_points_row, LAB, POINTS_ROW, GtkBox)

GtkWidget *lab_points_row_new (LabLaboratory *laboratory);

G_END_DECLS
