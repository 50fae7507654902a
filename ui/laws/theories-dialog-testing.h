/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of theories-dialog. */
#pragma once

#include "ui/laws/theories-dialog.h"

G_BEGIN_DECLS

/* The row of a theory (by id) or of a property of the settings; NULL where there is none. */
GtkWidget *lab_theories_dialog_find (GtkWidget *dialog, const char *id);

G_END_DECLS
