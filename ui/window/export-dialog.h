/* Asks what to export, at which size, and where to. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"
#include "ui/window/status-bar.h"
#include "ui/picture/view.h"

G_BEGIN_DECLS

/* Writes the view's picture (NULL, or a view without one: the chart) or the measured points. Tells
 * the outcome on the status bar. */
GtkWidget *lab_export_dialog_show (GtkWindow     *parent,
                                   LabLaboratory *laboratory,
                                   LabView       *view,
                                   LabStatusBar  *status_bar);

/* What the chooser's answer does: writes to the path that was typed, with its ending, if need be after a
 * question about files that the chooser did not ask about. The dialog closes once it is decided. */
void       lab_export_dialog_save (GtkWidget     *dialog,
                                   const char    *typed);

G_END_DECLS
