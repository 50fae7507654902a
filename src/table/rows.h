/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table whose lines hold fields, one at a time: separated, Markdown or LaTeX. Rows of files of
 * points, which may be far larger than a table in memory, come through the same door. */
#pragma once

#include "table/dialect.h"

G_BEGIN_DECLS

/* One row: fields (count) are valid during the call and may be changed. consumed: how many bytes of the text
 * have been read. FALSE ends the reading: with an error, or without one where it is to stop. */
typedef gboolean (*LabRowTaker) (gpointer data, char **fields, guint count, gsize line,
                                 gsize consumed, GError **error);

/* A comment, without its #. */
typedef void (*LabCommentTaker) (gpointer data, const char *comment);

typedef struct
{
  LabRowTaker row;
  LabCommentTaker comment; /* or NULL */
  gpointer data;
  guint most; /* fields in a row; more are refused */
} LabRowSink;

/* The first row is the header where the table has one. FALSE with LAB_ERROR_FILE (name, line, what is
 * allowed), or where the sink ended it. */
gboolean lab_rows_read (const LabDialect *dialect,
                        const char       *name,
                        const char       *text,
                        gsize             length,
                        const LabRowSink *sink,
                        GError          **error);

G_END_DECLS
