/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The background runner: order, boundedness, divergence, threads. */
#include "core/sanitizer.h"
#include "runner-fixture.h"

#include <math.h>
#include <sys/resource.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "core/error.h"
#include "experiment/run/run-testing.h"
#include "experiment/runner/runner-testing.h"

#if defined(LAB_THREAD_SANITIZER) || defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

static guint
count_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  guint count = 0;
  while (tasks != NULL && g_dir_read_name (tasks) != NULL)
    count++;
  return count;
}

/* A joined thread's entry may outlive the join by a moment. */
static guint
settled_threads (guint expected)
{
  for (guint i = 0; i < 1000 && count_threads () != expected; i++)
    g_usleep (1000);
  return count_threads ();
}

static void
test_events_in_order (void)
{
  LabExperiment experiment = parse (SMALL);
  g_autoptr (LabRunner) runner = lab_runner_new (2);
  guint64 generation = lab_runner_start (runner, &experiment);
  gboolean finished[8] = {FALSE};
  guint count = 0, last_steps[8] = {0};
  for (gboolean started = FALSE, over = FALSE; !over;) {
    g_autoptr (LabEvent) event = lab_runner_wait_event (runner, PATIENCE);
    g_assert_nonnull (event);
    g_assert_cmpuint (event->generation, ==, generation);
    g_assert_true (started == (event->kind != LAB_EVENT_STARTED));
    started = TRUE;
    over = event->kind == LAB_EVENT_FINISHED;
    if (event->kind == LAB_EVENT_RUN_PROGRESS) {
      g_assert_false (finished[event->plan.index]);
      g_assert_cmpuint (event->steps_done, >, last_steps[event->plan.index]);
      g_assert_cmpuint (event->evaluations[event->evaluation_count - 1].step, ==,
                        event->steps_done);
      last_steps[event->plan.index] = event->steps_done;
    }
    if (event->kind == LAB_EVENT_RUN_FINISHED) {
      g_assert_cmpuint (event->plan.index, ==, event->run->plan.index);
      g_assert_cmpint (event->run->status, ==, LAB_RUN_FINISHED);
      g_assert_cmpfloat (event->steps_per_second, >, 0.0);
      g_assert_false (finished[event->plan.index]);
      finished[event->plan.index] = TRUE;
      count++;
    }
  }
  g_assert_cmpuint (count, ==, 8);
  g_assert_null (lab_runner_next_event (runner));
}

static void
test_longest_first (void)
{
  LabExperiment experiment = parse ("sweep=model grid=4,8,16 heads=2 depth=1 tokens=2 d=1 D=4 n=64 "
                                    "batch=16 steps=20 repeats=2");
  static const guint ORDER[] = {4, 5, 2, 3, 0, 1};
  g_autoptr (LabRunner) runner = lab_runner_new (1);
  lab_runner_start (runner, &experiment);
  for (guint i = 0; i < G_N_ELEMENTS (ORDER); i++) {
    g_autoptr (LabEvent) event = wait_for (runner, LAB_EVENT_RUN_FINISHED, NULL);
    g_assert_cmpuint (event->plan.index, ==, ORDER[i]);
  }
}

static void
test_workers_do_not_matter (void)
{
  LabExperiment experiment = parse (SMALL);
  g_autoptr (GPtrArray) one = lab_sweep_run (&experiment, 1, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) two = lab_sweep_run (&experiment, 2, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) five = lab_sweep_run (&experiment, 5, NULL, NULL, NULL, NULL);
  assert_same_runs (one, two);
  assert_same_runs (one, five);
  experiment.seed++;
  g_autoptr (GPtrArray) other = lab_sweep_run (&experiment, 2, NULL, NULL, NULL, NULL);
  g_assert_true (lab_run_excess_risk (one->pdata[0]) != lab_run_excess_risk (other->pdata[0]));
}

