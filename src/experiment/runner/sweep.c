/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole experiment on the runner, event by event. */
#include "experiment/runner/sweep.h"

/* How often the stop flag is read while no event comes. */
#define STOP_INTERVAL (20 * G_TIME_SPAN_MILLISECOND)

static void
free_run (gpointer run)
{
  if (run != NULL)
    lab_run_unref (run);
}

GPtrArray *
lab_sweep_runs_new (const LabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  GPtrArray *runs = g_ptr_array_new_with_free_func (free_run);
  g_ptr_array_set_size (runs, (int)lab_experiment_run_count (experiment));
  return runs;
}

gboolean
lab_sweep_has_place (const LabExperiment *experiment, const LabRun *run)
{
  g_return_val_if_fail (experiment != NULL && run != NULL, FALSE);

  LabRunPlan plan;
  if (run->status == LAB_RUN_STOPPED || run->plan.index >= lab_experiment_run_count (experiment))
    return FALSE;
  lab_experiment_plan (experiment, run->plan.index, &plan);
  return run->plan.grid_index == plan.grid_index && run->plan.repeat == plan.repeat &&
         run->plan.n == plan.n && run->plan.width == plan.width && run->plan.depth == plan.depth;
}

GPtrArray *
lab_sweep_runs_sort (const LabExperiment *experiment, const GPtrArray *stored)
{
  g_return_val_if_fail (experiment != NULL && stored != NULL, NULL);

  GPtrArray *runs = lab_sweep_runs_new (experiment);
  for (guint i = 0; i < stored->len; i++) {
    LabRun *run = g_ptr_array_index (stored, i);

    if (lab_sweep_has_place (experiment, run) && runs->pdata[run->plan.index] == NULL)
      runs->pdata[run->plan.index] = lab_run_ref (run);
  }
  return runs;
}

/* Which runs are there, by index (free with g_free()), and how many are not. */
static gboolean *
runs_done (const GPtrArray *runs, guint *missing)
{
  gboolean *done = g_new (gboolean, runs->len);

  *missing = 0;
  for (guint i = 0; i < runs->len; i++) {
    done[i] = runs->pdata[i] != NULL;
    *missing += !done[i];
  }
  return done;
}

gboolean
lab_sweep_continue (const LabExperiment *experiment,
                    GPtrArray *runs,
                    guint workers,
                    const gint *stop,
                    LabSweepProgress progress,
                    gpointer user_data,
                    GError **error)
{
  g_return_val_if_fail (experiment != NULL && runs != NULL, FALSE);
  g_return_val_if_fail (lab_experiment_check (experiment, NULL), FALSE);
  g_return_val_if_fail (runs->len == lab_experiment_run_count (experiment), FALSE);

  guint missing;
  g_autofree gboolean *done = runs_done (runs, &missing);
  if (missing == 0)
    return TRUE;
  guint wanted = workers > 0 ? workers : g_get_num_processors ();
  g_autoptr (LabRunner) runner = lab_runner_new (MIN (wanted, missing));
  lab_runner_continue (runner, experiment, done);
  gboolean stop_sent = FALSE;
  for (;;) {
    if (!stop_sent && stop != NULL && g_atomic_int_get (stop)) {
      lab_runner_stop (runner);
      stop_sent = TRUE;
    }
    g_autoptr (LabEvent) event = lab_runner_wait_event (runner, STOP_INTERVAL);
    if (progress != NULL)
      progress (event, user_data);
    if (event == NULL)
      continue;
    if (event->kind == LAB_EVENT_RUN_FINISHED)
      runs->pdata[event->plan.index] = g_steal_pointer (&event->run);
    if (event->kind == LAB_EVENT_FAILED) {
      g_propagate_error (error, g_steal_pointer (&event->error));
      return FALSE;
    }
    if (event->kind == LAB_EVENT_FINISHED || event->kind == LAB_EVENT_STOPPED)
      return TRUE;
  }
}

GPtrArray *
lab_sweep_run (const LabExperiment *experiment,
               guint workers,
               const gint *stop,
               LabSweepProgress progress,
               gpointer user_data,
               GError **error)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  GPtrArray *runs = lab_sweep_runs_new (experiment);
  lab_sweep_continue (experiment, runs, workers, stop, progress, user_data, error);
  return runs;
}
