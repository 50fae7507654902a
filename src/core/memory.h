/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Large, aligned, size-checked blocks for numbers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One cache line, and the widest SIMD register. */
#define LAB_MEMORY_ALIGNMENT 64

/* A zeroed block of count elements of element_size bytes, aligned to LAB_MEMORY_ALIGNMENT.
 * Returns NULL and sets error (LAB_ERROR_TOO_LARGE, naming what) when the size overflows, exceeds
 * the memory that is available (memory-available.h) or is refused by the system. Free with lab_memory_free(). */
gpointer lab_memory_new  (gsize        count,
                          gsize        element_size,
                          const char  *what,
                          GError     **error);
/* The same, but nothing is written into it: for blocks so large that zeroing them takes long (a second
 * per 4 GiB and more), which are to be filled piece by piece. */
gpointer lab_memory_new_untouched (gsize count, gsize element_size, const char *what,
                                   GError **error);
void     lab_memory_free (gpointer     block);

/* Zeroes bytes of block, piece by piece: memory that is touched for the first time takes a second for
 * 4 GiB and more. FALSE where stop (core/stop.h; nullable) ended it: the rest is as it was. */
gboolean lab_memory_clear (gpointer      block,
                           gsize         bytes,
                           const gint   *stop);
/* Copies bytes, likewise. */
gboolean lab_memory_copy  (gpointer      to,
                           gconstpointer from,
                           gsize         bytes,
                           const gint   *stop);

G_END_DECLS
