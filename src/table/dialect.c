/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/dialect.h"

#include "table/events.h"
#include "table/first-row.h"
#include "table/lines.h"
#include "table/log.h"

#include <string.h>

/* Lines that are looked at, within so many bytes. */
#define SAMPLE_LINES 60
#define SAMPLE_BYTES ((gsize)256 << 10)
/* Comments and empty ones among them. */
#define MOST_LINES_SEEN 400

/* Of the lines, so many must agree on the number of fields. */
#define AGREEING 0.9

typedef struct
{
  GPtrArray *lines;  /* of char *: neither empty nor comments */
  gboolean is_whole; /* all of the text */
} Sample;

static void
sample_clear (Sample *sample)
{
  g_ptr_array_unref (sample->lines);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)

static Sample
take_sample (const char *text, gsize length)
{
  g_auto (LabLines) lines = {.name = NULL};
  Sample sample = {.lines = g_ptr_array_new_with_free_func (g_free)};
  guint seen = 0;

  lab_lines_begin (&lines, "", text, MIN (length, SAMPLE_BYTES));
  while (sample.lines->len < SAMPLE_LINES && seen++ < MOST_LINES_SEEN &&
         lab_lines_next (&lines, NULL)) {
    const char *line = lines.current->str;

    /* The last one may be cut. */
    if (lines.at >= lines.end && length > SAMPLE_BYTES && sample.lines->len > 0)
      break;
    if (*line != '\0' && *line != '#')
      g_ptr_array_add (sample.lines, g_strdup (line));
  }
  return sample;
}

/* How well a separator cuts the lines. */
typedef struct
{
  double
      agreeing;   /* share of lines with the most frequent number of fields, if that is 2 or more */
  double numbers; /* share of numbers among the fields from the second line on */
  guint columns_of_numbers;
} Cut;

#define MOST_FIELDS 4096

static void
count_fields (const Sample *sample, char separator, guint *counts, GArray *numeric, Cut *cut)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  guint all = 0, numbers = 0;

  for (guint i = 0; i < sample->lines->len; i++) {
    g_autofree char *line = g_strdup (g_ptr_array_index (sample->lines, i));
    gboolean many;

    if (!lab_dialect_split (separator, line, MOST_FIELDS, fields, &many))
      continue;
    counts[i] = fields->len;
    for (guint f = 0; i > 0 && f < fields->len; f++) {
      double value;
      const LabFieldKind kind =
          lab_field_read (g_ptr_array_index (fields, f), LAB_MARK_UNKNOWN, &value);

      all += kind != LAB_FIELD_MISSING;
      numbers += kind == LAB_FIELD_NUMBER || kind == LAB_FIELD_AMBIGUOUS;
      if (numeric->len <= f)
        g_array_set_size (numeric, f + 1);
      g_array_index (numeric, guint, f) += kind == LAB_FIELD_NUMBER;
    }
  }
  cut->numbers = all > 0 ? (double)numbers / all : 0.0;
  for (guint f = 0; f < numeric->len; f++)
    cut->columns_of_numbers += 2 * g_array_index (numeric, guint, f) >= sample->lines->len - 1;
}

static Cut
try_separator (const Sample *sample, char separator)
{
  guint counts[SAMPLE_LINES] = {0};
  g_autoptr (GArray) numeric = g_array_new (FALSE, TRUE, sizeof (guint));
  Cut cut = {.agreeing = 0.0};

  count_fields (sample, separator, counts, numeric, &cut);
  for (guint i = 0; i < sample->lines->len; i++) {
    guint same = 0;

    for (guint j = 0; counts[i] >= 2 && j < sample->lines->len; j++)
      same += counts[j] == counts[i];
    cut.agreeing = MAX (cut.agreeing, (double)same / sample->lines->len);
  }
  return cut;
}

/* Where no separator cuts all lines alike: the first that the first line has. */
static char
first_separator (const Sample *sample)
{
  const char *line = sample->lines->len > 0 ? g_ptr_array_index (sample->lines, 0) : "";

  for (const char *c = ";\t,"; *c != '\0'; c++)
    if (strchr (line, *c) != NULL)
      return *c;
  return LAB_BLANK;
}

static char
find_separator (const Sample *sample, Cut *best)
{
  static const char separators[] = {';', '\t', ',', '|', LAB_BLANK};
  char found = first_separator (sample);

  *best = (Cut){.agreeing = 0.0, .numbers = -1.0};
  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++) {
    const Cut cut = try_separator (sample, separators[i]);

    if (cut.agreeing < AGREEING || cut.numbers <= best->numbers)
      continue;
    *best = cut;
    found = separators[i];
  }
  return found;
}

