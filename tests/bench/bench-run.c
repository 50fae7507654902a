/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs cost beyond their optimiser steps.
 *
 *   bench-run KEY=VALUE ...
 *     Takes the runs of the experiment one after the other, in the order and with the shelf of a worker:
 *     draws the data, builds the model, takes the steps, evaluates where a run does and makes its choice,
 *     with the clock read at each change from one to the other. Then trains the same runs as the program
 *     does. Prints the processor seconds of all: the whole is to be the sum of the parts, or the parts
 *     leave something out. */
#include "clock.h"
#include "experiment/runner/batch.h"
#include "experiment/run/evaluator.h"
#include "experiment/experiment-keys.h"
#include "experiment/runner/sweep.h"

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

/* Processor seconds of the parts of runs. */
typedef struct
{
  double steps, data, evaluation;
  double model; /* to make it, and to free it */
} Parts;

/* What the evaluator needs to know of a run. */
static LabRun
run_of (const LabExperiment *experiment, const LabRunPlan *plan, const LabModelShape *shape)
{
  return (LabRun){
      .plan = *plan,
      .parameters = lab_model_shape_parameters (shape),
      .training_points = lab_experiment_training_points (experiment, plan),
      .validation_labels = lab_experiment_validation_labels (experiment, plan),
      .evaluations = g_new0 (LabEvaluation, LAB_EVALUATIONS_MAX),
      .chosen = -1,
  };
}

/* A run taken by hand: what belongs to its training, and the clock of its parts. */
typedef struct
{
  const LabExperiment *experiment;
  const LabRunData *data;
  LabRun run;
  LabTrainer *trainer;
  LabEvaluator *evaluator;
  LabRandom random;
  guint batch;
  guint32 *order; /* (training points) */
  gsize order_used;
} Training;

static void
prepare (Training *training, const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabModelShape shape;
  LabTrainingSettings settings;
  g_autoptr (GError) error = NULL;

  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &settings);
  training->experiment = experiment;
  training->run = run_of (experiment, plan, &shape);
  const guint32 key = lab_run_stream_key (plan);
  training->trainer = lab_trainer_new (&shape, &settings, experiment->seed, key, NULL, &error);
  stop_at (error);
  training->evaluator = lab_evaluator_new (experiment, &training->run, training->data,
                                           training->trainer, NULL, &error);
  stop_at (error);
  const gsize points = training->run.training_points;
  lab_random_init (&training->random, experiment->seed, key, LAB_STREAM_BATCHES);
  training->batch = settings.batch;
  training->order = g_new (guint32, points);
  for (gsize i = 0; i < points; i++)
    training->order[i] = (guint32)i;
  training->order_used = points;
}

static void
training_clear (Training *training)
{
  lab_evaluator_free (training->evaluator);
  lab_trainer_free (training->trainer);
  g_free (training->run.evaluations);
  g_free (training->order);
}

static void
take_step (Training *training)
{
  const LabDataset *data = training->data->training;
  const gsize points = training->run.training_points;

  if (points - training->order_used < training->batch) {
    lab_random_shuffle (&training->random, points, training->order);
    training->order_used = 0;
  }
  const guint32 *rows = training->order + training->order_used;
  training->order_used += training->batch;
  if (points - training->order_used >= training->batch)
    lab_dataset_prefetch (data, training->batch, rows + training->batch);
  lab_trainer_step (training->trainer, data->x, data->label, rows);
}

static void
evaluate (Training *training, guint step)
{
  LabRun *run = &training->run;
  LabEvaluation *evaluation = &run->evaluations[run->evaluation_count];

  evaluation->step = step;
  lab_evaluator_measure (training->evaluator, run->evaluation_count++, evaluation);
  copy_progress (run->evaluations, run->evaluation_count, step, NULL);
}

/* Adds what has passed since *since to a part, and sets *since to now. */
static void
count (double *part, double *since)
{
  const double now = bench_seconds ();

  *part += now - *since;
  *since = now;
}

static void
time_parts (const LabExperiment *experiment,
            const LabRunPlan *plan,
            LabDataShelf *shelf,
            Parts *parts)
{
  Training training = {0};
  guint due[LAB_EVALUATIONS_MAX];
  gboolean finite;
  g_autoptr (GError) error = NULL;
  double since = bench_seconds ();

  training.data = lab_run_data (experiment, plan, shelf, NULL, &error);
  stop_at (error);
  count (&parts->data, &since);
  prepare (&training, experiment, plan);
  count (&parts->model, &since);
  lab_run_evaluation_steps (experiment, due);
  for (guint step = 1; step <= experiment->steps; step++) {
    take_step (&training);
    if (step != due[training.run.evaluation_count])
      continue;
    count (&parts->steps, &since);
    evaluate (&training, step);
    count (&parts->evaluation, &since);
  }
  lab_evaluator_settle (training.evaluator, &training.run, &finite);
  count (&parts->evaluation, &since);
  training_clear (&training);
  count (&parts->model, &since);
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
  Parts parts = {0};
  double whole = 0;

  lab_experiment_parse ((const char *const *)argv + MIN (argc, 1), NULL, &experiment, &error);
  stop_at (error);
  if (experiment.optimizer == LAB_OPTIMIZER_GD) {
    fprintf (stderr, "bench-run: optimizer=gd has no batches; adamw and sgd are timed.\n");
    return 1;
  }
  batch = lab_batch_new (&experiment, NULL, 0);
  while (lab_batch_next (batch, &plan)) {
    time_parts (&experiment, &plan, shelf, &parts);
    whole += time_whole (&experiment, &plan, other_shelf);
    batch->active--;
  }
  lab_batch_free (batch);
  printf ("{\"whole\": %.6g, \"steps\": %.6g, \"data\": %.6g, \"evaluation\": %.6g, "
          "\"model\": %.6g}\n",
          whole, parts.steps, parts.data, parts.evaluation, parts.model);
  return 0;
}
