/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points from a table of text: one line, one point. */
#include "points/points-private.h"

#include "table/first-row.h"
#include "core/memory.h"
#include "core/shown.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* A line of LAB_POINTS_MOST_DIMENSIONS numbers has less. */
#define MOST_LINE_BYTES (4 * 1024 * 1024)

/* Of a field, in a sentence. */
#define LONGEST_QUOTE 40

/* Lines between two looks at the task. */
#define LINES_AT_ONCE 1024

#define BLANK ' '

#define ABSENT G_MAXUINT

typedef struct
{
  const char *name;
  LabTask *task;
  LabPoints *points;
  const char *text, *at, *end;
  gsize line;        /* number of the current one, from 1 */
  GString *current;  /* its bytes, cut into fields */
  GPtrArray *fields; /* of char *, into current */
  char separator;
  guint columns;
  guint target; /* column, or ABSENT */
} Reader;

static void
reader_clear (Reader *reader)
{
  g_string_free (reader->current, TRUE);
  g_ptr_array_unref (reader->fields);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* Brings the next line that is neither empty nor a comment into current, without blanks around it.
 * FALSE at the end, or with an error. */
static gboolean
next_line (Reader *reader, GError **error)
{
  while (reader->at < reader->end) {
    const char *start = reader->at;
    const char *stop = memchr (start, '\n', (gsize)(reader->end - start));
    gsize length = (gsize)((stop != NULL ? stop : reader->end) - start);

    reader->at = stop != NULL ? stop + 1 : reader->end;
    reader->line++;
    if (length > MOST_LINE_BYTES)
      return lab_points_refuse (
          error, _ ("%s, line %zu is longer than %d MiB; one line per point is needed."),
          reader->name, reader->line, MOST_LINE_BYTES >> 20);
    if (!g_utf8_validate_len (start, length, NULL))
      return lab_points_refuse (
          error, _ ("%s, line %zu is no text in UTF-8; a table of text or a .npy array is needed."),
          reader->name, reader->line);
    g_string_truncate (reader->current, 0);
    g_string_append_len (reader->current, start, (gssize)length);
    g_strstrip (reader->current->str);
    if (*reader->current->str != '\0' && *reader->current->str != '#')
      return TRUE;
  }
  return FALSE;
}

static char
find_separator (const char *line)
{
  static const char separators[] = {';', '\t', ','};

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    if (strchr (line, separators[i]) != NULL)
      return separators[i];
  return BLANK;
}

/* Without blanks and a pair of double quotes around it. */
static char *
trim_field (char *field)
{
  gsize length;

  g_strstrip (field);
  length = strlen (field);
  if (length < 2 || field[0] != '"' || field[length - 1] != '"')
    return field;
  field[length - 1] = '\0';
  return g_strstrip (field + 1);
}

static gboolean
split_line (Reader *reader, GError **error)
{
  char *at = reader->current->str;

  g_ptr_array_set_size (reader->fields, 0);
  for (;;) {
    char *stop =
        reader->separator == BLANK ? at + strcspn (at, " \t") : strchrnul (at, reader->separator);
    gboolean last = *stop == '\0';

    if (reader->fields->len > LAB_POINTS_MOST_DIMENSIONS)
      return lab_points_refuse (
          error, _ ("%s, line %zu has too many fields; at most %d coordinates are allowed."),
          reader->name, reader->line, LAB_POINTS_MOST_DIMENSIONS);
    *stop = '\0';
    g_ptr_array_add (reader->fields, trim_field (at));
    if (last)
      return TRUE;
    at = stop + 1;
    if (reader->separator == BLANK)
      at += strspn (at, " \t");
  }
}

static gboolean
read_number (const char *field, double *value)
{
  char *end;

  *value = g_ascii_strtod (field, &end);
  return end != field && *end == '\0';
}

static guint
find_name (const GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (fields, i), name) == 0)
      return i;
  return ABSENT;
}

