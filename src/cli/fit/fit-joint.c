/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of two variables for a table. */
#include "cli/fit/fit-joint.h"

#include "cli/output.h"
#include "cli/print/joint-answer.h"
#include "cli/watch.h"
#include "core/error.h"
#include "table/table.h"

#include <math.h>
#include <string.h>

#define SEED 1

static gboolean
is_isoflop (const LabArguments *arguments)
{
  return g_strcmp0 (arguments->model, "isoflop") == 0;
}

gboolean
lab_fit_joint_is_asked (const LabArguments *arguments)
{
  return g_strcmp0 (arguments->model, "joint") == 0 || is_isoflop (arguments);
}

/* A column that an option names; -1 with a complaint where there is none. */
static int
find_column (const LabTable *table, const char *option, const char *name, const char *what)
{
  g_autofree char *names = lab_table_names (table);
  int column;

  if (name == NULL) {
    lab_complain ("%s COL is missing: which column holds %s? There are %s.", option, what, names);
    return -1;
  }
  column = lab_table_find (table, name);
  if (column < 0)
    lab_complain ("%s %s: there is no such column; allowed are %s.", option, name, names);
  return column;
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

typedef struct
{
  LabTable *table;
  int n, d, y, compute; /* -1: none */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->table, lab_table_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
find_columns (const LabArguments *arguments, Reading *reading)
{
  const LabTable *table = reading->table;
  gboolean isoflop = is_isoflop (arguments);

  reading->d = reading->compute = -1;
  reading->n = find_column (table, "--n", arguments->n, "N, the parameters");
  if (reading->n < 0)
    return FALSE;
  if (!isoflop || arguments->d != NULL) {
    reading->d = find_column (table, "--d", arguments->d, "D, the training data");
    if (reading->d < 0)
      return FALSE;
  }
  if (isoflop) {
    reading->compute = find_column (table, "--compute", arguments->compute, "the compute");
    if (reading->compute < 0)
      return FALSE;
  }
  reading->y = find_column (table, "--y", arguments->y, "the loss");
  return reading->y >= 0;
}

static gboolean
read_number (const Reading *reading, guint row, int column, double *value, GError **error)
{
  *value = NAN;
  return column < 0 || lab_table_number (reading->table, row, (guint)column, value, error);
}

typedef struct
{
  GArray *joint;   /* of LabJointPoint */
  GArray *isoflop; /* of LabIsoflopPoint */
} Points;

static void
points_clear (Points *points)
{
  g_clear_pointer (&points->joint, g_array_unref);
  g_clear_pointer (&points->isoflop, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Points, points_clear)

/* D from the compute where no column holds it. */
static gboolean
read_points (const Reading *reading, Points *points, GError **error)
{
  double unit = reading->compute >= 0
                    ? flop_unit (lab_table_name (reading->table, (guint)reading->compute))
                    : 1.0;

  points->joint = g_array_new (FALSE, FALSE, sizeof (LabJointPoint));
  points->isoflop = g_array_new (FALSE, FALSE, sizeof (LabIsoflopPoint));
  for (guint row = 0; row < lab_table_rows (reading->table); row++) {
    double n, d, y, compute;

    if (!read_number (reading, row, reading->n, &n, error) ||
        !read_number (reading, row, reading->d, &d, error) ||
        !read_number (reading, row, reading->y, &y, error) ||
        !read_number (reading, row, reading->compute, &compute, error))
      return FALSE;
    compute *= unit;
    if (reading->d < 0)
      d = compute / (LAB_JOINT_FLOP * n);
    g_array_append_val (points->joint, ((LabJointPoint){n, d, y, 0.0}));
    if (reading->compute >= 0)
      g_array_append_val (points->isoflop, ((LabIsoflopPoint){compute, n, y}));
  }
  return TRUE;
}

typedef struct
{
  const GArray *points;
  gboolean robust;
  double reach;
  GError *error;
} Work;

static gpointer
study (LabTask *task, gpointer data)
{
  Work *work = data;

  return lab_joint_study_new ((const LabJointPoint *)(gpointer)work->points->data,
                              work->points->len, work->robust, LAB_JOINT_FLOP, work->reach, SEED,
                              task, &work->error);
}

/* FALSE with a complaint where --reach is no loss. */
static gboolean
read_reach (const LabArguments *arguments, double *reach)
{
  char *end = NULL;

  *reach = NAN;
  if (arguments->reach == NULL)
    return TRUE;
  *reach = g_ascii_strtod (arguments->reach, &end);
  if (end != arguments->reach && *end == '\0' && isfinite (*reach) && *reach > 0.0)
    return TRUE;
  lab_complain ("--reach %s: the loss to be reached must be a number greater than 0, such as 2.5.",
                arguments->reach);
  return FALSE;
}

static int
print (const LabArguments *arguments, const char *text)
{
  gboolean well = arguments->json ? lab_print_utf8 (text) : lab_print (text);
  return well ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}

static int
answer_isoflop (const LabArguments *arguments,
                const Points *points,
                const LabJointStudy *joint,
                const char *why,
                const LabJointColumns *columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabIsoflop) isoflop = lab_isoflop_new (
      (const LabIsoflopPoint *)(gpointer)points->isoflop->data, points->isoflop->len, SEED, &error);
  g_autofree char *text = NULL;

  if (isoflop == NULL)
    return lab_exit_with (error);
  text = arguments->json ? lab_isoflop_json (isoflop, joint, why, columns)
                         : lab_isoflop_text (isoflop, joint, why, columns);
  return print (arguments, text);
}

int
lab_fit_joint (const LabArguments *arguments)
{
  g_auto (Reading) reading = {.table = NULL};
  g_auto (Points) points = {.joint = NULL};
  g_autoptr (LabJointStudy) joint = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  LabJointColumns columns;
  Work work = {.robust = arguments->robust};
  int signal = 0;

  if (!read_reach (arguments, &work.reach))
    return LAB_EXIT_NOT_UNDERSTOOD;
  reading.table = lab_table_read (arguments->file, &error);
  if (reading.table == NULL)
    return lab_exit_with (error);
  if (!find_columns (arguments, &reading))
    return LAB_EXIT_NOT_UNDERSTOOD;
  if (!read_points (&reading, &points, &error))
    return lab_exit_with (error);
  work.points = points.joint;
  columns = (LabJointColumns){arguments->n, arguments->d, arguments->y, arguments->compute,
                              "named by --n, --d, --compute and --y"};
  joint = lab_watch (study, &work, "Fitting", &signal);
  error = work.error;
  if (joint == NULL && (error == NULL || !is_isoflop (arguments)))
    return lab_exit_after (signal, error);
  if (is_isoflop (arguments))
    return answer_isoflop (arguments, &points, joint, error != NULL ? error->message : NULL,
                           &columns);
  text = arguments->json ? lab_joint_json (joint, &columns) : lab_joint_text (joint, &columns);
  return print (arguments, text);
}
