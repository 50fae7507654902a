/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own points in the window: opened, refused, shown, put away again. */
#include "ui/views/manifold/manifold-view.h"
#include "ui/views/manifold/manifold-view-testing.h"
#include "ui/controls/points-bar.h"
#include "ui/controls/points-bar-testing.h"
#include "window-fixture.h"
#include "laboratory-test.h"
#include "ui/window/window-points-testing.h"

#include <string.h>

#include <glib/gstdio.h>

static char *
write_file (const char *name, gsize n)
{
  g_autofree char *folder = g_dir_make_tmp ("own-points-XXXXXX", NULL);
  char *path = g_build_filename (folder, name, NULL);
  GString *text = g_string_new ("x,y,z,target\n");
  LabRandom random;

  lab_random_init (&random, 2, 0, LAB_STREAM_TEST_POINTS);
  for (gsize i = 0; i < n; i++) {
    double a = lab_random_normal (&random), b = lab_random_normal (&random);

    g_string_append_printf (text, "%g,%g,%g,%g\n", a, b, a * b, a + b);
  }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
  return path;
}

static void
remove_file (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
}

static gboolean
is_read (gpointer data)
{
  return !lab_points_bar_is_reading (LAB_POINTS_BAR (((WindowFixture *)data)->window->points_bar));
}

static gboolean
shows_file (gpointer view)
{
  const LabManifoldPoints *points =
      lab_manifold_data_get_points (lab_manifold_view_get_data (view));

  return points != NULL && lab_manifold_points_file (points) != NULL &&
         lab_manifold_view_get_cloud (view) != NULL;
}

static void
activate (WindowFixture *fixture, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), name, NULL);
}

static void
test_open (WindowFixture *fixture, gconstpointer data)
{
  char *path = write_file ("plane.csv", 400);
  LabView *view;

  lab_window_open_points (fixture->window, path);
  g_assert_true (laboratory_test_wait (is_read, fixture, 20));
  const LabExperiment *experiment = lab_laboratory_get_experiment (fixture->laboratory);
  g_assert_nonnull (experiment->points);
  g_assert_cmpuint (experiment->points->n, ==, 400);
  g_assert_cmpuint (experiment->n, <=, 250);
  g_autofree char *remembered = lab_settings_string (fixture->settings, "points-file");
  g_assert_cmpstr (remembered, ==, path);

  /* Every one of the file's points, on the manifold view. */
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "view",
                                  g_variant_new_string ("manifold"));
  view = lab_window_current_view (fixture->window);
  g_assert_true (laboratory_test_wait (shows_file, view, 20));
  g_assert_cmpuint (lab_manifold_view_get_cloud (LAB_MANIFOLD_VIEW (view))->n, ==, 400);

  activate (fixture, "drawn-points");
  g_assert_null (lab_laboratory_get_experiment (fixture->laboratory)->points);
  lab_laboratory_undo (fixture->laboratory);
  g_assert_nonnull (lab_laboratory_get_experiment (fixture->laboratory)->points);
  activate (fixture, "drawn-points");
  activate (fixture, "reopen-points");
  g_assert_true (laboratory_test_wait (is_read, fixture, 20));
  g_assert_nonnull (lab_laboratory_get_experiment (fixture->laboratory)->points);
  remove_file (path);
}

static void
test_refused (WindowFixture *fixture, gconstpointer data)
{
  char *path = write_file ("few.csv", 10);
  LabPointsBar *bar = LAB_POINTS_BAR (fixture->window->points_bar);

  lab_window_open_points (fixture->window, path);
  g_assert_true (laboratory_test_wait (is_read, fixture, 20));
  g_assert_null (lab_laboratory_get_experiment (fixture->laboratory)->points);
  g_assert_nonnull (lab_points_bar_get_message (bar));
  g_assert_nonnull (strstr (lab_points_bar_get_message (bar), "holds 10 points"));
  lab_points_bar_close (bar);
  g_assert_null (lab_points_bar_get_message (bar));
  remove_file (path);
}

static void
add (LabApplication *application)
{
  g_test_add ("/own-points/open", WindowFixture, application, window_fixture_set_up, test_open,
              window_fixture_tear_down);
  g_test_add ("/own-points/refused", WindowFixture, application, window_fixture_set_up,
              test_refused, window_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
