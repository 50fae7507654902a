/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the numbers of a file to what a network trains on. */
#include "points/point-set.h"

#include "core/input.h"
#include "core/memory.h"
#include "core/shown.h"
#include "points/point-set-private.h"
#include "points/points-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

const char *const lab_scaling_names[] =
    {[LAB_SCALING_COMMON] = "common", [LAB_SCALING_COLUMNS] = "columns", NULL};

static gboolean
take_labels (const LabPointColumns *columns, LabPointSet *set, GError **error)
{
  set->label_deviation = 1.0;
  if (columns->label == columns->count)
    return TRUE;
  set->label_name = lab_point_columns_name (columns, columns->label);
  /* Asked for as results spell it. */
  g_autofree char *encoded = lab_percent_encoded (set->label_name);
  if (g_str_equal (encoded, set->labels)) {
    g_free (set->labels);
    set->labels = g_strdup (set->label_name);
  }
  set->label_mean = columns->mean[columns->label];
  set->label_deviation = columns->deviation[columns->label];
  if (!(set->label_deviation > 0.0) || !isfinite (set->label_deviation))
    return lab_points_refuse (
        error, _ ("%s: the labels (%s) are %s; they must differ and be within 1e150."),
        columns->path, set->label_name,
        set->label_deviation > 0.0 ? _ ("too large") : _ ("all the same"));
  set->label = lab_memory_new (set->n, sizeof (float), N_ ("the labels"), error);
  for (gsize i = 0; i < set->n && set->label != NULL; i++)
    set->label[i] =
        (float)((lab_point_columns_value (columns, i, columns->label) - set->label_mean) /
                set->label_deviation);
  return set->label != NULL;
}

static LabPointSet *
prepare (const LabPointSource *source, const LabPoints *points, LabTask *task, GError **error)
{
  g_autoptr (LabPointSet) set = g_new0 (LabPointSet, 1);
  g_auto (LabPointColumns) columns = {0};

  set->references = 1;
  set->path = g_strdup (source->path);
  set->name = lab_input_name (source->path);
  set->labels = g_strdup (source->labels);
  set->scaling = source->scaling;
  set->n = points->n;
  memcpy (set->checksum, points->checksum, sizeof set->checksum);
  if (points->n < LAB_POINT_SET_FEWEST) {
    lab_points_refuse (error, _ ("%s holds %zu points; to train on, %d or more are needed."),
                       set->name, points->n, LAB_POINT_SET_FEWEST);
    return NULL;
  }
  lab_point_columns_init (&columns, set->name, points);
  if (!lab_point_columns_label (&columns, source->labels, error) ||
      !lab_point_columns_measure (&columns, task) || !take_labels (&columns, set, error) ||
      !lab_point_set_take_coordinates (set, &columns, task, error) ||
      lab_task_is_cancelled (task) || !lab_point_set_estimate (set, task, error))
    return NULL;
  lab_task_report (task, 1.0);
  return g_steal_pointer (&set);
}

/* The name of the file: as it stands, or as results spell a name that cannot stand in a line. */
static char *
file_name (const char *path)
{
  g_autofree char *decoded = lab_percent_decoded (path);

  return decoded != NULL && !g_file_test (path, G_FILE_TEST_EXISTS) &&
                 g_file_test (decoded, G_FILE_TEST_EXISTS)
             ? g_steal_pointer (&decoded)
             : g_strdup (path);
}

LabPointSet *
lab_point_set_read (const LabPointSource *source, LabTask *task, GError **error)
{
  g_return_val_if_fail (source != NULL && source->path != NULL && source->labels != NULL, NULL);

  g_autofree char *path = file_name (source->path);
  const LabPointSource named = {path, source->labels, source->scaling};
  g_autoptr (LabPoints) points = lab_points_read (path, task, error);

  return points != NULL ? prepare (&named, points, task, error) : NULL;
}

LabPointSet *
lab_point_set_ref (LabPointSet *set)
{
  if (set != NULL)
    g_atomic_int_inc (&set->references);
  return set;
}

void
lab_point_set_unref (LabPointSet *set)
{
  if (set == NULL || !g_atomic_int_dec_and_test (&set->references))
    return;
  lab_memory_free (set->x);
  lab_memory_free (set->label);
  g_free (set->path);
  g_free (set->name);
  g_free (set->labels);
  g_free (set->label_name);
  g_free (set);
}

gboolean
lab_point_set_equal (const LabPointSet *a, const LabPointSet *b)
{
  if (a == b || a == NULL || b == NULL)
    return a == b;
  return a->scaling == b->scaling && g_str_equal (a->checksum, b->checksum) &&
         g_str_equal (a->labels, b->labels) && g_str_equal (a->path, b->path);
}

const char *
lab_point_set_name (const LabPointSet *set)
{
  g_return_val_if_fail (set != NULL, NULL);

  const char *slash = strrchr (set->name, G_DIR_SEPARATOR);

  return slash != NULL && slash[1] != '\0' ? slash + 1 : set->name;
}

gboolean
lab_point_set_is_projected (const LabPointSet *set)
{
  g_return_val_if_fail (set != NULL, FALSE);

  return set->columns > LAB_POINT_SET_MOST_DIMENSIONS;
}
