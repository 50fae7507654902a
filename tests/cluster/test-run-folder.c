/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans: parts of like cost, folders that go on or refuse, and how long many workers take. */
#include "cluster/record.h"
#include "cluster/run-folder.h"

#include "core/error.h"
#include "transformer/simd-level.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define RUNS    10000
#define WORKERS 1000

/* Seconds: until another machine's claim is taken over, and what claiming and recording take. */
#define TAKEOVER 60.0
#define OVERHEAD 0.05

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    if (g_file_test (inner, G_FILE_TEST_IS_DIR))
      remove_all (inner);
    else
      g_unlink (inner);
  }
  g_rmdir (path);
}

static LabPlannedRun *
draw_runs (guint count, double spread)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  LabPlannedRun *runs = g_new0 (LabPlannedRun, count);

  for (guint i = 0; i < count; i++)
    runs[i].cost = exp (spread * g_rand_double (random));
  return runs;
}

/* The longest-first rule is within a third of the best; with many small runs far nearer. */
static void
test_cut (void)
{
  g_autofree LabPlannedRun *runs = draw_runs (640, 5);
  double load[16] = {0}, most = 0, total = 0;

  lab_runs_cut (runs, 640, 16);
  for (guint i = 0; i < 640; i++) {
    g_assert_cmpuint (runs[i].task, <, 16);
    load[runs[i].task] += runs[i].cost;
    total += runs[i].cost;
  }
  for (guint i = 0; i < 16; i++)
    most = MAX (most, load[i]);
  g_assert_cmpfloat (most, <, total / 16 * 1.01);
}

/* A run whose owner died: open again from this moment on. */
typedef struct
{
  double from, seconds;
} Lost;

/* The longest of those that are open at a time, or -1. */
static int
longest_lost (const GArray *lost, double now)
{
  int longest = -1;

  for (guint i = 0; i < lost->len; i++) {
    const Lost *one = &g_array_index (lost, Lost, i);

    if (one->from <= now &&
        (longest < 0 || one->seconds > g_array_index (lost, Lost, longest).seconds))
      longest = (int)i;
  }
  return longest;
}

static guint
first_free (const double *free_at)
{
  guint first = 0;

  for (guint k = 1; k < WORKERS; k++)
    if (free_at[k] < free_at[first])
      first = k;
  return first;
}

/* Virtual time: whoever is free takes the longest run that is open; one in a hundred dies in the middle of a
 * run, which is open again when its claim has been still for long enough; the engine starts the worker again. */
static double
simulate (LabPlannedRun *runs, double seconds_per_flop)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  LabRunFolder folder = {.count = RUNS, .runs = runs};
  g_autoptr (GArray) order = lab_run_folder_part (&folder, -1);
  g_autofree double *free_at = g_new0 (double, WORKERS);
  g_autoptr (GArray) lost = g_array_new (FALSE, FALSE, sizeof (Lost));
  double end = 0;

  for (guint next = 0; next < order->len || lost->len > 0;) {
    const guint worker = first_free (free_at);
    const int again = longest_lost (lost, free_at[worker]);
    double seconds;

    if (again >= 0) {
      seconds = g_array_index (lost, Lost, again).seconds;
      g_array_remove_index_fast (lost, (guint)again);
    } else if (next < order->len) {
      seconds = runs[g_array_index (order, guint, next++)].cost * seconds_per_flop + OVERHEAD;
    } else {
      free_at[worker] += TAKEOVER / 4; /* looks again */
      continue;
    }
    if (g_rand_double (random) < 0.01) {
      const Lost died = {free_at[worker] + seconds * g_rand_double (random) + TAKEOVER, seconds};

      g_array_append_val (lost, died);
      free_at[worker] = died.from;
      continue;
    }
    free_at[worker] += seconds;
    end = MAX (end, free_at[worker]);
  }
  return end;
}

/* 10,000 runs on 1,000 workers of which one in a hundred fails: within a tenth of what no plan can beat. */
static void
test_growth (void)
{
  g_autofree LabPlannedRun *runs = draw_runs (RUNS, 4);
  double total = 0, longest = 0, bound;
  const double seconds_per_flop = 60; /* runs of a minute to an hour */

  for (guint i = 0; i < RUNS; i++) {
    total += runs[i].cost * seconds_per_flop;
    longest = MAX (longest, runs[i].cost * seconds_per_flop);
  }
  bound = MAX (total / WORKERS, longest);
  g_test_message ("bound %.0f s, makespan %.0f s", bound, simulate (runs, seconds_per_flop));
  g_assert_cmpfloat (simulate (runs, seconds_per_flop), <, 1.1 * bound);
}

static void
test_folder (void)
{
  g_autofree char *path = g_dir_make_tmp ("scaling-lab-plan-XXXXXX", NULL);
  g_autofree char *plan = g_build_filename (path, "plan.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (LabRunFolder) made = NULL;
  g_autoptr (LabRunFolder) again = NULL;
  g_autoptr (LabRunFolder) read = NULL;
  g_autoptr (GError) error = NULL;
  LabExperiment experiment;
  LabSimdLevel level;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  g_assert_true (lab_simd_level_choose (&level, NULL));
  made = lab_run_folder_make (path, "sweep=data", NULL, lab_simd_level_name (level), &experiment, 4,
                              &error);
  g_assert_no_error (error);
  g_assert_true (lab_run_folder_admits (made, &error));
  /* The same goes on, also in other parts; another does not. */
  again = lab_run_folder_make (path, "sweep=data", NULL, lab_simd_level_name (level), &experiment,
                               7, &error);
  g_assert_no_error (error);
  g_assert_null (lab_run_folder_make (path, "sweep=data d=3", NULL, lab_simd_level_name (level),
                                      &experiment, 4, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  read = lab_run_folder_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->tasks, ==, 7);
  g_assert_cmpuint (read->count, ==, lab_experiment_run_count (&experiment));
  for (guint i = 0; i < read->count; i++)
    g_assert_cmpfloat (read->runs[i].cost, ==, lab_run_cost (&experiment, i));
  /* Another build is not admitted; a plan that was changed is refused. */
  read->build[0] = read->build[0] == '0' ? '1' : '0';
  g_assert_false (lab_run_folder_admits (read, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (plan, &text, NULL, NULL));
  *strstr (text, "sweep=data") = 'x';
  g_assert_true (g_file_set_contents (plan, text, -1, NULL));
  g_assert_null (lab_run_folder_open (path, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  remove_all (path);
}

/* Longest first, and every run in exactly one part. */
static void
test_parts (void)
{
  g_autofree LabPlannedRun *runs = draw_runs (50, 3);
  LabRunFolder folder = {.count = 50, .runs = runs, .tasks = 3};
  guint seen[50] = {0};

  lab_runs_cut (runs, 50, 3);
  for (int task = 0; task < 3; task++) {
    g_autoptr (GArray) part = lab_run_folder_part (&folder, task);

    for (guint i = 0; i < part->len; i++) {
      const guint index = g_array_index (part, guint, i);

      seen[index]++;
      if (i > 0)
        g_assert_cmpfloat (runs[index].cost, <=, runs[g_array_index (part, guint, i - 1)].cost);
    }
  }
  for (guint i = 0; i < 50; i++)
    g_assert_cmpuint (seen[i], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cluster/plan/cut", test_cut);
  g_test_add_func ("/cluster/plan/growth", test_growth);
  g_test_add_func ("/cluster/plan/folder", test_folder);
  g_test_add_func ("/cluster/plan/parts", test_parts);
  return g_test_run ();
}
