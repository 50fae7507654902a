/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"
#include "ui/pieces/settings.h"

G_BEGIN_DECLS

#define LAB_TYPE_WINDOW (lab_window_get_type ())
G_DECLARE_FINAL_TYPE (LabWindow, lab_window, LAB, WINDOW, GtkApplicationWindow)

/* Begins nothing: the application starts the laboratory. */
LabWindow     *lab_window_new            (GtkApplication *application,
                                          LabLaboratory  *laboratory,
                                          LabSettings    *settings);

LabLaboratory *lab_window_get_laboratory (LabWindow      *window);

/* Sizes the window (as the default size does), arranged for that width from the start. */
void           lab_window_resize         (LabWindow      *window,
                                          int             width,
                                          int             height);

/* Shows a view in the middle: a name of lab_views(), or the chart. Others change nothing. */
#define LAB_WINDOW_CHART "chart"
void           lab_window_show_view      (LabWindow      *window,
                                          const char     *name);

/* The look of the theme changed. */
void           lab_window_restyle        (LabWindow      *window);

/* Opens a session, or takes a file's points as the data, whichever the file is; in the background. */
void           lab_window_open_file      (LabWindow            *window,
                                          const char           *path);

G_END_DECLS
