/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"
#include "cli/output-testing.h"

#include "core/shown.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define COLUMN_GAP 3

/* Control characters of our own texts. */
#define LAYOUT "\n\t"

/* A terminal has 80 columns. */
#define LINE_WIDTH 78

static gboolean
write_out (const char *text)
{
  size_t length = strlen (text);

  errno = 0;
  if (fwrite (text, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  if (errno != EPIPE)
    lab_complain ("Standard output cannot be written: %s.", g_strerror (errno));
  return FALSE;
}

/* What a terminal without Unicode shows instead: a lost minus sign would turn a slope around. */
static void
spell_out (GString *text)
{
  static const char *const SPELLINGS[][2] = {
      {"−", "-"},  {"–", "-"},  {"×", "x"},  {"β", "beta"}, {"σ", "sigma"},
      {"ν", "nu"}, {"“", "\""}, {"”", "\""}, {"’", "'"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (SPELLINGS); i++)
    g_string_replace (text, SPELLINGS[i][0], SPELLINGS[i][1], 0);
}

char *
lab_in_charset (const char *text, const char *charset)
{
  g_autoptr (GString) spelled = NULL;

  g_return_val_if_fail (text != NULL && charset != NULL, NULL);

  spelled = g_string_new (text);
  spell_out (spelled);
  return g_convert_with_fallback (spelled->str, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
}

gboolean
lab_print_utf8 (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);
  return write_out (text);
}

gboolean
lab_print (const char *text)
{
  const char *charset;
  g_autofree char *shown = NULL;
  g_autofree char *converted = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!lab_is_shown_as_is (text, LAYOUT))
    text = shown = lab_shown (text, LAYOUT);
  if (g_get_charset (&charset))
    return write_out (text);
  converted = lab_in_charset (text, charset);
  return write_out (converted != NULL ? converted : text);
}

void
lab_complain (const char *format, ...)
{
  va_list arguments;
  g_autofree char *written = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *converted = NULL;
  const char *charset;

  va_start (arguments, format);
  written = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sentence = lab_shown (written, "");
  if (!g_get_charset (&charset))
    converted = lab_in_charset (sentence, charset);
  fprintf (stderr, "scaling-lab: %s\n", converted != NULL ? converted : sentence);
}

static void
append_cell (GString *text, const char *cell, char align, guint width, gboolean last)
{
  guint padding = width - (guint)g_utf8_strlen (cell, -1);

  if (align == 'r')
    g_string_append_printf (text, "%*s", (int)padding, "");
  g_string_append (text, cell);
  if (align == 'l' && !last)
    g_string_append_printf (text, "%*s", (int)padding, "");
}

char *
lab_columns (const char *align, const char *const *cells)
{
  guint columns, count;
  g_autofree guint *widths = NULL;
  GString *text;

  g_return_val_if_fail (align != NULL && *align != '\0' && cells != NULL, NULL);

  columns = (guint)strlen (align);
  count = g_strv_length ((char **)cells);
  g_return_val_if_fail (count % columns == 0, NULL);
  widths = g_new0 (guint, columns);
  for (guint i = 0; i < count; i++)
    widths[i % columns] = MAX (widths[i % columns], (guint)g_utf8_strlen (cells[i], -1));

  text = g_string_new (NULL);
  for (guint i = 0; i < count; i++) {
    guint column = i % columns;
    gboolean last = column + 1 == columns;

    g_string_append_printf (text, "%*s", column == 0 ? 2 : COLUMN_GAP, "");
    append_cell (text, cells[i], align[column], widths[column], last);
    if (!last)
      continue;
    while (text->len > 0 && text->str[text->len - 1] == ' ')
      g_string_truncate (text, text->len - 1);
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}

void
lab_append_wrapped (GString *text, const char *indent, const char *sentence)
{
  g_auto (GStrv) words = NULL;
  glong column = 0;

  g_return_if_fail (text != NULL && indent != NULL && sentence != NULL);

  words = g_strsplit (sentence, " ", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    glong length = g_utf8_strlen (words[i], -1);

    if (i > 0 && column + 1 + length > LINE_WIDTH)
      g_string_append_c (text, '\n');
    else if (i > 0)
      g_string_append_c (text, ' ');
    if (i == 0 || column + 1 + length > LINE_WIDTH) {
      g_string_append (text, indent);
      column = g_utf8_strlen (indent, -1) - 1;
    }
    g_string_append (text, words[i]);
    column += 1 + length;
  }
  g_string_append_c (text, '\n');
}