static guint
find_target (const GPtrArray *fields)
{
  static const char *const names[] = {"target", "label", "labels"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (find_name (fields, names[i]) != ABSENT)
      return find_name (fields, names[i]);
  return find_name (fields, "z") == ABSENT ? find_name (fields, "y") : ABSENT;
}

static gboolean
read_header (Reader *reader, GError **error)
{
  const GPtrArray *fields = reader->fields;
  LabPoints *points = reader->points;
  guint taken = 0;

  for (guint i = 0; i < fields->len; i++)
    if (*(const char *)g_ptr_array_index (fields, i) == '\0')
      return lab_points_refuse (error,
                                _ ("%s, line %zu: column %u of the header has no name; each column "
                                   "needs one, or there must be no header."),
                                reader->name, reader->line, i + 1);
  reader->target = find_target (fields);
  points->target_column = reader->target != ABSENT ? reader->target : 0;
  points->names = g_new0 (char *, fields->len + 1);
  for (guint i = 0; i < fields->len; i++) {
    if (i == reader->target)
      points->target_name = lab_shown (g_ptr_array_index (fields, i), "");
    else
      points->names[taken++] = lab_shown (g_ptr_array_index (fields, i), "");
  }
  return TRUE;
}

static gboolean
refuse_field (const Reader *reader, guint column, const char *what, GError **error)
{
  const char *field = g_ptr_array_index (reader->fields, column);
  glong length = MIN (g_utf8_strlen (field, -1), LONGEST_QUOTE);
  g_autofree char *begin = g_utf8_substring (field, 0, length);
  g_autofree char *start = lab_shown (begin, "");

  return lab_points_refuse (
      error,
      _ ("%s, line %zu, column %u: “%s” is %s; a finite number is needed, such as 0.25 or 1e-3."),
      reader->name, reader->line, column + 1, start, what);
}

static gboolean
read_row (Reader *reader, GError **error)
{
  LabPoints *points = reader->points;
  double *x = points->x + points->n * points->dimensions;

  if (reader->fields->len != reader->columns)
    return lab_points_refuse (error,
                              _ ("%s, line %zu: fields in this line: %u, in the first line: %u; "
                                 "all lines must have as many."),
                              reader->name, reader->line, reader->fields->len, reader->columns);
  for (guint i = 0; i < reader->columns; i++) {
    double value;

    if (!read_number (g_ptr_array_index (reader->fields, i), &value))
      return refuse_field (reader, i, _ ("no number"), error);
    if (!isfinite (value))
      return refuse_field (reader, i, _ ("not finite"), error);
    if (i == reader->target)
      points->target[points->n] = value;
    else
      *x++ = value;
  }
  points->n++;
  return TRUE;
}

/* Room for as many points as there are lines, or bytes for their values. */
static gboolean
allocate (Reader *reader, GError **error)
{
  LabPoints *points = reader->points;
  gsize bytes = (gsize)(reader->end - reader->text);
  gsize lines = 1;
  gsize values;

  for (const char *c = reader->text; (c = memchr (c, '\n', (gsize)(reader->end - c))) != NULL; c++)
    lines++;
  points->dimensions = reader->columns - (reader->target != ABSENT);
  if (points->dimensions == 0)
    return lab_points_refuse (
        error, _ ("%s has a target and no coordinates; a point needs one or more."), reader->name);
  if (lines > LAB_POINTS_MOST)
    return lab_points_refuse (error, _ ("%s has too many lines; at most %d points are allowed."),
                              reader->name, LAB_POINTS_MOST);
  /* A value takes two bytes with its separator; the last line may need none, and the target's room
   * is then to spare. */
  values = MIN (lines * points->dimensions, bytes / 2 + reader->columns);
  points->x = lab_memory_new (values, sizeof *points->x, "the points", error);
  if (points->x != NULL && reader->target != ABSENT)
    points->target = lab_memory_new (lines, sizeof *points->target, "the targets", error);
  return points->x != NULL && (points->target != NULL || reader->target == ABSENT);
}

/* A first row that is neither a header nor a point. */
static gboolean
refuse_mixed (const Reader *reader, GError **error)
{
  const char *name, *number;

  lab_first_row_mixed ((const char *const *)reader->fields->pdata, reader->fields->len, &name,
                       &number);
  g_autofree char *shown_name = lab_shown (name, "");
  g_autofree char *shown_number = lab_shown (number, "");
  return lab_points_refuse (
      error,
      /* Translators: .* takes two values, a length and a text: keep their order. */
      _ ("%s, line %zu: “%.*s” names a column and “%.*s” looks like a number; the first line must "
         "hold names or a point, not both."),
      reader->name, reader->line, LONGEST_QUOTE, shown_name, LONGEST_QUOTE, shown_number);
}

/* The first line: separator, columns, header. */
static gboolean
begin (Reader *reader, GError **error)
{
  LabFirstRow kind;

  reader->separator = find_separator (reader->current->str);
  if (!split_line (reader, error))
    return FALSE;
  reader->columns = reader->fields->len;
  kind = lab_first_row_kind ((const char *const *)reader->fields->pdata, reader->columns);
  if (kind == LAB_FIRST_ROW_MIXED)
    return refuse_mixed (reader, error);
  if (kind == LAB_FIRST_ROW_NAMES && !read_header (reader, error))
    return FALSE;
  return allocate (reader, error) && (kind == LAB_FIRST_ROW_NAMES || read_row (reader, error));
}

gboolean
lab_points_parse_table (const char *name,
                        const char *text,
                        gsize length,
                        LabTask *task,
                        LabPoints *points,
                        GError **error)
{
  g_auto (Reader) reader = {.name = name, .task = task, .points = points, .target = ABSENT};
  g_autoptr (GError) refusal = NULL;

  reader.current = g_string_new (NULL);
  reader.fields = g_ptr_array_new ();
  reader.text = reader.at = text;
  reader.end = text + length;
  if (length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    reader.at += strlen (BYTE_ORDER_MARK);
  for (gsize count = 1; refusal == NULL && next_line (&reader, &refusal); count++) {
    if (reader.columns == 0)
      begin (&reader, &refusal);
    else if (split_line (&reader, &refusal))
      read_row (&reader, &refusal);
    if (count % LINES_AT_ONCE != 0)
      continue;
    lab_points_report (task, (double)(reader.at - text) / (double)length);
    if (lab_task_is_cancelled (task))
      return FALSE;
  }
  if (refusal == NULL && points->n == 0)
    lab_points_refuse (
        &refusal, _ ("%s holds no points; it needs one line per point, such as 0.5,0.25."), name);
  if (refusal == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}
