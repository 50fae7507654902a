/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One numeric parameter: its name and symbol, a value that can be typed, and a slider (or, in the
 * compact form, two step buttons). Reads and changes the laboratory's controls by itself. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

#define LAB_TYPE_PARAMETER_ROW (lab_parameter_row_get_type ())
G_DECLARE_FINAL_TYPE (LabParameterRow, lab_parameter_row, LAB, PARAMETER_ROW, GtkBox)

/* key: a numeric key of the vocabulary. */
GtkWidget  *lab_parameter_row_new     (LabLaboratory   *laboratory,
                                       const char      *key,
                                       gboolean         with_slider);

/* One step up (1) or down (-1), or a page of them. */
void        lab_parameter_row_step    (LabParameterRow *row,
                                       int              direction,
                                       gboolean         page);

/* Switches off the wheel on a slider or spin button: a value never changes by scrolling past. */
void        lab_widget_ignore_wheel   (GtkWidget       *widget);

G_END_DECLS
