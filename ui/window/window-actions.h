/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every action of the window with its keys and words: the accelerators, the plain keys, the
 * shortcuts window and the tests all read this one table. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;        /* "win.run", or with a target: "win.axis('data')" */
  const char *accelerator; /* "<Control>z"; as gtk_accelerator_parse() reads it */
  gboolean plain;          /* a key without modifier: typing in an entry comes first */
  const char *group;       /* N_() */
  const char *title;       /* N_() */
} LabShortcut;

/* All shortcuts, grouped; count may be NULL. */
const LabShortcut *lab_window_shortcuts     (guint          *count);

/* Sets the accelerators with modifiers on the application. */
void               lab_window_accelerators  (GtkApplication *application);

/* The window that lists them. */
GtkWidget         *lab_shortcuts_window_new (void);

G_END_DECLS
