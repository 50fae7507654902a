/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of window-points. */
#pragma once

#include "ui/window/window.h"

G_BEGIN_DECLS

/* Reads a file of points in the background and takes them as the data. */
void lab_window_open_points (LabWindow *window, const char *path);

G_END_DECLS
