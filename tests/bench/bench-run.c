/* What runs cost beyond their optimiser steps.
 *
 *   bench-run KEY=VALUE ...
 *     Trains the runs of the experiment one after the other, in the order and with the shelf of a
 *     worker; after each, takes as many optimiser steps on batches in random order and does nothing
 *     else, and draws the same data and does nothing else. Prints the processor seconds of each: what
 *     the first has beyond the other two is evaluation, choice and reporting. */
#include "clock.h"
#include "experiment/batch.h"
#include "experiment/experiment-keys.h"
#include "experiment/sweep.h"

#include <stdio.h>
#include <stdlib.h>

static void
stop_at (const GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "bench-run: %s\n", error->message);
  exit (1);
}

/* As the worker hands it on. */
static void
copy_progress (const LabEvaluation *evaluations, guint count, guint steps_done, gpointer user_data)
{
  g_free (g_memdup2 (evaluations, count * sizeof *evaluations));
}

static double
time_whole (const LabExperiment *experiment, const LabRunPlan *plan, LabDataShelf *shelf)
{
  const double start = bench_seconds ();
  g_autoptr (GError) error = NULL;
  LabRunControl control = {0};
  g_autoptr (LabRun) run =
      lab_run_train (experiment, plan, shelf, &control, copy_progress, NULL, &error);

  stop_at (error);
  return bench_seconds () - start;
}

static double
time_data (const LabExperiment *experiment,
           const LabRunPlan *plan,
           LabDataShelf *shelf,
           const LabRunData **data)
{
  const double start = bench_seconds ();
  g_autoptr (GError) error = NULL;

  *data = lab_run_data (experiment, plan, shelf, NULL, &error);
  stop_at (error);
  return bench_seconds () - start;
}

static double
time_steps (const LabExperiment *experiment, const LabRunPlan *plan, const LabRunData *data)
{
  LabModelShape shape;
  LabTrainingSettings settings;
  g_autoptr (GError) error = NULL;
  g_autoptr (LabTrainer) trainer = NULL;
  const gsize points = lab_experiment_training_points (experiment, plan);
  g_autofree guint32 *order = g_new (guint32, points);
  LabRandom random;
  double start;

  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  trainer = lab_trainer_new (&shape, &settings, experiment->seed, plan->index, &error);
  stop_at (error);
  lab_random_init (&random, experiment->seed, plan->index, LAB_STREAM_BATCHES);
  for (gsize i = 0; i < points; i++)
    order[i] = (guint32)i;
  start = bench_seconds ();
  for (gsize step = 0, used = points; step < settings.steps; step++, used += settings.batch) {
    if (points - used < settings.batch) {
      lab_random_shuffle (&random, points, order);
      used = 0;
    }
    if (points - used >= 2 * (gsize)settings.batch)
      lab_dataset_prefetch (data->training, settings.batch, order + used + settings.batch);
    lab_trainer_step (trainer, data->training->x, data->training->label, order + used);
  }
  return bench_seconds () - start;
}

int
main (int argc, char **argv)
{
  LabExperiment experiment;
  LabRunPlan plan;
  g_autoptr (GError) error = NULL;
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  g_autoptr (LabDataShelf) other_shelf = lab_data_shelf_new ();
  LabBatch *batch;
  double whole = 0, steps = 0, data = 0;

  lab_experiment_parse ((const char *const *)argv + MIN (argc, 1), &experiment, &error);
  stop_at (error);
  batch = lab_batch_new (&experiment, NULL, 0);
  while (lab_batch_next (batch, &plan)) {
    const LabRunData *drawn;

    whole += time_whole (&experiment, &plan, shelf);
    data += time_data (&experiment, &plan, other_shelf, &drawn);
    steps += time_steps (&experiment, &plan, drawn);
    batch->active--;
  }
  lab_batch_free (batch);
  printf ("{\"whole\": %.6g, \"steps\": %.6g, \"data\": %.6g}\n", whole, steps, data);
  return 0;
}
