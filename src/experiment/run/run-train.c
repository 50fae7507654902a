/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trains one run: data, model, batches, evaluations, the stopping step, and divergence.
 *
 * Everything is allocated before the first step. The stop flag is read between the pieces of
 * preparation and evaluation and within each step (lab_trainer_set_stop()). */
#include "experiment/run/run.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/stop.h"
#include "experiment/run/evaluator.h"
#include "experiment/run/feed.h"
#include "experiment/run/hidden-dimension.h"
#include "experiment/task.h"

/* Growth of the loss beyond which a run counts as diverged. */
#define DIVERGED_GROWTH 1e6

#define PAUSE_INTERVAL (20 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  const LabExperiment *experiment;
  LabRunControl *control;
  LabRun *run; /* taking shape */
  LabTrainingSettings settings;
  guint64 flop_per_step;

  LabDataShelf *own_shelf; /* where the caller has none */
  const LabRunData *data;  /* training rows: those of the run, then those that a split takes */
  LabTrainer *trainer;
  LabEvaluator *evaluator;
  LabHiddenDimension *hidden; /* NULL where none is asked for */

  LabRunFeed *feed;
  double loss_limit; /* a loss above it is a divergence */
  double loss_sum;   /* since the last evaluation */
  guint loss_count;
} Training;

/* NULL where nobody stops it. */
static const gint *
stop_of (const Training *training)
{
  return training->control != NULL ? &training->control->stop : NULL;
}

static gboolean
stopped (const Training *training)
{
  return lab_stop_asked (stop_of (training));
}

static void
wait_while_paused (const Training *training)
{
  if (training->control == NULL)
    return;
  while (g_atomic_int_get (&training->control->pause) && !stopped (training))
    g_usleep (PAUSE_INTERVAL);
}

/* Returns FALSE when out of memory (error set) or stopped. */
static gboolean
prepare_data (Training *training, LabDataShelf *shelf, GError **error)
{
  if (shelf == NULL)
    shelf = training->own_shelf = lab_data_shelf_new ();
  training->data =
      lab_run_data (training->experiment, &training->run->plan, shelf, stop_of (training), error);
  /* A text may have fewer than were asked for. */
  if (training->data != NULL && training->data->validation != NULL)
    training->run->validation_labels =
        MIN (training->run->validation_labels, training->data->validation->n);
  return training->data != NULL;
}

static gboolean
prepare_hidden (Training *training, const LabModelShape *shape, GError **error)
{
  GError *refusal = NULL;
  training->hidden = lab_hidden_dimension_new (training->experiment, shape->depth, shape->width,
                                               training->data, training->trainer, &refusal);
  if (refusal != NULL) {
    g_propagate_error (error, refusal);
    return FALSE;
  }
  if (training->hidden != NULL)
    training->run->data_dimension = lab_hidden_dimension_of_data (training->hidden);
  return TRUE;
}

static gboolean
prepare_model (Training *training, GError **error)
{
  LabRun *run = training->run;
  LabModelShape shape;
  lab_experiment_model_shape (training->experiment, &run->plan, &shape);
  lab_experiment_training (training->experiment, &run->plan, &training->settings);

  guint64 seed = training->experiment->seed;
  guint32 key = lab_run_stream_key (&run->plan);
  training->trainer =
      lab_trainer_new (&shape, &training->settings, seed, key, stop_of (training), error);
  if (training->trainer == NULL)
    return FALSE;
  run->parameters = lab_model_shape_parameters (&shape);
  run->warm_up_steps = lab_trainer_warm_up_steps (training->trainer);
  training->flop_per_step = lab_model_shape_training_flop (&shape) * training->settings.batch;
  training->evaluator = lab_evaluator_new (training->experiment, run, training->data,
                                           training->trainer, stop_of (training), error);
  if (training->evaluator == NULL || !prepare_hidden (training, &shape, error))
    return FALSE;

  training->feed = lab_run_feed_new (training->experiment, run, training->data, &training->settings,
                                     stop_of (training), error);
  return training->feed != NULL;
}

static void
diverge (LabRun *run, guint step, const char *reason)
{
  run->status = LAB_RUN_DIVERGED;
  run->diverged_step = step;
  run->reason = g_strdup (reason);
}

static void
diverge_in_predictions (LabRun *run, guint step)
{
  diverge (run, step, N_ ("A prediction was not finite."));
}

/* FALSE when stopped. */
static gboolean
measure_hidden (Training *training, LabEvaluation *evaluation)
{
  return lab_hidden_dimension_measure (training->hidden, stop_of (training), evaluation);
}

/* Appends an evaluation; FALSE when the run ends here. */
static gboolean
evaluate (Training *training, guint step)
{
  LabRun *run = training->run;
  LabEvaluation evaluation = {
      .step = step,
      .compute = training->flop_per_step * step,
      .training_loss = training->loss_sum / training->loss_count,
  };
  if (!lab_evaluator_measure (training->evaluator, run->evaluation_count, &evaluation)) {
    run->status = LAB_RUN_STOPPED;
    return FALSE;
  }
  if (!isfinite (evaluation.excess_risk) ||
      (run->validation_labels > 0 && !isfinite (evaluation.validation_loss))) {
    diverge_in_predictions (run, step);
    return FALSE;
  }
  if (training->hidden != NULL && lab_hidden_dimension_is_due (training->hidden, step) &&
      !measure_hidden (training, &evaluation)) {
    run->status = LAB_RUN_STOPPED;
    return FALSE;
  }
  training->loss_sum = 0.0;
  training->loss_count = 0;
  run->evaluations[run->evaluation_count++] = evaluation;
  return TRUE;
}

