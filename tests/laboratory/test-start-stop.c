/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many starts and stops leave no thread and no memory behind, and a stop ends runs that would train
 * for minutes. How soon is reported, not judged.
 * SCALING_LAB_CYCLES: how many; 50 unless set. */
#include <malloc.h>

#include "laboratory-test.h"
#include "laboratory/laboratory-runs-testing.h"

/* What the allocator may keep, in bytes: per cycle far below one lost run or message, and once
 * what buffers of the runner and caches of GLib grow to. */
#define LEAK_PER_CYCLE 128
#define KEPT           65536

/* Before counting: first-time allocations of GLib, GTask's pool and OpenBLAS. */
#define WARM_UP 20

static gboolean
is_idle (gpointer data)
{
  return !lab_laboratory_is_training (data);
}

static gint64
cycle (LabLaboratory *laboratory, guint index)
{
  gint64 begun;
  lab_laboratory_start (laboratory);
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_RUNNING);
  laboratory_test_pass (0.002 * (index % 20));
  begun = g_get_monotonic_time ();
  lab_laboratory_stop (laboratory);
  g_assert_true (laboratory_test_wait (is_idle, laboratory, 10));
  return g_get_monotonic_time () - begun;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a;
  gint64 y = *(const gint64 *)b;
  return (x > y) - (x < y);
}

static void
test_cycles (void)
{
  const char *words = g_getenv ("SCALING_LAB_CYCLES");
  guint cycles = words != NULL ? (guint)g_ascii_strtoull (words, NULL, 10) : 50;
  LabLaboratory *laboratory = lab_laboratory_new (2);
  LabExperiment experiment;
  size_t before = 0, after;
  guint threads = 0;
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 median;

  /* Runs that do not end by themselves within a cycle. */
  laboratory_test_experiment (&experiment);
  experiment.steps = 100000;
  g_assert_true (lab_laboratory_set_experiment (laboratory, &experiment, NULL));
  lab_laboratory_stop (laboratory);
  for (guint i = 0; i < WARM_UP + cycles; i++) {
    gint64 answered = cycle (laboratory, i);
    if (i < WARM_UP)
      continue;
    g_array_append_val (answers, answered);
    if (i == WARM_UP) {
      laboratory_test_settle (laboratory);
      before = mallinfo2 ().uordblks;
      threads = laboratory_test_threads ();
    }
  }
  laboratory_test_settle (laboratory);
  after = mallinfo2 ().uordblks;
  g_array_sort (answers, compare);
  median = g_array_index (answers, gint64, cycles / 2);
  g_test_message ("%u cycles: stop %.1f ms, longest %.1f ms, memory %+.0f bytes, threads %u -> %u",
                  cycles, (double)median * 1e-3,
                  (double)g_array_index (answers, gint64, cycles - 1) * 1e-3,
                  (double)after - (double)before, threads, laboratory_test_threads ());
  g_assert_cmpuint (laboratory_test_threads (), <=, threads);
  g_assert_cmpfloat ((double)after, <, (double)before + LEAK_PER_CYCLE * cycles + KEPT);
  g_object_unref (laboratory);
}

static gboolean
is_quiet (gpointer data)
{
  return laboratory_test_threads () <= *(guint *)data;
}

/* A closed laboratory has joined its threads: those of GLib's own pools may stay. */
static void
test_joined (void)
{
  guint before = laboratory_test_threads ();
  for (guint i = 0; i < 20; i++) {
    LabLaboratory *laboratory = lab_laboratory_new (2);
    lab_laboratory_start (laboratory);
    laboratory_test_pass (0.01);
    lab_laboratory_close (laboratory);
    g_object_unref (laboratory);
  }
  g_assert_true (laboratory_test_wait (is_quiet, &before, 20));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/start-stop/cycles", test_cycles);
  g_test_add_func ("/start-stop/joined", test_joined);
  return g_test_run ();
}
