/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/number.h"

#include "table/first-row.h"

#include <math.h>
#include <string.h>

/* Longer ones are no numbers: a double in full has fewer digits than bytes here. */
#define LONGEST 1200

double
lab_suffix_scale (const char *suffix)
{
  static const struct
  {
    const char *word;
    double scale;
  } scales[] = {{"k", 1e3}, {"K", 1e3},  {"M", 1e6},  {"B", 1e9}, {"b", 1e9},
                {"G", 1e9}, {"bn", 1e9}, {"T", 1e12}, {"%", 1e-2}};

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    if (g_str_equal (suffix, scales[i].word))
      return scales[i].scale;
  return NAN;
}

/* A separator between digits: how many stand before the first and behind the last, and whether all between
 * are groups of three. */
typedef struct
{
  guint count, before, after;
  gboolean in_threes;
} Groups;

static Groups
look_at (const char *field, char mark)
{
  Groups groups = {.in_threes = TRUE};
  guint digits = 0;

  for (const char *c = field; *c != '\0' && *c != 'e' && *c != 'E'; c++) {
    if (g_ascii_isdigit (*c))
      digits++;
    if (*c != mark)
      continue;
    if (groups.count == 0)
      groups.before = digits;
    else
      groups.in_threes = groups.in_threes && digits == 3;
    groups.count++;
    digits = 0;
  }
  groups.after = digits;
  groups.in_threes = groups.in_threes && digits == 3 && groups.before >= 1 && groups.before <= 3;
  return groups;
}

static gboolean
is_numeral (const char *field)
{
  return strpbrk (field, "0123456789") != NULL &&
         strspn (field, "0123456789.,eE+-") == strlen (field);
}

LabDecimalMark
lab_field_mark (const char *field)
{
  Groups commas, points;

  g_return_val_if_fail (field != NULL, LAB_MARK_UNKNOWN);

  field += strspn (field, " +-$");
  if (!is_numeral (field))
    return LAB_MARK_UNKNOWN;
  commas = look_at (field, ',');
  points = look_at (field, '.');
  if (commas.count > 0 && points.count > 0)
    return strrchr (field, ',') > strrchr (field, '.') ? LAB_MARK_COMMA : LAB_MARK_POINT;
  if (commas.count > 1)
    return LAB_MARK_POINT;
  if (commas.count == 1)
    return commas.in_threes && *field != '0' ? LAB_MARK_UNKNOWN : LAB_MARK_COMMA;
  return points.count == 1 ? LAB_MARK_POINT : LAB_MARK_UNKNOWN;
}

static void
drop (char *text, char what)
{
  char *to = text;

  for (const char *c = text; *c != '\0'; c++)
    if (*c != what)
      *to++ = *c;
  *to = '\0';
}

/* Leaves at most one point, for the decimals. */
static LabFieldKind
settle_marks (char *text, LabDecimalMark mark)
{
  const Groups commas = look_at (text, ','), points = look_at (text, '.');

  if (commas.count == 0)
    return points.count == 1 && mark == LAB_MARK_COMMA && points.in_threes ? LAB_FIELD_AMBIGUOUS
                                                                           : LAB_FIELD_NUMBER;
  if (commas.count == 1 && points.count == 0) {
    if (mark == LAB_MARK_UNKNOWN && commas.in_threes && *text != '0')
      return LAB_FIELD_AMBIGUOUS;
    if (mark != LAB_MARK_POINT) {
      *strchr (text, ',') = '.';
      return LAB_FIELD_NUMBER;
    }
  }
  if (points.count > 0 && strrchr (text, ',') > strrchr (text, '.')) {
    if (mark == LAB_MARK_POINT || commas.count > 1)
      return LAB_FIELD_TEXT;
    drop (text, '.');
    *strchr (text, ',') = '.';
    return LAB_FIELD_NUMBER;
  }
  /* Commas between thousands: in threes up to the decimal point. */
  g_autofree char *whole = g_strndup (text, strcspn (text, ".eE"));
  if (mark == LAB_MARK_COMMA || !look_at (whole, ',').in_threes)
    return LAB_FIELD_TEXT;
  drop (text, ',');
  return LAB_FIELD_NUMBER;
}

