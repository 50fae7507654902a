/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laboratory and its runner: start, pause, stop, and reading what comes back. */
#include "laboratory/laboratory-private.h"
#include "laboratory/laboratory-runs-testing.h"

#include <math.h>

/* How often events are read, in milliseconds, and how many at most each time (or for how long, in
 * microseconds): the main loop stays free for frames. */
#define DRAIN_INTERVAL 20
#define DRAIN_EVENTS   64
#define DRAIN_TIME     2000

/* Least time between two redraws that live runs alone ask for, in microseconds: ten a second are
 * smooth to the eye and leave the cores to the runs. */
#define LIVE_INTERVAL (100 * 1000)

/* Share of the work after which the time left can be told. */
#define FRACTION_TOLD 0.02

static LabRecord *
record_of (LabLaboratory *self, guint64 generation)
{
  for (guint i = self->records->len; i > 0; i--) {
    LabRecord *record = g_ptr_array_index (self->records, i - 1);
    if (record->generation == generation)
      return record;
  }
  return NULL;
}

static void
clock_stop (LabLaboratory *self)
{
  if (self->working_since != 0)
    self->worked_seconds += (double)(g_get_monotonic_time () - self->working_since) * 1e-6;
  self->working_since = 0;
}

static void
job_ended (LabLaboratory *self, const LabEvent *event)
{
  if (self->generation != event->generation)
    return;
  if (event->kind == LAB_EVENT_FAILED) {
    g_free (self->failure);
    self->failure = g_strdup (event->error != NULL ? event->error->message : NULL);
  }
  clock_stop (self);
  self->job = NULL;
  self->paused = FALSE;
  self->listening = FALSE;
  self->steps_per_second = 0;
  self->live_changed = TRUE;
  lab_laboratory_make_room (self);
}

static void
take_run_event (LabLaboratory *self, LabEvent *event)
{
  LabRecord *record = record_of (self, event->generation);
  if (record == NULL || !lab_record_take (record, event))
    return;
  if (record == self->job) {
    self->steps_per_second = event->steps_per_second;
    if (event->kind == LAB_EVENT_RUN_PROGRESS)
      self->latest = event->plan;
  }
  self->live_changed = TRUE;
}

static void
handle (LabLaboratory *self, LabEvent *event)
{
  switch (event->kind) {
  case LAB_EVENT_RUN_PROGRESS:
  case LAB_EVENT_RUN_FINISHED:
    take_run_event (self, event);
    break;
  case LAB_EVENT_PAUSED:
    self->listening = !self->paused;
    break;
  case LAB_EVENT_FINISHED:
  case LAB_EVENT_STOPPED:
  case LAB_EVENT_FAILED:
    job_ended (self, event);
    break;
  case LAB_EVENT_STARTED:
  case LAB_EVENT_RESUMED:
    break;
  }
}

static void
tell (LabLaboratory *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean ended = !self->listening;
  if (!self->live_changed || (!ended && now - self->told < LIVE_INTERVAL))
    return;
  self->live_changed = FALSE;
  self->told = now;
  lab_laboratory_changed (self);
  lab_laboratory_status (self);
}

static gboolean
drain (gpointer data)
{
  LabLaboratory *self = data;
  gint64 deadline = g_get_monotonic_time () + DRAIN_TIME;

  for (guint i = 0; i < DRAIN_EVENTS && g_get_monotonic_time () < deadline; i++) {
    g_autoptr (LabEvent) event = lab_runner_next_event (self->runner);
    if (event == NULL)
      break;
    handle (self, event);
  }
  lab_laboratory_fit (self);
  if (self->go_on != NULL)
    self->go_on (self);
  if (!self->listening && lab_runner_event_count (self->runner) == 0)
    self->drain_source = 0;
  tell (self);
  return self->drain_source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
listen (LabLaboratory *self)
{
  self->listening = TRUE;
  if (self->drain_source == 0)
    self->drain_source = g_timeout_add (DRAIN_INTERVAL, drain, self);
}

/* The colour after the newest one on this axis's chart. */
static guint
next_colour (LabLaboratory *self)
{
  guint colour = 0;
  for (guint i = 0; i < self->records->len; i++) {
    LabRecord *record = g_ptr_array_index (self->records, i);
    if (record->experiment.sweep == self->axis && !record->hidden && lab_record_has_points (record))
      colour = MAX (colour, record->colour_index + 1);
  }
  return colour;
}

static void
end (LabLaboratory *self)
{
  if (self->job == NULL)
    return;
  lab_runner_stop (self->runner);
  clock_stop (self);
  self->job = NULL;
  self->paused = FALSE;
  self->steps_per_second = 0;
  listen (self);
}

static void
begin (LabLaboratory *self)
{
  g_autofree gboolean *done = NULL;

  if (!lab_laboratory_prepare_runner (self)) {
    end (self);
    return;
  }
  if (self->current == NULL) {
    self->current = lab_record_new (&self->controls[self->axis], next_colour (self));
    self->current->window = self->window[self->axis];
    self->current->selected = ++self->selections;
    g_ptr_array_add (self->records, self->current);
  }
  g_clear_pointer (&self->failure, g_free);
  self->job = self->current;
  self->paused = FALSE;
  self->worked_seconds = 0;
  self->working_since = g_get_monotonic_time ();
  self->steps_per_second = 0;
  done = lab_record_done (self->job);
  self->generation = lab_runner_continue (self->runner, &self->job->experiment, done);
  lab_record_begin (self->job, self->generation);
  self->begun_fraction = lab_record_fraction (self->job);
  lab_laboratory_make_room (self);
  listen (self);
}

void
lab_laboratory_follow (LabLaboratory *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->gesture_key, g_free);
  if (self->closed)
    return;
  if (self->current != NULL && lab_record_is_complete (self->current)) {
    if (self->job != self->current)
      end (self);
  } else if (self->job == NULL || self->job != self->current)
    begin (self);
  lab_laboratory_changed (self);
  lab_laboratory_status (self);
}

