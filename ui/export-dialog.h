/* Asks what to export, at which size, and where to. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory.h"
#include "status-bar.h"

G_BEGIN_DECLS

/* Tells the outcome on the status bar. */
GtkWidget *lab_export_dialog_show (GtkWindow     *parent,
                                   LabLaboratory *laboratory,
                                   LabStatusBar  *status_bar);

G_END_DECLS