static void
replace (GString *text, const char *what, const char *with)
{
  if (strstr (text->str, what) != NULL)
    g_string_replace (text, what, with, 0);
}

/* The powers of ten of papers, and FORTRAN's exponents, as 1e9. */
static void
spell_powers (GString *text)
{
  static const char *const times[] = {"\\times10^", "\\cdot10^", "×10^", "·10^", "x10^", "*10^"};

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    replace (text, times[i], "e");
  if (g_str_has_prefix (text->str, "10^"))
    g_string_replace (text, "10^", "1e", 1);
  for (gsize i = 1; i + 1 < text->len; i++) {
    const char before = text->str[i - 1], after = text->str[i + 1];

    if (strchr ("dD", text->str[i]) != NULL && (g_ascii_isdigit (before) || before == '.') &&
        (g_ascii_isdigit (after) || strchr ("+-", after) != NULL))
      text->str[i] = 'e';
  }
}

/* Without what only sets it: blanks, dollars, braces, the minus of typography, 1_000. */
static GString *
plain (const char *field)
{
  GString *text = g_string_new (field);
  static const char *const nothing[] = {"$",   "{", "}",  "\\,",      "\\!",
                                        "\\%", " ", "\t", "\302\240", "\342\200\257"};

  replace (text, "\\%", "%");
  replace (text, "−", "-");
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    replace (text, nothing[i], "");
  for (gsize i = 1; i + 1 < text->len; i++)
    if (text->str[i] == '_' && g_ascii_isdigit (text->str[i - 1]) &&
        g_ascii_isdigit (text->str[i + 1]))
      g_string_erase (text, (gssize)i, 1);
  spell_powers (text);
  return text;
}

static LabFieldKind
read_plain (char *text, LabDecimalMark mark, double *value)
{
  char *numeral = text + strspn (text, "+-"), *end;
  const gsize length = strspn (numeral, "0123456789.,");
  LabFieldKind kind;
  double scale;

  /* Letters that a number may begin with are those of inf and nan, and these are missing here. */
  if (length == 0 || numeral > text + 1 || strpbrk (text, "xX") != NULL ||
      !(g_ascii_isdigit (*numeral) || *numeral == '.' || *numeral == ','))
    return LAB_FIELD_TEXT;
  kind = settle_marks (numeral, mark);
  if (kind != LAB_FIELD_NUMBER)
    return kind;
  *value = g_ascii_strtod (text, &end);
  if (end == text)
    return LAB_FIELD_TEXT;
  if (*end == '\0')
    return LAB_FIELD_NUMBER;
  scale = lab_suffix_scale (end);
  *value *= scale;
  return isnan (scale) ? LAB_FIELD_TEXT : LAB_FIELD_NUMBER;
}

/* A mark of a missing value is NaN, as an empty field is; the long dashes of typography too. */
static gboolean
is_missing (const char *field)
{
  return lab_field_is_missing (field) || g_str_equal (field, "–") || g_str_equal (field, "—") ||
         g_str_equal (field, "---") || g_str_equal (field, "−");
}

LabFieldKind
lab_field_read (const char *field, LabDecimalMark mark, double *value)
{
  g_autoptr (GString) text = NULL;
  LabFieldKind kind;
  char *end;

  g_return_val_if_fail (field != NULL && value != NULL, LAB_FIELD_TEXT);

  field += strspn (field, " \t");
  *value = g_ascii_strtod (field, &end);
  if (end != field && *end == '\0' && (mark != LAB_MARK_COMMA || strchr (field, '.') == NULL) &&
      strpbrk (field, "xXpP") == NULL)
    return LAB_FIELD_NUMBER;
  *value = NAN;
  if (is_missing (field))
    return LAB_FIELD_MISSING;
  if (strlen (field) > LONGEST)
    return LAB_FIELD_TEXT;
  text = plain (field);
  kind = read_plain (text->str, mark, value);
  if (kind != LAB_FIELD_NUMBER)
    *value = NAN;
  return kind;
}
