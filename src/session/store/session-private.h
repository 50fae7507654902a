/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader and the writer of session files share. */
#pragma once

#include "session/store/database.h"
#include "session/store/schema.h"
#include "session/store/session.h"

G_BEGIN_DECLS

/* The integer that a field of value (not a real one) holds. */
gint64      lab_run_field_integer (const LabRunField *field,
                                   gconstpointer      value);
/* FALSE where the field cannot hold it. */
gboolean    lab_run_field_set     (const LabRunField *field,
                                   gpointer           value,
                                   gint64             integer);

/* All evaluations of a run as one series; empty where there are none. Free with g_byte_array_unref(). */
GByteArray *lab_series_pack       (const LabRun      *run,
                                   LabSeriesKind      kind);

/* Fields of evaluations in the order that a file has them; NULL: a name that this version does not know,
 * or LAB_SERIES_BLOCKS. */
typedef struct
{
  const LabRunField *field;
  gboolean is_blocks;
} LabSeriesColumn;

/* Fills the evaluations of run (evaluation_count, zeroed) from a series (length bytes) with these columns
 * (count of them); counts come before dimensions. FALSE where it does not fit. */
gboolean    lab_series_unpack     (LabRun            *run,
                                   LabSeriesKind      kind,
                                   const LabSeriesColumn *columns,
                                   guint              count,
                                   gconstpointer      bytes,
                                   gsize              length);

LabSession *lab_session_read_from (LabDatabase       *database,
                                   GError           **error);

G_END_DECLS
