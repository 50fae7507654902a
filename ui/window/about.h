/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The About dialog and the short help. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lab_about_show (GtkWindow *parent);
void lab_help_show  (GtkWindow *parent);

G_END_DECLS
