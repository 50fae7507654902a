/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of two variables for a table. */
#include "cli/fit/fit-joint.h"

#include "cli/fit/joint-points.h"
#include "cli/output.h"
#include "cli/print/joint-answer.h"
#include "cli/watch.h"
#include "table/number.h"

#include <math.h>

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

typedef struct
{
  const GArray *points;
  LabJointAsked asked;
  GError *error;
} Work;

static gpointer
study (LabTask *task, gpointer data)
{
  Work *work = data;

  return lab_joint_study_new ((const LabJointPoint *)(gpointer)work->points->data,
                              work->points->len, &work->asked, task, &work->error);
}

/* A positive number; NaN where the option was not given, FALSE with a complaint where it is none. */
static gboolean
read_positive (const char *option, const char *word, const char *what, double *value)
{
  *value = NAN;
  if (word == NULL || (lab_field_read (word, LAB_MARK_POINT, value) == LAB_FIELD_NUMBER &&
                       isfinite (*value) && *value > 0.0))
    return TRUE;
  lab_complain ("%s %s: %s must be a number greater than 0, such as %s.", option, word, what,
                g_str_equal (option, "--at") ? "1e22" : "2.5");
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
                const LabJointPoints *points,
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

static const char *
name_of (const LabTable *table, int column)
{
  return column >= 0 ? lab_table_name (table, (guint)column) : NULL;
}

int
lab_fit_joint (const LabArguments *arguments)
{
  g_auto (LabJointPoints) points = {.joint = NULL};
  g_autoptr (LabJointStudy) joint = NULL;
  g_autoptr (LabTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Work work = {.asked = {.robust = arguments->robust, .flop = LAB_JOINT_FLOP, .seed = SEED}};
  int signal = 0, status;

  if (!read_positive ("--reach", arguments->reach, "the loss to be reached", &work.asked.reach) ||
      !read_positive ("--at", arguments->at, "the compute", &work.asked.at))
    return LAB_EXIT_NOT_UNDERSTOOD;
  table = lab_table_read (arguments->file, &error);
  if (table == NULL)
    return lab_exit_with (error);
  if (!lab_joint_points_read (arguments, table, &points, &status))
    return status;
  work.points = points.joint;
  const LabJointColumns columns = {name_of (table, points.n), name_of (table, points.d),
                                   name_of (table, points.y), name_of (table, points.compute),
                                   points.why};
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
