/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of a reading. */
#include "core/error.h"
#include "core/memory-available.h"
#include "table/reading.h"

#include <math.h>
#include <string.h>

static void
curve_free (gpointer data)
{
  LabTableCurve *curve = data;

  g_free (curve->name);
  g_free (curve->y_column);
  g_array_unref (curve->points);
  g_free (curve);
}

static LabTableCurve *
curve_new (const LabReading *reading, const char *name, guint y)
{
  LabTableCurve *curve = g_new0 (LabTableCurve, 1);

  curve->name = g_strdup (name);
  curve->y_column = g_strdup (lab_table_name (reading->table, y));
  curve->points = g_array_new (FALSE, FALSE, sizeof (LabTablePoint));
  return curve;
}

/* Numbers of repeats as they stand, where they are such; else in the order in which they come. */
static guint
cluster_of (const LabReading *reading, GHashTable *clusters, guint row)
{
  const char *field = lab_table_field (reading->table, row, (guint)reading->repeat);
  gpointer number = g_hash_table_lookup (clusters, field);
  double value;

  if (lab_table_is_number (reading->table, row, (guint)reading->repeat, &value) && value >= 0.0 &&
      value < G_MAXUINT && floor (value) == value)
    return (guint)value;
  if (number == NULL) {
    number = GUINT_TO_POINTER (g_hash_table_size (clusters) + 1);
    g_hash_table_insert (clusters, (gpointer)field, number);
  }
  return GPOINTER_TO_UINT (number) - 1;
}

/* Empty fields of y are none of the curve: columns of one table need not be filled alike. */
static gboolean
add_row (const LabReading *reading,
         LabTableCurve *curve,
         guint y,
         GHashTable *clusters,
         guint row,
         GError **error)
{
  const LabTable *table = reading->table;
  LabTablePoint point = {.error = NAN, .row = row};

  if (reading->y->len > 1 && *lab_table_field (table, row, y) == '\0')
    return TRUE;
  if (!lab_table_number (table, row, reading->x, &point.x, error) ||
      !lab_table_number (table, row, y, &point.y, error))
    return FALSE;
  if (reading->error >= 0 &&
      !lab_table_number (table, row, (guint)reading->error, &point.error, error))
    return FALSE;
  if (reading->repeat >= 0)
    point.cluster = cluster_of (reading, clusters, row);
  g_array_append_val (curve->points, point);
  return TRUE;
}

/* Of a run whose x stays the last row that has a y counts. */
static void
keep_last_rows (const LabReading *reading, LabTableCurve *curve)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *points = curve->points;

  for (guint i = points->len; i-- > 0;) {
    const LabTablePoint *point = &g_array_index (points, LabTablePoint, i);
    const char *name = lab_table_field (reading->table, point->row, (guint)reading->run);

    if (isnan (point->y) || !g_hash_table_add (seen, (gpointer)name))
      g_array_remove_index (points, i);
  }
}

/* The least y at each x. */
static void
keep_best (LabTableCurve *curve)
{
  GArray *points = curve->points;
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (LabTablePoint));
  g_autoptr (GHashTable) best = g_hash_table_new (g_double_hash, g_double_equal);

  for (guint i = 0; i < points->len; i++) {
    LabTablePoint *point = &g_array_index (points, LabTablePoint, i);
    const LabTablePoint *before = g_hash_table_lookup (best, &point->x);

    if (isfinite (point->y) && (before == NULL || point->y < before->y))
      g_hash_table_replace (best, &point->x, point);
  }
  for (guint i = 0; i < points->len; i++) {
    const LabTablePoint *point = &g_array_index (points, LabTablePoint, i);

    if (g_hash_table_lookup (best, &point->x) == point)
      g_array_append_vals (kept, point, 1);
  }
  g_array_unref (points);
  curve->points = kept;
}

/* The curve of a row's name, made where there is none yet. */
static LabTableCurve *
curve_of_row (const LabReading *reading, GPtrArray *curves, GHashTable *by_name, guint y, guint row)
{
  const char *name = reading->by >= 0 ? lab_table_field (reading->table, row, (guint)reading->by)
                     : reading->y->len > 1 ? lab_table_name (reading->table, y)
                                           : "";
  LabTableCurve *curve = g_hash_table_lookup (by_name, name);

  if (curve != NULL)
    return curve;
  curve = curve_new (reading, name, y);
  g_ptr_array_add (curves, curve);
  g_hash_table_insert (by_name, curve->name, curve);
  return curve;
}

static gboolean
fill_curves (const LabReading *reading, GPtrArray *curves, guint y, GError **error)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) clusters = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint row = 0; row < lab_table_rows (reading->table); row++)
    if (reading->rows[row] && !add_row (reading, curve_of_row (reading, curves, by_name, y, row), y,
                                        clusters, row, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
lab_reading_curves (const LabReading *reading, GError **error)
{
  g_autoptr (GPtrArray) curves = g_ptr_array_new_with_free_func (curve_free);

  g_return_val_if_fail (reading != NULL && reading->table != NULL, NULL);

  /* GLib ends the program where memory lacks; arrays grow to a power of two. */
  if (!lab_memory_fits (2 * (guint64)lab_table_rows (reading->table) * reading->y->len *
                            sizeof (LabTablePoint),
                        "the points of the table", error))
    return NULL;
  for (guint i = 0; i < reading->y->len; i++)
    if (!fill_curves (reading, curves, g_array_index (reading->y, guint, i), error))
      return NULL;
  for (guint i = 0; i < curves->len; i++) {
    if (reading->run >= 0)
      keep_last_rows (reading, g_ptr_array_index (curves, i));
    if (reading->is_best)
      keep_best (g_ptr_array_index (curves, i));
  }
  return g_steal_pointer (&curves);
}
