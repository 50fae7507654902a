/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reader of comma-separated tables.
 *
 * Lines that begin with # are comments; empty lines are passed over. Fields are separated by
 * commas; a field may stand in double quotes, with "" for a quote, but not go over a line's end.
 * The first row is a header when its fields are names, and refused where names stand beside what looks
 * like a number, 1,000 among it (table/first-row.h). Every row has as many fields as the first. UTF-8, with or without a byte order mark; lines end with LF or CRLF. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Larger files are refused. */
#define LAB_CSV_MOST_BYTES (64 * 1024 * 1024)
#define LAB_CSV_MOST_COLUMNS 256

typedef struct _LabCsvTable LabCsvTable;

/* Reads a file, a pipe, or "-", standard input (core/input.h). NULL and LAB_ERROR_FILE with one sentence
 * (file, line, what is allowed) when it is no such table, or has no rows of values. */
LabCsvTable *lab_csv_table_read       (const char         *path,
                                       GError            **error);
void         lab_csv_table_free       (LabCsvTable        *table);

guint        lab_csv_table_columns    (const LabCsvTable  *table);
guint        lab_csv_table_rows       (const LabCsvTable  *table);

/* The column of that name, or of that number (1, 2, ...) where there is no header; -1 without. */
int          lab_csv_table_find       (const LabCsvTable  *table,
                                       const char         *column);

/* "n, excess_risk": what a column can be called; free with g_free(). */
char        *lab_csv_table_names      (const LabCsvTable  *table);
const char  *lab_csv_table_name       (const LabCsvTable  *table,
                                       guint               column);

const char  *lab_csv_table_field      (const LabCsvTable  *table,
                                       guint               row,
                                       guint               column);

/* The field as a number; an empty field and NA, null and the like are NaN, and nan and inf are
 * understood. FALSE and
 * LAB_ERROR_FILE (file, line, column) when it is something else. */
gboolean     lab_csv_table_number     (const LabCsvTable  *table,
                                       guint               row,
                                       guint               column,
                                       double             *value,
                                       GError            **error);

/* What follows "# NAME:" in the first comment that begins so; NULL without. */
const char  *lab_csv_table_comment    (const LabCsvTable  *table,
                                       const char         *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCsvTable, lab_csv_table_free)

G_END_DECLS
