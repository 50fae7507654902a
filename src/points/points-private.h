/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two readers behind points.h. */
#pragma once

#include "points/points.h"

G_BEGIN_DECLS

#define LAB_NPY_MAGIC        "\x93NUMPY"
#define LAB_NPY_MAGIC_LENGTH 6

/* Of the progress, where a file is read; what is made of its points takes the rest. */
#define LAB_POINTS_READ_SHARE 0.8
/* Of that, reading the bytes; parsing them takes the rest. */
#define LAB_POINTS_READING_SHARE 0.16

/* Tells task (nullable) which part of the data is parsed, 0 to 1. */
void     lab_points_report      (LabTask     *task,
                                 double       parsed);

/* Each fills n, dimensions, x and what else the file has; points are not yet checked against each
 * other. FALSE with an error; FALSE without one where task was cancelled. */
gboolean lab_points_parse_table (const char  *name,
                                 const char  *text,
                                 gsize        length,
                                 LabTask     *task,
                                 LabPoints   *points,
                                 GError     **error);
/* flattens: an array of three axes has a point for each of its tokens. */
gboolean lab_points_parse_array (const char  *name,
                                 const char  *data,
                                 gsize        length,
                                 gboolean     flattens,
                                 LabTask     *task,
                                 LabPoints   *points,
                                 GError     **error);

/* Sets LAB_ERROR_FILE; returns FALSE. */
gboolean lab_points_refuse      (GError     **error,
                                 const char  *format,
                                 ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
