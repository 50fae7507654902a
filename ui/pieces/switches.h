/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of switches in one row; one below the other where the row is too narrow. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LAB_TYPE_SWITCHES (lab_switches_get_type ())
/* Its children are the groups, in order; invisible ones take no room. From a template, or with
 * gtk_widget_set_parent(). */
G_DECLARE_FINAL_TYPE (LabSwitches, lab_switches, LAB, SWITCHES, GtkWidget)

G_END_DECLS
