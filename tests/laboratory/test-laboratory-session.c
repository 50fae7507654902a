/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session brings back what was measured: curves and fits to the bit, nothing is trained again. */
#include "laboratory/laboratory-session.h"

#include "experiment/experiment-keys.h"
#include "laboratory-test.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("scaling-lab-window-session-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "work.scalinglab", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
save (LabLaboratory *laboratory, const Fixture *fixture)
{
  g_autoptr (LabSession) session = lab_laboratory_to_session (laboratory);
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_session_save (session, fixture->path, &error));
  g_assert_no_error (error);
  g_assert_true (lab_session_is_at (fixture->path));
}

static LabLaboratory *
open_session (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LabOpenedSession) opened = lab_opened_session_read (fixture->path, &error);
  LabLaboratory *laboratory = lab_laboratory_new (1);

  g_assert_no_error (error);
  g_assert_cmpuint (opened->lost->len, ==, 0);
  g_assert_true (lab_laboratory_take_session (laboratory, opened, &error));
  g_assert_no_error (error);
  laboratory_test_settle (laboratory);
  return laboratory;
}

static void
assert_same_curve (LabLaboratory *one, LabLaboratory *other)
{
  const LabCurve *first = lab_laboratory_get_curve (one),
                 *second = lab_laboratory_get_curve (other);

  g_assert_cmpuint (first->point_count, ==, second->point_count);
  for (guint i = 0; i < first->point_count; i++) {
    g_assert_cmpfloat (first->points[i].x, ==, second->points[i].x);
    g_assert_cmpfloat (first->points[i].mean, ==, second->points[i].mean);
  }
}

static void
test_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabLaboratory) before = laboratory_test_laboratory ();
  g_autoptr (LabLaboratory) after = NULL;

  save (before, fixture);
  after = open_session (fixture);
  g_assert_cmpint (lab_laboratory_get_state (after), ==, LAB_STATE_FINISHED);
  g_assert_true (lab_experiment_equal (lab_laboratory_get_experiment (before),
                                       lab_laboratory_get_experiment (after)));
  assert_same_curve (before, after);
  /* And saved again it is the same session. */
  {
    g_autoptr (LabSession) first = lab_laboratory_to_session (before);
    g_autoptr (LabSession) second = lab_laboratory_to_session (after);
    const LabSessionExperiment *one = g_ptr_array_index (first->experiments, 0);
    const LabSessionExperiment *two = g_ptr_array_index (second->experiments, 0);

    g_assert_cmpuint (second->experiments->len, ==, 1);
    g_assert_cmpstr (one->words, ==, two->words);
    g_assert_cmpuint (one->runs->len, ==, two->runs->len);
  }
}

/* Earlier curves come along as earlier curves. */
static void
test_earlier_curves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabLaboratory) before = laboratory_test_laboratory ();
  g_autoptr (LabLaboratory) after = NULL;

  laboratory_test_set (before, "d", "3");
  lab_laboratory_start (before);
  laboratory_test_settle (before);
  save (before, fixture);
  after = open_session (fixture);
  g_assert_cmpuint (lab_laboratory_ghost_count (after), ==, 1);
  g_assert_cmpfloat (laboratory_test_get (after, "d"), ==, 3);
  assert_same_curve (before, after);
}

/* Runs that are missing are trained: the curve is then that of one go. */
static void
test_goes_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabLaboratory) before = laboratory_test_laboratory ();
  g_autoptr (LabSession) session = lab_laboratory_to_session (before);
  LabSessionExperiment *experiment = g_ptr_array_index (session->experiments, 0);
  g_autoptr (LabLaboratory) after = NULL;

  g_ptr_array_remove_index (experiment->runs, 0);
  g_assert_true (lab_session_save (session, fixture->path, NULL));
  after = open_session (fixture);
  g_assert_cmpint (lab_laboratory_get_state (after), ==, LAB_STATE_FINISHED);
  assert_same_curve (before, after);
}

/* What this version does not know is named, and the rest is shown. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LabLaboratory) before = laboratory_test_laboratory ();
  g_autoptr (LabSession) session = lab_laboratory_to_session (before);
  g_autoptr (LabOpenedSession) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_insert (session->experiments, 0,
                      lab_session_experiment_new ("sweep=data d=-7", NULL, "avx2"));
  g_assert_true (lab_session_save (session, fixture->path, NULL));
  opened = lab_opened_session_read (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (opened->experiments->len, ==, 1);
  g_assert_cmpuint (opened->lost->len, ==, 1);
  g_ptr_array_set_size (session->experiments, 1);
  g_assert_true (lab_session_save (session, fixture->path, NULL));
  g_clear_pointer (&opened, lab_opened_session_free);
  opened = lab_opened_session_read (fixture->path, &error);
  g_assert_null (opened);
  g_assert_nonnull (error);
}

#define add(name, function)                                                                        \
  g_test_add ("/laboratory/session/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("comes-back", test_comes_back);
  add ("earlier-curves", test_earlier_curves);
  add ("goes-on", test_goes_on);
  add ("unknown", test_unknown);
  return g_test_run ();
}
