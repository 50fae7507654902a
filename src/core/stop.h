/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wish that long work ends: a flag that another thread sets. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the flag is set. stop: g_atomic_int, borrowed; NULL for work that nobody ends. Long work
 * looks so every few hundredths of a second. */
gboolean lab_stop_asked (const gint *stop);

G_END_DECLS