static void
test_bounded_queue (void)
{
  LabExperiment experiment = parse (SMALL);
  g_autoptr (LabRunner) runner = lab_runner_new (2);
  lab_runner_start (runner, &experiment);
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  guint length = 0;
  while (length < 18 && g_get_monotonic_time () < deadline) {
    g_usleep (1000);
    length = lab_runner_event_count (runner);
    g_assert_cmpuint (length, <=, 18);
  }
  g_usleep (20 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (lab_runner_event_count (runner), ==, 18);

  /* The one progress event of each run is its latest. */
  guint progress = 0;
  for (LabEvent *event; (event = lab_runner_next_event (runner)) != NULL; lab_event_free (event)) {
    if (event->kind != LAB_EVENT_RUN_PROGRESS)
      continue;
    progress++;
    g_assert_cmpuint (event->steps_done, ==, experiment.steps);
  }
  g_assert_cmpuint (progress, ==, 8);
}

static void
test_divergence (void)
{
  LabExperiment experiment = parse (SMALL);
  experiment.learning_rate = 1000.0;
  experiment.optimizer = LAB_OPTIMIZER_SGD;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = lab_sweep_run (&experiment, 2, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 8);
  for (guint i = 0; i < runs->len; i++) {
    const LabRun *run = runs->pdata[i];
    g_assert_cmpint (run->status, ==, LAB_RUN_DIVERGED);
    g_assert_nonnull (run->reason);
  }
}

/* Start and stop this often; instrumented code is ten times slower. */
#define CYCLES (SANITIZED ? 20 : 40)

/* Neither many runners nor many starts of one leave a thread. */
static void
test_threads_end (void)
{
  LabExperiment experiment = parse (ENDLESS);
  guint before = count_threads ();
  for (guint i = 0; i < CYCLES; i++) {
    g_autoptr (LabRunner) runner = lab_runner_new (2);
    lab_runner_start (runner, &experiment);
    if (i % 3 == 0)
      lab_runner_stop (runner);
    if (i % 3 == 1) {
      g_autoptr (LabEvent) event = wait_for (runner, LAB_EVENT_RUN_PROGRESS, NULL);
      lab_runner_pause (runner);
    }
  }
  g_assert_cmpuint (settled_threads (before), ==, before);

  g_autoptr (LabRunner) runner = lab_runner_new (2);
  guint with_runner = count_threads ();
  for (guint i = 0; i < CYCLES; i++) {
    lab_runner_start (runner, &experiment);
    lab_runner_stop (runner);
    g_autoptr (LabEvent) event = wait_for (runner, LAB_EVENT_STOPPED, NULL);
  }
  g_assert_cmpuint (settled_threads (before + 3), ==, before + 3);
  g_assert_cmpuint (with_runner, <=, before + 3);
}

/* Address space as /proc tells it, bytes. */
static rlim_t
address_space (void)
{
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  return g_ascii_strtoull (text, NULL, 10) * 4096;
}

/* A gigabyte of points where a quarter of one is to be had: a sentence, not a crash, and the runner
 * serves on. */
static void
test_too_large (void)
{
  if (SANITIZED) {
    g_test_skip ("sanitizers need the address space for themselves");
    return;
  }
  LabExperiment large = parse ("n=1048576 D=256 grid=1048576 repeats=1");
  LabExperiment small = parse (SMALL);
  g_autoptr (LabRunner) runner = lab_runner_new (2);
  struct rlimit before, tight;
  g_assert_cmpint (getrlimit (RLIMIT_AS, &before), ==, 0);
  tight = before;
  tight.rlim_cur = address_space () + (256u << 20);
  g_assert_cmpint (setrlimit (RLIMIT_AS, &tight), ==, 0);
  guint64 generation = lab_runner_start (runner, &large);
  g_autoptr (LabEvent) failed = wait_for (runner, LAB_EVENT_FAILED, NULL);
  g_assert_cmpint (setrlimit (RLIMIT_AS, &before), ==, 0);
  g_assert_cmpuint (failed->generation, ==, generation);
  g_assert_error (failed->error, LAB_ERROR, LAB_ERROR_TOO_LARGE);

  guint runs_finished = 0;
  lab_runner_start (runner, &small);
  g_autoptr (LabEvent) finished = wait_for (runner, LAB_EVENT_FINISHED, &runs_finished);
  g_assert_cmpuint (runs_finished, ==, 8);
}

static void
test_worker_count (void)
{
  g_autoptr (LabRunner) cores = lab_runner_new (0);
  g_assert_cmpuint (lab_runner_worker_count (cores), ==, g_get_num_processors ());
  g_autoptr (LabRunner) three = lab_runner_new (3);
  g_assert_cmpuint (lab_runner_worker_count (three), ==, 3);
}

#if defined(__GLIBC__) && !SANITIZED
/* Bytes in blocks that are mapped for themselves: data sets among them. */
static gsize
mapped (void)
{
  return mallinfo2 ().hblkhd;
}

/* Data of 24 MB that one run needed do not stay once nothing trains, though a run beside others would keep
 * them. */
static void
test_rest_lets_go (void)
{
  LabExperiment experiment = parse ("width=8 depth=1 tokens=2 d=1 D=256 n=24000 grid=24000 "
                                    "batch=16 steps=2 repeats=1 validation=none");
  const gsize data = (gsize)24000 * 258 * sizeof (float);
  gsize before = mapped ();
  g_autoptr (LabRunner) runner = lab_runner_new (1);

  g_assert_cmpuint (data, >, LAB_RUNNER_REST_BYTES);
  g_assert_cmpuint (data, <, LAB_RUNNER_SHELF_BYTES);
  lab_runner_start (runner, &experiment);
  lab_event_free (wait_for (runner, LAB_EVENT_FINISHED, NULL));
  for (guint i = 0; i < 2000 && mapped () > before + LAB_RUNNER_REST_BYTES; i++)
    g_usleep (1000);
  g_assert_cmpuint (mapped (), <=, before + LAB_RUNNER_REST_BYTES);
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/runner/events-in-order", test_events_in_order);
  g_test_add_func ("/experiment/runner/longest-first", test_longest_first);
  g_test_add_func ("/experiment/runner/workers-do-not-matter", test_workers_do_not_matter);
  g_test_add_func ("/experiment/runner/bounded-queue", test_bounded_queue);
  g_test_add_func ("/experiment/runner/divergence", test_divergence);
  g_test_add_func ("/experiment/runner/threads-end", test_threads_end);
  g_test_add_func ("/experiment/runner/too-large", test_too_large);
  g_test_add_func ("/experiment/runner/worker-count", test_worker_count);
#if defined(__GLIBC__) && !SANITIZED
  g_test_add_func ("/experiment/runner/rest-lets-go", test_rest_lets_go);
#endif
  return g_test_run ();
}
