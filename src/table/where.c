/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are asked for, and the best of them. */
#include "core/error.h"
#include "table/number.h"
#include "table/reading.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Equal as texts, or as numbers. */
static gboolean
is_equal (const LabTable *table, guint row, guint column, const char *wanted)
{
  double value, number;

  if (g_str_equal (lab_table_field (table, row, column), wanted))
    return TRUE;
  return lab_field_read (wanted, LAB_MARK_POINT, &number) == LAB_FIELD_NUMBER &&
         lab_table_is_number (table, row, column, &value) && value == number;
}

static gboolean
apply (const LabTable *table, const char *condition, gboolean *rows, GError **error)
{
  g_autofree char *names = lab_table_names (table), *name = NULL;
  const char *equals = strchr (condition, '=');
  int column = -1;
  guint left = 0;

  /* A name may hold an equals sign itself. */
  for (; equals != NULL; equals = strchr (equals + 1, '=')) {
    g_free (name);
    name = g_strndup (condition, (gsize)(equals - condition));
    column = lab_table_find (table, name);
    if (column >= 0)
      break;
  }
  if (column < 0)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       _ ("--where %s: COL=VALUE is needed, with a column of the table: %s."),
                       condition, names);
  for (guint row = 0; row < lab_table_rows (table); row++) {
    rows[row] = rows[row] && is_equal (table, row, (guint)column, equals + 1);
    left += rows[row];
  }
  if (left > 0)
    return TRUE;
  return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                     _ ("--where %s: no row has this value; the first has “%s”."), condition,
                     lab_table_field (table, 0, (guint)column));
}

gboolean
lab_table_where (const LabTable *table, const char *const *where, gboolean *rows, GError **error)
{
  g_return_val_if_fail (table != NULL && where != NULL && rows != NULL, FALSE);

  for (guint i = 0; where[i] != NULL; i++)
    if (!apply (table, where[i], rows, error))
      return FALSE;
  return TRUE;
}

/* A row with its keys, for sorting. */
typedef struct
{
  const double *keys; /* (count) */
  guint count;
  double y;
  guint row;
} Candidate;

static int
compare (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  for (guint i = 0; i < one->count; i++)
    if (one->keys[i] != other->keys[i])
      return one->keys[i] < other->keys[i] ? -1 : 1;
  if (one->y != other->y)
    return one->y < other->y ? -1 : 1;
  return one->row < other->row ? -1 : one->row > other->row;
}

static gboolean
have_same_keys (const Candidate *one, const Candidate *other)
{
  return memcmp (one->keys, other->keys, one->count * sizeof *one->keys) == 0;
}

/* FALSE with an error; *counts where all are positive numbers. */
static gboolean
read_row (const LabTable *table,
          guint row,
          const guint *keys,
          guint y,
          double *values,
          Candidate *candidate,
          gboolean *counts,
          GError **error)
{
  *counts = TRUE;
  for (guint i = 0; i < candidate->count; i++) {
    if (!lab_table_number (table, row, keys[i], &values[i], error))
      return FALSE;
    *counts = *counts && values[i] > 0.0 && isfinite (values[i]);
  }
  if (!lab_table_number (table, row, y, &candidate->y, error))
    return FALSE;
  *counts = *counts && candidate->y > 0.0 && isfinite (candidate->y);
  return TRUE;
}

GArray *
lab_table_best (const LabTable *table,
                const guint *keys,
                guint count,
                guint y,
                const gboolean *rows,
                GError **error)
{
  const guint total = lab_table_rows (table);
  g_autofree double *values = g_new (double, (gsize)MAX (count, 1) * MAX (total, 1));
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GArray *best;

  g_return_val_if_fail (table != NULL && (keys != NULL || count == 0), NULL);

  for (guint row = 0; row < total; row++) {
    double *of_row = values + (gsize)row * count;
    Candidate candidate = {.keys = of_row, .count = count, .row = row};
    gboolean counts;

    if (rows != NULL && !rows[row])
      continue;
    if (!read_row (table, row, keys, y, of_row, &candidate, &counts, error))
      return NULL;
    if (counts)
      g_array_append_val (candidates, candidate);
  }
  g_array_sort (candidates, compare);
  best = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *here = &g_array_index (candidates, Candidate, i);

    if (i == 0 || !have_same_keys (here - 1, here))
      g_array_append_val (best, here->row);
  }
  return best;
}
