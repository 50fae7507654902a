/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do, on the window's chart: switched in the theories dialog, gone with the window. */
#include <math.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ui/window/export.h"
#include "ui/laws/theories-dialog.h"
#include "ui/laws/theories-dialog-testing.h"
#include "ui/laws/theory-row.h"
#include "ui/laws/theory-row-testing.h"
#include "window-fixture.h"
#include "laboratory-test.h"
#include "laboratory/laboratory-kernel-testing.h"

/* The prediction of the network's own kernel comes with another switch. */
static gboolean
is_overlay (const LabChartSeries *series)
{
  return lab_chart_series_is_reference (series) && strstr (series->label, "own tangent") == NULL;
}

static guint
count_references (LabLaboratory *laboratory)
{
  g_autoptr (LabChartContent) content = lab_laboratory_compose (laboratory);
  guint count = 0;

  for (guint i = 0; i < content->series->len; i++)
    count += is_overlay (g_ptr_array_index (content->series, i)) ? 1 : 0;
  return count;
}

static gboolean
is_known (gpointer data)
{
  return !lab_laboratory_is_computing_kernel (data) && count_references (data) > 0;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_export_finish (LAB_LABORATORY (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

/* The points' file has a second one beside it. */
static void
check_export (LabLaboratory *laboratory, const char *csv)
{
  g_autofree char *directory = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "points.csv", NULL);
  g_autofree char *beside = g_build_filename (directory, "points-kernel.csv", NULL);
  g_autofree char *written = NULL;
  gboolean done = FALSE;

  lab_export_async (laboratory, NULL, path, 0, 0, NULL, on_written, &done);
  g_assert_true (laboratory_test_wait (is_true, &done, 10));
  g_assert_true (g_file_get_contents (beside, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, csv);
  g_remove (path);
  g_remove (beside);
  g_rmdir (directory);
}

/* Through the dialog's switch; the other axes do without. */
static void
test_ridge (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = lab_theories_dialog_new (GTK_WINDOW (fixture->window), fixture->laboratory,
                                               fixture->settings);
  GtkWidget *row = lab_theories_dialog_find (dialog, "ridge-visible");
  GtkWidget *check = lab_theory_row_get_check (LAB_THEORY_ROW (row));
  g_autofree char *csv = NULL;

  g_assert_cmpuint (count_references (fixture->laboratory), ==, 0);
  g_assert_null (lab_laboratory_kernel_csv (fixture->laboratory));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (laboratory_test_wait (is_known, fixture->laboratory, 60));
  g_assert_cmpuint (count_references (fixture->laboratory), ==, 2);
  csv = lab_laboratory_kernel_csv (fixture->laboratory);
  g_assert_nonnull (strstr (csv, "\nmatern,256,1,"));
  check_export (fixture->laboratory, csv);
  lab_laboratory_set_axis (fixture->laboratory, LAB_SWEEP_MODEL);
  g_assert_cmpuint (count_references (fixture->laboratory), ==, 0);
  lab_laboratory_set_axis (fixture->laboratory, LAB_SWEEP_DATA);
  g_assert_cmpuint (count_references (fixture->laboratory), ==, 2); /* known: there at once */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_cmpuint (count_references (fixture->laboratory), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_tangent (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LabExperiment experiment;

  laboratory_test_experiment (&experiment);
  experiment.sweep = LAB_SWEEP_TIME;
  experiment.grid_length = 1;
  experiment.grid[0] = 8;
  g_object_set (fixture->settings, "tangent-visible", TRUE, NULL);
  lab_laboratory_set_experiment (fixture->laboratory, &experiment, &error);
  g_assert_no_error (error);
  g_assert_true (laboratory_test_wait (is_known, fixture->laboratory, 60));
  g_assert_cmpuint (count_references (fixture->laboratory), ==, 1);
  g_object_set (fixture->settings, "tangent-visible", FALSE, NULL);
  g_assert_cmpuint (count_references (fixture->laboratory), ==, 0);
}

static gboolean
is_computing (gpointer data)
{
  return lab_laboratory_is_computing_kernel (data);
}

/* d moves while n = 2,048 is computed, and then the window closes on it (tear_down). */
static void
test_close_early (WindowFixture *fixture, gconstpointer data)
{
  g_object_set (fixture->settings, "ridge-visible", TRUE, NULL);
  g_assert_true (lab_laboratory_set (fixture->laboratory, "grid", "1024,2048", NULL));
  g_assert_true (laboratory_test_wait (is_computing, fixture->laboratory, 10));
  laboratory_test_pass (1);
  for (guint d = 3; d < 6; d++) {
    const char value[] = {(char)('0' + d), '\0'};

    g_assert_true (lab_laboratory_set (fixture->laboratory, "d", value, NULL));
    laboratory_test_pass (0.4);
  }
  g_assert_true (is_computing (fixture->laboratory));
  g_object_set (fixture->settings, "ridge-visible", FALSE, NULL);
  g_object_set (fixture->settings, "ridge-visible", TRUE, NULL);
  laboratory_test_pass (0.5);
}

static void
add (LabApplication *application)
{
#define ADD(name, test)                                                                            \
  g_test_add (name, WindowFixture, application, window_fixture_set_up, test,                       \
              window_fixture_tear_down)
  ADD ("/kernel-overlays/ridge", test_ridge);
  ADD ("/kernel-overlays/tangent", test_tangent);
  ADD ("/kernel-overlays/close-early", test_close_early);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add);
}
