/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read-table.h"

#include "core/error.h"

#include <math.h>
#include <string.h>

LabTable *
table_of_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  LabTable *table = lab_table_parse ("t.txt", text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

double
table_number (const LabTable *table, guint row, const char *column)
{
  g_autoptr (GError) error = NULL;
  const int found = lab_table_find (table, column);
  double value = -1.0;

  if (found < 0) {
    g_autofree char *names = lab_table_names (table);

    g_test_fail_printf ("no column %s among %s", column, names);
    return NAN;
  }
  lab_table_number (table, row, (guint)found, &value, &error);
  g_assert_no_error (error);
  return value;
}

void
table_refuses (const char *bytes, gsize length, const char *named)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabTable) table = lab_table_parse ("t.txt", bytes, length, &error);

  g_assert_null (table);
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  if (error == NULL)
    return;
  g_assert_true (g_str_has_prefix (error->message, "t.txt"));
  g_assert_null (strchr (error->message, '\n'));
  if (strstr (error->message, named) == NULL)
    g_test_fail_printf ("“%s” is not in: %s", named, error->message);
}
