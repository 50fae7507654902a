/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds x and y. What the runs of a table are is found in reading-runs.c. */
#include "table/reading.h"

#include "core/error.h"
#include "table/reading-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Two columns that go in proportion to within this, such as tokens and steps, are one axis. */
#define SAME_AXIS 0.01

static gboolean
find_asked (const LabTable *table,
            const char *option,
            const char *name,
            int *column,
            GError **error)
{
  g_autofree char *names = NULL;

  if (name == NULL)
    return TRUE;
  *column = lab_table_find (table, name);
  if (*column >= 0)
    return TRUE;
  names = lab_table_names (table);
  return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                     _ ("%s %s: there is no such column; allowed are %s."), option, name, names);
}

gboolean
lab_reading_is_usable (const LabFinding *finding, guint column, guint least)
{
  double first = NAN;
  guint different = 0;

  for (guint row = 0; row < lab_table_rows (finding->table); row++) {
    double value;

    if (!finding->rows[row] || !lab_table_is_number (finding->table, row, column, &value) ||
        *lab_table_field (finding->table, row, column) == '\0')
      continue;
    if (least > 1 && (!isfinite (value) || value == first))
      continue;
    first = value;
    if (++different >= least)
      return TRUE;
  }
  return FALSE;
}

/* Whether a = c b to within SAME_AXIS wherever both are. */
static gboolean
are_in_proportion (const LabFinding *finding, guint a, guint b)
{
  double ratio = NAN;

  for (guint row = 0; row < lab_table_rows (finding->table); row++) {
    double of_a, of_b;

    if (!finding->rows[row] || !lab_table_is_number (finding->table, row, a, &of_a) ||
        !lab_table_is_number (finding->table, row, b, &of_b) || !(of_a > 0.0) || !(of_b > 0.0))
      continue;
    if (isnan (ratio))
      ratio = of_a / of_b;
    if (fabs (of_a / of_b / ratio - 1.0) > SAME_AXIS)
      return FALSE;
  }
  return isfinite (ratio);
}

static gboolean
is_taken (const LabFinding *finding, guint column)
{
  return (int)column == finding->x || (int)column == finding->y || (int)column == finding->by ||
         (int)column == finding->error || (int)column == finding->repeat;
}

/* Columns of roles from first to last that hold `least` different numbers, and are not taken. */
static GArray *
collect (const LabFinding *finding, LabColumnRole first, LabColumnRole last, guint least)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < lab_table_columns (finding->table); i++)
    if (finding->roles[i] >= first && finding->roles[i] <= last && !is_taken (finding, i) &&
        lab_reading_is_usable (finding, i, least))
      g_array_append_val (found, i);
  return found;
}

static guint
at (const GArray *columns, guint i)
{
  return g_array_index (columns, guint, i);
}

/* The better-liked of columns in proportion; epochs only where nothing else is. */
static void
merge_axes (const LabFinding *finding, GArray *columns)
{
  for (guint i = columns->len; i-- > 0;)
    for (guint j = 0; j < columns->len; j++) {
      const LabColumnRole mine = finding->roles[at (columns, i)],
                          other = finding->roles[at (columns, j)];

      if (i == j || other > mine || (other == mine && j > i))
        continue;
      if ((mine == LAB_ROLE_EPOCH && other != LAB_ROLE_EPOCH) ||
          are_in_proportion (finding, at (columns, i), at (columns, j))) {
        g_array_remove_index (columns, i);
        break;
      }
    }
}

static gboolean
ask (const LabFinding *finding, const GArray *xs, const GArray *ys, GError **error)
{
  const LabTable *table = finding->table;
  g_autofree char *x_list = lab_reading_list (table, xs), *y_list = lab_reading_list (table, ys);

  if (xs->len > 1 && ys->len > 1)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       _ ("%s: x may be %s, and y may be %s; choose with --x COL --y COL."),
                       lab_table_source (table), x_list, y_list);
  return xs->len > 1 ? lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                                   _ ("%s: x may be %s; choose with --x COL."),
                                   lab_table_source (table), x_list)
                     : lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                                   _ ("%s: y may be %s; choose with --y COL."),
                                   lab_table_source (table), y_list);
}

