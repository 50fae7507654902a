/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of export-dialog. */
#pragma once

#include "ui/window/export-dialog.h"

G_BEGIN_DECLS

/* What the chooser's answer does: writes to the path that was typed, with its ending, if need be after a
 * question about files that the chooser did not ask about. The dialog closes once it is decided. */
void lab_export_dialog_save (GtkWidget *dialog, const char *typed);

G_END_DECLS
