/* The background runner: one thread that alone decides, fed by one inbox.
 *
 * The inbox holds the caller's commands and the workers' reports; the outbox holds events for the
 * reader. At most one experiment is in training (current) and at most one waits for it to end
 * (waiting); a newer start replaces the waiting one. */
#include "experiment/runner/runner.h"

#include <math.h>

#include "experiment/runner/batch.h"
#include "experiment/runner/worker.h"

/* Time over which the speed is averaged. */
#define SPEED_SECONDS 2.0

struct _LabRunner
{
  guint worker_count;
  guint64 generation; /* of the last start; the caller's thread only */
  LabQueue *inbox;
  LabQueue *outbox;
  GThread *thread;
};

/* Steps per second of all workers together, forgetting with SPEED_SECONDS. */
typedef struct
{
  gint64 time; /* of the last report, microseconds */
  double steps;
  double seconds;
} Speed;

/* Belongs to the runner's thread. */
typedef struct
{
  LabQueue *inbox;
  LabQueue *outbox;
  guint worker_count;
  LabWorker **workers;
  gboolean *busy;
  LabBatch *current;
  LabBatch *waiting;
  Speed speed;
  gboolean quit;
} State;

static void
speed_reset (Speed *speed)
{
  *speed = (Speed){.time = g_get_monotonic_time ()};
}

static void
speed_add (Speed *speed, guint steps)
{
  gint64 now = g_get_monotonic_time ();
  double passed = (double)(now - speed->time) / G_TIME_SPAN_SECOND;
  double keep = exp (-passed / SPEED_SECONDS);
  speed->steps = speed->steps * keep + steps;
  speed->seconds = speed->seconds * keep + passed;
  speed->time = now;
}

static double
speed_value (const Speed *speed)
{
  return speed->seconds > 0.0 ? speed->steps / speed->seconds : 0.0;
}

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

static void
stop_all (State *state)
{
  if (state->current != NULL)
    lab_batch_stop (state->current);
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
  if (batch == NULL || g_atomic_int_get (&batch->control.stop) ||
      !lab_batch_set_paused (batch, paused))
    return;
  speed_reset (&state->speed);
  post (state, paused ? LAB_EVENT_PAUSED : LAB_EVENT_RESUMED, batch->generation);
}

/* Counts the steps of a run since its last report. */
static void
count_steps (State *state, guint run_index, guint steps_done)
{
  guint *before = &state->current->steps_done[run_index];
  speed_add (&state->speed, steps_done - *before);
  *before = steps_done;
}

static void
pass_on_progress (State *state, LabMessage *message)
{
  count_steps (state, message->plan.index, message->steps_done);
  LabEvent *event = g_new0 (LabEvent, 1);
  event->kind = LAB_EVENT_RUN_PROGRESS;
  event->generation = state->current->generation;
  event->plan = message->plan;
  event->steps_done = message->steps_done;
  event->steps_per_second = speed_value (&state->speed);
  event->evaluation_count = message->evaluation_count;
  event->evaluations = g_steal_pointer (&message->evaluations);
  lab_delivery_push_progress (state->outbox, state->current->slots, event);
}

static void
take_back_worker (State *state, LabMessage *message)
{
  LabBatch *batch = state->current;
  state->busy[message->worker] = FALSE;
  batch->active--;
  if (message->run == NULL) {
    if (batch->error == NULL)
      batch->error = g_steal_pointer (&message->error);
    lab_batch_stop (batch);
    return;
  }
  LabEvent *event = g_new0 (LabEvent, 1);
  event->kind = LAB_EVENT_RUN_FINISHED;
  event->generation = batch->generation;
  event->plan = message->plan;
  event->steps_per_second = speed_value (&state->speed);
  event->run = g_steal_pointer (&message->run);
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
  case LAB_MESSAGE_PROGRESS:
    pass_on_progress (state, message);
    break;
  case LAB_MESSAGE_DONE:
    take_back_worker (state, message);
    break;
  }
}

/* Closes what is over, begins what waits, and gives idle workers their next run. */
static void
advance (State *state)
{
  if (state->current != NULL && lab_batch_is_over (state->current))
    close_batch (state, &state->current);
  if (state->current == NULL && state->waiting != NULL) {
    state->current = g_steal_pointer (&state->waiting);
    speed_reset (&state->speed);
    post (state, LAB_EVENT_STARTED, state->current->generation);
  }
  LabRunPlan plan;
  for (guint i = 0; i < state->worker_count && state->current != NULL; i++) {
    if (state->busy[i] || !lab_batch_next (state->current, &plan))
      continue;
    state->busy[i] = TRUE;
    lab_worker_train (state->workers[i], &state->current->experiment, &plan,
                      &state->current->control);
  }
}

static gpointer
runner_thread (gpointer data)
{
  const LabRunner *runner = data;
  State state = {
      .inbox = runner->inbox,
      .outbox = runner->outbox,
      .worker_count = runner->worker_count,
      .workers = g_new0 (LabWorker *, runner->worker_count),
      .busy = g_new0 (gboolean, runner->worker_count),
  };
  for (guint i = 0; i < state.worker_count; i++)
    state.workers[i] = lab_worker_new (i, state.inbox);
  while (!state.quit || state.current != NULL) {
    LabMessage *message = lab_queue_pop (state.inbox);
    handle (&state, message);
    lab_message_free (message);
    advance (&state);
  }
  for (guint i = 0; i < state.worker_count; i++)
    lab_worker_free (state.workers[i]);
  g_free (state.workers);
  g_free (state.busy);
  return NULL;
}

LabRunner *
lab_runner_new (guint workers)
{
  LabRunner *runner = g_new0 (LabRunner, 1);
  runner->worker_count = workers > 0 ? workers : g_get_num_processors ();
  runner->inbox = lab_queue_new ((GDestroyNotify)lab_message_free);
  runner->outbox = lab_delivery_queue_new ();
  runner->thread = g_thread_new ("lab-runner", runner_thread, runner);
  return runner;
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
  return runner->worker_count;
}
