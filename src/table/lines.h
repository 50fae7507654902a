/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a text, one after the other. Internal to the room, and for readers of rows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer ones are refused: 65,536 numbers have less. */
#define LAB_LINES_MOST_BYTES (4 * 1024 * 1024)

typedef struct
{
  const char *name; /* of the file, for sentences */
  const char *at, *end;
  const char *feed;  /* the next LF, or end, at or behind at; NULL where it is not known */
  gsize number;      /* of the current one, from 1 */
  GString *current;  /* without its end and without blanks around it */
} LabLines;

/* The text is borrowed; a byte order mark before it is passed over. */
void     lab_lines_begin (LabLines    *lines,
                          const char  *name,
                          const char  *text,
                          gsize        length);

/* Brings the next line into current: ended by LF, CRLF or CR. FALSE at the end, or with LAB_ERROR_FILE for
 * one that is too long or not in UTF-8. */
gboolean lab_lines_next  (LabLines    *lines,
                          GError     **error);
void     lab_lines_clear (LabLines    *lines);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabLines, lab_lines_clear)

G_END_DECLS
