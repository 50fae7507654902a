/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small windows beside the main one: preferences, export, help. Never modal; Escape closes. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A window with a title, on top of parent; the caller sets its child and presents it. */
GtkWidget *lab_dialog_new     (GtkWindow  *parent,
                               const char *title);

/* A labelled control in a row of a grid; name may hold a mnemonic. */
void       lab_dialog_add_row (GtkWidget  *grid,
                               int         row,
                               const char *name,
                               GtkWidget  *control);

/* The grid for such rows. */
GtkWidget *lab_dialog_grid    (void);

G_END_DECLS
