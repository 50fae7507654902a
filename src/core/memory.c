/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Large, aligned, size-checked blocks for numbers.
 *
 * The largest ones ask for huge pages: a network's arrays lie megabytes apart, more pages of the
 * common size than a processor's first table of addresses holds.
 *
 * A block larger than the memory that is left is refused here rather than left to the kernel, which
 * would grant it and end the process once the pages are touched. */
#include "core/memory.h"

#include "core/error.h"
#include "core/memory-available.h"
#include "core/stop.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Of x86-64 and of most aarch64 kernels; elsewhere no harm is done. */
#define HUGE_PAGE ((gsize)2 << 20)

/* From this size on the system is asked before: that takes a tenth of a millisecond, as zeroing so much
 * takes several. */
#define ASKED_FOR ((gsize)16 << 20)

/* Bytes cleared or copied between two looks at a stop flag: some milliseconds, even where the pages are
 * new. */
#define PIECE ((gsize)8 << 20)

/* Bytes of the block, rounded up to whole cache lines (at least one, so that an empty block is
 * still a block); FALSE on overflow. */
static gboolean
block_size (gsize count, gsize element_size, gsize *size)
{
  gsize bytes;

  if (!g_size_checked_mul (&bytes, count, element_size) ||
      !g_size_checked_add (&bytes, MAX (bytes, 1), LAB_MEMORY_ALIGNMENT - 1))
    return FALSE;
  *size = bytes - bytes % LAB_MEMORY_ALIGNMENT;
  return TRUE;
}

/* size bytes, aligned, untouched. A block of one huge page or more starts at the beginning of one;
 * whether the system then uses them is its own affair. */
static gpointer
allocate (gsize size)
{
  gpointer block = NULL;

  /* Not aligned_alloc(): it asks for whole multiples of the alignment. */
  if (posix_memalign (&block, size < HUGE_PAGE ? LAB_MEMORY_ALIGNMENT : HUGE_PAGE, size) != 0)
    return NULL;
#ifdef MADV_HUGEPAGE
  if (size >= HUGE_PAGE)
    madvise (block, size, MADV_HUGEPAGE);
#endif
  return block;
}

/* *size receives the block's bytes. */
static gpointer
allocate_checked (gsize count, gsize element_size, const char *what, gsize *size, GError **error)
{
  gpointer block;

  *size = 0;
  if (!block_size (count, element_size, size)) {
    g_set_error (
        error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
        /* Translators: %s is one of "the points", "the kernel" and so on. */
        _ ("There is not enough memory for %s: no machine has that much; choose smaller sizes."),
        _ (what));
    return NULL;
  }
  if (*size >= ASKED_FOR && !lab_memory_fits (*size, what, error))
    return NULL;
  block = allocate (*size);
  if (block == NULL) {
    g_autofree char *needed = lab_memory_words (*size);

    g_set_error (
        error, LAB_ERROR, LAB_ERROR_TOO_LARGE,
        _ ("There is not enough memory for %s: the system refuses %s; choose smaller sizes."),
        _ (what), needed);
  }
  return block;
}

gpointer
lab_memory_new (gsize count, gsize element_size, const char *what, GError **error)
{
  gsize size;
  gpointer block;

  g_return_val_if_fail (what != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  block = allocate_checked (count, element_size, what, &size, error);
  return block != NULL ? memset (block, 0, size) : NULL;
}

gpointer
lab_memory_new_untouched (gsize count, gsize element_size, const char *what, GError **error)
{
  gsize size;

  g_return_val_if_fail (what != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return allocate_checked (count, element_size, what, &size, error);
}

gboolean
lab_memory_clear (gpointer block, gsize bytes, const gint *stop)
{
  g_return_val_if_fail (block != NULL || bytes == 0, FALSE);

  for (gsize at = 0; at < bytes; at += PIECE) {
    if (lab_stop_asked (stop))
      return FALSE;
    memset ((char *)block + at, 0, MIN (PIECE, bytes - at));
  }
  return TRUE;
}

gboolean
lab_memory_copy (gpointer to, gconstpointer from, gsize bytes, const gint *stop)
{
  g_return_val_if_fail ((to != NULL && from != NULL) || bytes == 0, FALSE);

  for (gsize at = 0; at < bytes; at += PIECE) {
    if (lab_stop_asked (stop))
      return FALSE;
    memcpy ((char *)to + at, (const char *)from + at, MIN (PIECE, bytes - at));
  }
  return TRUE;
}

void
lab_memory_free (gpointer block)
{
  free (block);
}
