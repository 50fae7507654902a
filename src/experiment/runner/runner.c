/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The background runner: one thread that alone decides, fed by one inbox.
 *
 * The inbox holds the caller's commands and the backend's reports; the outbox holds events for the
 * reader. At most one experiment is in training (current) and at most one waits for it to end
 * (waiting); a newer start replaces the waiting one. */
#include "experiment/runner/runner.h"
#include "experiment/runner/runner-testing.h"

#include "experiment/runner/batch.h"
#include "experiment/runner/message.h"
#include "experiment/runner/speed.h"

struct _LabRunner
{
  LabBackend *backend; /* the runner's thread only */
  guint slots;         /* of it */
  guint64 generation;  /* of the last start; the caller's thread only */
  LabQueue *inbox;
  LabQueue *outbox;
  GThread *thread;
};

/* Belongs to the runner's thread. */
typedef struct
{
  LabQueue *inbox;
  LabQueue *outbox;
  LabBackend *backend;
  gboolean *busy; /* by slot */
  LabBatch *current;
  LabBatch *waiting;
  LabSpeed speed;
  gboolean quit;
} State;

static void
post (State *state, LabEventKind kind, guint64 generation)
{
  LabEvent *event = g_new0 (LabEvent, 1);
  event->kind = kind;
  event->generation = generation;
  lab_delivery_push (state->outbox, event);
}

/* Ends a batch: its last event. */
static void
close_batch (State *state, LabBatch **batch)
{
  lab_delivery_push (state->outbox, lab_batch_closing_event (*batch));
  g_clear_pointer (batch, lab_batch_free);
}

/* What is in training ends, and nothing of its batch begins any more. */
static void
stop_current (State *state)
{
  lab_batch_stop (state->current);
  state->backend->cancel (state->backend);
}

static void
stop_all (State *state)
{
  if (state->current != NULL)
    stop_current (state);
  if (state->waiting != NULL) {
    lab_batch_stop (state->waiting);
    close_batch (state, &state->waiting);
  }
}

static void
start (State *state, const LabMessage *message)
{
  stop_all (state);
  state->waiting = lab_batch_new (&message->experiment, message->done, message->generation);
}

/* Pause and resume concern the newest start. */
static void
set_paused (State *state, gboolean paused)
{
  LabBatch *batch = state->waiting != NULL ? state->waiting : state->current;
  if (batch == NULL || batch->stopped || !lab_batch_set_paused (batch, paused))
    return;
  if (batch == state->current)
    state->backend->pause (state->backend, paused);
  lab_speed_reset (&state->speed);
  post (state, paused ? LAB_EVENT_PAUSED : LAB_EVENT_RESUMED, batch->generation);
}

/* Counts the steps of a run since its last report. */
static void
count_steps (State *state, guint run_index, guint steps_done)
{
  guint *before = &state->current->steps_done[run_index];
  lab_speed_add (&state->speed, steps_done - *before);
  *before = steps_done;
}

static void
pass_on_progress (State *state, LabRunReport *report)
{
  count_steps (state, report->plan.index, report->steps_done);
  LabEvent *event = g_new0 (LabEvent, 1);
  event->kind = LAB_EVENT_RUN_PROGRESS;
  event->generation = state->current->generation;
  event->plan = report->plan;
  event->steps_done = report->steps_done;
  event->steps_per_second = lab_speed_value (&state->speed);
  event->evaluation_count = report->evaluation_count;
  event->evaluations = g_steal_pointer (&report->evaluations);
  lab_delivery_push_progress (state->outbox, state->current->slots, event);
}

static void
take_back_slot (State *state, LabRunReport *report)
{
  LabBatch *batch = state->current;
  state->busy[report->slot] = FALSE;
  batch->active--;
  if (report->run == NULL) {
    if (batch->error == NULL)
      batch->error = g_steal_pointer (&report->error);
    stop_current (state);
    return;
  }
  LabEvent *event = g_new0 (LabEvent, 1);
  event->kind = LAB_EVENT_RUN_FINISHED;
  event->generation = batch->generation;
  event->plan = report->plan;
  event->steps_per_second = lab_speed_value (&state->speed);
  event->run = g_steal_pointer (&report->run);
  lab_delivery_push (state->outbox, event);
}

static void
handle (State *state, LabMessage *message)
{
  switch (message->kind) {
  case LAB_MESSAGE_START:
    start (state, message);
    break;
  case LAB_MESSAGE_PAUSE:
    set_paused (state, TRUE);
    break;
  case LAB_MESSAGE_RESUME:
    set_paused (state, FALSE);
    break;
  case LAB_MESSAGE_QUIT:
    state->quit = TRUE;
    stop_all (state);
    break;
  case LAB_MESSAGE_STOP:
    stop_all (state);
    break;
  case LAB_MESSAGE_REPORT:
    if (message->report->done)
      take_back_slot (state, message->report);
    else
      pass_on_progress (state, message->report);
    break;
  }
}

