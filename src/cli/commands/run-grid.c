/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep over one to three keys, from its first run to its files. */
#include "cli/commands/run-grid.h"

#include "chart/plane/plane-made.h"
#include "cli/out.h"
#include "cli/output.h"
#include "cli/print/chart-file.h"
#include "cli/print/grid-answer.h"
#include "cli/progress.h"
#include "core/error.h"
#include "experiment/grid/key-grid-train.h"
#include "session/json-text.h"
#include "cli/print/grid-rows.h"
#include "session/results.h"
#include "transformer/simd-level.h"

#include <math.h>
#include <string.h>

#define LOOK_MICROSECONDS 20000

typedef struct
{
  LabKeyGrid grid; /* as it was trained: widened where the best value lay at an end */
  GPtrArray *runs;
  LabKeyBest best;
  LabKeyValley valley;
  LabJointStudy *joint;
  GError *why_no_joint;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->runs, g_ptr_array_unref);
  g_clear_pointer (&outcome->joint, lab_joint_study_free);
  g_clear_error (&outcome->why_no_joint);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

typedef struct
{
  const LabKeyGrid *grid;
  guint workers;
  LabKeyGridWork work;
  GPtrArray *runs;
  gint ended; /* atomic */
} Training;

static gpointer
train (gpointer data)
{
  Training *training = data;

  lab_key_grid_train (training->grid, training->workers, &training->work, training->runs);
  g_atomic_int_set (&training->ended, 1);
  return NULL;
}

/* FALSE with error where a run could not start. A signal that hold notes stops the work. */
static gboolean
measure (const LabKeyGrid *grid,
         guint workers,
         const LabHold *hold,
         GPtrArray *runs,
         GError **error)
{
  g_autoptr (LabProgress) progress = lab_progress_new_of_runs (runs->len);
  Training training = {.grid = grid, .workers = workers, .runs = runs};
  GThread *thread;
  guint before = 0;

  for (guint i = 0; i < runs->len; i++)
    before += runs->pdata[i] != NULL ? 1 : 0;
  thread = g_thread_new ("lab-grid", train, &training);
  while (g_atomic_int_get (&training.ended) == 0) {
    g_usleep (LOOK_MICROSECONDS);
    if (lab_hold_signal (hold) != 0)
      g_atomic_int_set (&training.work.control.stop, 1);
    lab_progress_runs (progress, before + (guint)g_atomic_int_get (&training.work.done));
  }
  g_thread_join (thread);
  if (training.work.error != NULL)
    g_propagate_error (error, training.work.error);
  return *error == NULL;
}

static void
find_best (Outcome *outcome)
{
  g_autofree double *errors =
      lab_key_grid_errors (&outcome->grid, (LabRun *const *)outcome->runs->pdata);
  const LabKeyAxis *axis = &outcome->grid.axis[0];
  const LabKeyLine line = {axis->count,     axis->value,
                           axis->is_linear, outcome->grid.base.repeats,
                           errors,          outcome->grid.base.seed};

  lab_key_best (&line, &outcome->best);
}

/* Two values more at the end where the best lies, once, of rates that were chosen by default. TRUE where there
 * are new cells to train. */
static gboolean
widen (Outcome *outcome)
{
  LabKeyGrid *grid = &outcome->grid;
  gboolean before = outcome->best.at_first;
  guint old = outcome->runs->len;

  if (!outcome->best.valid || !outcome->best.at_end || !grid->axis[0].is_default ||
      !g_str_equal (grid->axis[0].key, "learning_rate") || !lab_key_grid_widen (grid, before))
    return FALSE;
  GPtrArray *runs = lab_key_grid_runs_new (grid);
  guint shift = before ? runs->len - old : 0;
  for (guint i = 0; i < old; i++) {
    LabRun *run = outcome->runs->pdata[i];
    outcome->runs->pdata[i] = NULL;
    if (run != NULL)
      run->plan.index = i + shift;
    runs->pdata[i + shift] = run;
  }
  g_ptr_array_unref (outcome->runs);
  outcome->runs = runs;
  return TRUE;
}

static gboolean
is_joint (const LabKeyGrid *grid)
{
  guint found = 0;

  for (guint a = 0; a < grid->axes; a++)
    found += g_str_equal (grid->axis[a].key, "n") || g_str_equal (grid->axis[a].key, "width");
  return grid->axes == 2 && found == 2;
}

/* Each finished run is a point: its parameters, its n, its excess risk. */
static void
fit_joint (Outcome *outcome)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (LabJointPoint));
  g_autofree double *errors =
      lab_key_grid_errors (&outcome->grid, (LabRun *const *)outcome->runs->pdata);

  for (guint i = 0; i < outcome->runs->len; i++) {
    const LabRun *run = outcome->runs->pdata[i];
    if (run == NULL || !isfinite (errors[i]))
      continue;
    LabJointPoint point = {(double)run->parameters, (double)run->plan.n, errors[i], 0.0};
    g_array_append_val (points, point);
  }
  const LabJointAsked asked = {
      .flop = LAB_JOINT_FLOP, .reach = NAN, .at = NAN, .seed = outcome->grid.base.seed};
  outcome->joint = lab_joint_study_new ((const LabJointPoint *)(gpointer)points->data, points->len,
                                        &asked, NULL, &outcome->why_no_joint);
}

