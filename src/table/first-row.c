/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/first-row.h"

#include <string.h>

/* Signs that numbers for people have beside digits. A name may hold them too, but not alone. */
#define NUMBER_SIGNS "0123456789+-.,'_ %eEdD$\""

/* As spreadsheets and statistical programs write them. */
static const char *const missing[] = {
    "na",  "n/a",  "#n/a", "nan",      "null", "none", "nil",       "-nan", "+nan", "missing",
    "inf", "-inf", "+inf", "infinity", "?",    "-",    "-infinity", "--",   ".",    NULL};

gboolean
lab_field_is_missing (const char *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  for (guint i = 0; missing[i] != NULL; i++)
    if (g_ascii_strcasecmp (field, missing[i]) == 0)
      return TRUE;
  return *field == '\0';
}

static gboolean
looks_like_number (const char *field)
{
  const char *first = field + strspn (field, "+-.,'$\" ");
  char *end;

  /* The minus sign of typography. */
  if (g_str_has_prefix (first, "−"))
    first += strlen ("−");
  if (!g_ascii_isdigit (*first))
    return FALSE;
  g_ascii_strtod (first, &end);
  return *end == '\0' || strspn (first, NUMBER_SIGNS) == strlen (first);
}

static gboolean
is_name (const char *field)
{
  return !lab_field_is_missing (field) && !looks_like_number (field);
}

void
lab_first_row_mixed (const char *const *fields, guint count, const char **name, const char **number)
{
  g_return_if_fail ((fields != NULL || count == 0) && name != NULL && number != NULL);

  *name = *number = NULL;
  for (guint i = count; i-- > 0;)
    if (is_name (fields[i]))
      *name = fields[i];
    else if (!lab_field_is_missing (fields[i]))
      *number = fields[i];
}

LabFirstRow
lab_first_row_kind (const char *const *fields, guint count)
{
  const char *name, *number;

  lab_first_row_mixed (fields, count, &name, &number);
  if (name == NULL)
    return LAB_FIRST_ROW_VALUES;
  return number == NULL ? LAB_FIRST_ROW_NAMES : LAB_FIRST_ROW_MIXED;
}
