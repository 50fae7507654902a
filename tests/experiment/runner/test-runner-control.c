/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What its caller may ask of the runner in mid-run: stop, pause, restart. */
#include "runner-fixture.h"

static void
test_stop (void)
{
  LabExperiment experiment = parse (ENDLESS);
  g_autoptr (LabRunner) runner = lab_runner_new (2);
  guint64 generation = lab_runner_start (runner, &experiment);
  g_autoptr (LabEvent) progress = wait_for (runner, LAB_EVENT_RUN_PROGRESS, NULL);
  lab_runner_stop (runner);
  guint cut_short = 0;
  for (;;) {
    g_autoptr (LabEvent) event = lab_runner_wait_event (runner, PATIENCE);
    g_assert_nonnull (event);
    if (event->kind == LAB_EVENT_RUN_FINISHED) {
      g_assert_cmpint (event->run->status, ==, LAB_RUN_STOPPED);
      cut_short++;
    }
    if (event->kind == LAB_EVENT_STOPPED) {
      g_assert_cmpuint (event->generation, ==, generation);
      break;
    }
  }
  /* What was in training is delivered; what had not begun is not. */
  g_assert_cmpuint (cut_short, ==, 2);
  lab_runner_stop (runner);
  g_assert_null (lab_runner_wait_event (runner, 50 * G_TIME_SPAN_MILLISECOND));
}

static void
test_pause (void)
{
  LabExperiment experiment = parse (ENDLESS);
  g_autoptr (LabRunner) runner = lab_runner_new (2);
  lab_runner_pause (runner); /* nothing to pause */
  lab_runner_start (runner, &experiment);
  g_autoptr (LabEvent) progress = wait_for (runner, LAB_EVENT_RUN_PROGRESS, NULL);
  lab_runner_pause (runner);
  lab_runner_pause (runner); /* already */
  g_autoptr (LabEvent) paused = wait_for (runner, LAB_EVENT_PAUSED, NULL);
  g_assert_cmpuint (paused->generation, ==, 1);

  /* One step or one evaluation may still be under way; then it is still. */
  while (g_usleep (200 * G_TIME_SPAN_MILLISECOND), lab_runner_event_count (runner) > 0) {
    g_autoptr (LabEvent) event = lab_runner_next_event (runner);
    g_assert_cmpint (event->kind, ==, LAB_EVENT_RUN_PROGRESS);
  }
  lab_runner_resume (runner);
  g_autoptr (LabEvent) resumed = wait_for (runner, LAB_EVENT_RESUMED, NULL);
  g_autoptr (LabEvent) again = wait_for (runner, LAB_EVENT_RUN_PROGRESS, NULL);

  /* Stop works out of a pause. */
  lab_runner_pause (runner);
  lab_runner_stop (runner);
  g_autoptr (LabEvent) stopped = wait_for (runner, LAB_EVENT_STOPPED, NULL);
}

/* Reads events until one of kind `last`; how many of kind `counted` came before it. */
static guint
count_until (LabRunner *runner, LabEventKind last, LabEventKind counted)
{
  for (guint count = 0;;) {
    g_autoptr (LabEvent) event = lab_runner_wait_event (runner, PATIENCE);

    g_assert_nonnull (event);
    if (event == NULL || event->kind == last)
      return count;
    count += event->kind == counted;
  }
}

/* Only what changes is told: no resume of what runs, no pause of what is stopped, and each of the newest
 * start. */
static void
test_pause_told (void)
{
  LabExperiment experiment = parse (ENDLESS);
  g_autoptr (LabRunner) runner = lab_runner_new (2);

  lab_runner_start (runner, &experiment);
  g_autoptr (LabEvent) progress = wait_for (runner, LAB_EVENT_RUN_PROGRESS, NULL);
  lab_runner_resume (runner);
  lab_runner_pause (runner);
  lab_runner_pause (runner);
  lab_runner_resume (runner);
  lab_runner_resume (runner);
  lab_runner_pause (runner);
  g_assert_cmpuint (count_until (runner, LAB_EVENT_PAUSED, LAB_EVENT_RESUMED), ==, 0);
  g_assert_cmpuint (count_until (runner, LAB_EVENT_RESUMED, LAB_EVENT_PAUSED), ==, 0);
  g_assert_cmpuint (count_until (runner, LAB_EVENT_PAUSED, LAB_EVENT_RESUMED), ==, 0);
  /* The newest start is waiting for the workers of the last one. */
  lab_runner_start (runner, &experiment);
  lab_runner_pause (runner);
  g_autoptr (LabEvent) paused = wait_for (runner, LAB_EVENT_PAUSED, NULL);
  g_assert_cmpuint (paused->generation, ==, 2);
  lab_runner_resume (runner);
  g_autoptr (LabEvent) again = wait_for (runner, LAB_EVENT_RUN_PROGRESS, NULL);
  lab_runner_stop (runner);
  lab_runner_pause (runner);
  g_assert_cmpuint (count_until (runner, LAB_EVENT_STOPPED, LAB_EVENT_PAUSED), ==, 0);
  g_assert_cmpuint (lab_runner_event_count (runner), ==, 0);
}

