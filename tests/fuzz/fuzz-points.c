/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a file of points: it is read or refused with one sentence, and what was read keeps
 * its promises. Built twice: LAB_FUZZ_ARRAY lets every input begin like a .npy array, so that the
 * bytes go into its header. Run by build-aux/fuzz.sh. */
#include "points/points-private.h"

#include <math.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static void
check_promises (const LabPoints *points)
{
  gboolean differ = FALSE;

  g_assert (points->n >= 2 && points->dimensions >= 1);
  g_assert (points->constant_count < points->dimensions);
  for (gsize i = 0; i < points->n * points->dimensions; i++) {
    g_assert (isfinite (points->x[i]));
    differ = differ || points->x[i] != points->x[i % points->dimensions];
  }
  for (gsize i = 0; points->target != NULL && i < points->n; i++)
    g_assert (isfinite (points->target[i]));
  g_assert (differ);
  g_assert ((points->target == NULL) == (points->target_name == NULL));
  g_assert (points->names == NULL || g_strv_length (points->names) == points->dimensions);
}

static void
read_bytes (const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabPoints) points = lab_points_parse ("points", data, length, NULL, &error);

  g_assert ((points == NULL) == (error != NULL));
  if (points != NULL)
    check_promises (points);
  else
    g_assert (g_utf8_validate (error->message, -1, NULL) && strchr (error->message, '\n') == NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
#ifdef LAB_FUZZ_ARRAY
  g_autofree char *data = g_malloc (LAB_NPY_MAGIC_LENGTH + length + 1);

  memcpy (data, LAB_NPY_MAGIC, LAB_NPY_MAGIC_LENGTH);
  memcpy (data + LAB_NPY_MAGIC_LENGTH, bytes, length);
  read_bytes (data, LAB_NPY_MAGIC_LENGTH + length);
#else
  read_bytes ((const char *)bytes, length);
#endif
  return 0;
}
