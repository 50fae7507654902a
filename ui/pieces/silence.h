/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in the place of a picture that cannot be drawn for what the controls say. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A label, hidden; stands beside the picture in the same box. */
GtkWidget *lab_silence_new (void);

/* why is shown in the place of picture; NULL: the picture is. */
void       lab_silence_set (GtkWidget  *silence,
                            GtkWidget  *picture,
                            const char *why);

G_END_DECLS
