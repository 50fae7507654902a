/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bytes of a file to text in UTF-8, or to an event file's records. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Undoes gzip and UTF-16, one within the other as they come. Takes bytes (length of them, then a zero, of
 * lab_memory_new()) and returns them, or a new block; either way *length is set, a zero stands behind, and
 * the block is freed with lab_memory_free(). NULL, bytes freed and LAB_ERROR_FILE or LAB_ERROR_TOO_LARGE where they are
 * damaged, or become more than `most` bytes, which is looked at as they do. */
char *lab_decode (const char *name, char *bytes, gsize *length, guint64 most, GError **error);

G_END_DECLS