/* One optimiser step; FALSE when the run ends here. */
static gboolean
take_step (Training *training, guint step)
{
  wait_while_paused (training);
  if (stopped (training)) {
    training->run->status = LAB_RUN_STOPPED;
    return FALSE;
  }
  double loss = lab_run_feed_step (training->feed, training->trainer, step);
  if (!isfinite (loss) && stopped (training)) {
    training->run->status = LAB_RUN_STOPPED;
    return FALSE;
  }
  if (step == 1)
    training->loss_limit = DIVERGED_GROWTH * MAX (loss, 1.0);
  if (!isfinite (loss)) {
    diverge (training->run, step, N_ ("The training loss was not finite."));
    return FALSE;
  }
  if (loss > training->loss_limit) {
    diverge (training->run, step,
             N_ ("The training loss grew to more than a million times its beginning."));
    return FALSE;
  }
  training->loss_sum += loss;
  training->loss_count++;
  return TRUE;
}

/* The earliest smallest validation loss so far, or the last evaluation where none chooses. */
static int
choose (const LabRun *run)
{
  int chosen = (int)run->evaluation_count - 1;
  if (run->validation_labels == 0 || chosen < 0)
    return chosen;
  chosen = 0;
  for (guint i = 1; i < run->evaluation_count; i++)
    if (run->evaluations[i].validation_loss < run->evaluations[chosen].validation_loss)
      chosen = (int)i;
  return chosen;
}

/* After the choice, which leaves the chosen step's parameters in the trainer; on a trajectory nothing is
 * chosen so. FALSE when stopped. */
static gboolean
measure_chosen (Training *training)
{
  LabRun *run = training->run;
  if (training->hidden == NULL || lab_axis (training->experiment->sweep)->is_trajectory ||
      run->chosen < 0 || run->evaluations[run->chosen].measured_blocks > 0)
    return TRUE;
  return measure_hidden (training, &run->evaluations[run->chosen]);
}

/* After the last step. */
static void
settle (Training *training)
{
  LabRun *run = training->run;
  gboolean finite;
  if (!lab_evaluator_settle (training->evaluator, run, &finite))
    run->status = LAB_RUN_STOPPED;
  else if (!finite)
    diverge_in_predictions (run, run->evaluations[run->chosen].step);
  else if (!measure_chosen (training))
    run->status = LAB_RUN_STOPPED;
  else
    run->status = LAB_RUN_FINISHED;
}

/* For those who look; measures nothing. */
static void
show_output (Training *training, const LabEvaluation *evaluation)
{
  LabRunControl *control = training->control;
  const LabDataset *test = training->data->test;
  if (control == NULL || control->outputs == NULL ||
      lab_task_info (training->experiment->task)->deals)
    return;
  LabRunOutput *output = g_new0 (LabRunOutput, 1);
  output->step = evaluation->step;
  output->excess_risk = evaluation->excess_risk;
  output->outputs = test->outputs;
  output->n = (guint)MIN (test->n, LAB_RUN_OUTPUT_POINTS / test->outputs);
  output->values = g_new (float, (gsize)output->n * test->outputs);
  if (lab_trainer_predict (training->trainer, output->n, test->x, output->values))
    lab_queue_push (control->outputs, output);
  else
    lab_run_output_free (output);
}

static void
train (Training *training, LabRunProgress progress, gpointer user_data)
{
  LabRun *run = training->run;
  guint steps[LAB_EVALUATIONS_MAX];
  guint evaluations = lab_run_evaluation_steps (training->experiment, steps);
  run->evaluations = g_new (LabEvaluation, evaluations);
  for (guint step = 1; step <= training->experiment->steps; step++) {
    if (!take_step (training, step))
      return;
    if (step != steps[run->evaluation_count])
      continue;
    if (!evaluate (training, step))
      return;
    run->chosen = choose (run);
    show_output (training, &run->evaluations[run->evaluation_count - 1]);
    if (progress != NULL)
      progress (run->evaluations, run->evaluation_count, step, user_data);
    if (lab_run_is_past_its_best (training->experiment, run))
      break;
  }
  settle (training);
}

static void
training_clear (Training *training)
{
  g_clear_pointer (&training->run, lab_run_unref);
  g_clear_pointer (&training->own_shelf, lab_data_shelf_free);
  g_clear_pointer (&training->hidden, lab_hidden_dimension_free);
  g_clear_pointer (&training->evaluator, lab_evaluator_free);
  g_clear_pointer (&training->trainer, lab_trainer_free);
  g_clear_pointer (&training->feed, lab_run_feed_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Training, training_clear)

static LabRun *
run_new (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabRun *run = g_new0 (LabRun, 1);
  g_atomic_ref_count_init (&run->reference_count);
  run->plan = *plan;
  run->training_points = lab_experiment_training_points (experiment, plan);
  run->validation_labels = lab_experiment_validation_labels (experiment, plan);
  run->status = LAB_RUN_STOPPED;
  run->chosen = -1;
  return run;
}

LabRun *
lab_run_train (const LabExperiment *experiment,
               const LabRunPlan *plan,
               LabDataShelf *shelf,
               LabRunControl *control,
               LabRunProgress progress,
               gpointer user_data,
               GError **error)
{
  g_return_val_if_fail (experiment != NULL && plan != NULL, NULL);

  gint64 start = g_get_monotonic_time ();
  LabExperiment own;
  g_auto (Training) training = {
      .experiment = lab_experiment_of_run (experiment, plan, &own),
      .control = control,
      .run = run_new (experiment, plan),
  };
  g_autoptr (GError) failure = NULL;
  if (prepare_data (&training, shelf, &failure) && prepare_model (&training, &failure))
    train (&training, progress, user_data);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  training.run->seconds = (double)(g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND;
  return g_steal_pointer (&training.run);
}
