/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One parameter with a few named choices: its name and a drop-down. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

#define LAB_TYPE_CHOICE_ROW (lab_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (LabChoiceRow, lab_choice_row, LAB, CHOICE_ROW, GtkBox)

/* key: a key of the vocabulary with choices. */
GtkWidget *lab_choice_row_new (LabLaboratory *laboratory, const char *key);

G_END_DECLS
