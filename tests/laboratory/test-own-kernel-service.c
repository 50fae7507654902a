/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's prediction without a fitted constant: first the small sizes, then all, newest wish first. */
#include "laboratory-test.h"
#include "laboratory/own-kernel-service.h"

typedef struct
{
  LabOwnKernelService *service;
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
  fixture->service = lab_own_kernel_service_new (on_changed, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lab_own_kernel_service_free (fixture->service);
}

static LabExperiment
experiment_of (guint d)
{
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.intrinsic_dimension = d;
  experiment.width = 8;
  experiment.heads = 2;
  experiment.repeats = 2;
  experiment.grid_length = 3;
  experiment.grid[0] = 32;
  experiment.grid[1] = 64;
  experiment.grid[2] = LAB_OWN_KERNEL_FIRST_POINTS + 64;
  return experiment;
}

static gboolean
is_idle (gpointer data)
{
  return !lab_own_kernel_service_is_busy (data);
}

static void
want (Fixture *fixture, const LabExperiment *experiment, gboolean first_only)
{
  lab_own_kernel_service_want (fixture->service, experiment, first_only);
  g_assert_true (laboratory_test_wait (is_idle, fixture->service, 30));
}

/* While runs wait, sizes up to 256 alone; then the others too, and the first ones stay as they were. What
 * the prediction does not depend on changes nothing. */
static void
test_first (Fixture *fixture, gconstpointer data)
{
  LabExperiment experiment = experiment_of (2);
  const LabOwnKernelCurve *curve;
  double first;

  g_assert_null (lab_own_kernel_service_get (fixture->service));
  want (fixture, &experiment, TRUE);
  curve = lab_own_kernel_service_get (fixture->service);
  g_assert_nonnull (curve);
  g_assert_cmpuint (curve->count, ==, 2);
  g_assert_cmpuint (curve->left_out, ==, 0);
  g_assert_cmpuint (curve->pilot_count, ==, 1);
  g_assert_cmpuint (curve->points[1].repeats, ==, 2);
  g_assert_cmpuint (fixture->changes, >=, 2); /* once a repeat */
  first = curve->points[0].excess_risk;
  want (fixture, &experiment, FALSE);
  curve = lab_own_kernel_service_get (fixture->service);
  g_assert_cmpuint (curve->count, ==, 3);
  g_assert_cmpfloat_with_epsilon (curve->points[0].excess_risk, first, 1e-5);
  experiment.learning_rate *= 2;
  lab_own_kernel_service_want (fixture->service, &experiment, FALSE);
  g_assert_false (lab_own_kernel_service_is_busy (fixture->service));
  g_assert_cmpuint (lab_own_kernel_service_get (fixture->service)->count, ==, 3);
}

/* Another question has another answer, and the way back is there at once; depth has none. */
static void
test_newest (Fixture *fixture, gconstpointer data)
{
  const LabExperiment two = experiment_of (2), five = experiment_of (5);
  LabExperiment depth;
  double risk;

  lab_own_kernel_service_want (fixture->service, &two, FALSE);
  want (fixture, &five, TRUE);
  risk = lab_own_kernel_service_get (fixture->service)->points[0].excess_risk;
  want (fixture, &two, TRUE);
  g_assert_cmpfloat (lab_own_kernel_service_get (fixture->service)->points[0].excess_risk, !=,
                     risk);
  lab_own_kernel_service_want (fixture->service, &five, TRUE);
  g_assert_false (lab_own_kernel_service_is_busy (fixture->service));
  g_assert_cmpfloat (lab_own_kernel_service_get (fixture->service)->points[0].excess_risk, ==,
                     risk);
  lab_experiment_default (LAB_SWEEP_DEPTH, &depth);
  lab_own_kernel_service_want (fixture->service, &depth, FALSE);
  g_assert_false (lab_own_kernel_service_is_busy (fixture->service));
  g_assert_null (lab_own_kernel_service_get (fixture->service));
}

/* Freed in the middle: the thread is gone. */
static void
test_free_early (void)
{
  Fixture fixture = {.changes = 0};
  LabExperiment large = experiment_of (2);
  const guint threads = laboratory_test_threads ();

  set_up (&fixture, NULL);
  large.grid[2] = LAB_OWN_KERNEL_POINTS;
  large.width = 64;
  lab_own_kernel_service_want (fixture.service, &large, FALSE);
  laboratory_test_pass (0.6);
  tear_down (&fixture, NULL);
  g_assert_cmpuint (laboratory_test_threads (), <=, threads);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/own-kernel-service/first", Fixture, NULL, set_up, test_first, tear_down);
  g_test_add ("/own-kernel-service/newest", Fixture, NULL, set_up, test_newest, tear_down);
  g_test_add_func ("/own-kernel-service/free-early", test_free_early);
  return g_test_run ();
}
