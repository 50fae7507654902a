/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of one's own, from a table of text or a NumPy array: to estimate their dimension, or to
 * train on.
 *
 * A table, of any kind that table/table.h knows, has one point per row. Its first row is a header when its fields are names, and refused where a name stands beside
 * what looks like a number (table/first-row.h). The column named
 * target, label or labels (the first of these that there is, in any case), or else one named y where
 * none is named z, is the target; all others are coordinates.
 * An array (.npy, versions 1 to 3) has shape (n, D), or (n) for D = 1, and numbers (float16, float32, float64,
 * integers) of either byte order, in C or Fortran order; it has no target. */
#pragma once

#include "core/task.h"

G_BEGIN_DECLS

/* More is refused. */
#define LAB_POINTS_MOST_BYTES      (G_GUINT64_CONSTANT (4) << 30)
#define LAB_POINTS_MOST_DIMENSIONS 65536
#define LAB_POINTS_MOST            G_MAXINT32

typedef struct
{
  gsize n;
  guint dimensions;     /* D */
  double *x;            /* (n, D), row-major; finite, not all points equal */
  double *target;       /* (n), finite; NULL without */
  char **names;         /* (D): of the coordinates, NULL-terminated; NULL without a header */
  char *target_name;    /* as in the header; NULL without a target */
  guint target_column;  /* its place among the file's columns, from 0; 0 without a target */
  guint constant_count; /* coordinates that are the same at all points */
  guint *constant;      /* (constant_count): which, from 0, ascending */
  char checksum[65];    /* SHA-256 of the file in hexadecimal; empty where there was none */
} LabPoints;

/* Reads a file, a pipe, or standard input ("-"); the first bytes tell an array from a table. NULL and LAB_ERROR_FILE with one sentence
 * (file, line or place, what is allowed) where it is neither, is damaged, holds a value that is not
 * finite, fewer than two points, or points that are all equal; LAB_ERROR_TOO_LARGE. NULL without an
 * error soon after task (nullable) was cancelled; it is told the progress. */
LabPoints *lab_points_read  (const char  *path,
                             LabTask     *task,
                             GError     **error);

/* The same, but an array of three axes, (sequences, tokens, D), has a point for each token. */
LabPoints *lab_points_read_tokens (const char  *path,
                             LabTask     *task,
                             GError     **error);

/* How many bytes a file has, and about how many points in how many dimensions it holds, from its first
 * 64 KiB: before it is read. FALSE where it is no file, or these tell nothing. */
gboolean   lab_points_foresee (const char  *path,
                               guint64     *bytes,
                               guint64     *n,
                               guint64     *dimensions);

/* As lab_points_read() for length bytes of data that sentences call name. */
LabPoints *lab_points_parse (const char  *name,
                             const char  *data,
                             gsize        length,
                             LabTask     *task,
                             GError     **error);
void       lab_points_free  (LabPoints   *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabPoints, lab_points_free)

G_END_DECLS
