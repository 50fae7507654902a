/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's kernel curves: they grow, the newest wish wins, and nothing outlives its owner. */
#include "laboratory/kernel-curves.h"
#include "laboratory-test.h"

#include <math.h>

typedef struct
{
  LabKernelCurves *curves;
  guint changes;
} Fixture;

static void
on_changed (gpointer data)
{
  ((Fixture *)data)->changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->curves = lab_kernel_curves_new (on_changed, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lab_kernel_curves_free (fixture->curves);
}

/* Small data sweep; its largest n decides how long it takes. */
static LabExperiment
experiment_of (guint d, guint64 largest)
{
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.intrinsic_dimension = d;
  experiment.width = 8;
  experiment.heads = 2;
  experiment.repeats = 1;
  experiment.grid_length = 2;
  experiment.grid[0] = 32;
  experiment.grid[1] = largest;
  return experiment;
}

static gboolean
is_idle (gpointer data)
{
  return !lab_kernel_curves_is_busy (data);
}

static gboolean
has_point (gpointer data)
{
  return lab_kernel_curves_get_ridge (data) != NULL;
}

/* Point by point; what it does not depend on changes nothing; known ones are there at once. */
static void
test_grows (Fixture *fixture, gconstpointer data)
{
  LabExperiment experiment = experiment_of (2, 64);
  const LabExperiment other = experiment_of (3, 64);
  double risk;

  lab_kernel_curves_want (fixture->curves, &experiment, FALSE);
  g_assert_true (lab_kernel_curves_is_busy (fixture->curves));
  g_assert_null (lab_kernel_curves_get_ridge (fixture->curves));
  g_assert_true (laboratory_test_wait (is_idle, fixture->curves, 30));
  g_assert_cmpuint (fixture->changes, >=, 1);
  g_assert_cmpuint (lab_kernel_curves_get_ridge (fixture->curves)->count[0], ==, 2);
  g_assert_cmpuint (lab_kernel_curves_get_ridge (fixture->curves)->count[1], ==, 2);
  risk = lab_kernel_curves_get_ridge (fixture->curves)->points[0][1].mean;
  experiment.learning_rate *= 2;
  lab_kernel_curves_want (fixture->curves, &experiment, FALSE);
  g_assert_false (lab_kernel_curves_is_busy (fixture->curves));
  lab_kernel_curves_want (fixture->curves, &other, FALSE);
  g_assert_null (lab_kernel_curves_get_ridge (fixture->curves));
  g_assert_true (laboratory_test_wait (is_idle, fixture->curves, 30));
  g_assert_cmpfloat (lab_kernel_curves_get_ridge (fixture->curves)->points[0][1].mean, !=, risk);
  lab_kernel_curves_want (fixture->curves, &experiment, FALSE);
  g_assert_false (lab_kernel_curves_is_busy (fixture->curves));
  g_assert_cmpfloat (lab_kernel_curves_get_ridge (fixture->curves)->points[0][1].mean, ==, risk);
}

/* d changes while n = 2,048 computes: soon the answer is that of the new d, and the window's loop is
 * never held up (ticks of 10 ms keep coming). */
static gboolean
count_tick (gpointer data)
{
  (*(guint *)data)++;
  return G_SOURCE_CONTINUE;
}

static gboolean
has_ticked (gpointer data)
{
  return *(guint *)data >= 20;
}

static void
test_newest_wins (Fixture *fixture, gconstpointer data)
{
  const LabExperiment large = experiment_of (2, 2048), small = experiment_of (5, 64);
  gint64 begin;
  guint ticks = 0, timer;

  lab_kernel_curves_want (fixture->curves, &large, FALSE);
  g_assert_true (laboratory_test_wait (has_point, fixture->curves, 30));
  timer = g_timeout_add (10, count_tick, &ticks);
  g_assert_true (laboratory_test_wait (has_ticked, &ticks, 30)); /* the loop goes round meanwhile */
  g_source_remove (timer);
  g_assert_true (lab_kernel_curves_is_busy (fixture->curves));
  begin = g_get_monotonic_time ();
  lab_kernel_curves_want (fixture->curves, &small, FALSE);
  g_assert_true (laboratory_test_wait (is_idle, fixture->curves, 30));
  g_test_message ("the new d was there after %.0f ms",
                  (double)(g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpfloat (lab_kernel_curves_get_ridge (fixture->curves)->points[0][1].n, ==, 64);
}

/* Freed in the middle of n = 2,048, with each of its kernels, soon after the rest that a wish takes: the thread is gone. */
static void
test_free_early (void)
{
  const LabExperiment large = experiment_of (2, 2048);
  LabExperiment time;

  lab_experiment_default (LAB_SWEEP_TIME, &time);
  for (guint i = 0; i < 2; i++) {
    const guint threads = laboratory_test_threads ();
    Fixture fixture = {.changes = 0};
    gint64 begin;

    set_up (&fixture, NULL);
    lab_kernel_curves_want (fixture.curves, i == 0 ? &large : &time, FALSE);
    laboratory_test_pass (0.4);
    g_assert_true (lab_kernel_curves_is_busy (fixture.curves));
    begin = g_get_monotonic_time ();
    tear_down (&fixture, NULL);
    g_test_message ("ended after %.0f ms", (double)(g_get_monotonic_time () - begin) / 1000);
    g_assert_cmpuint (laboratory_test_threads (), <=,
                      threads + 1); /* LAPACK may still work aside */
  }
}

/* On time it is the tangent kernel; what cannot be had is a sentence. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_TIME, &experiment);
  experiment.n = 64;
  experiment.width = 8;
  experiment.heads = 2;
  experiment.steps = 20;
  lab_kernel_curves_want (fixture->curves, &experiment, FALSE);
  g_assert_true (laboratory_test_wait (is_idle, fixture->curves, 30));
  g_assert_null (lab_kernel_curves_get_ridge (fixture->curves));
  g_assert_cmpuint (lab_kernel_curves_get_tangent (fixture->curves)->count, >, 10);
  experiment = experiment_of (2, 64);
  experiment.validation = LAB_VALIDATION_NONE;
  lab_kernel_curves_want (fixture->curves, &experiment, FALSE);
  g_assert_true (laboratory_test_wait (is_idle, fixture->curves, 30));
  g_assert_nonnull (lab_kernel_curves_get_failure (fixture->curves));
  lab_kernel_curves_want (fixture->curves, NULL, FALSE);
  g_assert_null (lab_kernel_curves_get_failure (fixture->curves));
  g_assert_false (lab_kernel_curves_is_busy (fixture->curves));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add ("/kernel-curves/grows", Fixture, NULL, set_up, test_grows, tear_down);
  g_test_add ("/kernel-curves/newest-wins", Fixture, NULL, set_up, test_newest_wins, tear_down);
  g_test_add_func ("/kernel-curves/free-early", test_free_early);
  g_test_add ("/kernel-curves/kinds", Fixture, NULL, set_up, test_kinds, tear_down);
  return g_test_run ();
}
