/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a file: which is the label, what each is called, its mean and deviation. */
#include "points/point-set-private.h"

#include "core/error.h"
#include "core/shown.h"

#include <glib/gi18n.h>
#include <math.h>

/* Rows between two looks at the task. */
#define ROWS_AT_ONCE 4096

void
lab_point_columns_init (LabPointColumns *columns, const char *path, const LabPoints *points)
{
  guint count = points->dimensions + (points->target != NULL ? 1 : 0);

  *columns = (LabPointColumns){.path = path,
                               .points = points,
                               .count = count,
                               .label = count,
                               .ignored = count,
                               .mean = g_new0 (double, count),
                               .deviation = g_new0 (double, count)};
}

void
lab_point_columns_clear (LabPointColumns *columns)
{
  g_clear_pointer (&columns->mean, g_free);
  g_clear_pointer (&columns->deviation, g_free);
}

/* FALSE where column is the reader's target; else *index is its place among the coordinates. */
static gboolean
is_coordinate (const LabPointColumns *columns, guint column, guint *index)
{
  const LabPoints *points = columns->points;
  gboolean has_target = points->target != NULL;

  *index = column - (has_target && column > points->target_column ? 1 : 0);
  return !has_target || column != points->target_column;
}

double
lab_point_columns_value (const LabPointColumns *columns, gsize row, guint column)
{
  const LabPoints *points = columns->points;
  guint index;

  return is_coordinate (columns, column, &index) ? points->x[row * points->dimensions + index]
                                                 : points->target[row];
}

char *
lab_point_columns_name (const LabPointColumns *columns, guint column)
{
  const LabPoints *points = columns->points;
  guint index;

  if (!is_coordinate (columns, column, &index))
    return g_strdup (points->target_name);
  return points->names != NULL ? g_strdup (points->names[index])
                               : g_strdup_printf ("column %u", column + 1);
}

gboolean
lab_point_columns_label (LabPointColumns *columns, const char *asked, GError **error)
{
  const LabPoints *points = columns->points;
  guint64 number;

  columns->label = columns->ignored = columns->count;
  if (g_str_equal (asked, "none")) {
    if (points->target != NULL)
      columns->ignored = points->target_column;
    return TRUE;
  }
  if (g_str_equal (asked, "auto")) {
    if (points->target != NULL)
      columns->label = points->target_column;
    return TRUE;
  }
  for (guint c = 0; points->names != NULL && c < columns->count; c++) {
    g_autofree char *name = lab_point_columns_name (columns, c);

    g_autofree char *encoded = lab_percent_encoded (name);

    if (g_str_equal (name, asked) || g_str_equal (encoded, asked))
      columns->label = c;
  }
  if (columns->label == columns->count && g_str_equal (asked, "last"))
    columns->label = columns->count - 1;
  if (columns->label == columns->count &&
      g_ascii_string_to_unsigned (asked, 10, 1, columns->count, &number, NULL))
    columns->label = (guint)number - 1;
  if (columns->label < columns->count)
    return TRUE;
  g_set_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE,
               _ ("labels=%s: %s has no such column; allowed are a name of its header, a number "
                  "from 1 to %u, last, auto and none."),
               asked, columns->path, columns->count);
  return FALSE;
}

/* Two passes, the first around the first value: numbers that are large and nearly equal keep their
 * difference. */
gboolean
lab_point_columns_measure (LabPointColumns *columns, LabTask *task)
{
  gsize n = columns->points->n;
  g_autofree gboolean *differs = g_new0 (gboolean, columns->count);

  for (gsize i = 0; i < n; i++) {
    if (i % ROWS_AT_ONCE == 0 && lab_task_is_cancelled (task))
      return FALSE;
    for (guint c = 0; c < columns->count; c++) {
      double value = lab_point_columns_value (columns, i, c);
      double first = lab_point_columns_value (columns, 0, c);

      differs[c] = differs[c] || value != first;
      columns->mean[c] += value / (double)n - first / (double)n;
    }
  }
  for (guint c = 0; c < columns->count; c++)
    columns->mean[c] = lab_point_columns_value (columns, 0, c) + columns->mean[c];
  for (gsize i = 0; i < n; i++) {
    if (i % ROWS_AT_ONCE == 0 && lab_task_is_cancelled (task))
      return FALSE;
    for (guint c = 0; c < columns->count; c++) {
      double distance = lab_point_columns_value (columns, i, c) - columns->mean[c];

      columns->deviation[c] += distance * distance / (double)n;
    }
  }
  for (guint c = 0; c < columns->count; c++)
    columns->deviation[c] = differs[c] ? sqrt (columns->deviation[c]) : 0.0;
  return TRUE;
}
