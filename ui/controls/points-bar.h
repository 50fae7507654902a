/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file of points in the background: a bar with progress and a way to cancel, or with the sentence
 * that says why it could not be; hidden else. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

#define LAB_TYPE_POINTS_BAR (lab_points_bar_get_type ())
G_DECLARE_FINAL_TYPE (LabPointsBar, lab_points_bar, LAB, POINTS_BAR, GtkBox)

/* Signal "opened" (char *path): the laboratory has taken the points. */
GtkWidget  *lab_points_bar_new         (LabLaboratory        *laboratory);

/* Begins to read; what is being read is given up. */
void        lab_points_bar_open        (LabPointsBar         *bar,
                                        const LabPointSource *source);

G_END_DECLS
