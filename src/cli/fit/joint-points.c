/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns and rows of a table as points over N and D, or over N and compute. */
#include "cli/fit/joint-points.h"

#include "cli/output.h"
#include "fit/joint/joint-optimum.h"
#include "table/reading.h"

#include <math.h>
#include <string.h>

/* The only column with one of these roles; -1 where there is none, or more than one. */
static int
find_role (const LabTable *table, LabColumnRole role)
{
  g_autofree LabColumnRole *roles = g_new (LabColumnRole, lab_table_columns (table));
  int found = -1;

  lab_roles_tell (table, roles);
  for (guint c = 0; c < lab_table_columns (table); c++) {
    if (roles[c] != role)
      continue;
    if (found >= 0)
      return -1;
    found = (int)c;
  }
  return found;
}

/* A column that an option names, or the only one of a role; -1 with a complaint where there is none. */
static int
find_column (const LabTable *table,
             const char *option,
             const char *name,
             LabColumnRole role,
             const char *what)
{
  g_autofree char *names = lab_table_names (table);
  int column = name != NULL ? lab_table_find (table, name) : find_role (table, role);

  if (column >= 0)
    return column;
  if (name == NULL)
    lab_complain ("%s COL is missing: which column holds %s? There are %s.", option, what, names);
  else
    lab_complain ("%s %s: there is no such column; allowed are %s.", option, name, names);
  return -1;
}

static gboolean
find_columns (const LabArguments *arguments, const LabTable *table, LabJointPoints *points)
{
  gboolean isoflop = g_strcmp0 (arguments->model, "isoflop") == 0;

  points->d = points->compute = points->error = -1;
  points->n = find_column (table, "--n", arguments->n, LAB_ROLE_PARAMETERS, "N, the parameters");
  if (points->n < 0)
    return FALSE;
  if (!isoflop || arguments->d != NULL)
    points->d = find_column (table, "--d", arguments->d, LAB_ROLE_TOKENS, "D, the training data");
  if ((!isoflop || arguments->d != NULL) && points->d < 0)
    return FALSE;
  if (isoflop)
    points->compute =
        find_column (table, "--compute", arguments->compute, LAB_ROLE_COMPUTE, "the compute");
  if (isoflop && points->compute < 0)
    return FALSE;
  points->y = find_column (table, "--y", arguments->y, LAB_ROLE_LOSS, "the loss");
  if (points->y < 0)
    return FALSE;
  if (arguments->error != NULL)
    points->error =
        find_column (table, "--error", arguments->error, LAB_ROLE_ERROR_BAR, "standard errors");
  gboolean named = arguments->n != NULL && arguments->y != NULL;
  points->why = g_strdup (named ? "named by --n, --d, --compute and --y"
                                : "the only columns called so, where no option names them");
  return arguments->error == NULL || points->error >= 0;
}

/* FLOP in the unit that a column's name speaks of: "total_gflops" is counted in 1e9. */
static double
flop_unit (const char *name)
{
  static const struct
  {
    const char *word;
    double unit;
  } units[] = {{"mflop", 1e6},  {"gflop", 1e9},  {"tflop", 1e12},
               {"pflop", 1e15}, {"eflop", 1e18}, {"zflop", 1e21}};
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize u = 0; u < G_N_ELEMENTS (units); u++)
    if (strstr (lower, units[u].word) != NULL)
      return units[u].unit;
  return 1.0;
}

static gboolean
read_number (const LabTable *table, guint row, int column, double *value, GError **error)
{
  *value = NAN;
  return column < 0 || lab_table_number (table, row, (guint)column, value, error);
}

/* D from the compute where no column holds it. */
static gboolean
read_row (const LabTable *table, guint row, double unit, LabJointPoints *points, GError **error)
{
  double n, d, y, compute, spread;

  if (!read_number (table, row, points->n, &n, error) ||
      !read_number (table, row, points->d, &d, error) ||
      !read_number (table, row, points->y, &y, error) ||
      !read_number (table, row, points->compute, &compute, error) ||
      !read_number (table, row, points->error, &spread, error))
    return FALSE;
  compute *= unit;
  if (points->d < 0)
    d = compute / (LAB_JOINT_FLOP * n);
  LabJointPoint point = {n, d, y, isfinite (spread) ? spread : 0.0};
  g_array_append_val (points->joint, point);
  if (points->compute >= 0) {
    LabIsoflopPoint one = {compute, n, y};
    g_array_append_val (points->isoflop, one);
  }
  return TRUE;
}

/* Numbers of the rows that count, ascending. */
static GArray *
list_rows (const LabArguments *arguments,
           const LabTable *table,
           const LabJointPoints *points,
           GError **error)
{
  g_autofree gboolean *counts = g_new (gboolean, MAX (lab_table_rows (table), 1));
  const guint keys[] = {(guint)points->n, (guint)(points->d >= 0 ? points->d : points->compute)};

  for (guint row = 0; row < lab_table_rows (table); row++)
    counts[row] = TRUE;
  if (arguments->where != NULL) {
    g_auto (GStrv) where = g_strsplit (arguments->where, LAB_OPTION_AGAIN, -1);
    if (!lab_table_where (table, (const char *const *)where, counts, error))
      return NULL;
  }
  if (arguments->best)
    return lab_table_best (table, keys, G_N_ELEMENTS (keys), (guint)points->y, counts, error);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint row = 0; row < lab_table_rows (table); row++)
    if (counts[row])
      g_array_append_val (rows, row);
  return rows;
}

/* What has no meaning for two variables. */
static gboolean
check_options (const LabArguments *arguments)
{
  const struct
  {
    const char *option;
    gboolean given;
  } others[] = {{"--x", arguments->x != NULL},         {"--by", arguments->by != NULL},
                {"--gamma", arguments->gamma != NULL}, {"--from", arguments->from != NULL},
                {"--to", arguments->to != NULL},       {"--maximum", arguments->maximum != NULL},
                {"--compare", arguments->compare}};

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].given) {
      lab_complain ("%s goes with laws of one variable, not with --model %s; rows are chosen with "
                    "--where.",
                    others[i].option, arguments->model);
      return FALSE;
    }
  return TRUE;
}

gboolean
lab_joint_points_read (const LabArguments *arguments,
                       const LabTable *table,
                       LabJointPoints *points,
                       int *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  double unit;

  *points = (LabJointPoints){.joint = NULL};
  *status = LAB_EXIT_NOT_UNDERSTOOD;
  if (!check_options (arguments) || !find_columns (arguments, table, points))
    return FALSE;
  unit = points->compute >= 0 ? flop_unit (lab_table_name (table, (guint)points->compute)) : 1.0;
  points->joint = g_array_new (FALSE, FALSE, sizeof (LabJointPoint));
  points->isoflop = g_array_new (FALSE, FALSE, sizeof (LabIsoflopPoint));
  rows = list_rows (arguments, table, points, &error);
  for (guint i = 0; rows != NULL && error == NULL && i < rows->len; i++)
    read_row (table, g_array_index (rows, guint, i), unit, points, &error);
  if (error != NULL)
    *status = lab_exit_with (error);
  return error == NULL;
}

void
lab_joint_points_clear (LabJointPoints *points)
{
  g_clear_pointer (&points->joint, g_array_unref);
  g_clear_pointer (&points->isoflop, g_array_unref);
  g_clear_pointer (&points->why, g_free);
}
