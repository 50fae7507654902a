/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several runs in one table: told apart, never pooled without a word. */
#include "core/error.h"
#include "table/reading-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* Of names in a sentence. */
#define NAMES_SHOWN 3

/* Rows of one name. */
typedef struct
{
  guint rows;
  double x;         /* of the first row */
  gboolean x_moves; /* another row has another */
} Run;

/* name (borrowed) -> Run */
static GHashTable *
gather_runs (const LabFinding *finding, const LabReading *reading, guint column)
{
  GHashTable *runs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint row = 0; row < lab_table_rows (finding->table); row++) {
    const char *name = lab_table_field (finding->table, row, column);
    double x, y;

    if (!finding->rows[row] || !lab_table_is_number (finding->table, row, reading->x, &x) ||
        !lab_table_is_number (finding->table, row, g_array_index (reading->y, guint, 0), &y) ||
        isnan (x) || isnan (y))
      continue;
    Run *run = g_hash_table_lookup (runs, name);
    if (run == NULL) {
      run = g_new0 (Run, 1);
      run->x = x;
      g_hash_table_insert (runs, (gpointer)name, run);
    }
    run->rows++;
    run->x_moves = run->x_moves || x != run->x;
  }
  return runs;
}

typedef struct
{
  guint several; /* runs of two rows or more */
  guint moving;  /* of them, those whose x changes */
  GString *names;
} RunCount;

static RunCount
count_runs (GHashTable *runs)
{
  RunCount count = {.names = g_string_new (NULL)};
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, runs);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    const Run *run = value;

    count.several += run->rows > 1;
    count.moving += run->rows > 1 && run->x_moves;
  }
  return count;
}

/* The first names in the order of the rows. */
static void
append_names (const LabFinding *finding, guint column, GHashTable *runs, GString *names)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint row = 0; row < lab_table_rows (finding->table); row++) {
    const char *name = lab_table_field (finding->table, row, column);

    if (!g_hash_table_contains (runs, name) || !g_hash_table_add (seen, (gpointer)name))
      continue;
    if (g_hash_table_size (seen) > NAMES_SHOWN) {
      g_string_append (names, ", …");
      return;
    }
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  }
}

static gboolean
ask_for_run (const LabFinding *finding,
             guint column,
             GHashTable *runs,
             GString *names,
             GError **error)
{
  const char *title = lab_table_name (finding->table, column);

  append_names (finding, column, runs, names);
  return lab_refuse (
      error, LAB_ERROR_INVALID_VALUE,
      _ ("%s holds %u runs, told apart by %s (%s); give --by %s for a curve each, or "
         "--where %s=NAME for one of them."),
      lab_table_source (finding->table), g_hash_table_size (runs), title, names->str, title, title);
}

/* FALSE with an error where runs would be pooled; *found tells whether the column names runs. */
static gboolean
look_at_names (const LabFinding *finding,
               LabReading *reading,
               guint column,
               gboolean *found,
               GError **error)
{
  g_autoptr (GHashTable) runs = gather_runs (finding, reading, column);
  const RunCount count = count_runs (runs);
  gboolean well = TRUE;

  *found = g_hash_table_size (runs) > 1 && count.several > 0;
  if (*found && count.moving > 0)
    well = ask_for_run (finding, column, runs, count.names, error);
  else if (*found && !reading->is_best)
    reading->run = (int)column;
  g_string_free (count.names, TRUE);
  return well;
}

static gboolean
is_constant_by (const LabFinding *finding, guint names, guint column)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean comes_again = FALSE;

  for (guint row = 0; row < lab_table_rows (finding->table); row++) {
    const char *name = lab_table_field (finding->table, row, names);
    const char *value = lab_table_field (finding->table, row, column);
    const char *before = g_hash_table_lookup (first, name);

    if (!finding->rows[row] || *value == '\0')
      continue;
    if (before == NULL)
      g_hash_table_insert (first, (gpointer)name, (gpointer)value);
    else if (!g_str_equal (before, value))
      return FALSE;
    comes_again = comes_again || before != NULL;
  }
  return comes_again && g_hash_table_size (first) > 1;
}

