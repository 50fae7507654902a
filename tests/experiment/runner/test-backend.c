/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runner on a backend that trains nothing: what is asked of it when, and what becomes of its
 * reports. */
#include "core/error.h"
#include "made-runs.h"
#include "runner-fixture.h"
#include "experiment/runner/runner-testing.h"

#define SLOTS 3

/* Everything but answers is the runner's thread's until the runner is freed. */
typedef struct
{
  LabBackend backend;
  gboolean holds; /* runs stay in training until they are cancelled */
  guint fails;    /* index of a run that cannot start */
  LabRunReporter reporter;
  gpointer user_data;
  gboolean busy[SLOTS];
  LabExperiment experiment[SLOTS];
  LabRunPlan plan[SLOTS];
  guint *trained; /* by run index: how often; the test's own */
  guint *cancelled, *paused, *freed;
} Made;

static void
open_made (LabBackend *backend, LabRunReporter reporter, gpointer user_data)
{
  Made *made = (Made *)backend;
  g_assert_null (made->reporter);
  made->reporter = reporter;
  made->user_data = user_data;
}

static LabRunReport *
report_of (const Made *made, guint slot)
{
  LabRunReport *report = g_new0 (LabRunReport, 1);
  report->slot = slot;
  report->plan = made->plan[slot];
  return report;
}

static void
finish (Made *made, guint slot, LabRunStatus status)
{
  LabRunReport *report = report_of (made, slot);
  report->done = TRUE;
  if (made->plan[slot].index == made->fails) {
    report->error = g_error_new_literal (LAB_ERROR, LAB_ERROR_TOO_LARGE, "no room");
  } else {
    report->run = make_simple_run (&made->experiment[slot], made->plan[slot].index, 0.5);
    report->run->status = status;
  }
  made->busy[slot] = FALSE;
  made->reporter (report, made->user_data);
}

static void
train (LabBackend *backend, guint slot, const LabExperiment *experiment, const LabRunPlan *plan)
{
  Made *made = (Made *)backend;
  g_assert_cmpuint (slot, <, SLOTS);
  g_assert_false (made->busy[slot]);
  made->busy[slot] = TRUE;
  made->experiment[slot] = *experiment;
  made->plan[slot] = *plan;
  made->trained[plan->index]++;

  LabRunReport *report = report_of (made, slot);
  report->steps_done = 7;
  report->evaluation_count = 1;
  report->evaluations = g_new0 (LabEvaluation, 1);
  report->evaluations[0].step = 7;
  made->reporter (report, made->user_data);
  if (!made->holds)
    finish (made, slot, LAB_RUN_FINISHED);
}

static void
cancel (LabBackend *backend)
{
  Made *made = (Made *)backend;
  (*made->cancelled)++;
  for (guint i = 0; i < SLOTS; i++)
    if (made->busy[i])
      finish (made, i, LAB_RUN_STOPPED);
}

static void
pause_made (LabBackend *backend, gboolean paused)
{
  *((Made *)backend)->paused += paused ? 1 : 16;
}

static void
free_made (LabBackend *backend)
{
  Made *made = (Made *)backend;
  for (guint i = 0; i < SLOTS; i++)
    g_assert_false (made->busy[i]);
  (*made->freed)++;
  g_free (made);
}

/* What the backend was asked. */
typedef struct
{
  guint trained[8];
  guint cancelled, paused, freed;
} Asked;

static LabBackend *
make_backend (Asked *asked, gboolean holds, guint fails)
{
  Made *made = g_new0 (Made, 1);
  *asked = (Asked){.freed = 0};
  made->backend = (LabBackend){.slots = SLOTS,
                               .open = open_made,
                               .train = train,
                               .pause = pause_made,
                               .cancel = cancel,
                               .free = free_made};
  made->holds = holds;
  made->fails = fails;
  made->trained = asked->trained;
  made->cancelled = &asked->cancelled;
  made->paused = &asked->paused;
  made->freed = &asked->freed;
  return &made->backend;
}

/* Each run once, its report passed on, and the backend freed with the runner. */
static void
test_all_runs (void)
{
  LabExperiment experiment = parse (SMALL);
  Asked asked;
  LabRunner *runner = lab_runner_new_on (make_backend (&asked, FALSE, G_MAXUINT));
  guint finished = 0;

  g_assert_cmpuint (lab_runner_worker_count (runner), ==, SLOTS);
  lab_runner_start (runner, &experiment);
  lab_event_free (wait_for (runner, LAB_EVENT_FINISHED, &finished));
  lab_runner_free (runner);
  g_assert_cmpuint (finished, ==, 8);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpuint (asked.trained[i], ==, 1);
  g_assert_cmpuint (asked.cancelled, ==, 0);
  g_assert_cmpuint (asked.freed, ==, 1);
}

/* A pause and its end reach the backend once each; a stop ends what is in training, and nothing else
 * begins. */
static void
test_pause_and_cancel (void)
{
  LabExperiment experiment = parse (SMALL);
  Asked asked;
  LabRunner *runner = lab_runner_new_on (make_backend (&asked, TRUE, G_MAXUINT));
  guint finished = 0, trained = 0;

  lab_runner_start (runner, &experiment);
  g_autoptr (LabEvent) progress = wait_for (runner, LAB_EVENT_RUN_PROGRESS, NULL);
  g_assert_cmpuint (progress->steps_done, ==, 7);
  g_assert_cmpuint (progress->evaluations[0].step, ==, 7);
  lab_runner_pause (runner);
  lab_runner_pause (runner);
  lab_event_free (wait_for (runner, LAB_EVENT_PAUSED, NULL));
  lab_runner_resume (runner);
  lab_event_free (wait_for (runner, LAB_EVENT_RESUMED, NULL));
  lab_runner_stop (runner);
  lab_event_free (wait_for (runner, LAB_EVENT_STOPPED, &finished));
  lab_runner_free (runner);
  g_assert_cmpuint (finished, ==, SLOTS);
  for (guint i = 0; i < 8; i++)
    trained += asked.trained[i];
  g_assert_cmpuint (trained, ==, SLOTS);
  g_assert_cmpuint (asked.paused, ==, 1 + 16);
  g_assert_cmpuint (asked.cancelled, ==, 1);
}

/* A run that cannot start ends the experiment, with its sentence. */
static void
test_failure (void)
{
  LabExperiment experiment = parse (SMALL);
  Asked asked;
  g_autoptr (LabRunner) runner = lab_runner_new_on (make_backend (&asked, FALSE, 0));

  lab_runner_start (runner, &experiment);
  g_autoptr (LabEvent) failed = wait_for (runner, LAB_EVENT_FAILED, NULL);
  g_assert_error (failed->error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
  g_assert_cmpstr (failed->error->message, ==, "no room");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/backend/all-runs", test_all_runs);
  g_test_add_func ("/experiment/backend/pause-and-cancel", test_pause_and_cancel);
  g_test_add_func ("/experiment/backend/failure", test_failure);
  return g_test_run ();
}
