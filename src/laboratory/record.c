/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was measured of one experiment. Belongs to the main thread. */
#include "laboratory/record.h"

static void
share_work (LabRecord *record)
{
  double total = 0;
  for (guint i = 0; i < record->run_count; i++) {
    LabModelShape shape;
    LabTrainingSettings training;
    LabRunPlan *plan = &record->live[i].plan;
    lab_experiment_plan (&record->experiment, i, plan);
    lab_experiment_model_shape (&record->experiment, plan, &shape);
    lab_experiment_training (&record->experiment, plan, &training);
    record->work[i] =
        (double)lab_model_shape_training_flop (&shape) * training.steps * training.batch;
    total += record->work[i];
  }
  for (guint i = 0; i < record->run_count; i++)
    record->work[i] /= total;
}

LabRecord *
lab_record_new (const LabExperiment *experiment, guint colour_index)
{
  LabRecord *record = g_new0 (LabRecord, 1);
  record->experiment = *experiment;
  record->colour_index = colour_index;
  record->run_count = lab_experiment_run_count (experiment);
  record->runs = g_new0 (LabRun *, record->run_count);
  record->live = g_new0 (LabChartLiveRun, record->run_count);
  record->work = g_new0 (double, record->run_count);
  record->done = g_new0 (double, record->run_count);
  record->curve = lab_curve_new (experiment, record->runs, record->run_count);
  share_work (record);
  return record;
}

static void
clear_live (LabRecord *record, guint index)
{
  g_free ((gpointer)record->live[index].evaluations);
  record->live[index].evaluations = NULL;
  record->live[index].evaluation_count = 0;
}

void
lab_record_free (LabRecord *record)
{
  for (guint i = 0; i < record->run_count; i++) {
    clear_live (record, i);
    g_clear_pointer (&record->runs[i], lab_run_unref);
  }
  g_free (record->runs);
  g_free (record->live);
  g_free (record->work);
  g_free (record->done);
  lab_curve_free (record->curve);
  g_clear_pointer (&record->fit, lab_curve_fit_free);
  g_clear_pointer (&record->study, lab_curve_study_free);
  g_free (record);
}

static gboolean
is_done (const LabRecord *record, guint index)
{
  return record->runs[index] != NULL && record->runs[index]->status != LAB_RUN_STOPPED;
}

gboolean *
lab_record_done (const LabRecord *record)
{
  gboolean *done = g_new (gboolean, record->run_count);
  for (guint i = 0; i < record->run_count; i++)
    done[i] = is_done (record, i);
  return done;
}

void
lab_record_begin (LabRecord *record, guint64 generation)
{
  record->generation = generation;
  for (guint i = 0; i < record->run_count; i++) {
    clear_live (record, i);
    record->done[i] = is_done (record, i);
  }
}

static void
take_run (LabRecord *record, guint index, LabEvent *event)
{
  LabRun *old = record->runs[index];
  clear_live (record, index);
  record->done[index] = 1;
  /* The same experiment gives the same run: one cut short never replaces a whole one. */
  if (event->run->status == LAB_RUN_STOPPED && old != NULL && old->status != LAB_RUN_STOPPED)
    return;
  g_clear_pointer (&record->runs[index], lab_run_unref);
  record->runs[index] = g_steal_pointer (&event->run);
  record->dirty = TRUE;
}

void
lab_record_put (LabRecord *record, LabRun *run)
{
  const guint index = run->plan.index;

  g_return_if_fail (index < record->run_count && run->status != LAB_RUN_STOPPED);

  if (is_done (record, index))
    return;
  clear_live (record, index);
  record->done[index] = 1;
  g_clear_pointer (&record->runs[index], lab_run_unref);
  record->runs[index] = lab_run_ref (run);
  record->dirty = TRUE;
}

static void
take_progress (LabRecord *record, guint index, LabEvent *event)
{
  LabTrainingSettings training;
  lab_experiment_training (&record->experiment, &event->plan, &training);
  record->done[index] = CLAMP ((double)event->steps_done / MAX (training.steps, 1), 0, 1);
  clear_live (record, index);
  record->live[index].evaluation_count = event->evaluation_count;
  record->live[index].evaluations = g_steal_pointer (&event->evaluations);
}

gboolean
lab_record_take (LabRecord *record, LabEvent *event)
{
  guint index = event->plan.index;
  if (event->generation != record->generation || index >= record->run_count)
    return FALSE;
  if (event->kind == LAB_EVENT_RUN_FINISHED && event->run != NULL)
    take_run (record, index, event);
  else if (event->kind == LAB_EVENT_RUN_PROGRESS)
    take_progress (record, index, event);
  return TRUE;
}

guint
lab_record_runs_done (const LabRecord *record)
{
  guint count = 0;
  for (guint i = 0; i < record->run_count; i++)
    count += is_done (record, i);
  return count;
}

gboolean
lab_record_is_complete (const LabRecord *record)
{
  return lab_record_runs_done (record) == record->run_count;
}

gboolean
lab_record_has_points (const LabRecord *record)
{
  return record->curve->point_count > 0;
}

static gsize
run_bytes (const LabRun *run)
{
  return run != NULL ? sizeof *run + run->evaluation_count * sizeof *run->evaluations : 0;
}

static gsize
study_bytes (const LabCurveStudy *study)
{
  gsize bytes = sizeof *study;

  if (study->residuals != NULL)
    bytes += sizeof *study->residuals + study->residuals->count * sizeof (LabResidual);
  if (study->held_out != NULL)
    bytes += sizeof *study->held_out + study->held_out->count * sizeof (LabHeldOutPoint);
  return bytes;
}

gsize
lab_record_bytes (const LabRecord *record)
{
  gsize bytes = sizeof *record;

  for (guint i = 0; i < record->run_count; i++)
    bytes += sizeof *record->runs + sizeof *record->live + sizeof *record->work +
             sizeof *record->done + run_bytes (record->runs[i]) +
             record->live[i].evaluation_count * sizeof *record->live[i].evaluations;
  bytes += sizeof *record->curve + record->curve->point_count * sizeof *record->curve->points +
           record->curve->sample_count * sizeof *record->curve->samples;
  if (record->fit != NULL)
    bytes += sizeof *record->fit;
  if (record->study != NULL)
    bytes += study_bytes (record->study);
  return bytes;
}

double
lab_record_fraction (const LabRecord *record)
{
  double fraction = 0;
  for (guint i = 0; i < record->run_count; i++)
    fraction += record->work[i] * record->done[i];
  return MIN (fraction, 1);
}
