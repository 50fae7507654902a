/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line below the chart: what is going on, in words, at most four times a second. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"

G_BEGIN_DECLS

#define LAB_TYPE_STATUS_BAR (lab_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (LabStatusBar, lab_status_bar, LAB, STATUS_BAR, GtkBox)

GtkWidget *lab_status_bar_new         (LabLaboratory     *laboratory);

/* Two lines instead of one. */
void       lab_status_bar_set_narrow  (LabStatusBar      *bar,
                                       gboolean           narrow);

/* What the cursor on the chart points at; NULL or "" for nothing. */
void       lab_status_bar_set_readout (LabStatusBar      *bar,
                                       const char        *readout);

/* A passing word (a file was written, an error) in place of the status, for a few seconds. */
void       lab_status_bar_tell        (LabStatusBar      *bar,
                                       const char        *message);

G_END_DECLS
