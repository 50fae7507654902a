/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command would take, beside what there is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that a command takes with a value of its most expensive key. */
typedef guint64 (*LabBytesWith) (guint64 value, gpointer data);

/* Whether it fits with `value` of `key`. Else FALSE and LAB_ERROR_TOO_LARGE: what it needs, what is
 * available, and the largest value, if any, that fits. bytes must grow with the value. */
gboolean lab_check_memory (const char    *key,
                           guint64        value,
                           LabBytesWith   bytes,
                           gpointer       data,
                           GError       **error);

G_END_DECLS
