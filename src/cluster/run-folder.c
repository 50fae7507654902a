/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cluster/run-folder.h"

#include "cluster/build-id.h"
#include "cluster/plan-text.h"
#include "config.h"
#include "core/error.h"
#include "core/file.h"
#include "core/shown.h"
#include "session/store/session.h"
#include "transformer/simd-level.h"

#include <glib/gstdio.h>
#include <string.h>

/* Larger files are no plan. */
#define PLAN_MOST (256 * 1024 * 1024)

double
lab_run_cost (const LabExperiment *experiment, guint run_index)
{
  LabRunPlan plan;
  LabModelShape shape;
  LabTrainingSettings training;

  lab_experiment_plan (experiment, run_index, &plan);
  lab_experiment_model_shape (experiment, &plan, &shape);
  lab_experiment_training (experiment, &plan, &training);
  return (double)lab_model_shape_training_flop (&shape) * training.batch * training.steps;
}

/* Parts. */

static int
compare_costs (gconstpointer a, gconstpointer b, gpointer data)
{
  const LabPlannedRun *runs = data;
  const guint first = *(const guint *)a, second = *(const guint *)b;

  if (runs[first].cost != runs[second].cost)
    return runs[first].cost > runs[second].cost ? -1 : 1;
  return (first > second) - (first < second);
}

static GArray *
longest_first (LabPlannedRun *runs, guint count)
{
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), count);

  for (guint i = 0; i < count; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_costs, runs);
  return order;
}

void
lab_runs_cut (LabPlannedRun *runs, guint count, guint tasks)
{
  g_return_if_fail (runs != NULL && tasks > 0);

  g_autoptr (GArray) order = longest_first (runs, count);
  g_autofree double *load = g_new0 (double, tasks);
  for (guint i = 0; i < count; i++) {
    LabPlannedRun *run = &runs[g_array_index (order, guint, i)];

    run->task = 0;
    for (guint task = 1; task < tasks; task++)
      if (load[task] < load[run->task])
        run->task = task;
    load[run->task] += run->cost;
  }
}

GArray *
lab_run_folder_part (const LabRunFolder *folder, int task)
{
  g_return_val_if_fail (folder != NULL, NULL);

  g_autoptr (GArray) order = longest_first (folder->runs, folder->count);
  GArray *part = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < order->len; i++) {
    const guint index = g_array_index (order, guint, i);

    if (task < 0 || folder->runs[index].task == (guint)task)
      g_array_append_val (part, index);
  }
  return part;
}

/* Folders. */

LabRunFolder *
lab_run_folder_open (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (LabRunFolder) folder = g_new0 (LabRunFolder, 1);
  g_autofree char *name = g_build_filename (path, "plan.json", NULL);
  g_autofree char *shown = lab_shown (path, "");
  g_autofree char *text = NULL;
  GStatBuf status;
  gsize length;
  folder->path = g_strdup (path);
  if (g_stat (name, &status) != 0 || status.st_size > PLAN_MOST ||
      !g_file_get_contents (name, &text, &length, NULL)) {
    lab_refuse (error, LAB_ERROR_FILE,
                "%s is no run folder: it has no plan.json that can be read. scaling-lab plan makes "
                "one.",
                shown);
    return NULL;
  }
  if (!lab_plan_read (text, length, folder)) {
    lab_refuse (error, LAB_ERROR_FILE,
                "The plan of %s is damaged, or of another version. scaling-lab plan with the same "
                "words makes it again where plan.json is removed; finished runs stay.",
                shown);
    return NULL;
  }
  return g_steal_pointer (&folder);
}

void
lab_run_folder_free (LabRunFolder *folder)
{
  if (folder == NULL)
    return;
  g_free (folder->path);
  g_free (folder->words);
  g_free (folder->points_sha256);
  g_free (folder->simd);
  g_free (folder->program);
  g_free (folder->build);
  g_free (folder->runs);
  g_free (folder);
}

static gboolean
is_of_this_build (const LabRunFolder *folder)
{
  return g_str_equal (folder->build, LAB_BUILD) && g_str_equal (folder->program, LAB_VERSION);
}

