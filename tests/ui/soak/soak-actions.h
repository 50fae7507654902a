/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random hands for the soak. */
#pragma once

#include "ui/window/window-private.h"

G_BEGIN_DECLS

typedef struct
{
  LabWindow *window;
  GRand *random;
  char *files[3]; /* points of one's own */
} Soak;

/* One random action: a slider, a step, a choice, a key, an axis, a view, undo, presenting, clearing, a
 * file, the look and the size of the window. */
void soak_act           (Soak *soak);

/* An action by its name, as "win.axis('data')". */
void soak_activate      (Soak *soak, const char *detailed);

/* Dialogs that a key has opened. */
void soak_close_dialogs (Soak *soak);

/* Tables of points in directory, one per file. */
void soak_write_files   (Soak *soak, const char *directory);
void soak_remove_files  (Soak *soak, const char *directory);

G_END_DECLS
