/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only tests ask of window-views. */
#pragma once

#include "ui/window/window-private.h"

G_BEGIN_DECLS

/* Offers one more view; entry must live as long as the window. */
void lab_window_add_view (LabWindow *window, const LabViewEntry *entry);

G_END_DECLS
