/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap over widths: asked for again it is kept, another wish replaces it, and what ends early leaves
 * nothing behind. */
#include "laboratory/answers/kernel-widths.h"
#include "laboratory/answers/kernel-widths-testing.h"
#include "laboratory-test.h"

typedef struct
{
  LabKernelWidths *widths;
  guint changes;
} Fixture;

static void
on_changed (LabKernelWidths *widths, gpointer data)
{
  ((Fixture *)data)->changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->widths = lab_kernel_widths_new ();
  g_signal_connect (fixture->widths, "changed", G_CALLBACK (on_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->widths);
}

static LabExperiment
experiment_of (guint n)
{
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.n = n;
  experiment.depth = 1;
  experiment.heads = 1;
  experiment.tokens = 1;
  return experiment;
}

static gboolean
is_idle (gpointer data)
{
  return !lab_kernel_widths_is_busy (data);
}

static gboolean
has_come (gpointer data)
{
  return ((Fixture *)data)->changes > 0;
}

/* Under way it is busy and tells nothing; the same wish again neither restarts nor forgets. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  const LabExperiment experiment = experiment_of (16), other = experiment_of (24);
  const LabWidthGap *gap;

  g_assert_false (lab_kernel_widths_is_busy (fixture->widths));
  lab_kernel_widths_want (fixture->widths, &experiment, 10);
  g_assert_true (lab_kernel_widths_is_busy (fixture->widths));
  g_assert_null (lab_kernel_widths_get (fixture->widths));
  g_assert_true (laboratory_test_wait (has_come, fixture, 60));
  g_assert_true (is_idle (fixture->widths));
  gap = lab_kernel_widths_get (fixture->widths);
  g_assert_nonnull (gap);
  g_assert_cmpuint (gap->n, ==, 16);
  g_assert_cmpuint (gap->count, ==, LAB_WIDTH_GAP_WIDTHS);
  g_assert_null (lab_kernel_widths_get_failure (fixture->widths));
  lab_kernel_widths_want (fixture->widths, &experiment, 10);
  g_assert_false (lab_kernel_widths_is_busy (fixture->widths));
  g_assert_true (lab_kernel_widths_get (fixture->widths) == gap);
  /* Another head, or another experiment, is another wish. */
  lab_kernel_widths_want (fixture->widths, &experiment, 1);
  g_assert_true (lab_kernel_widths_is_busy (fixture->widths));
  g_assert_null (lab_kernel_widths_get (fixture->widths));
  lab_kernel_widths_want (fixture->widths, &other, 1);
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_true (laboratory_test_wait (is_idle, fixture->widths, 60));
  g_assert_cmpuint (lab_kernel_widths_get (fixture->widths)->n, ==, 24);
}

/* While one is computed another is wanted: the first is not shown, the second comes of itself. */
static void
test_newest_wins (Fixture *fixture, gconstpointer data)
{
  const LabExperiment slow = experiment_of (256), quick = experiment_of (16);

  lab_kernel_widths_want (fixture->widths, &slow, 10);
  laboratory_test_pass (2 * LAB_LABORATORY_REST / 1000.0);
  g_assert_true (lab_kernel_widths_is_busy (fixture->widths));
  lab_kernel_widths_want (fixture->widths, &quick, 10);
  g_assert_true (laboratory_test_wait (is_idle, fixture->widths, 60));
  g_assert_nonnull (lab_kernel_widths_get (fixture->widths));
  g_assert_cmpuint (lab_kernel_widths_get (fixture->widths)->n, ==, 16);
}

/* The main loop is held up, so that the answer to an old wish, or its end and the rest of the new one, are
 * there together when it goes on. */
static void
test_held_up (Fixture *fixture, gconstpointer data)
{
  const LabExperiment old = experiment_of (16), slow = experiment_of (256);
  const LabExperiment new = experiment_of (24);

  lab_kernel_widths_want (fixture->widths, &old, 10);
  laboratory_test_pass (1.2 * LAB_LABORATORY_REST / 1000.0);
  g_usleep (3 * G_USEC_PER_SEC); /* it is done */
  lab_kernel_widths_want (fixture->widths, &new, 10);
  g_assert_null (lab_kernel_widths_get (fixture->widths));
  g_assert_true (laboratory_test_wait (is_idle, fixture->widths, 60));
  g_assert_cmpuint (fixture->changes, ==, 1); /* the old answer is not even told */
  g_assert_cmpuint (lab_kernel_widths_get (fixture->widths)->n, ==, 24);

  lab_kernel_widths_want (fixture->widths, &slow, 10);
  laboratory_test_pass (1.2 * LAB_LABORATORY_REST / 1000.0);
  lab_kernel_widths_want (fixture->widths, &old, 10);
  g_usleep (2 * LAB_LABORATORY_REST * 1000);
  g_assert_true (laboratory_test_wait (is_idle, fixture->widths, 60));
  g_assert_nonnull (lab_kernel_widths_get (fixture->widths));
}

/* Stopped, before it began or under way: nothing comes, and it can be wanted again. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  const LabExperiment slow = experiment_of (256), quick = experiment_of (16);

  lab_kernel_widths_want (fixture->widths, &quick, 10);
  lab_kernel_widths_stop (fixture->widths);
  g_assert_false (lab_kernel_widths_is_busy (fixture->widths));
  lab_kernel_widths_want (fixture->widths, &slow, 10);
  laboratory_test_pass (2 * LAB_LABORATORY_REST / 1000.0);
  lab_kernel_widths_stop (fixture->widths);
  g_assert_true (laboratory_test_wait (is_idle, fixture->widths, 60));
  g_assert_null (lab_kernel_widths_get (fixture->widths));
  g_assert_null (lab_kernel_widths_get_failure (fixture->widths));
  lab_kernel_widths_want (fixture->widths, &quick, 10);
  g_assert_true (laboratory_test_wait (is_idle, fixture->widths, 60));
  g_assert_nonnull (lab_kernel_widths_get (fixture->widths));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add ("/kernel-widths/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/kernel-widths/newest-wins", Fixture, NULL, set_up, test_newest_wins, tear_down);
  g_test_add ("/kernel-widths/held-up", Fixture, NULL, set_up, test_held_up, tear_down);
  g_test_add ("/kernel-widths/stopped", Fixture, NULL, set_up, test_stopped, tear_down);
  return g_test_run ();
}
