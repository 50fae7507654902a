/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where results go: beside finished ones, elsewhere, never over a file of the user. */
#include "result-folder.h"

#include "core/error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
test_stopped (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *inner = g_build_filename (directory, "out", NULL);
  g_autofree char *stopped = g_strconcat (inner, "-stopped", NULL);
  g_autofree char *second = g_strconcat (inner, "-stopped-2", NULL);
  g_autofree char *notice = NULL;
  LabResultOrigin other = first;

  other.words = "sweep=data d=4";
  /* Where nothing finished lies, there. */
  g_autofree char *a = write_set (inner, &first, "part", FALSE, FALSE, &notice);
  g_assert_cmpstr (a, ==, inner);
  g_assert_null (notice);
  g_autofree char *b = write_set (inner, &other, "other part", FALSE, FALSE, &notice);
  g_assert_cmpstr (b, ==, inner);
  g_autofree char *c = write_set (inner, &first, "points", FALSE, TRUE, &notice);
  g_assert_cmpstr (c, ==, inner);
  check_file (inner, "points.csv", "points");
  /* Beside finished ones, even of the same experiment; a part replaces a part. */
  for (guint i = 0; i < 2; i++) {
    g_autofree char *d =
        write_set (inner, &first, i == 0 ? "part" : "later", FALSE, FALSE, &notice);

    g_assert_cmpstr (d, ==, stopped);
    g_assert_nonnull (notice);
    g_assert_nonnull (strstr (notice, stopped));
    g_clear_pointer (&notice, g_free);
  }
  check_file (inner, "points.csv", "points");
  check_file (stopped, "points.csv", "later");
  /* Should someone keep finished results there, they stay as well. */
  g_autofree char *e = write_set (stopped, &first, "kept", FALSE, TRUE, NULL);
  g_autofree char *f = write_set (inner, &first, "part", FALSE, FALSE, NULL);
  g_assert_cmpstr (e, ==, stopped);
  g_assert_cmpstr (f, ==, second);
  check_file (stopped, "points.csv", "kept");
  remove_directory (directory);
}

/* Replacing does not stretch to an end before the end. */
static void
test_stopped_with_replace (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *inner = g_build_filename (directory, "out", NULL);
  g_autofree char *place = write_set (inner, &first, "points", FALSE, TRUE, NULL);
  LabResultOrigin other = first;

  other.words = "sweep=data d=4";
  g_autoptr (LabResultSet) set = lab_result_set_open (inner, TRUE, &other, NULL);
  g_autofree char *where = commit (set, "part", FALSE, FALSE, NULL);
  g_assert_true (g_str_has_suffix (where, "out-stopped"));
  check_file (inner, "points.csv", "points");
  check_file (where, "points.csv", "part");
  remove_directory (directory);
}

/* A user's file of one of the names is never replaced, not even with --replace. */
static void
test_foreign (void)
{
  g_autofree char *directory = make_directory ();

  put (directory, "fits.json", "[1, 2]");
  check_refused (directory, &first, TRUE, "fits.json");
  put (directory, "fits.json", "{\"files\" : 1, \"made_by\" : [], \"program\" : \"mine\"}");
  check_refused (directory, &first, TRUE, "fits.json");
  g_autofree char *deep = g_strnfill (1000000, '[');
  put (directory, "fits.json", deep);
  check_refused (directory, &first, TRUE, "fits.json");
  g_autofree char *path = g_build_filename (directory, "fits.json", NULL);
  g_unlink (path);
  put (directory, "chart.svg", "mine");
  check_refused (directory, &first, TRUE, "chart.svg");
  g_autofree char *chart = g_build_filename (directory, "chart.svg", NULL);
  g_unlink (chart);
  g_autofree char *place = write_set (directory, &first, "points", FALSE, TRUE, NULL);
  put (directory, "points.csv", "edited");
  check_refused (directory, &first, TRUE, "points.csv");
  remove_directory (directory);
}

/* Changed while the work went on: what was measured goes elsewhere. */
static void
test_changed_meanwhile (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *inner = g_build_filename (directory, "out", NULL);
  g_autofree char *notice = NULL;
  g_autoptr (LabResultSet) set = lab_result_set_open (inner, FALSE, &first, NULL);

  put (inner, "points.csv", "mine");
  g_autofree char *where = commit (set, "points", FALSE, TRUE, &notice);
  g_assert_cmpstr (where, !=, inner);
  g_assert_nonnull (strstr (notice, where));
  check_file (inner, "points.csv", "mine");
  check_file (where, "points.csv", "points");
  remove_directory (directory);
}

/* Without a name: the first that is free, also of another process. */
static void
test_numbers (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *back = g_get_current_dir ();

  g_assert_cmpint (chdir (directory), ==, 0);
  g_autofree char *a = write_set (NULL, &first, "a", FALSE, TRUE, NULL);
  g_autofree char *b = write_set (NULL, &first, "b", FALSE, TRUE, NULL);
  g_assert_cmpstr (a, ==, "scaling-lab-results");
  g_assert_cmpstr (b, ==, "scaling-lab-results-2");
  LabResultSet *busy = lab_result_set_open (NULL, FALSE, &first, NULL);
  g_autofree char *c = write_set (NULL, &first, "c", FALSE, TRUE, NULL);
  g_assert_cmpstr (lab_result_set_place (busy), ==, "scaling-lab-results-3");
  g_assert_cmpstr (c, ==, "scaling-lab-results-4");
  lab_result_set_free (busy);
  g_assert_false (g_file_test ("scaling-lab-results-3", G_FILE_TEST_EXISTS));
  check_file ("scaling-lab-results", "points.csv", "a");
  g_assert_cmpint (chdir (back), ==, 0);
  remove_directory (directory);
}

static void
test_busy (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (LabResultSet) set = lab_result_set_open (directory, FALSE, &first, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_result_set_open (directory, TRUE, &first, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_BUSY);
  remove_directory (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/result-places/stopped", test_stopped);
  g_test_add_func ("/result-places/stopped-with-replace", test_stopped_with_replace);
  g_test_add_func ("/result-places/foreign", test_foreign);
  g_test_add_func ("/result-places/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/result-places/numbers", test_numbers);
  g_test_add_func ("/result-places/busy", test_busy);
  return g_test_run ();
}
