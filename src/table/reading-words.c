/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How columns were found, in words. */
#include "table/reading-private.h"

#include <glib/gi18n.h>

char *
lab_reading_list (const LabTable *table, const GArray *columns)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : ", ",
                            lab_table_name (table, g_array_index (columns, guint, i)));
  return g_string_free (list, FALSE);
}

char *
lab_reading_explain (const LabFinding *finding,
                     const LabReadingRequest *request,
                     const LabReading *reading)
{
  const LabTable *table = finding->table;
  const guint y = g_array_index (reading->y, guint, 0);
  const char *x_name = lab_table_name (table, reading->x), *y_name = lab_table_name (table, y);
  const char *x_role = lab_role_words (finding->roles[reading->x]);
  const char *y_role = lab_role_words (finding->roles[y]);
  const gboolean knows_x = lab_role_is_abscissa (finding->roles[reading->x]);
  g_autofree char *of_x = NULL, *of_y = NULL;

  of_x = request->x != NULL ? g_strdup_printf (_ ("x is %s, as asked"), x_name)
         : knows_x          ? g_strdup_printf (_ ("x is %s, by its name %s"), x_name, x_role)
                            : g_strdup_printf (_ ("x is %s, the first column of numbers"), x_name);
  if (reading->y->len > 1) {
    g_autofree char *list = lab_reading_list (table, reading->y);
    of_y = g_strdup_printf (_ ("y is each of %s, a curve a column"), list);
  } else if (request->y != NULL) {
    of_y = g_strdup_printf (_ ("y is %s, as asked"), y_name);
  } else if (lab_role_is_value (finding->roles[y])) {
    of_y = g_strdup_printf (_ ("y is %s, by its name %s"), y_name, y_role);
  } else {
    of_y = g_strdup_printf (_ ("y is %s, the other column of numbers"), y_name);
  }
  /* Translators: how x was found, then how y was. */
  return g_strdup_printf (_ ("%s; %s."), of_x, of_y);
}