void
lab_laboratory_start (LabLaboratory *self)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));
  if (self->paused && self->job != NULL && self->job == self->current && !self->closed) {
    self->paused = FALSE;
    self->working_since = g_get_monotonic_time ();
    lab_runner_resume (self->runner);
    listen (self);
    lab_laboratory_status (self);
  } else
    lab_laboratory_follow (self);
}

void
lab_laboratory_pause (LabLaboratory *self)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));
  if (self->job == NULL || self->paused || self->closed)
    return;
  self->paused = TRUE;
  clock_stop (self);
  self->steps_per_second = 0;
  lab_runner_pause (self->runner);
  lab_laboratory_status (self);
}

void
lab_laboratory_stop (LabLaboratory *self)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));
  if (self->closed)
    return;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  end (self);
  lab_laboratory_changed (self);
  lab_laboratory_status (self);
}

void
lab_laboratory_set_workers (LabLaboratory *self, guint workers)
{
  g_return_if_fail (LAB_IS_LABORATORY (self));
  self->workers = workers;
}

LabState
lab_laboratory_get_state (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), LAB_STATE_STOPPED);
  if (self->rest_source != 0)
    return LAB_STATE_STALE;
  if (self->job != NULL && self->job == self->current)
    return self->paused ? LAB_STATE_PAUSED : LAB_STATE_RUNNING;
  if (self->current != NULL && lab_record_is_complete (self->current))
    return LAB_STATE_FINISHED;
  if (self->job != NULL)
    return LAB_STATE_STALE;
  return self->failure != NULL ? LAB_STATE_FAILED : LAB_STATE_STOPPED;
}

static double
seconds_left (LabLaboratory *self, double fraction)
{
  double worked = self->worked_seconds;
  double fraction_done;
  if (self->working_since != 0)
    worked += (double)(g_get_monotonic_time () - self->working_since) * 1e-6;
  fraction_done = fraction - self->begun_fraction;
  if (self->job == NULL || self->job != self->current || fraction_done < FRACTION_TOLD)
    return NAN;
  return worked * (1 - fraction) / fraction_done;
}

void
lab_laboratory_get_progress (LabLaboratory *self, LabProgress *progress)
{
  const LabRecord *record = self->current;
  g_return_if_fail (LAB_IS_LABORATORY (self));
  *progress = (LabProgress){.state = lab_laboratory_get_state (self), .seconds_left = NAN};
  progress->runs_total = lab_experiment_run_count (&self->controls[self->axis]);
  if (record == NULL)
    return;
  progress->runs_done = lab_record_runs_done (record);
  for (guint i = 0; i < record->run_count; i++)
    progress->runs_diverged +=
        record->runs[i] != NULL && record->runs[i]->status == LAB_RUN_DIVERGED;
  progress->fraction = lab_record_is_complete (record) ? 1 : lab_record_fraction (record);
  progress->steps_per_second = self->job == record ? self->steps_per_second : 0;
  progress->seconds_left = seconds_left (self, progress->fraction);
  progress->latest = self->latest;
}

const char *
lab_laboratory_get_failure (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), NULL);
  return self->failure;
}

gboolean
lab_laboratory_is_training (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), FALSE);
  return self->job != NULL || self->listening;
}

gboolean
lab_laboratory_is_settled (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), TRUE);
  return !lab_laboratory_is_training (self) && self->rest_source == 0 && !self->fitting &&
         self->fit_source == 0 &&
         (self->theory == NULL || !lab_theory_service_is_busy (self->theory));
}

guint
lab_laboratory_event_count (LabLaboratory *self)
{
  g_return_val_if_fail (LAB_IS_LABORATORY (self), 0);
  return self->runner != NULL ? lab_runner_event_count (self->runner) : 0;
}
