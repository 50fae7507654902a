/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a key's value is refused. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets error (LAB_ERROR_INVALID_VALUE): "n=7: " and the sentence; returns FALSE. */
gboolean lab_experiment_refuse (GError     **error,
                                const char  *key,
                                double       value,
                                const char  *sentence);

G_END_DECLS
