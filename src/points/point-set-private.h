/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that make a LabPointSet share. Private to this room. */
#pragma once

#include "points/point-set.h"

G_BEGIN_DECLS

/* The file's columns: coordinates and target in their old places. */
typedef struct
{
  const char *path;
  const LabPoints *points;
  guint count;
  guint label;               /* column of the labels; count where there are none */
  guint ignored;             /* neither label nor coordinate; likewise */
  double *mean, *deviation;  /* (count), once measured; the deviation of a constant column is 0 */
} LabPointColumns;

void     lab_point_columns_init    (LabPointColumns        *columns,
                                    const char             *path,
                                    const LabPoints        *points);
void     lab_point_columns_clear   (LabPointColumns        *columns);
double   lab_point_columns_value   (const LabPointColumns  *columns,
                                    gsize                   row,
                                    guint                   column);
/* "price", or "column 3" where there is no header; free with g_free(). */
char    *lab_point_columns_name    (const LabPointColumns  *columns,
                                    guint                   column);
/* labels=asked. FALSE with LAB_ERROR_INVALID_VALUE. */
gboolean lab_point_columns_label   (LabPointColumns        *columns,
                                    const char             *asked,
                                    GError                **error);
/* FALSE soon after task was cancelled. */
gboolean lab_point_columns_measure (LabPointColumns        *columns,
                                    LabTask                *task);

/* point-coordinates.c: fills columns, dimensions, constant, variance_kept, scale, x and duplicates. FALSE
 * with an error, or without one where task was cancelled. */
gboolean lab_point_set_take_coordinates (LabPointSet            *set,
                                         const LabPointColumns  *columns,
                                         LabTask                *task,
                                         GError                **error);

/* point-estimate.c: fills intrinsic_dimension, low and high; likewise. */
gboolean lab_point_set_estimate         (LabPointSet            *set,
                                         LabTask                *task,
                                         GError                **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabPointColumns, lab_point_columns_clear)

G_END_DECLS
