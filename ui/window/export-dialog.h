/* SPDX-License-Identifier: GPL-3.0-or-later */
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

G_END_DECLS
