/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One started experiment inside the runner. */
#include "experiment/runner/batch.h"

/* Cost of a run up to a common factor, for ordering alone. */
static double
run_cost (const LabExperiment *experiment, const LabRunPlan *plan)
{
  LabModelShape shape;
  LabTrainingSettings training;
  lab_experiment_model_shape (experiment, plan, &shape);
  lab_experiment_training (experiment, plan, &training);
  return (double)lab_model_shape_training_flop (&shape) * training.batch * training.steps;
}

/* Longest first, so that no long run is left alone at the end; among equals repeat by repeat, so
 * that a whole curve is there early. */
static int
compare_runs (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const LabExperiment *experiment = user_data;
  LabRunPlan first, second;
  lab_experiment_plan (experiment, *(const guint *)a, &first);
  lab_experiment_plan (experiment, *(const guint *)b, &second);
  double first_cost = run_cost (experiment, &first);
  double second_cost = run_cost (experiment, &second);
  if (first_cost != second_cost)
    return first_cost > second_cost ? -1 : 1;
  if (first.repeat != second.repeat)
    return first.repeat < second.repeat ? -1 : 1;
  return (first.index > second.index) - (first.index < second.index);
}

LabBatch *
lab_batch_new (const LabExperiment *experiment, const gboolean *done, guint64 generation)
{
  LabBatch *batch = g_new0 (LabBatch, 1);
  batch->experiment = *experiment;
  batch->generation = generation;
  batch->run_count = lab_experiment_run_count (experiment);
  batch->order = g_new (guint, batch->run_count);
  for (guint i = 0; i < batch->run_count; i++)
    if (done == NULL || !done[i])
      batch->order[batch->order_count++] = i;
  g_qsort_with_data (batch->order, (int)batch->order_count, sizeof *batch->order, compare_runs,
                     &batch->experiment);
  batch->steps_done = g_new0 (guint, batch->run_count);
  batch->slots = lab_progress_slots_new (batch->run_count);
  return batch;
}

void
lab_batch_free (LabBatch *batch)
{
  g_assert (batch->active == 0);
  lab_progress_slots_unref (batch->slots);
  g_clear_error (&batch->error);
  g_free (batch->steps_done);
  g_free (batch->order);
  g_free (batch);
}

void
lab_batch_stop (LabBatch *batch)
{
  batch->stopped = TRUE;
}

gboolean
lab_batch_set_paused (LabBatch *batch, gboolean paused)
{
  gboolean changed = batch->paused != paused;
  batch->paused = paused;
  return changed;
}

gboolean
lab_batch_next (LabBatch *batch, LabRunPlan *plan)
{
  if (batch->stopped || batch->paused || batch->started == batch->order_count)
    return FALSE;
  lab_experiment_plan (&batch->experiment, batch->order[batch->started], plan);
  batch->started++;
  batch->active++;
  return TRUE;
}

gboolean
lab_batch_is_over (const LabBatch *batch)
{
  return batch->active == 0 && (batch->stopped || batch->started == batch->order_count);
}

LabEvent *
lab_batch_closing_event (LabBatch *batch)
{
  LabEvent *event = g_new0 (LabEvent, 1);
  event->generation = batch->generation;
  event->kind = LAB_EVENT_FINISHED;
  if (batch->error != NULL)
    event->kind = LAB_EVENT_FAILED;
  else if (batch->stopped)
    event->kind = LAB_EVENT_STOPPED;
  event->error = g_steal_pointer (&batch->error);
  return event;
}
