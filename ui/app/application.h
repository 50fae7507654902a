/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: options, actions, style, and the one window. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LAB_TYPE_APPLICATION (lab_application_get_type ())
G_DECLARE_FINAL_TYPE (LabApplication, lab_application, LAB, APPLICATION, GtkApplication)

/* flags: further ones, G_APPLICATION_NON_UNIQUE for tests. */
LabApplication *lab_application_new (GApplicationFlags flags);

G_END_DECLS
