/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which theories are drawn: the whole catalogue by axis, each explained on demand. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"
#include "ui/pieces/settings.h"

G_BEGIN_DECLS

GtkWidget *lab_theories_dialog_new  (GtkWindow     *parent,
                                     LabLaboratory *laboratory,
                                     LabSettings   *settings);

G_END_DECLS
