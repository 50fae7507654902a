/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points from a table: one row, one point. Tables of lines of fields, which may be large, are taken row by row; others come
 * as a table in memory. */
#include "points/points-private.h"

#include "core/memory.h"
#include "core/shown.h"
#include "table/first-row.h"
#include "table/rows.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Of a field, in a sentence. */
#define LONGEST_QUOTE 40

/* Rows between two looks at the task. */
#define ROWS_AT_ONCE 1024

#define ABSENT G_MAXUINT

typedef struct
{
  const char *name;
  LabTask *task;
  LabPoints *points;
  const char *text;
  gsize length;
  LabDecimalMark mark;
  gsize seen;    /* rows */
  guint columns; /* 0 before the first row */
  guint target;  /* column, or ABSENT */
} Reader;

static guint
find_name (char **fields, guint count, const char *name)
{
  for (guint i = 0; i < count; i++)
    if (g_ascii_strcasecmp (fields[i], name) == 0)
      return i;
  return ABSENT;
}

static guint
find_target (char **fields, guint count)
{
  static const char *const names[] = {"target", "label", "labels"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (find_name (fields, count, names[i]) != ABSENT)
      return find_name (fields, count, names[i]);
  return find_name (fields, count, "z") == ABSENT ? find_name (fields, count, "y") : ABSENT;
}

static gboolean
read_header (Reader *reader, char **fields, gsize line, GError **error)
{
  LabPoints *points = reader->points;
  guint taken = 0;

  for (guint i = 0; i < reader->columns; i++)
    if (*fields[i] == '\0')
      return lab_points_refuse (error,
                                _ ("%s, line %zu: column %u of the header has no name; each column "
                                   "needs one, or there must be no header."),
                                reader->name, line, i + 1);
  reader->target = find_target (fields, reader->columns);
  points->target_column = reader->target != ABSENT ? reader->target : 0;
  points->names = g_new0 (char *, reader->columns + 1);
  for (guint i = 0; i < reader->columns; i++) {
    if (i == reader->target)
      points->target_name = lab_shown (fields[i], "");
    else
      points->names[taken++] = lab_shown (fields[i], "");
  }
  return TRUE;
}

static gboolean
refuse_field (const Reader *reader,
              const char *field,
              gsize line,
              guint column,
              const char *what,
              GError **error)
{
  glong length = MIN (g_utf8_strlen (field, -1), LONGEST_QUOTE);
  g_autofree char *begin = g_utf8_substring (field, 0, length);
  g_autofree char *start = lab_shown (begin, "");

  return lab_points_refuse (
      error,
      _ ("%s, line %zu, column %u: “%s” is %s; a finite number is needed, such as 0.25 or 1e-3."),
      reader->name, line, column + 1, start, what);
}

static gboolean
read_row (Reader *reader, char **fields, guint count, gsize line, GError **error)
{
  LabPoints *points = reader->points;
  double *x = points->x + points->n * points->dimensions;

  if (count != reader->columns)
    return lab_points_refuse (error,
                              _ ("%s, line %zu: fields in this line: %u, in the first line: %u; "
                                 "all lines must have as many."),
                              reader->name, line, count, reader->columns);
  for (guint i = 0; i < count; i++) {
    double value;
    const LabFieldKind kind = lab_field_read (fields[i], reader->mark, &value);

    if (kind != LAB_FIELD_NUMBER)
      return refuse_field (
          reader, fields[i], line, i,
          kind == LAB_FIELD_AMBIGUOUS ? _ ("a thousand, or has decimals") : _ ("no number"), error);
    if (!isfinite (value))
      return refuse_field (reader, fields[i], line, i, _ ("not finite"), error);
    if (i == reader->target)
      points->target[points->n] = value;
    else
      *x++ = value;
  }
  points->n++;
  return TRUE;
}

/* The room that `rows` points take, or as many as bytes of text can hold. */
static gboolean
allocate (Reader *reader, gsize rows, gsize bytes, GError **error)
{
  LabPoints *points = reader->points;

  points->dimensions = reader->columns - (reader->target != ABSENT);
  if (points->dimensions == 0)
    return lab_points_refuse (
        error, _ ("%s has a target and no coordinates; a point needs one or more."), reader->name);
  if (rows > LAB_POINTS_MOST)
    return lab_points_refuse (error, _ ("%s has too many lines; at most %d points are allowed."),
                              reader->name, LAB_POINTS_MOST);
  points->x = lab_memory_new (MIN (rows * points->dimensions, bytes), sizeof *points->x,
                              N_ ("the points"), error);
  if (points->x != NULL && reader->target != ABSENT)
    points->target = lab_memory_new (rows, sizeof *points->target, N_ ("the targets"), error);
  return points->x != NULL && (points->target != NULL || reader->target == ABSENT);
}

static gsize
count_lines (const char *text, gsize length)
{
  const char *end = text + length;
  gsize lines = 1;

  for (const char *c = text; (c = memchr (c, '\n', (gsize)(end - c))) != NULL; c++)
    lines++;
  /* Lines may end with CR alone. */
  for (const char *c = text; lines == 1 && (c = memchr (c, '\r', (gsize)(end - c))) != NULL; c++)
    lines += c + 1 < end;
  return lines;
}

/* A first row that is neither a header nor a point. */
static gboolean
refuse_mixed (const Reader *reader, char **fields, gsize line, GError **error)
{
  const char *name, *number;

  lab_first_row_mixed ((const char *const *)fields, reader->columns, &name, &number);
  g_autofree char *shown_name = lab_shown (name, "");
  g_autofree char *shown_number = lab_shown (number, "");
  return lab_points_refuse (
      error,
      /* Translators: .* takes two values, a length and a text: keep their order. */
      _ ("%s, line %zu: “%.*s” names a column and “%.*s” looks like a number; the first line must "
         "hold names or a point, not both."),
      reader->name, line, LONGEST_QUOTE, shown_name, LONGEST_QUOTE, shown_number);
}

/* The first row tells columns and header. A value takes two bytes with its separator; the last line may need none, and
 * the target's room is then to spare. */
static gboolean
begin (Reader *reader, char **fields, guint count, gsize line, GError **error)
{
  LabFirstRow kind;

  reader->columns = count;
  kind = lab_first_row_kind ((const char *const *)fields, count);
  if (kind == LAB_FIRST_ROW_MIXED)
    return refuse_mixed (reader, fields, line, error);
  if (kind == LAB_FIRST_ROW_NAMES && !read_header (reader, fields, line, error))
    return FALSE;
  return allocate (reader, count_lines (reader->text, reader->length),
                   reader->length / 2 + reader->columns, error) &&
         (kind == LAB_FIRST_ROW_NAMES || read_row (reader, fields, count, line, error));
}

static gboolean
take_row (gpointer data, char **fields, guint count, gsize line, gsize consumed, GError **error)
{
  Reader *reader = data;
  const gboolean well = reader->columns == 0 ? begin (reader, fields, count, line, error)
                                             : read_row (reader, fields, count, line, error);

  if (!well || ++reader->seen % ROWS_AT_ONCE != 0)
    return well;
  lab_points_report (reader->task, (double)consumed / (double)reader->length);
  return !lab_task_is_cancelled (reader->task);
}

/* Rows of a table in memory as if they had been read one by one. */
static gboolean
take_table (Reader *reader, GError **error)
{
  g_autoptr (LabTable) table = lab_table_parse (reader->name, reader->text, reader->length, error);
  g_autofree char **fields = NULL;

  if (table == NULL)
    return FALSE;
  const guint columns = lab_table_columns (table), rows = lab_table_rows (table);
  fields = g_new (char *, MAX (columns, 1));
  for (guint i = 0; i < columns; i++)
    fields[i] = (char *)lab_table_name (table, i);
  reader->columns = columns;
  if (lab_table_has_names (table) && !read_header (reader, fields, 1, error))
    return FALSE;
  if (!allocate (reader, rows, (gsize)rows * columns, error))
    return FALSE;
  for (guint row = 0; row < rows; row++) {
    for (guint i = 0; i < columns; i++)
      fields[i] = (char *)lab_table_field (table, row, i);
    if (!read_row (reader, fields, columns, lab_table_line (table, row), error))
      return FALSE;
  }
  return TRUE;
}

gboolean
lab_points_parse_table (const char *name,
                        const char *text,
                        gsize length,
                        LabTask *task,
                        LabPoints *points,
                        GError **error)
{
  const LabDialect dialect = lab_dialect_tell (text, length);
  Reader reader = {.name = name,
                   .task = task,
                   .points = points,
                   .text = text,
                   .length = length,
                   .mark = dialect.mark,
                   .target = ABSENT};
  const LabRowSink sink = {take_row, NULL, &reader, LAB_POINTS_MOST_DIMENSIONS + 1};
  const gboolean is_rows = dialect.format == LAB_TABLE_SEPARATED ||
                           dialect.format == LAB_TABLE_MARKDOWN ||
                           dialect.format == LAB_TABLE_LATEX;

  if (!(is_rows ? lab_rows_read (&dialect, name, text, length, &sink, error)
                : take_table (&reader, error)))
    return FALSE;
  if (points->n == 0)
    return lab_points_refuse (
        error, _ ("%s holds no points; it needs one line per point, such as 0.5,0.25."), name);
  return TRUE;
}
