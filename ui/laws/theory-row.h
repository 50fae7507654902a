/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the list of theories: a switch with the law and what it is, and an explanation in two
 * sentences on demand. What is switched lives in the settings. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"
#include "ui/pieces/settings.h"

G_BEGIN_DECLS

#define LAB_TYPE_THEORY_ROW (lab_theory_row_get_type ())
G_DECLARE_FINAL_TYPE (LabTheoryRow, lab_theory_row, LAB, THEORY_ROW, GtkBox)

/* theory: of the catalogue. The slope follows the laboratory's controls. */
GtkWidget  *lab_theory_row_new            (LabLaboratory   *laboratory,
                                           LabSettings     *settings,
                                           const LabTheory *theory);

/* The same for what is no entry of the catalogue: a boolean property of settings. Texts translated. */
GtkWidget  *lab_theory_row_new_for        (LabSettings     *settings,
                                           const char      *property,
                                           const char      *name,
                                           const char      *nature,
                                           const char      *explanation);

G_END_DECLS
