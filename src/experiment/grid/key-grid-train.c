/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of a grid of keys on threads of this program. */
#include "experiment/grid/key-grid-train.h"

#include "core/parallel.h"
#include "experiment/runner/backend.h"
#include "experiment/runner/footprint.h"

typedef struct
{
  guint index;
  double cost;
} Turn;

typedef struct
{
  const LabKeyGrid *grid;
  LabKeyGridWork *work;
  GPtrArray *runs;
  Turn *turns;
  LabDataShelf **shelf; /* of each worker */
} Training;

static void
free_run (gpointer run)
{
  if (run != NULL)
    lab_run_unref (run);
}

GPtrArray *
lab_key_grid_runs_new (const LabKeyGrid *grid)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (free_run);

  g_ptr_array_set_size (runs, (int)lab_key_grid_runs (grid));
  return runs;
}

gboolean
lab_key_grid_choose_workers (const LabKeyGrid *grid, guint asked, guint *workers, GError **error)
{
  *workers = G_MAXUINT;
  for (guint cell = 0; cell < lab_key_grid_cells (grid); cell++) {
    LabExperiment experiment;
    guint fit;

    if (!lab_key_grid_cell (grid, cell, &experiment, error))
      return FALSE;
    /* At most one worker per run is taken: let the cell stand for all of them. */
    experiment.repeats = MIN (lab_key_grid_runs (grid), LAB_REPEATS_MAX);
    if (!lab_experiment_choose_workers (&experiment, asked, &fit, error))
      return FALSE;
    *workers = MIN (*workers, fit);
  }
  return TRUE;
}

static double
cost_of (const LabKeyGrid *grid, guint index)
{
  LabExperiment experiment;
  LabTrainingSettings training;
  LabModelShape shape;
  LabRunPlan plan;

  if (!lab_key_grid_cell (grid, index / grid->base.repeats, &experiment, NULL))
    return 0.0;
  lab_experiment_plan (&experiment, index % grid->base.repeats, &plan);
  lab_experiment_model_shape (&experiment, &plan, &shape);
  lab_experiment_training (&experiment, &plan, &training);
  return (double)lab_model_shape_training_flop (&shape) * training.batch * training.steps;
}

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const Turn *first = a, *second = b;

  if (first->cost != second->cost)
    return first->cost > second->cost ? -1 : 1;
  return (first->index > second->index) - (first->index < second->index);
}

/* In place of LAB_RUN progress: nobody looks between evaluations. */
static void
train (gsize piece, guint worker, gpointer data)
{
  Training *training = data;
  const LabKeyGrid *grid = training->grid;
  LabKeyGridWork *work = training->work;
  guint index = training->turns[piece].index;
  GError *error = NULL;
  LabExperiment experiment;
  LabRunPlan plan;
  LabRun *run;

  if (g_atomic_int_get (&work->control.stop) != 0 ||
      !lab_key_grid_cell (grid, index / grid->base.repeats, &experiment, NULL))
    return;
  lab_experiment_plan (&experiment, index % grid->base.repeats, &plan);
  plan.index = index;
  run = lab_run_train (&experiment, &plan, training->shelf[worker], &work->control, NULL, NULL,
                       &error);
  if (error != NULL && g_atomic_int_compare_and_exchange (&work->failed, 0, 1)) {
    work->error = error;
    g_atomic_int_set (&work->control.stop, 1);
  } else {
    g_clear_error (&error);
  }
  training->runs->pdata[index] = run;
  g_atomic_int_inc (&work->done);
}

void
lab_key_grid_train (const LabKeyGrid *grid, guint workers, LabKeyGridWork *work, GPtrArray *runs)
{
  g_return_if_fail (grid != NULL && work != NULL && runs != NULL);
  g_return_if_fail (runs->len == lab_key_grid_runs (grid));

  g_autofree Turn *turns = g_new (Turn, MAX (runs->len, 1));
  guint count = 0;
  for (guint i = 0; i < runs->len; i++)
    if (runs->pdata[i] == NULL)
      turns[count++] = (Turn){i, cost_of (grid, i)};
  qsort (turns, count, sizeof *turns, compare_turns);
  guint hands = lab_parallel_workers (workers, count);
  g_autofree LabDataShelf **shelf = g_new (LabDataShelf *, hands);
  for (guint h = 0; h < hands; h++)
    shelf[h] = lab_data_shelf_new_within (LAB_RUNNER_SHELF_BYTES / hands);
  Training training = {grid, work, runs, turns, shelf};
  lab_parallel_for (hands, count, train, &training, NULL, 0.0, 1.0);
  for (guint h = 0; h < hands; h++)
    lab_data_shelf_free (shelf[h]);
}