gboolean
lab_run_folder_admits (const LabRunFolder *folder, GError **error)
{
  g_return_val_if_fail (folder != NULL, FALSE);

  g_autofree char *shown = lab_shown (folder->path, "");
  if (!is_of_this_build (folder))
    return lab_refuse (
        error, LAB_ERROR_INVALID_VALUE,
        "%s was planned by version %s, build %.12s; this is version %s, build %.12s, "
        "whose runs may differ in their last digits. Use that program, or plan anew.",
        shown, folder->program, folder->build, LAB_VERSION, LAB_BUILD);
  return lab_simd_level_force (folder->simd, error);
}

/* Whether an existing folder is one that these words may go on with. */
static gboolean
may_go_on (const LabRunFolder *there, const LabRunFolder *folder, GError **error)
{
  g_autofree char *shown = lab_shown (there->path, "");

  if (!g_str_equal (there->words, folder->words) ||
      g_strcmp0 (there->points_sha256, folder->points_sha256) != 0)
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "%s holds the runs of another experiment; name another folder.", shown);
  if (!is_of_this_build (there) || !g_str_equal (there->simd, folder->simd))
    return lab_refuse (error, LAB_ERROR_INVALID_VALUE,
                       "%s was planned for version %s, build %.12s, with %s; its runs cannot be "
                       "continued otherwise. Name another folder.",
                       shown, there->program, there->build, there->simd);
  return TRUE;
}

static gboolean
make_folders (const char *path, GError **error)
{
  static const char *const inner[] = {LAB_RUN_FOLDER_RECORDS, LAB_RUN_FOLDER_CLAIMS};

  for (guint i = 0; i < G_N_ELEMENTS (inner); i++) {
    g_autofree char *name = g_build_filename (path, inner[i], NULL);

    if (g_mkdir_with_parents (name, 0777) != 0) {
      g_autofree char *shown = lab_shown (name, "");
      return lab_refuse (error, LAB_ERROR_FILE, "%s cannot be made: %s.", shown,
                         g_strerror (errno));
    }
  }
  return TRUE;
}

static gboolean
write_text (const LabRunFolder *folder, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder->path, name, NULL);
  g_autoptr (GError) cause = NULL;

  if (lab_file_write (path, text, strlen (text), &cause))
    return TRUE;
  return lab_refuse (error, LAB_ERROR_FILE, "The plan cannot be written: %s.", cause->message);
}

static gboolean
write_session (const LabRunFolder *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder->path, "experiment.scalinglab", NULL);
  g_autoptr (LabSession) session = lab_session_new ();

  g_ptr_array_add (session->experiments,
                   lab_session_experiment_new (folder->words, folder->points_sha256, folder->simd));
  return lab_session_save (session, path, error);
}

static gboolean
write_folder (const LabRunFolder *folder, GError **error)
{
  g_autofree char *plan = lab_plan_text (folder);
  g_autofree char *line = g_strconcat (folder->words, "\n", NULL);

  return make_folders (folder->path, error) && write_session (folder, error) &&
         write_text (folder, "experiment.txt", line, error) &&
         write_text (folder, "plan.json", plan, error);
}

LabRunFolder *
lab_run_folder_make (const char *path,
                     const char *words,
                     const char *points_sha256,
                     const char *simd,
                     const LabExperiment *experiment,
                     guint tasks,
                     GError **error)
{
  g_return_val_if_fail (path != NULL && words != NULL && simd != NULL, NULL);
  g_return_val_if_fail (experiment != NULL && tasks > 0 && tasks <= LAB_TASKS_MAX, NULL);

  g_autoptr (LabRunFolder) folder = g_new0 (LabRunFolder, 1);
  g_autofree char *plan = g_build_filename (path, "plan.json", NULL);
  folder->path = g_strdup (path);
  folder->words = g_strdup (words);
  folder->points_sha256 = g_strdup (points_sha256);
  folder->simd = g_strdup (simd);
  folder->program = g_strdup (LAB_VERSION);
  folder->build = g_strdup (LAB_BUILD);
  folder->tasks = tasks;
  folder->count = lab_experiment_run_count (experiment);
  folder->runs = g_new0 (LabPlannedRun, folder->count);
  for (guint i = 0; i < folder->count; i++)
    folder->runs[i].cost = lab_run_cost (experiment, i);
  lab_runs_cut (folder->runs, folder->count, tasks);
  if (g_file_test (plan, G_FILE_TEST_EXISTS)) {
    g_autoptr (LabRunFolder) there = lab_run_folder_open (path, error);

    if (there == NULL || !may_go_on (there, folder, error))
      return NULL;
  }
  return write_folder (folder, error) ? g_steal_pointer (&folder) : NULL;
}
