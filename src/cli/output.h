/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the command line's words go. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes text (UTF-8) to standard output, in the character set of the terminal; what would steer the
 * terminal, or is no UTF-8, as \xNN (core/shown.h). Returns FALSE when
 * it could not be written whole: with a sentence on standard error, except where the reader closed
 * the pipe, which is his right. */
gboolean lab_print    (const char *text);

/* As lab_print(), always in UTF-8: for JSON. */
gboolean lab_print_utf8 (const char *text);

/* "scaling-lab: SENTENCE" on standard error, in one line: control characters as \xNN. */
void     lab_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Columns of text. The first row is the heading; align holds one character per column, 'l' or 'r'.
 * cells is NULL-terminated and holds whole rows, its strings are borrowed. */
char    *lab_columns  (const char        *align,
                       const char *const *cells);

/* Appends sentence, broken at blanks so that lines keep within an 80-column terminal, each line
 * after indent. Ends the last line. */
void     lab_append_wrapped (GString    *text,
                             const char *indent,
                             const char *sentence);

G_END_DECLS
