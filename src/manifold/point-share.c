/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manifold/point-share.h"

#include "core/error.h"

#include <string.h>

struct _LabPointShare
{
  LabPointSet *points;
  guint32 *order; /* (n): see lab_point_set_order() */
};

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error,
                     g_error_new_valist (LAB_ERROR, LAB_ERROR_INVALID_VALUE, format, arguments));
  va_end (arguments);
  return FALSE;
}

gboolean
lab_point_share_check (const LabDataSource *source, GError **error)
{
  const LabPointSet *points = source->points;

  if (source->ambient_dimension != 0 && (source->ambient_dimension < points->dimensions ||
                                         source->ambient_dimension > LAB_AMBIENT_DIMENSION_MAX))
    return refuse (error, "The ambient dimension D is %u; these points need between %u and %d.",
                   source->ambient_dimension, points->dimensions, LAB_AMBIENT_DIMENSION_MAX);
  if (points->label != NULL)
    return TRUE;
  if (source->intrinsic_dimension < 1)
    return refuse (error, "The intrinsic dimension d is 0; a target needs 1 or more.");
  if (points->dimensions > LAB_CANONICAL_DIMENSION_MAX)
    return refuse (error,
                   "%s has %u coordinates and no labels; a target can be laid on at most %d.",
                   points->name, points->dimensions, LAB_CANONICAL_DIMENSION_MAX);
  return lab_target_fits (source->target, LAB_MANIFOLD_COUNT) ||
         refuse (error, "The target %s is defined on torus and sphere, not on points of a file.",
                 lab_target_names[source->target]);
}

LabPointShare *
lab_point_share_new (LabPointSet *points, guint64 seed, guint32 repeat)
{
  g_return_val_if_fail (points != NULL, NULL);

  LabPointShare *share = g_new0 (LabPointShare, 1);

  share->points = lab_point_set_ref (points);
  share->order = lab_point_set_order (points, seed, repeat);
  return share;
}

void
lab_point_share_free (LabPointShare *share)
{
  if (share == NULL)
    return;
  lab_point_set_unref (share->points);
  g_free (share->order);
  g_free (share);
}

gboolean
lab_point_share_check_count (const LabPointShare *share, LabDataRole role, gsize n, GError **error)
{
  gsize most;

  if (share == NULL)
    return TRUE;
  most = role == LAB_DATA_TEST ? share->points->n
         : role == LAB_DATA_VALIDATION
             ? lab_point_set_validation_points (share->points)
             : share->points->n - lab_point_set_test_points (share->points);
  return n <= most || refuse (error,
                              "%s has %" G_GSIZE_FORMAT " points, of which %" G_GSIZE_FORMAT
                              " are asked for where at most %" G_GSIZE_FORMAT " can be taken.",
                              share->points->name, share->points->n, n, most);
}

static gsize
row_of (const LabPointShare *share, LabDataRole role, gsize i)
{
  switch (role) {
  case LAB_DATA_TRAINING:
    return share->order[share->points->n - 1 - i];
  case LAB_DATA_VALIDATION:
    return share->order[lab_point_set_test_points (share->points) + i];
  case LAB_DATA_TEST:
    break;
  }
  return share->order[i];
}

void
lab_point_share_take (const LabPointShare *share,
                      LabDataRole role,
                      gsize first,
                      gsize n,
                      float *canonical,
                      float *target)
{
  const LabPointSet *points = share->points;
  const guint D = points->dimensions;

  for (gsize i = 0; i < n; i++) {
    gsize row = row_of (share, role, first + i);

    memcpy (canonical + i * D, points->x + row * D, D * sizeof (float));
    if (points->label != NULL)
      target[i] = points->label[row];
  }
}