/* What x may be, the surest kind of sign first. */
static GArray *
candidates_for_x (const LabFinding *finding)
{
  static const LabColumnRole kinds[][2] = {{LAB_ROLE_TOKENS, LAB_ROLE_EPOCH},
                                           {LAB_ROLE_X, LAB_ROLE_X},
                                           {LAB_ROLE_LEARNING_RATE, LAB_ROLE_NUMBER}};

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (GArray) found = collect (finding, kinds[i][0], kinds[i][1], 2);

    for (guint c = found->len; c-- > 0;)
      if (lab_reading_is_of_runs (finding, at (found, c)))
        g_array_remove_index (found, c);
    merge_axes (finding, found);
    if (found->len > 0)
      return g_steal_pointer (&found);
  }
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

/* Values of the best-liked role; else numbers of which nothing is known; else times, which are worth measuring. */
static GArray *
candidates_for_y (const LabFinding *finding)
{
  static const LabColumnRole others[][2] = {{LAB_ROLE_NUMBER, LAB_ROLE_NUMBER},
                                            {LAB_ROLE_LEARNING_RATE, LAB_ROLE_SETTING},
                                            {LAB_ROLE_TIME, LAB_ROLE_TIME}};

  for (LabColumnRole role = LAB_ROLE_LOSS; role <= LAB_ROLE_ACCURACY; role++) {
    g_autoptr (GArray) found = collect (finding, role, role, 1);

    if (found->len > 0)
      return g_steal_pointer (&found);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (GArray) found = collect (finding, others[i][0], others[i][1], 1);

    if (found->len > 0)
      return g_steal_pointer (&found);
  }
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

/* Whether the names say that the columns are curves of one kind: losses, "width=10" and "width=20", or the values of a
 * pivot table's corner. */
static gboolean
are_curves (const LabFinding *finding, const GArray *columns)
{
  const char *first = lab_table_name (finding->table, at (columns, 0));
  const char *equals = strchr (first, '=');
  gboolean alike = equals != NULL, numbers = lab_table_has_names (finding->table), losses = TRUE;

  for (guint i = 0; i < columns->len; i++) {
    const char *name = lab_table_name (finding->table, at (columns, i));
    double value;

    alike = alike && strncmp (name, first, (gsize)(equals - first) + 1) == 0;
    numbers = numbers && lab_field_read (name, LAB_MARK_UNKNOWN, &value) == LAB_FIELD_NUMBER;
    losses = losses && lab_role_is_value (finding->roles[at (columns, i)]);
  }
  return alike || numbers || losses;
}

/* Two columns without a meaning: the first is x, the second y. */
static gboolean
take_two (LabFinding *finding)
{
  g_autoptr (GArray) all = collect (finding, LAB_ROLE_LEARNING_RATE, LAB_ROLE_NUMBER, 1);

  if (all->len != 2 || finding->x >= 0 || finding->y >= 0)
    return FALSE;
  for (guint i = 0; i < lab_table_columns (finding->table); i++)
    if (lab_role_is_abscissa (finding->roles[i]) || lab_role_is_value (finding->roles[i]))
      return FALSE;
  finding->x = (int)at (all, 0);
  finding->y = (int)at (all, 1);
  return TRUE;
}

static gboolean
refuse_columns (const LabFinding *finding, GError **error)
{
  const guint columns = lab_table_columns (finding->table);

  return lab_refuse (error, LAB_ERROR_FILE,
                     g_dngettext (NULL, "%s has %u column; a fit needs two of numbers, x and y.",
                                  "%s has %u columns; a fit needs two of numbers, x and y.",
                                  columns),
                     lab_table_source (finding->table), columns);
}

/* A column that was asked for is not both. */
static gboolean
find_both (LabFinding *finding, GArray *ys, GError **error)
{
  g_autoptr (GArray) xs = NULL, candidates = NULL;

  if (take_two (finding)) {
    const guint y = (guint)finding->y;

    g_array_append_val (ys, y);
    return TRUE;
  }
  xs = candidates_for_x (finding);
  if (finding->x < 0 && xs->len == 1)
    finding->x = (int)at (xs, 0);
  if (finding->x >= 0)
    g_array_set_size (xs, 0);
  candidates =
      finding->y < 0 ? candidates_for_y (finding) : g_array_new (FALSE, FALSE, sizeof (guint));
  /* Numbers may have been taken for both. */
  if (finding->x < 0 && xs->len == 0)
    return refuse_columns (finding, error);
  if (finding->y < 0 && candidates->len == 0)
    return refuse_columns (finding, error);
  if (xs->len > 1 || (candidates->len > 1 && !are_curves (finding, candidates)))
    return ask (finding, xs, candidates, error);
  if (finding->y >= 0) {
    const guint y = (guint)finding->y;
    g_array_append_val (ys, y);
  } else {
    g_array_append_vals (ys, candidates->data, candidates->len);
  }
  return TRUE;
}

/* Columns asked for, the rows that count, and what tells repeats apart. */
static gboolean
begin (LabFinding *finding, const LabReadingRequest *request, LabReading *reading, GError **error)
{
  const LabTable *table = finding->table;
  const guint rows = lab_table_rows (table);

  reading->rows = finding->rows = g_new (gboolean, MAX (rows, 1));
  for (guint row = 0; row < rows; row++)
    finding->rows[row] = request->rows == NULL || request->rows[row];
  if (!find_asked (table, "--x", request->x, &finding->x, error) ||
      !find_asked (table, "--y", request->y, &finding->y, error) ||
      !find_asked (table, "--by", request->by, &finding->by, error) ||
      !find_asked (table, "--error", request->error, &finding->error, error) ||
      !find_asked (table, "--repeat", request->repeat, &finding->repeat, error))
    return FALSE;
  if (request->where != NULL && !lab_table_where (table, request->where, finding->rows, error))
    return FALSE;
  for (guint row = 0; row < rows; row++)
    reading->rows_left_out += (request->rows == NULL || request->rows[row]) && !finding->rows[row];
  for (guint i = 0; finding->repeat < 0 && i < lab_table_columns (table); i++)
    if (finding->roles[i] == LAB_ROLE_SEED && !is_taken (finding, i))
      finding->repeat = (int)i;
  return TRUE;
}

gboolean
lab_reading_tell (const LabTable *table,
                  const LabReadingRequest *request,
                  LabReading *reading,
                  GError **error)
{
  g_autofree LabColumnRole *roles = NULL;
  LabFinding finding = {.table = table, .x = -1, .y = -1, .by = -1, .error = -1, .repeat = -1};

  g_return_val_if_fail (table != NULL && request != NULL && reading != NULL, FALSE);

  *reading = (LabReading){.table = table, .run = -1, .is_best = request->best};
  reading->y = g_array_new (FALSE, FALSE, sizeof (guint));
  finding.roles = roles = g_new (LabColumnRole, MAX (lab_table_columns (table), 1));
  lab_roles_tell (table, roles);
  if (!begin (&finding, request, reading, error) || !find_both (&finding, reading->y, error)) {
    lab_reading_clear (reading);
    return FALSE;
  }
  reading->x = (guint)finding.x;
  reading->by = finding.by;
  reading->error = finding.error;
  reading->repeat = finding.repeat;
  reading->why = lab_reading_explain (&finding, request, reading);
  if (request->is_one_curve || lab_reading_find_runs (&finding, reading, error))
    return TRUE;
  lab_reading_clear (reading);
  return FALSE;
}

void
lab_reading_clear (LabReading *reading)
{
  g_clear_pointer (&reading->y, g_array_unref);
  g_clear_pointer (&reading->why, g_free);
  g_clear_pointer (&reading->rows, g_free);
}
