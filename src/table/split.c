/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of one line. */
#include "table/dialect.h"

#include <string.h>

/* A field in quotes from its first quote on: ends it where it stands, and returns the place behind its last
 * quote; NULL where that is missing. */
static char *
unquote (char *field)
{
  char *to = field, *c;

  for (c = field + 1; *c != '\0' && (*c != '"' || c[1] == '"'); c++) {
    c += *c == '"' ? 1 : 0;
    *to++ = *c;
  }
  if (*c != '"')
    return NULL;
  *to = '\0';
  return c + 1;
}

/* Takes one field from *at on and moves *at behind it; *more tells whether a separator stood there. NULL on a
 * stray quote. */
static char *
take_separated (char separator, char **at, gboolean *more)
{
  const char *blanks = separator == '\t' ? " " : " \t";
  char *field = *at + strspn (*at, blanks), *stop = field;
  const gboolean is_quoted = *field == '"';

  if (is_quoted) {
    stop = unquote (field);
    if (stop == NULL)
      return NULL;
    stop += strspn (stop, blanks);
    if (*stop != separator && *stop != '\0')
      return NULL;
  } else {
    stop = strchrnul (field, separator);
  }
  *more = *stop != '\0';
  *at = *more ? stop + 1 : stop;
  *stop = '\0';
  if (is_quoted)
    return field;
  return strchr (field, '"') == NULL ? g_strchomp (field) : NULL;
}

static char *
take_blank (char **at, gboolean *more)
{
  char *field = *at, *stop = field;

  if (*field == '"') {
    stop = unquote (field);
    if (stop == NULL || strchr (" \t", *stop) == NULL)
      return NULL;
  } else {
    stop += strcspn (field, " \t");
  }
  *more = *stop != '\0';
  *at = stop + *more;
  *at += strspn (*at, " \t");
  *more = **at != '\0';
  *stop = '\0';
  return field;
}

gboolean
lab_dialect_split (char separator, char *line, guint most, GPtrArray *fields, gboolean *many)
{
  gboolean more = TRUE;

  g_ptr_array_set_size (fields, 0);
  *many = FALSE;
  while (more) {
    char *field = separator == LAB_BLANK ? take_blank (&line, &more)
                                         : take_separated (separator, &line, &more);

    *many = fields->len == most;
    if (field == NULL || *many)
      return FALSE;
    g_ptr_array_add (fields, field);
  }
  return TRUE;
}
