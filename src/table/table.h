/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of named columns, whatever kind of text or file it was read from.
 *
 * Understood are: fields separated by commas, semicolons, tabs or blanks; Markdown and LaTeX tables;
 * pivot tables (a corner "N \ D", values of one over values of the other); JSON lines, a JSON list of
 * objects or of rows, an object of lists, the log_history of a trainer_state.json; trainer logs ("key:
 * value", "key=value", JSON in lines); TensorBoard event files. Each also compressed by gzip; text in
 * UTF-8 or UTF-16, with or without a byte order mark; lines end with LF, CRLF or CR; those that are empty
 * or begin with # are passed over.
 *
 * A field may stand in double quotes, with "" for a quote, but not go over a line's end. Numbers may have a
 * decimal comma where fields are not separated by commas, thousands in groups of three, exponents 1e9, 1D9
 * or 10^{9}, a suffix k, M, B (or G), T or %. A header names the columns; behind a name may stand a unit in
 * brackets or parentheses: "loss [nats]", "params (B)". */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More is refused. Bytes: of the text, also of what gzip makes of a file. */
#define LAB_TABLE_MOST_BYTES   (64 * 1024 * 1024)
#define LAB_TABLE_MOST_COLUMNS 1024
#define LAB_TABLE_MOST_CELLS   (32 * 1024 * 1024)

typedef enum
{
  LAB_TABLE_SEPARATED,
  LAB_TABLE_MARKDOWN,
  LAB_TABLE_LATEX,
  LAB_TABLE_JSON,
  LAB_TABLE_LOG,
  LAB_TABLE_EVENTS, /* of TensorBoard */
} LabTableFormat;

typedef struct _LabTable LabTable;

/* Reads a file, a pipe, or "-", standard input (core/input.h). NULL and LAB_ERROR_FILE with one sentence
 * (file, line, column, what is allowed) when it is no such table, or has no rows of values;
 * LAB_ERROR_TOO_LARGE. Free with lab_table_free(). */
LabTable      *lab_table_read     (const char      *path,
                                   GError         **error);

/* The same of a file that is being written: a last line without an end is left for the next time. */
LabTable      *lab_table_read_growing (const char  *path,
                                   GError         **error);

/* The same for length bytes that sentences call name. */
LabTable      *lab_table_parse    (const char      *name,
                                   const char      *bytes,
                                   gsize            length,
                                   GError         **error);
void           lab_table_free     (LabTable        *table);

LabTableFormat lab_table_format   (const LabTable  *table);
guint          lab_table_columns  (const LabTable  *table);
guint          lab_table_rows     (const LabTable  *table);

/* What sentences call the file. */
const char    *lab_table_source   (const LabTable  *table);

/* SHA-256 of the bytes as they were read, in hexadecimal. */
const char    *lab_table_checksum (const LabTable  *table);

/* Whether the columns have names of their own; else they are called "1", "2", ... */
gboolean       lab_table_has_names (const LabTable *table);

/* As in the header, unit and all. */
const char    *lab_table_name     (const LabTable  *table,
                                   guint            column);

/* "nats/token" of "loss (nats/token)"; "" without. */
const char    *lab_table_unit     (const LabTable  *table,
                                   guint            column);

/* The column of that name, else of that name without its unit, else of that name in any case (if it is the only
 * one); -1 without. */
int            lab_table_find     (const LabTable  *table,
                                   const char      *column);

/* "n, excess_risk": what a column can be called; free with g_free(). */
char          *lab_table_names    (const LabTable  *table);

/* "" where there is none. */
const char    *lab_table_field    (const LabTable  *table,
                                   guint            row,
                                   guint            column);

/* The line (from 1) that a row stands in; of event files the number of the record. */
guint          lab_table_line     (const LabTable  *table,
                                   guint            row);

/* The field as a number, times the unit's scale where that is K, M, B or T; an empty field and NA, null and
 * the like are NaN, and nan and inf are understood. FALSE and LAB_ERROR_FILE (file, line, column) when it is
 * something else. */
gboolean       lab_table_number   (const LabTable  *table,
                                   guint            row,
                                   guint            column,
                                   double          *value,
                                   GError         **error);

/* Whether the field is a number, or says that there is none. */
gboolean       lab_table_is_number (const LabTable *table,
                                    guint           row,
                                    guint           column,
                                    double         *value);

/* What follows "# NAME:" in the first comment that begins so; NULL without. */
const char    *lab_table_comment  (const LabTable  *table,
                                   const char      *name);

/* Lines of a log that hold no values, and records cut short at the end of a file that is being written:
 * neither is among the rows. */
guint          lab_table_lines_passed (const LabTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTable, lab_table_free)

G_END_DECLS
