/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places controls, chart and laws by the room there is: three columns; below 900 wide the laws
 * under the chart; below 700 no controls (they live in a popover then). Nothing is ever cut: the
 * next arrangement comes earlier where texts need more room. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LAB_TYPE_WORKSPACE (lab_workspace_get_type ())
G_DECLARE_FINAL_TYPE (LabWorkspace, lab_workspace, LAB, WORKSPACE, GtkWidget)

/* Emits notify::narrow when the controls have to move out or may come back. */
GtkWidget *lab_workspace_new          (GtkWidget    *chart,
                                       GtkWidget    *laws);

/* controls: NULL takes them out. */
void       lab_workspace_set_controls (LabWorkspace *workspace,
                                       GtkWidget    *controls);

/* Before the first allocation: the width that will come, so that a narrow window starts narrow. */
void       lab_workspace_expect_width (LabWorkspace *workspace,
                                       int           width);

gboolean   lab_workspace_get_narrow   (LabWorkspace *workspace);

G_END_DECLS
