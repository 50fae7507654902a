/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-scan.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean scan_value (LabJsonScan *scan, guint index);

void
lab_json_scan_begin (LabJsonScan *scan,
                     const char *text,
                     gsize length,
                     const LabJsonTaker *taker,
                     gpointer data)
{
  g_return_if_fail (scan != NULL && text != NULL && taker != NULL);

  *scan = (LabJsonScan){.at = text,
                        .end = text + length,
                        .line = 1,
                        .start = text,
                        .path = g_string_new (NULL),
                        .text = g_string_new (NULL),
                        .taker = taker,
                        .data = data};
}

void
lab_json_scan_clear (LabJsonScan *scan)
{
  if (scan->path != NULL)
    g_string_free (scan->path, TRUE);
  if (scan->text != NULL)
    g_string_free (scan->text, TRUE);
  scan->path = scan->text = NULL;
}

gboolean
lab_json_scan_blanks (LabJsonScan *scan)
{
  for (; scan->at < scan->end && strchr (" \t\r\n", *scan->at) != NULL && *scan->at != '\0';
       scan->at++)
    if (*scan->at == '\n') {
      scan->line++;
      scan->start = scan->at + 1;
    }
  return scan->at < scan->end;
}

static gboolean
fail (LabJsonScan *scan, const char *needed)
{
  scan->needed = needed;
  scan->is_cut = scan->at >= scan->end;
  return FALSE;
}

static gboolean
is_at (LabJsonScan *scan, char sign)
{
  return lab_json_scan_blanks (scan) && *scan->at == sign;
}

/* Four hexadecimal digits behind \u. */
static gboolean
read_unit (LabJsonScan *scan, gunichar *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++, scan->at++) {
    if (scan->at >= scan->end || !g_ascii_isxdigit (*scan->at))
      return fail (scan, _ ("four hexadecimal digits"));
    *unit = *unit * 16 + (gunichar)g_ascii_xdigit_value (*scan->at);
  }
  return TRUE;
}

/* What follows a backslash. */
static gboolean
read_escape (LabJsonScan *scan)
{
  static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
  gunichar unit, low;

  if (scan->at >= scan->end)
    return fail (scan, _ ("the end of a text in quotes"));
  const char sign = *scan->at++;
  const char *place = strchr (from, sign);

  if (sign != 'u') {
    g_string_append_c (scan->text, place != NULL && sign != '\0' ? to[place - from] : sign);
    return TRUE;
  }
  if (!read_unit (scan, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00 && scan->end - scan->at > 2 && scan->at[0] == '\\' &&
      scan->at[1] == 'u') {
    scan->at += 2;
    if (!read_unit (scan, &low))
      return FALSE;
    unit =
        low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
  }
  g_string_append_unichar (scan->text, unit != 0 && g_unichar_validate (unit) ? unit : 0xfffd);
  return TRUE;
}

/* Into scan->text. */
static gboolean
read_string (LabJsonScan *scan)
{
  const char quote = *scan->at++;

  g_string_truncate (scan->text, 0);
  while (scan->at < scan->end && *scan->at != quote) {
    const char sign = *scan->at++;

    if (sign == '\n' || sign == '\0') {
      scan->at--;
      return fail (scan, _ ("the end of a text in quotes"));
    }
    if (sign != '\\')
      g_string_append_c (scan->text, sign);
    else if (!read_escape (scan))
      return FALSE;
  }
  if (scan->at >= scan->end)
    return fail (scan, _ ("the end of a text in quotes"));
  scan->at++;
  return TRUE;
}

/* A number, true, false, null and their kin. */
static gboolean
read_word (LabJsonScan *scan, gboolean *is_null)
{
  static const char *const words[] = {"true",     "false",     "True", "False", "NaN", "nan",
                                      "Infinity", "-Infinity", "inf",  "-inf",  NULL};
  const char *start = scan->at;
  char *end;

  while (scan->at < scan->end &&
         (g_ascii_isalnum (*scan->at) || strchr ("+-.", *scan->at) != NULL) && *scan->at != '\0')
    scan->at++;
  g_string_truncate (scan->text, 0);
  g_string_append_len (scan->text, start, (gssize)(scan->at - start));
  *is_null = g_str_equal (scan->text->str, "null") || g_str_equal (scan->text->str, "None");
  g_ascii_strtod (scan->text->str, &end);
  if (*is_null || g_strv_contains (words, scan->text->str) ||
      (scan->text->len > 0 && *end == '\0' && strchr ("-0123456789.", *scan->text->str) != NULL))
    return TRUE;
  if (scan->at < scan->end)
    scan->at = start;
  return fail (scan, _ ("a value"));
}

static gboolean
scan_members (LabJsonScan *scan)
{
  const gsize length = scan->path->len;

  while (!is_at (scan, '}')) {
    if (scan->at >= scan->end || strchr ("\"'", *scan->at) == NULL)
      return fail (scan, _ ("the name of a member in quotes, or }"));
    if (!read_string (scan))
      return FALSE;
    g_string_append_printf (scan->path, "%s%s", length > 0 ? "/" : "", scan->text->str);
    if (!is_at (scan, ':'))
      return fail (scan, _ ("a colon"));
    scan->at++;
    if (!scan_value (scan, G_MAXUINT))
      return FALSE;
    g_string_truncate (scan->path, length);
    if (is_at (scan, ','))
      scan->at++;
    else if (!is_at (scan, '}'))
      return fail (scan, _ ("a comma or }"));
  }
  return TRUE;
}

static gboolean
scan_elements (LabJsonScan *scan)
{
  for (guint i = 0; !is_at (scan, ']'); i++) {
    if (!scan_value (scan, i))
      return FALSE;
    if (is_at (scan, ','))
      scan->at++;
    else if (!is_at (scan, ']'))
      return fail (scan, _ ("a comma or ]"));
  }
  return TRUE;
}

static gboolean
scan_inside (LabJsonScan *scan, gboolean is_list)
{
  const LabJsonTaker *taker = scan->taker;

  if (scan->depth == LAB_JSON_DEEPEST)
    return fail (scan, _ ("a value that is not nested so deep"));
  scan->depth++;
  if (taker->enter != NULL && !taker->enter (scan->data, scan, scan->path->str, is_list))
    return FALSE;
  scan->at++;
  if (!(is_list ? scan_elements (scan) : scan_members (scan)))
    return FALSE;
  scan->at++;
  scan->depth--;
  return taker->leave == NULL || taker->leave (scan->data, scan, scan->path->str, is_list);
}

static gboolean
scan_value (LabJsonScan *scan, guint index)
{
  gboolean is_null = FALSE;

  if (!lab_json_scan_blanks (scan))
    return fail (scan, _ ("a value"));
  if (*scan->at == '{' || *scan->at == '[')
    return scan_inside (scan, *scan->at == '[');
  if (*scan->at == '"' || *scan->at == '\'') {
    if (!read_string (scan))
      return FALSE;
  } else if (!read_word (scan, &is_null)) {
    return FALSE;
  }
  return scan->taker->scalar (scan->data, scan, scan->path->str, index,
                              is_null ? NULL : scan->text->str);
}

gboolean
lab_json_scan_value (LabJsonScan *scan)
{
  g_return_val_if_fail (scan != NULL, FALSE);

  scan->needed = NULL;
  return scan_value (scan, G_MAXUINT);
}