static gboolean
is_finished (const Outcome *outcome)
{
  for (guint i = 0; i < outcome->runs->len; i++) {
    const LabRun *run = outcome->runs->pdata[i];
    if (run == NULL || run->status == LAB_RUN_STOPPED)
      return FALSE;
  }
  return TRUE;
}

static LabOut *
open_out (const LabArguments *arguments, int *status)
{
  static const char *const files[] = {"points.csv", "fits.json", LAB_CHART_FILE, NULL};
  g_autofree char *words = lab_grid_words (arguments->key_grid);
  g_autofree char *presets = lab_results_presets (&arguments->experiment);

  return lab_out_open (arguments,
                       &(LabResultOrigin){
                           .command = "run",
                           .words = words,
                           .presets = presets,
                           .input = arguments->points != NULL ? arguments->points->checksum : NULL,
                           .index = "fits.json",
                           .files = files,
                       },
                       status);
}

/* Three keys, and values that a logarithmic axis does not show, have none. */
static gboolean
add_chart (LabOut *out, const LabGridAnswer *answer)
{
  LabPicture *picture = lab_picture_of_grid (answer->grid, answer->runs, answer->valley);
  g_autoptr (GError) error = NULL;
  GBytes *chart = picture != NULL ? lab_picture_file (picture, &error) : NULL;

  if (picture != NULL)
    lab_picture_free (picture);
  if (chart != NULL)
    lab_out_add (out, LAB_CHART_FILE, chart);
  if (error != NULL)
    lab_complain ("%s", error->message);
  return error == NULL;
}

static gboolean
write_files (LabOut *out, LabHold *hold, const Outcome *outcome, const LabGridAnswer *answer)
{
  g_autofree char *points = lab_grid_csv (answer->grid, answer->runs);
  g_autoptr (JsonNode) index = lab_grid_json (answer, FALSE);

  lab_out_add_text (out, "points.csv", points);
  if (!add_chart (out, answer))
    return FALSE;
  return lab_out_commit (out, hold, index, is_finished (outcome));
}

static gboolean
print (const LabArguments *arguments, const LabOut *out, const LabGridAnswer *answer)
{
  if (arguments->json) {
    g_autoptr (JsonNode) root = lab_grid_json (answer, TRUE);
    g_autofree char *json = lab_json_text (root);
    return lab_print_utf8 (json);
  }
  g_autofree char *table = lab_grid_text (answer);
  g_autofree char *place = lab_out_words (out);
  g_autofree char *text = g_strconcat (table, *place != '\0' ? "\n" : "", place, NULL);
  return lab_print (text);
}

static LabGridAnswer
conclude (Outcome *outcome)
{
  LabGridAnswer answer = {.grid = &outcome->grid, .runs = (LabRun *const *)outcome->runs->pdata};

  if (outcome->grid.axes == 1)
    answer.best = &outcome->best;
  if (outcome->grid.axes == 2) {
    lab_key_valley (&outcome->grid, answer.runs, &outcome->valley);
    answer.valley = &outcome->valley;
  }
  if (is_joint (&outcome->grid)) {
    fit_joint (outcome);
    answer.joint = outcome->joint;
    answer.why_no_joint = outcome->why_no_joint != NULL ? outcome->why_no_joint->message : NULL;
  }
  return answer;
}

/* Predictions of kernels are laid beside an axis of its own: with a sweep over keys their words ask for
 * nothing. */
static gboolean
check (const LabArguments *arguments, guint *workers, GError **error)
{
  for (const LabNumberKey *key = arguments->numbers.keys; key->key != NULL; key++)
    if (lab_numbers_is_given (&arguments->numbers, key->key))
      return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                         "%s goes with sweep=data, model, time or compute alone, not with a sweep "
                         "over keys.",
                         key->key);
  if (arguments->session != NULL)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "--session keeps the runs of one axis, not those of a sweep over keys: use "
                       "--out.");
  return (arguments->simd == NULL || lab_simd_level_force (arguments->simd, error)) &&
         lab_key_grid_choose_workers (arguments->key_grid, arguments->workers, workers, error);
}

int
lab_run_grid (const LabArguments *arguments)
{
  g_auto (Outcome) outcome = {.grid = *arguments->key_grid};
  g_autoptr (LabHold) hold = NULL;
  g_autoptr (LabOut) out = NULL;
  g_autoptr (GError) error = NULL;
  gboolean written, printed;
  guint workers;
  int status;

  if (!check (arguments, &workers, &error))
    return lab_exit_with (error);
  if (arguments->out != NULL || !arguments->json) {
    out = open_out (arguments, &status);
    if (out == NULL)
      return status;
  }
  hold = lab_hold_new ();
  outcome.runs = lab_key_grid_runs_new (&outcome.grid);
  measure (&outcome.grid, workers, hold, outcome.runs, &error);
  find_best (&outcome);
  if (error == NULL && lab_hold_signal (hold) == 0 && outcome.grid.axes == 1 && widen (&outcome)) {
    measure (&outcome.grid, workers, hold, outcome.runs, &error);
    find_best (&outcome);
  }
  const LabGridAnswer answer = conclude (&outcome);
  written = out == NULL || write_files (out, hold, &outcome, &answer);
  printed = print (arguments, out, &answer);
  if (error != NULL)
    lab_complain ("%s", error->message);
  if (lab_hold_signal (hold) != 0)
    return LAB_EXIT_SIGNAL + lab_hold_signal (hold);
  return written && printed && error == NULL ? LAB_EXIT_DONE : LAB_EXIT_FAILED;
}