/* Pausing changes when runs are trained, not what comes out. */
static void
test_pause_changes_nothing (void)
{
  LabExperiment experiment = parse (SMALL);
  g_autoptr (GPtrArray) expected = lab_sweep_run (&experiment, 2, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)lab_run_unref);
  g_ptr_array_set_size (found, 8);
  g_autoptr (LabRunner) runner = lab_runner_new (2);
  lab_runner_start (runner, &experiment);
  for (guint finished = 0; finished < 8;) {
    lab_runner_pause (runner);
    lab_runner_resume (runner);
    g_autoptr (LabEvent) event = lab_runner_wait_event (runner, G_TIME_SPAN_MILLISECOND);
    if (event == NULL || event->kind != LAB_EVENT_RUN_FINISHED)
      continue;
    found->pdata[event->plan.index] = g_steal_pointer (&event->run);
    finished++;
  }
  assert_same_runs (expected, found);
}

/* 50 starts at once: each gets its end, only the last one its runs. */
static void
test_restart (void)
{
  LabExperiment endless = parse (ENDLESS);
  LabExperiment small = parse (SMALL);
  g_autoptr (LabRunner) runner = lab_runner_new (2);
  for (guint i = 0; i < 50; i++)
    lab_runner_start (runner, &endless);
  guint64 last = lab_runner_start (runner, &small);
  g_assert_cmpuint (last, ==, 51);
  gboolean ended[52] = {FALSE};
  for (gboolean over = FALSE; !over;) {
    g_autoptr (LabEvent) event = lab_runner_wait_event (runner, PATIENCE);
    g_assert_nonnull (event);
    g_assert_false (ended[event->generation]);
    if (event->kind == LAB_EVENT_STOPPED)
      ended[event->generation] = TRUE;
    if (event->kind == LAB_EVENT_RUN_FINISHED && event->generation < last)
      g_assert_cmpint (event->run->status, ==, LAB_RUN_STOPPED);
    over = event->kind == LAB_EVENT_FINISHED;
    if (over)
      g_assert_cmpuint (event->generation, ==, last);
  }
  for (guint i = 1; i < last; i++)
    g_assert_true (ended[i]);
}

/* Nobody reads: one STARTED, at most one progress and one finished run each, one FINISHED. */
typedef struct
{
  gint stop;
  guint events;
} SweepStop;

static void
stop_at_progress (const LabEvent *event, gpointer user_data)
{
  SweepStop *stop = user_data;
  stop->events++;
  if (event != NULL && event->kind == LAB_EVENT_RUN_PROGRESS)
    g_atomic_int_set (&stop->stop, TRUE);
}

static void
test_sweep_stops (void)
{
  LabExperiment experiment = parse (ENDLESS);
  SweepStop stop = {0};
  g_autoptr (GPtrArray) runs =
      lab_sweep_run (&experiment, 2, &stop.stop, stop_at_progress, &stop, NULL);
  g_assert_nonnull (runs);
  g_assert_cmpuint (stop.events, >, 1);
  guint begun = 0;
  for (guint i = 0; i < runs->len; i++)
    begun += runs->pdata[i] != NULL;
  g_assert_cmpuint (begun, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/runner-control/stop", test_stop);
  g_test_add_func ("/experiment/runner-control/pause", test_pause);
  g_test_add_func ("/experiment/runner-control/pause-told", test_pause_told);
  g_test_add_func ("/experiment/runner-control/pause-changes-nothing", test_pause_changes_nothing);
  g_test_add_func ("/experiment/runner-control/restart", test_restart);
  g_test_add_func ("/experiment/runner-control/sweep-stops", test_sweep_stops);
  return g_test_run ();
}
