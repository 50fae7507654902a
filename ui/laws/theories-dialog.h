/* Which theories are drawn: the whole catalogue by axis, each explained on demand. */
#pragma once

#include <gtk/gtk.h>

#include "laboratory/laboratory.h"
#include "ui/pieces/settings.h"

G_BEGIN_DECLS

GtkWidget *lab_theories_dialog_new  (GtkWindow     *parent,
                                     LabLaboratory *laboratory,
                                     LabSettings   *settings);

/* The row of a theory (by id) or of a property of the settings; NULL where there is none. */
GtkWidget *lab_theories_dialog_find (GtkWidget     *dialog,
                                     const char    *id);

G_END_DECLS
