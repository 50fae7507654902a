/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of two variables for a table. */
#include "cli/fit/fit-joint.h"

#include "chart/plane/plane-made.h"
#include "cli/fit/fit-files.h"
#include "cli/fit/joint-points.h"
#include "cli/output.h"
#include "cli/print/chart-file.h"
#include "cli/print/joint-answer.h"
#include "cli/watch.h"
#include "session/json-text.h"
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

/* One answer, as every part of the command wants it. node, text and picture are owned. */
typedef struct
{
  JsonNode *node;
  char *text;          /* lines for people */
  LabPicture *picture; /* for --out */
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->node, json_node_unref);
  g_clear_pointer (&answer->text, g_free);
  g_clear_pointer (&answer->picture, lab_picture_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static gboolean
print (const LabArguments *arguments, const Answer *answer, const LabOut *out)
{
  g_autofree char *json = arguments->json ? lab_json_text (answer->node) : NULL;
  g_autofree char *place = out != NULL ? lab_out_words (out) : g_strdup ("");
  g_autofree char *text = g_strconcat (answer->text, *place != '\0' ? "\n" : "", place, NULL);

  return json != NULL ? lab_print_utf8 (json) : lab_print (text);
}

/* The picture and the answer, whose residuals are among its members. */
static gboolean
write_files (LabOut *out, const Answer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chart = lab_picture_file (answer->picture, &error);
  g_autoptr (JsonNode) index = json_node_copy (answer->node);

  if (chart == NULL) {
    lab_complain ("%s", error->message);
    return FALSE;
  }
  lab_out_add (out, LAB_CHART_FILE, chart);
  return lab_out_commit (out, NULL, index, TRUE);
}

static gboolean
answer_isoflop (const LabJointPoints *points,
                const LabJointStudy *joint,
                const char *why,
                const LabJointColumns *columns,
                Answer *answer,
                GError **error)
{
  g_autoptr (LabIsoflop) isoflop = lab_isoflop_new (
      (const LabIsoflopPoint *)(gpointer)points->isoflop->data, points->isoflop->len, SEED, error);

  if (isoflop == NULL)
    return FALSE;
  answer->node = lab_isoflop_node (isoflop, joint, why, columns);
  answer->text = lab_isoflop_text (isoflop, joint, why, columns);
  answer->picture = lab_chart_of_isoflop (isoflop, columns->n, columns->y);
  return TRUE;
}

static const char *
name_of (const LabTable *table, int column)
{
  return column >= 0 ? lab_table_name (table, (guint)column) : NULL;
}

/* Fits, and says what comes out; FALSE with error, or without where a signal ended it. */
static gboolean
conclude (const LabArguments *arguments,
          const LabJointPoints *points,
          const LabJointColumns *columns,
          Work *work,
          Answer *answer,
          int *signal,
          GError **error)
{
  g_autoptr (LabJointStudy) joint = lab_watch (study, work, "Fitting", signal);
  g_autoptr (GError) why = work->error;

  if (is_isoflop (arguments) && (joint != NULL || why != NULL))
    return answer_isoflop (points, joint, why != NULL ? why->message : NULL, columns, answer,
                           error);
  if (joint == NULL) {
    if (why != NULL)
      g_propagate_error (error, g_steal_pointer (&why));
    return FALSE;
  }
  answer->node = lab_joint_node (joint, columns);
  answer->text = lab_joint_text (joint, columns);
  answer->picture = lab_dot_plane_of_joint (joint, columns->n, columns->d);
  return TRUE;
}

int
lab_fit_joint (const LabArguments *arguments)
{
  g_auto (LabJointPoints) points = {.joint = NULL};
  g_auto (Answer) answer = {.node = NULL};
  g_autoptr (LabTable) table = NULL;
  g_autoptr (LabOut) out = NULL;
  g_autoptr (GError) error = NULL;
  Work work = {.asked = {.robust = arguments->robust, .flop = LAB_JOINT_FLOP, .seed = SEED}};
  int signal = 0, status = LAB_EXIT_DONE;

  if (!read_positive ("--reach", arguments->reach, "the loss to be reached", &work.asked.reach) ||
      !read_positive ("--at", arguments->at, "the compute", &work.asked.at))
    return LAB_EXIT_NOT_UNDERSTOOD;
  table = lab_table_read (arguments->file, &error);
  if (table == NULL)
    return lab_exit_with (error);
  if (!lab_joint_points_read (arguments, table, &points, &status))
    return status;
  out = arguments->out != NULL ? lab_fit_files_open (arguments, table, &status) : NULL;
  if (arguments->out != NULL && out == NULL)
    return status;
  work.points = points.joint;
  const LabJointColumns columns = {name_of (table, points.n), name_of (table, points.d),
                                   name_of (table, points.y), name_of (table, points.compute),
                                   points.why};
  if (!conclude (arguments, &points, &columns, &work, &answer, &signal, &error))
    return lab_exit_after (signal, error);
  if (out != NULL && !write_files (out, &answer))
    return LAB_EXIT_FAILED;
  return print (arguments, &answer, out) ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}
