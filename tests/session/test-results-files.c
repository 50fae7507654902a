/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results on disk: the locale does not touch them, a failure leaves what was there. */
#include "session/results.h"

#include "core/error.h"
#include "synthetic.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/* A locale with a decimal comma, made for this test alone. */
static gboolean
speak_german (const char *directory)
{
  g_autofree char *target = g_build_filename (directory, "de_DE.UTF-8", NULL);
  const char *argv[] = {"localedef", "-i", "de_DE", "-f", "UTF-8", target, NULL};

  g_setenv ("LOCPATH", directory, TRUE);
  g_spawn_sync (NULL, (char **)argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, NULL, NULL);
  return setlocale (LC_ALL, "de_DE.UTF-8") != NULL;
}

static void
remove_tree (const char *directory)
{
  const char *argv[] = {"rm", "-rf", "--", directory, NULL};

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
test_decimal_comma (void)
{
  LabExperiment experiment;

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  g_autoptr (GPtrArray) runs = synthetic_runs (&experiment);
  LabRun *const *pointers = (LabRun *const *)runs->pdata;
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, pointers, runs->len);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_autofree char *csv = lab_results_points_csv (&experiment, pointers, runs->len);
  g_autofree char *json = synthetic_fits (curve, fit, pointers, runs->len);
  g_autofree char *directory = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);
  gboolean german = speak_german (directory);

  if (german) {
    g_autofree char *comma = g_strdup_printf ("%.1f", 0.5);
    g_autofree char *german_csv = lab_results_points_csv (&experiment, pointers, runs->len);
    g_autofree char *german_json = synthetic_fits (curve, fit, pointers, runs->len);

    g_assert_cmpstr (comma, ==, "0,5");
    g_assert_cmpstr (german_csv, ==, csv);
    g_assert_cmpstr (german_json, ==, json);
  } else {
    g_test_skip ("no locale with a decimal comma can be made here (localedef)");
  }
  setlocale (LC_ALL, "C");
  g_unsetenv ("LOCPATH");
  remove_tree (directory);
}

static void
test_write_replaces (void)
{
  g_autofree char *directory = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "points.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_results_write (path, "old and longer\n", &error));
  g_assert_true (lab_results_write (path, "new\n", &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "new\n");
  g_autoptr (GDir) listing = g_dir_open (directory, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (listing), ==, "points.csv");
  g_assert_null (g_dir_read_name (listing)); /* no temporary file stays behind */
  remove_tree (directory);
}

static void
test_unwritable (void)
{
  g_autofree char *directory = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (directory, "file", NULL);
  g_autofree char *below = g_build_filename (file, "points.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_results_write (file, "kept", NULL));
  g_assert_false (lab_results_write (below, "lost", &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, below));
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "kept");
  remove_tree (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/results-files/decimal-comma", test_decimal_comma);
  g_test_add_func ("/results-files/write-replaces", test_write_replaces);
  g_test_add_func ("/results-files/unwritable", test_unwritable);
  return g_test_run ();
}