/* What the fields say that speak plainly, where none contradicts. */
static LabDecimalMark
find_mark (const Sample *sample, char separator)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  gboolean seen[3] = {FALSE};

  for (guint i = 0; i < sample->lines->len; i++) {
    g_autofree char *line = g_strdup (g_ptr_array_index (sample->lines, i));
    gboolean many;

    if (!lab_dialect_split (separator, line, MOST_FIELDS, fields, &many))
      continue;
    for (guint f = 0; f < fields->len; f++)
      seen[lab_field_mark (g_ptr_array_index (fields, f))] = TRUE;
  }
  if (seen[LAB_MARK_POINT] == seen[LAB_MARK_COMMA])
    return LAB_MARK_UNKNOWN;
  return seen[LAB_MARK_COMMA] ? LAB_MARK_COMMA : LAB_MARK_POINT;
}

gboolean
lab_dialect_is_rule (const char *line)
{
  return strstr (line, "--") != NULL && strchr (line, '|') != NULL &&
         strspn (line, "|-: ") == strlen (line);
}

static gboolean
any_line (const Sample *sample, gboolean (*is) (const char *line))
{
  for (guint i = 0; i < sample->lines->len; i++)
    if (is (g_ptr_array_index (sample->lines, i)))
      return TRUE;
  return FALSE;
}

static gboolean
is_latex (const char *line)
{
  return strstr (line, "\\begin{tabular") != NULL || strstr (line, "\\begin{longtable") != NULL ||
         (strchr (line, '&') != NULL && g_str_has_suffix (line, "\\\\"));
}

/* Lines of JSON, or one text of it. Logs whose other lines are words have JSON in some lines only. */
static gboolean
is_json (const Sample *sample)
{
  guint objects = 0;
  const char *first = sample->lines->len > 0 ? g_ptr_array_index (sample->lines, 0) : "";

  for (guint i = 0; i < sample->lines->len; i++)
    objects += *(const char *)g_ptr_array_index (sample->lines, i) == '{';
  if (*first == '[')
    return strpbrk (first, "{[\"") != NULL && strspn (first + 1, " \t[{\"-0123456789") > 0 &&
           strchr (first, '=') == NULL;
  /* A closed object in the first line is followed by others. */
  return *first == '{' && (first[strlen (first) - 1] != '}' || objects == sample->lines->len);
}

/* Whether the first line holds names or values, as that of separated fields does, and not both. */
static gboolean
begins_well (const Sample *sample, char separator)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autofree char *line = g_strdup (g_ptr_array_index (sample->lines, 0));
  gboolean many;

  return lab_dialect_split (separator, line, MOST_FIELDS, fields, &many) &&
         lab_first_row_kind ((const char *const *)fields->pdata, fields->len) !=
             LAB_FIRST_ROW_MIXED;
}

/* Lines have values behind keys, and are no rows below a header. */
static gboolean
is_log (const Sample *sample, char separator, const Cut *cut)
{
  guint lines = 0;

  for (guint i = 0; i < sample->lines->len; i++)
    lines += lab_log_line_has_values (g_ptr_array_index (sample->lines, i));
  if (lines == 0 ||
      (cut->agreeing >= AGREEING && cut->columns_of_numbers > 0 && begins_well (sample, separator)))
    return FALSE;
  return lines >= 2 || sample->lines->len <= 2;
}

LabDialect
lab_dialect_tell (const char *text, gsize length)
{
  LabDialect dialect = {.format = LAB_TABLE_SEPARATED};
  Cut cut;

  g_return_val_if_fail (text != NULL, dialect);

  if (lab_events_are (text, length)) {
    dialect.format = LAB_TABLE_EVENTS;
    return dialect;
  }
  g_auto (Sample) sample = take_sample (text, length);
  dialect.separator = find_separator (&sample, &cut);
  if (any_line (&sample, is_latex))
    dialect.format = LAB_TABLE_LATEX;
  else if (any_line (&sample, lab_dialect_is_rule))
    dialect.format = LAB_TABLE_MARKDOWN;
  else if (is_json (&sample))
    dialect.format = LAB_TABLE_JSON;
  else if (is_log (&sample, dialect.separator, &cut))
    dialect.format = LAB_TABLE_LOG;
  if (dialect.format == LAB_TABLE_LATEX || dialect.format == LAB_TABLE_MARKDOWN)
    dialect.separator = dialect.format == LAB_TABLE_LATEX ? '&' : '|';
  dialect.mark = find_mark (&sample, dialect.separator);
  return dialect;
}
