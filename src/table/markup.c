/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/markup.h"

#include "core/error.h"
#include "table/lines.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const LabRowSink *sink;
  LabLines lines;
  GPtrArray *fields;
  const char *text;
  gsize first; /* line of the table's first row; 0 before it */
  gboolean has_ended;
  GString *pending; /* of LaTeX: a row that goes on in the next line */
  gsize rows;
} Markup;

static void
markup_clear (Markup *markup)
{
  lab_lines_clear (&markup->lines);
  g_ptr_array_unref (markup->fields);
  g_string_free (markup->pending, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Markup, markup_clear)

/* **2.1** and `2.1`. */
static char *
strip_emphasis (char *field)
{
  gsize length;

  g_strstrip (field);
  while (strchr ("*`", *field) != NULL && *field != '\0')
    field++;
  length = strlen (field);
  while (length > 0 && strchr ("*`", field[length - 1]) != NULL)
    field[--length] = '\0';
  return g_strstrip (field);
}

/* Takes commands off: \textbf{2.1} is 2.1. */
static char *
strip_commands (char *field)
{
  static const char *const wraps[] = {"\\textbf{", "\\textit{",    "\\emph{",
                                      "\\text{",   "\\mathbf{",    "\\num{",
                                      "\\textrm{", "\\underline{", "\\mathrm{"};

  g_strstrip (field);
  for (gsize i = 0; i < G_N_ELEMENTS (wraps); i++) {
    char *at = strstr (field, wraps[i]);

    while (at != NULL) {
      memmove (at, at + strlen (wraps[i]), strlen (at + strlen (wraps[i])) + 1);
      char *close = strchr (at, '}');
      if (close != NULL)
        memmove (close, close + 1, strlen (close));
      at = strstr (field, wraps[i]);
    }
  }
  for (char *c = field; *c != '\0'; c++)
    if (*c == '\\' && strchr ("_#&", c[1]) != NULL && c[1] != '\0')
      memmove (c, c + 1, strlen (c));
  return g_strstrip (field);
}

static gboolean
give_row (Markup *markup, char *line, char separator, GError **error)
{
  char *(*strip) (char *) = separator == '|' ? strip_emphasis : strip_commands;

  g_ptr_array_set_size (markup->fields, 0);
  for (char *at = line, *stop; at != NULL; at = stop) {
    stop = strchr (at, separator);
    /* \& and \| are signs, not separators. */
    while (stop != NULL && stop > at && stop[-1] == '\\')
      stop = strchr (stop + 1, separator);
    if (stop != NULL)
      *stop++ = '\0';
    if (markup->fields->len == markup->sink->most)
      return lab_refuse (error, LAB_ERROR_FILE,
                         _ ("%s, line %zu has too many fields; at most %u are allowed."),
                         markup->lines.name, markup->lines.number, markup->sink->most);
    g_ptr_array_add (markup->fields, strip (at));
  }
  markup->rows++;
  return markup->sink->row (markup->sink->data, (char **)markup->fields->pdata, markup->fields->len,
                            markup->lines.number, (gsize)(markup->lines.at - markup->text), error);
}

static gboolean
refuse_second (const Markup *markup, GError **error)
{
  return lab_refuse (error, LAB_ERROR_FILE,
                     _ ("%s holds two tables, from line %zu and line %zu on; keep one of them."),
                     markup->lines.name, markup->first, markup->lines.number);
}

/* The bars at both ends are none between fields. */
static char *
without_bars (char *line)
{
  gsize length;

  if (*line == '|')
    line++;
  length = strlen (line);
  if (length > 0 && line[length - 1] == '|' && (length < 2 || line[length - 2] != '\\'))
    line[length - 1] = '\0';
  return line;
}

/* The line before the rule is the header; lines with bars belong to the table until one without comes. */
static gboolean
take_markdown (Markup *markup, GError **error)
{
  char *line = markup->lines.current->str;

  if (lab_dialect_is_rule (line)) {
    if (markup->has_ended || (markup->first > 0 && markup->rows > 0))
      return refuse_second (markup, error);
    markup->first = markup->lines.number;
    return markup->pending->len == 0 ||
           give_row (markup, without_bars (markup->pending->str), '|', error);
  }
  if (markup->first == 0) {
    g_string_assign (markup->pending, line);
    return TRUE;
  }
  if (strchr (line, '|') == NULL)
    markup->has_ended = TRUE;
  if (markup->has_ended)
    return TRUE;
  return give_row (markup, without_bars (line), '|', error);
}

/* Lines of a LaTeX table that are no row, and what may stand before a row. */
static char *
without_rules (char *row)
{
  static const char *const rules[] = {"\\toprule",  "\\midrule", "\\bottomrule",   "\\hline",
                                      "\\cmidrule", "\\cline",   "\\addlinespace", "\\rowcolor"};

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    g_strstrip (row);
    if (!g_str_has_prefix (row, rules[i]))
      continue;
    row += strlen (rules[i]);
    while (*row != '\0' && strchr ("([{", *row) != NULL)
      row += strcspn (row, ")]}") + (row[strcspn (row, ")]}")] != '\0');
    i = (gsize)-1;
  }
  return row;
}

/* Rows end with \\, lines need not; the words around the table are passed over. */
static gboolean
take_latex (Markup *markup, GError **error)
{
  char *line = markup->lines.current->str, *end;
  char *percent = strchr (line, '%');

  if (percent != NULL && (percent == line || percent[-1] != '\\'))
    *percent = '\0';
  if (strstr (line, "\\begin{tabular") != NULL || strstr (line, "\\begin{longtable") != NULL) {
    if (markup->rows > 0)
      return refuse_second (markup, error);
    g_string_truncate (markup->pending, 0);
    return TRUE;
  }
  markup->has_ended = markup->has_ended || (markup->rows > 0 && strstr (line, "\\end{") != NULL);
  if (markup->has_ended)
    return TRUE;
  g_string_append_printf (markup->pending, "%s ", line);
  while ((end = strstr (markup->pending->str, "\\\\")) != NULL) {
    g_autofree char *row = g_strndup (markup->pending->str, (gsize)(end - markup->pending->str));
    char *inside = without_rules (row);

    g_string_erase (markup->pending, 0, end - markup->pending->str + 2);
    if (strchr (inside, '&') == NULL)
      continue;
    markup->first = markup->first > 0 ? markup->first : markup->lines.number;
    if (!give_row (markup, inside, '&', error))
      return FALSE;
  }
  if (markup->pending->len > LAB_LINES_MOST_BYTES)
    return lab_refuse (error, LAB_ERROR_FILE,
                       _ ("%s, line %zu: a row of a LaTeX table must end with \\\\."),
                       markup->lines.name, markup->lines.number);
  return TRUE;
}

gboolean
lab_markup_read (const LabDialect *dialect,
                 const char *name,
                 const char *text,
                 gsize length,
                 const LabRowSink *sink,
                 GError **error)
{
  g_auto (Markup) markup = {.sink = sink, .text = text};
  g_autoptr (GError) refusal = NULL;

  markup.fields = g_ptr_array_new ();
  markup.pending = g_string_new (NULL);
  lab_lines_begin (&markup.lines, name, text, length);
  while (lab_lines_next (&markup.lines, &refusal))
    if (!(dialect->format == LAB_TABLE_MARKDOWN ? take_markdown (&markup, error)
                                                : take_latex (&markup, error)))
      return FALSE;
  if (refusal == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}
