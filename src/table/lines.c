/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/lines.h"

#include "core/error.h"

#include <glib/gi18n.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

void
lab_lines_begin (LabLines *lines, const char *name, const char *text, gsize length)
{
  const gsize mark = strlen (BYTE_ORDER_MARK);

  g_return_if_fail (lines != NULL && name != NULL && text != NULL);

  *lines = (LabLines){.name = name, .at = text, .end = text + length};
  if (length >= mark && memcmp (text, BYTE_ORDER_MARK, mark) == 0)
    lines->at += mark;
  lines->current = g_string_new (NULL);
}

/* The end of the line at lines->at: a line that has both is ended by the first. */
static const char *
find_end (LabLines *lines)
{
  const char *stop, *carriage;

  if (lines->feed == NULL || lines->feed < lines->at) {
    stop = memchr (lines->at, '\n', (gsize)(lines->end - lines->at));
    lines->feed = stop != NULL ? stop : lines->end;
  }
  carriage = memchr (lines->at, '\r', (gsize)(lines->feed - lines->at));
  return carriage != NULL ? carriage : lines->feed;
}

gboolean
lab_lines_next (LabLines *lines, GError **error)
{
  const char *start = lines->at, *stop;
  gsize length;

  if (start >= lines->end)
    return FALSE;
  stop = find_end (lines);
  length = (gsize)(stop - start);
  lines->number++;
  lines->at = stop < lines->end ? stop + 1 : stop;
  if (stop + 1 < lines->end && stop[0] == '\r' && stop[1] == '\n')
    lines->at++;
  if (length > LAB_LINES_MOST_BYTES)
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("%s, line %zu is longer than %d MiB; one line per point is needed."),
                       lines->name, lines->number, LAB_LINES_MOST_BYTES >> 20);
  if (!g_utf8_validate_len (start, length, NULL))
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("%s, line %zu is no text in UTF-8; a table of text is needed, saved in "
                          "UTF-8 or UTF-16."),
                       lines->name, lines->number);
  g_string_truncate (lines->current, 0);
  g_string_append_len (lines->current, start, (gssize)length);
  g_strstrip (lines->current->str);
  return TRUE;
}

void
lab_lines_clear (LabLines *lines)
{
  if (lines->current != NULL)
    g_string_free (lines->current, TRUE);
  lines->current = NULL;
}
