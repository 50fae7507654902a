/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinates that differ, centred and scaled; where there are many, their principal components. */
#include "points/point-set-private.h"

#include "core/memory.h"
#include "core/sort.h"
#include "dimension/principal-components.h"
#include "points/points-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* Rows between two looks at the task. */
#define ROWS_AT_ONCE 4096

/* Which columns are taken, and what each is multiplied by. */
typedef struct
{
  const LabPointColumns *columns;
  guint count;
  guint *column; /* (count) */
  double *scale; /* (count) */
} Frame;

static void
frame_clear (Frame *frame)
{
  g_free (frame->column);
  g_free (frame->scale);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frame, frame_clear)

static gboolean
find_coordinates (Frame *frame, LabPointSet *set, GError **error)
{
  const LabPointColumns *columns = frame->columns;

  for (guint c = 0; c < columns->count; c++) {
    if (c == columns->label || c == columns->ignored)
      continue;
    if (!isfinite (columns->mean[c]) || !isfinite (columns->deviation[c]))
      return lab_points_refuse (
          error,
          _ ("%s: the numbers in column %u are too large to train on; they must be within 1e150."),
          columns->path, c + 1);
    if (columns->deviation[c] > 0.0)
      frame->column[frame->count++] = c;
    else
      set->constant++;
  }
  if (frame->count == 0)
    return lab_points_refuse (
        error, _ ("%s: beside the labels there is no coordinate that differs between points."),
        columns->path);
  if (frame->count > LAB_POINT_SET_MOST_COLUMNS)
    return lab_points_refuse (
        error, _ ("%s has %u coordinates that differ; to train on, at most %d are allowed."),
        columns->path, frame->count, LAB_POINT_SET_MOST_COLUMNS);
  return TRUE;
}

/* Common or each its own: see LabScaling. */
static void
choose_scales (Frame *frame, LabPointSet *set)
{
  const double *deviation = frame->columns->deviation;
  double variance = 0.0;

  for (guint k = 0; k < frame->count; k++)
    variance += deviation[frame->column[k]] * deviation[frame->column[k]] / frame->count;
  set->scale = set->scaling == LAB_SCALING_COMMON ? 1.0 / sqrt (variance) : 0.0;
  for (guint k = 0; k < frame->count; k++)
    frame->scale[k] = set->scale > 0.0 ? set->scale : 1.0 / deviation[frame->column[k]];
}

static double
scaled_value (const Frame *frame, gsize row, guint k)
{
  const LabPointColumns *columns = frame->columns;
  guint column = frame->column[k];

  return (lab_point_columns_value (columns, row, column) - columns->mean[column]) * frame->scale[k];
}

static gboolean
copy_coordinates (const Frame *frame, LabPointSet *set, LabTask *task, GError **error)
{
  guint D = set->dimensions = frame->count;

  set->variance_kept = 1.0;
  set->x = lab_memory_new (set->n, D * sizeof (float), N_ ("the points"), error);
  for (gsize i = 0; i < set->n && set->x != NULL; i++) {
    if (i % ROWS_AT_ONCE == 0 && lab_task_is_cancelled (task))
      return FALSE;
    for (guint k = 0; k < D; k++)
      set->x[i * D + k] = (float)scaled_value (frame, i, k);
  }
  return set->x != NULL;
}

static void
give_rows (gsize first, gsize count, double *rows, gpointer data)
{
  const Frame *frame = data;

  for (gsize i = 0; i < count; i++)
    for (guint k = 0; k < frame->count; k++)
      rows[i * frame->count + k] = scaled_value (frame, first + i, k);
}

/* The components are scaled once more, by one factor, to variance 1 on average: fewer coordinates then
 * carry what all of them did. */
static gboolean
project_coordinates (Frame *frame, LabPointSet *set, LabTask *task, GError **error)
{
  const LabPrincipalSource source = {
      .n = set->n, .dimensions = frame->count, .rows = give_rows, .data = frame};
  g_autoptr (LabPrincipalComponents) components = lab_principal_components_new (
      &source, LAB_POINT_SET_MOST_DIMENSIONS, task, LAB_POINTS_READ_SHARE, 1.0, error);
  double factor;

  if (components == NULL)
    return FALSE;
  set->dimensions = components->count;
  set->variance_kept = lab_principal_components_kept (components);
  factor = sqrt (components->count / (set->variance_kept * components->total));
  set->scale *= factor;
  set->x = lab_memory_new (set->n, components->count * sizeof (float), N_ ("the points"), error);
  return set->x != NULL &&
         lab_principal_components_project (components, &source, factor, set->x, task, error);
}

/* By their coordinates in the file. */
static int
compare_points (const Frame *frame, guint32 a, guint32 b)
{
  for (guint k = 0; k < frame->count; k++) {
    double one = lab_point_columns_value (frame->columns, a, frame->column[k]);
    double other = lab_point_columns_value (frame->columns, b, frame->column[k]);

    if (one != other)
      return one < other ? -1 : 1;
  }
  return 0;
}

static int
compare_places (guint32 a, guint32 b, gconstpointer frame)
{
  return compare_points (frame, a, b);
}

/* FALSE also when cancelled. */
static gboolean
count_duplicates (Frame *frame, LabPointSet *set, LabTask *task, GError **error)
{
  guint32 *order = lab_memory_new (set->n, sizeof *order, N_ ("the order of the points"), error);
  gboolean well;

  if (order == NULL)
    return FALSE;
  well = lab_sort_indices (order, set->n, compare_places, frame, task, error);
  for (gsize i = 1; i < set->n && well; i++)
    set->duplicates += compare_points (frame, order[i - 1], order[i]) == 0;
  lab_memory_free (order);
  return well;
}

gboolean
lab_point_set_take_coordinates (LabPointSet *set,
                                const LabPointColumns *columns,
                                LabTask *task,
                                GError **error)
{
  g_auto (Frame) frame = {.columns = columns,
                          .column = g_new (guint, columns->count),
                          .scale = g_new (double, columns->count)};

  if (!find_coordinates (&frame, set, error))
    return FALSE;
  set->columns = frame.count;
  choose_scales (&frame, set);
  if (!count_duplicates (&frame, set, task, error))
    return FALSE;
  return frame.count > LAB_POINT_SET_MOST_DIMENSIONS
             ? project_coordinates (&frame, set, task, error)
             : copy_coordinates (&frame, set, task, error);
}