gboolean
lab_reading_is_of_runs (const LabFinding *finding, guint column)
{
  if (finding->by >= 0)
    return is_constant_by (finding, (guint)finding->by, column);
  for (guint i = 0; i < lab_table_columns (finding->table); i++)
    if (finding->roles[i] == LAB_ROLE_NAME && i != column && is_constant_by (finding, i, column))
      return TRUE;
  return FALSE;
}

typedef struct
{
  double x, y;
  guint row;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;

  if (one->x != other->x)
    return one->x < other->x ? -1 : 1;
  return one->row < other->row ? -1 : one->row > other->row;
}

/* Whether other settings differ between rows of one x: a column that does, or -1. */
static int
find_other_setting (const LabFinding *finding, const LabReading *reading, const GArray *places)
{
  for (guint i = 0; i < lab_table_columns (finding->table); i++) {
    const LabColumnRole role = finding->roles[i];
    const gboolean is_setting = role == LAB_ROLE_SETTING || role == LAB_ROLE_NUMBER ||
                                role == LAB_ROLE_LEARNING_RATE || lab_role_is_abscissa (role);

    if (!is_setting || i == reading->x || i == g_array_index (reading->y, guint, 0) ||
        (int)i == reading->error || (int)i == reading->repeat || role == LAB_ROLE_EPOCH)
      continue;
    for (guint p = 1; p < places->len; p++) {
      const Place *before = &g_array_index (places, Place, p - 1),
                  *here = &g_array_index (places, Place, p);
      double one, other;

      if (before->x == here->x && lab_table_is_number (finding->table, before->row, i, &one) &&
          lab_table_is_number (finding->table, here->row, i, &other) && isfinite (one) &&
          isfinite (other) && one != other)
        return (int)i;
    }
  }
  return -1;
}

static GArray *
gather_places (const LabFinding *finding, const LabReading *reading)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint row = 0; row < lab_table_rows (finding->table); row++) {
    Place place = {.row = row};

    if (finding->rows[row] && lab_table_is_number (finding->table, row, reading->x, &place.x) &&
        lab_table_is_number (finding->table, row, g_array_index (reading->y, guint, 0), &place.y) &&
        isfinite (place.x) && isfinite (place.y))
      g_array_append_val (places, place);
  }
  g_array_sort (places, compare_places);
  return places;
}

/* One x with several settings is no repetition. */
static gboolean
check_settings (const LabFinding *finding, const LabReading *reading, GError **error)
{
  g_autoptr (GArray) places = gather_places (finding, reading);
  const int other = find_other_setting (finding, reading, places);
  const char *x, *title;

  if (other < 0)
    return TRUE;
  x = lab_table_name (finding->table, reading->x);
  title = lab_table_name (finding->table, (guint)other);
  return lab_refuse (
      error, LAB_ERROR_INVALID_VALUE,
      _ ("%s has rows with the same %s that differ in %s; give --by %s for a curve each, "
         "--where %s=VALUE for some of them, or --best for the best at each %s."),
      lab_table_source (finding->table), x, title, title, title, x);
}

gboolean
lab_reading_find_runs (const LabFinding *finding, LabReading *reading, GError **error)
{
  gboolean found = FALSE;

  if (reading->by >= 0 || reading->y->len > 1)
    return TRUE;
  for (guint i = 0; i < lab_table_columns (finding->table) && !found; i++)
    if (finding->roles[i] == LAB_ROLE_NAME && i != reading->x && (int)i != reading->repeat &&
        i != g_array_index (reading->y, guint, 0) && !reading->is_best &&
        !look_at_names (finding, reading, i, &found, error))
      return FALSE;
  return found || reading->is_best || check_settings (finding, reading, error);
}
