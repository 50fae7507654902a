/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/memory.h"

#include "core/error.h"
#include "core/memory-available.h"

gboolean
lab_check_memory (const char *key, guint64 value, LabBytesWith bytes, gpointer data, GError **error)
{
  LabMemoryBound bound;
  const guint64 available = lab_memory_available (&bound);
  /* The thread that works, and one more. */
  const guint64 threads = 2 * lab_memory_of_thread (bound);
  guint64 fits = 0, too_many = value;

  g_return_val_if_fail (key != NULL && bytes != NULL, FALSE);

  if (bytes (value, data) + threads <= available)
    return TRUE;
  while (too_many - fits > 1) {
    const guint64 middle = fits + (too_many - fits) / 2;

    if (bytes (middle, data) + threads <= available)
      fits = middle;
    else
      too_many = middle;
  }
  g_autofree char *needed = lab_memory_words (bytes (value, data) + threads);
  g_autofree char *left = lab_memory_words (available);
  g_autofree char *advice =
      fits > 0 ? g_strdup_printf ("at most %s=%" G_GUINT64_FORMAT " fits", key, fits)
               : g_strdup_printf ("no smaller %s makes it fit", key);
  return lab_refuse (error, LAB_ERROR_TOO_LARGE,
                     "%s=%" G_GUINT64_FORMAT " needs %s of memory, and %s are available; %s.", key,
                     value, needed, left, advice);
}
