/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows whose lines hold fields: separated ones. Markdown and LaTeX are in markup.c. */
#include "table/rows.h"

#include "core/error.h"
#include "table/lines.h"
#include "table/markup.h"

#include <glib/gi18n.h>

static gboolean
refuse_split (const LabLines *lines, const LabRowSink *sink, gboolean many, GError **error)
{
  if (many)
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("%s, line %zu has too many fields; at most %u are allowed."), lines->name,
                       lines->number, sink->most);
  return lab_refuse (
      error, LAB_ERROR_FILE,
      _ ("%s, line %zu: a quoted field must be closed on its line, and a quote inside "
         "it written twice."),
      lines->name, lines->number);
}

gboolean
lab_rows_read (const LabDialect *dialect,
               const char *name,
               const char *text,
               gsize length,
               const LabRowSink *sink,
               GError **error)
{
  g_auto (LabLines) lines = {.name = NULL};
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GError) refusal = NULL;
  gboolean many;

  g_return_val_if_fail (dialect != NULL && sink != NULL, FALSE);

  if (dialect->format != LAB_TABLE_SEPARATED)
    return lab_markup_read (dialect, name, text, length, sink, error);
  lab_lines_begin (&lines, name, text, length);
  while (lab_lines_next (&lines, &refusal)) {
    char *line = lines.current->str;

    if (*line == '#' && sink->comment != NULL)
      sink->comment (sink->data, line + 1);
    if (*line == '#' || *line == '\0')
      continue;
    if (!lab_dialect_split (dialect->separator, line, sink->most, fields, &many))
      return refuse_split (&lines, sink, many, error);
    if (!sink->row (sink->data, (char **)fields->pdata, fields->len, lines.number,
                    (gsize)(lines.at - text), error))
      return FALSE;
  }
  if (refusal == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}
