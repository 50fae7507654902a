/* Points of one's own: the file, and what both readers check. */
#include "points/points.h"

#include "core/folder.h"
#include "core/memory.h"
#include "points/points-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

/* Read at a time: progress and a wish to stop are looked at between. */
#define PORTION (4 * 1024 * 1024)

static void
find_constant_columns (LabPoints *points)
{
  guint D = points->dimensions;

  points->constant = g_new (guint, D);
  for (guint c = 0; c < D; c++) {
    gsize i = 1;

    while (i < points->n && points->x[i * D + c] == points->x[c])
      i++;
    if (i == points->n)
      points->constant[points->constant_count++] = c;
  }
}

/* What holds for every set of points, wherever they come from. */
static gboolean
check_points (const char *name, LabPoints *points, GError **error)
{
  if (points->n < 2)
    return lab_points_refuse (error, "%s holds one point; two or more are needed.", name);
  find_constant_columns (points);
  if (points->constant_count == points->dimensions)
    return lab_points_refuse (error,
                              "%s: all %" G_GSIZE_FORMAT " points are equal; at least two must "
                              "differ.",
                              name, points->n);
  return TRUE;
}

LabPoints *
lab_points_parse (const char *name, const char *data, gsize length, LabTask *task, GError **error)
{
  g_autoptr (LabPoints) points = g_new0 (LabPoints, 1);
  gboolean is_array;
  gboolean well;

  g_return_val_if_fail (name != NULL && (data != NULL || length == 0), NULL);

  is_array =
      length >= LAB_NPY_MAGIC_LENGTH && memcmp (data, LAB_NPY_MAGIC, LAB_NPY_MAGIC_LENGTH) == 0;
  well = is_array ? lab_points_parse_array (name, data, length, task, points, error)
                  : lab_points_parse_table (name, data, length, task, points, error);
  return well && check_points (name, points, error) ? g_steal_pointer (&points) : NULL;
}

/* The open file's bytes, which sum is told of; NULL without an error where task was cancelled. */
static char *
read_bytes (const char *path,
            FILE *file,
            gsize length,
            GChecksum *sum,
            LabTask *task,
            GError **error)
{
  char *data = lab_memory_new (length, 1, "the file", error);
  gsize done = 0;

  while (data != NULL && done < length && !lab_task_is_cancelled (task)) {
    gsize wanted = MIN (PORTION, length - done);
    gsize got = fread (data + done, 1, wanted, file);

    g_checksum_update (sum, (const guchar *)data + done, (gssize)got);
    done += got;
    lab_task_report (task, LAB_POINTS_READING_SHARE * (double)done / (double)length);
    if (got == wanted)
      continue;
    lab_points_refuse (error, "%s cannot be read: %s.", path,
                       ferror (file) ? g_strerror (errno) : "it has become shorter meanwhile");
    g_clear_pointer (&data, lab_memory_free);
  }
  if (data != NULL && done < length)
    g_clear_pointer (&data, lab_memory_free);
  return data;
}

LabPoints *
lab_points_read (const char *path, LabTask *task, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  LabPoints *points = NULL;
  GStatBuf status;
  FILE *file;
  char *data;

  g_return_val_if_fail (path != NULL, NULL);

  lab_folder_mend_for (path);
  /* What is not a file (a pipe, a device) might never end. */
  if (g_stat (path, &status) != 0 || (!S_ISREG (status.st_mode) && (errno = EINVAL) != 0)) {
    lab_points_refuse (error, "%s cannot be read: %s.", path,
                       errno == EINVAL ? "it is not a file" : g_strerror (errno));
    return NULL;
  }
  if ((guint64)status.st_size > LAB_POINTS_MOST_BYTES) {
    lab_points_refuse (error, "%s is too large; at most %d GiB are allowed.", path,
                       (int)(LAB_POINTS_MOST_BYTES >> 30));
    return NULL;
  }
  file = g_fopen (path, "rb");
  if (file == NULL) {
    lab_points_refuse (error, "%s cannot be read: %s.", path, g_strerror (errno));
    return NULL;
  }
  data = read_bytes (path, file, (gsize)status.st_size, sum, task, error);
  fclose (file);
  if (data != NULL)
    points = lab_points_parse (path, data, (gsize)status.st_size, task, error);
  if (points != NULL)
    g_strlcpy (points->checksum, g_checksum_get_string (sum), sizeof points->checksum);
  lab_memory_free (data);
  return points;
}