/* Closes what is over, begins what waits, and gives free slots their next run. */
static void
advance (State *state)
{
  gboolean was_busy = state->current != NULL;
  if (state->current != NULL && lab_batch_is_over (state->current))
    close_batch (state, &state->current);
  if (state->current == NULL && state->waiting != NULL) {
    state->current = g_steal_pointer (&state->waiting);
    lab_speed_reset (&state->speed);
    post (state, LAB_EVENT_STARTED, state->current->generation);
  }
  if (was_busy && state->current == NULL && state->backend->rest != NULL)
    state->backend->rest (state->backend);
  LabRunPlan plan;
  for (guint i = 0; i < state->backend->slots && state->current != NULL; i++) {
    if (state->busy[i] || !lab_batch_next (state->current, &plan))
      continue;
    state->busy[i] = TRUE;
    state->backend->train (state->backend, i, &state->current->experiment, &plan);
  }
}

static gpointer
runner_thread (gpointer data)
{
  const LabRunner *runner = data;
  State state = {
      .inbox = runner->inbox,
      .outbox = runner->outbox,
      .backend = runner->backend,
      .busy = g_new0 (gboolean, runner->backend->slots),
  };
  state.backend->open (state.backend, lab_message_report, state.inbox);
  while (!state.quit || state.current != NULL) {
    LabMessage *message = lab_queue_pop (state.inbox);
    handle (&state, message);
    lab_message_free (message);
    advance (&state);
  }
  state.backend->free (state.backend);
  g_free (state.busy);
  return NULL;
}

LabRunner *
lab_runner_new_on (LabBackend *backend)
{
  g_return_val_if_fail (backend != NULL && backend->slots > 0, NULL);

  LabRunner *runner = g_new0 (LabRunner, 1);
  runner->slots = backend->slots;
  runner->backend = backend;
  runner->inbox = lab_queue_new ((GDestroyNotify)lab_message_free);
  runner->outbox = lab_delivery_queue_new ();
  runner->thread = g_thread_new ("lab-runner", runner_thread, runner);
  return runner;
}

LabRunner *
lab_runner_new (guint workers)
{
  return lab_runner_new_on (
      lab_thread_backend_new (workers > 0 ? workers : g_get_num_processors ()));
}

static void
command (LabRunner *runner, LabMessageKind kind)
{
  lab_queue_push (runner->inbox, lab_message_new (kind));
}

void
lab_runner_free (LabRunner *runner)
{
  g_return_if_fail (runner != NULL);

  command (runner, LAB_MESSAGE_QUIT);
  g_thread_join (runner->thread);
  lab_queue_unref (runner->inbox);
  lab_queue_unref (runner->outbox);
  g_free (runner);
}

guint64
lab_runner_start (LabRunner *runner, const LabExperiment *experiment)
{
  return lab_runner_continue (runner, experiment, NULL);
}

guint64
lab_runner_continue (LabRunner *runner, const LabExperiment *experiment, const gboolean *done)
{
  g_return_val_if_fail (runner != NULL && experiment != NULL, 0);
  g_return_val_if_fail (lab_experiment_check (experiment, NULL), 0);

  LabMessage *message = lab_message_new (LAB_MESSAGE_START);
  message->experiment = *experiment;
  if (done != NULL)
    message->done = g_memdup2 (done, lab_experiment_run_count (experiment) * sizeof *done);
  message->generation = ++runner->generation;
  lab_queue_push (runner->inbox, message);
  return runner->generation;
}

void
lab_runner_pause (LabRunner *runner)
{
  g_return_if_fail (runner != NULL);
  command (runner, LAB_MESSAGE_PAUSE);
}

void
lab_runner_resume (LabRunner *runner)
{
  g_return_if_fail (runner != NULL);
  command (runner, LAB_MESSAGE_RESUME);
}

void
lab_runner_stop (LabRunner *runner)
{
  g_return_if_fail (runner != NULL);
  command (runner, LAB_MESSAGE_STOP);
}

LabEvent *
lab_runner_next_event (LabRunner *runner)
{
  g_return_val_if_fail (runner != NULL, NULL);
  return lab_delivery_open (lab_queue_try_pop (runner->outbox));
}

LabEvent *
lab_runner_wait_event (LabRunner *runner, guint64 microseconds)
{
  g_return_val_if_fail (runner != NULL, NULL);
  return lab_delivery_open (lab_queue_timeout_pop (runner->outbox, microseconds));
}

guint
lab_runner_event_count (LabRunner *runner)
{
  g_return_val_if_fail (runner != NULL, 0);
  return lab_queue_length (runner->outbox);
}

guint
lab_runner_worker_count (LabRunner *runner)
{
  g_return_val_if_fail (runner != NULL, 0);
  return runner->slots;
}
