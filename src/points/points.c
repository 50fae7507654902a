/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of one's own: the file, and what both readers check. */
#include "points/points.h"

#include "core/error.h"
#include "core/folder.h"
#include "core/input.h"
#include "core/memory.h"
#include "points/points-private.h"
#include "table/decode.h"

#include <glib/gi18n.h>
#include <string.h>

/* Summed up at a time: progress and a wish to stop are looked at between. */
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
    return lab_points_refuse (error, _ ("%s holds one point; two or more are needed."), name);
  find_constant_columns (points);
  if (points->constant_count == points->dimensions)
    return lab_points_refuse (error, _ ("%s: all %zu points are equal; at least two must differ."),
                              name, points->n);
  return TRUE;
}

static gboolean
is_array (const char *data, gsize length)
{
  return length >= LAB_NPY_MAGIC_LENGTH && memcmp (data, LAB_NPY_MAGIC, LAB_NPY_MAGIC_LENGTH) == 0;
}

/* Takes data, decoded. */
static LabPoints *
parse (const char *name, char *data, gsize length, gboolean flattens, LabTask *task, GError **error)
{
  g_autoptr (LabPoints) points = g_new0 (LabPoints, 1);
  const gboolean well =
      is_array (data, length)
          ? lab_points_parse_array (name, data, length, flattens, task, points, error)
          : lab_points_parse_table (name, data, length, task, points, error);

  lab_memory_free (data);
  return well && check_points (name, points, error) ? g_steal_pointer (&points) : NULL;
}

/* Takes data. */
static LabPoints *
decode_and_parse (const char *name,
                  char *data,
                  gsize length,
                  gboolean flattens,
                  LabTask *task,
                  GError **error)
{
  if (!is_array (data, length))
    data = lab_decode (name, data, &length, LAB_POINTS_MOST_BYTES, error);
  return data != NULL ? parse (name, data, length, flattens, task, error) : NULL;
}

LabPoints *
lab_points_parse (const char *name, const char *data, gsize length, LabTask *task, GError **error)
{
  char *copy;

  g_return_val_if_fail (name != NULL && (data != NULL || length == 0), NULL);

  copy = lab_memory_new (length + 1, 1, N_ ("the points"), error);
  if (copy == NULL)
    return NULL;
  if (length > 0)
    memcpy (copy, data, length);
  return decode_and_parse (name, copy, length, FALSE, task, error);
}

/* SHA-256 of the bytes; FALSE where task was cancelled. */
static gboolean
sum_up (const char *data, gsize length, LabTask *task, char checksum[65])
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize done = 0; done < length && !lab_task_is_cancelled (task);) {
    const gsize count = MIN (PORTION, length - done);

    g_checksum_update (sum, (const guchar *)data + done, (gssize)count);
    done += count;
    lab_task_report (task, LAB_POINTS_READING_SHARE * (1.0 + (double)done / (double)length) / 2.0);
  }
  g_strlcpy (checksum, g_checksum_get_string (sum), 65);
  return !lab_task_is_cancelled (task);
}

static LabPoints *
read_points (const char *path, gboolean flattens, LabTask *task, GError **error)
{
  g_autofree char *name = NULL;
  char checksum[65] = "";
  LabPoints *points = NULL;
  gsize length;
  char *data;

  g_return_val_if_fail (path != NULL, NULL);

  lab_folder_mend_for (path);
  name = lab_input_name (path);
  data = lab_input_read (path, LAB_POINTS_MOST_BYTES, task, LAB_POINTS_READING_SHARE / 2.0, &length,
                         error);
  if (data != NULL && sum_up (data, length, task, checksum))
    points = decode_and_parse (name, g_steal_pointer (&data), length, flattens, task, error);
  if (points != NULL)
    g_strlcpy (points->checksum, checksum, sizeof points->checksum);
  lab_memory_free (data);
  return points;
}

LabPoints *
lab_points_read (const char *path, LabTask *task, GError **error)
{
  return read_points (path, FALSE, task, error);
}

LabPoints *
lab_points_read_tokens (const char *path, LabTask *task, GError **error)
{
  return read_points (path, TRUE, task, error);
}
