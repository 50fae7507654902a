/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of points will be, told from its beginning and its size. */
#include "points/points.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "points/points-private.h"

/* As much of the file as is looked at. */
#define BEGINNING ((gsize)64 << 10)

/* The place behind the word, or NULL. */
static const char *
after (const char *text, const char *word)
{
  const char *at = strstr (text, word);

  return at != NULL ? at + strlen (word) : NULL;
}

/* From the header of an array, as NumPy writes it. */
static gboolean
foresee_array (const char *head, gsize length, guint64 *n, guint64 *dimensions)
{
  g_autofree char *text = g_strndup (head + MIN (length, LAB_NPY_MAGIC_LENGTH + 4),
                                     length - MIN (length, LAB_NPY_MAGIC_LENGTH + 4));
  const char *shape = after (text, "'shape': (");

  *dimensions = 1;
  return shape != NULL &&
         sscanf (shape, "%" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT, n, dimensions) > 0;
}

/* From the length of the first lines and their separators. */
static gboolean
foresee_table (const char *head, gsize length, guint64 size, guint64 *n, guint64 *dimensions)
{
  const char *line = head, *end = head + length, *stop;
  guint64 lines = 0, bytes = 0, separators = 0;

  for (; (stop = memchr (line, '\n', (gsize)(end - line))) != NULL; line = stop + 1) {
    if (*line == '#')
      continue;
    for (const char *c = line; c < stop && lines == 0; c++)
      separators += strchr (";\t, ", *c) != NULL;
    lines++;
    bytes += (guint64)(stop - line) + 1;
  }
  *dimensions = separators + 1;
  *n = lines > 0 ? size / MAX (bytes / lines, 1) + 1 : 1;
  return lines > 0;
}

gboolean
lab_points_foresee (const char *path, guint64 *bytes, guint64 *n, guint64 *dimensions)
{
  g_autofree char *head = g_malloc (BEGINNING);
  struct stat status;
  ssize_t length = -1;
  int descriptor;

  g_return_val_if_fail (path != NULL && bytes != NULL && n != NULL && dimensions != NULL, FALSE);

  /* A pipe is not to be read twice. */
  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return FALSE;
  descriptor = open (path, O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) {
    length = read (descriptor, head, BEGINNING);
    close (descriptor);
  }
  if (length < LAB_NPY_MAGIC_LENGTH)
    return FALSE;
  *bytes = (guint64)status.st_size;
  return memcmp (head, LAB_NPY_MAGIC, LAB_NPY_MAGIC_LENGTH) == 0
             ? foresee_array (head, (gsize)length, n, dimensions)
             : foresee_table (head, (gsize)length, *bytes, n, dimensions);
}
