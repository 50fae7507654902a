/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laboratory without a widget: what its commands do to controls, curves and files. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "experiment/experiment-keys.h"
#include "experiment/lazy-or-rich.h"
#include "session/results.h"
#include "laboratory-test.h"
#include "laboratory/laboratory-runs-testing.h"

static void
test_start (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();
  LabProgress progress;

  lab_laboratory_get_progress (laboratory, &progress);
  g_assert_cmpint (progress.state, ==, LAB_STATE_FINISHED);
  g_assert_cmpuint (progress.runs_done, ==, 4);
  g_assert_cmpuint (progress.runs_total, ==, 4);
  g_assert_cmpfloat (progress.fraction, ==, 1);
  g_assert_cmpuint (lab_laboratory_get_curve (laboratory)->point_count, ==, 4);
  g_assert_true (lab_laboratory_get_fit (laboratory)->power.valid);
  g_assert_cmpuint (lab_laboratory_validation_labels (laboratory), ==,
                    4 * LAB_VALIDATION_EXTRA_LABELS);
  g_assert_cmpuint (lab_laboratory_event_count (laboratory), ==, 0);
}

static void
test_change (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();

  laboratory_test_set (laboratory, "d", "4");
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_STALE);
  g_assert_null (lab_laboratory_get_curve (laboratory));
  g_assert_cmpuint (lab_laboratory_ghost_count (laboratory), ==, 1);
  laboratory_test_settle (laboratory);
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_FINISHED);
  g_assert_cmpuint (lab_laboratory_get_curve (laboratory)->experiment.intrinsic_dimension, ==, 4);
  g_assert_cmpuint (lab_laboratory_get_curve (laboratory)->point_count, ==, 4);
  g_assert_cmpuint (lab_laboratory_ghost_count (laboratory), ==, 1);
}

/* Changed back to what is measured: shown at once, nothing trains again. */
static void
test_measured_again (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();
  const LabCurve *curve = lab_laboratory_get_curve (laboratory);

  laboratory_test_set (laboratory, "d", "4");
  laboratory_test_set (laboratory, "d", "2");
  g_assert_true (lab_laboratory_get_curve (laboratory) == curve);
  laboratory_test_settle (laboratory);
  g_assert_true (lab_laboratory_get_curve (laboratory) == curve);
  g_assert_cmpuint (lab_laboratory_ghost_count (laboratory), ==, 0);
}

static gboolean
has_two_runs (gpointer data)
{
  LabProgress progress;
  lab_laboratory_get_progress (data, &progress);
  return progress.runs_done >= 2;
}

/* What was measured stays; start continues with the rest. */
static void
test_stop (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (2);
  LabExperiment experiment;
  LabProgress progress;
  guint done;

  laboratory_test_experiment (&experiment);
  experiment.repeats = 16;
  experiment.steps = 200;
  g_assert_true (lab_laboratory_set_experiment (laboratory, &experiment, NULL));
  g_assert_true (laboratory_test_wait (has_two_runs, laboratory, 60));
  lab_laboratory_stop (laboratory);
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_STOPPED);
  laboratory_test_settle (laboratory);
  lab_laboratory_get_progress (laboratory, &progress);
  done = progress.runs_done;
  g_assert_cmpuint (done, >=, 2);
  g_assert_cmpuint (done, <, 64);
  laboratory_test_pass (0.1);
  lab_laboratory_get_progress (laboratory, &progress);
  g_assert_cmpuint (progress.runs_done, ==, done);

  lab_laboratory_start (laboratory);
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_RUNNING);
  lab_laboratory_get_progress (laboratory, &progress);
  g_assert_cmpfloat (progress.fraction, >=, done / 64.0 - 1e-9); /* nothing trains twice */
  laboratory_test_settle (laboratory);
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_FINISHED);
}

static void
test_pause (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (2);
  LabExperiment experiment;
  LabProgress before, after;

  laboratory_test_experiment (&experiment);
  experiment.repeats = 8;
  experiment.steps = 400;
  g_assert_true (lab_laboratory_set_experiment (laboratory, &experiment, NULL));
  g_assert_true (laboratory_test_wait (has_two_runs, laboratory, 60));
  lab_laboratory_pause (laboratory);
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_PAUSED);
  laboratory_test_pass (0.3); /* a run that was ending may still arrive */
  lab_laboratory_get_progress (laboratory, &before);
  laboratory_test_pass (0.5);
  lab_laboratory_get_progress (laboratory, &after);
  g_assert_cmpuint (after.runs_done, ==, before.runs_done);
  g_assert_cmpfloat (after.fraction, ==, before.fraction);
  lab_laboratory_start (laboratory);
  laboratory_test_settle (laboratory);
  g_assert_cmpint (lab_laboratory_get_state (laboratory), ==, LAB_STATE_FINISHED);
}

/* The task is shared by the axes, noise and sizes are not. */
static void
test_shared (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (1);
  LabExperiment model;

  lab_experiment_default (LAB_SWEEP_MODEL, &model);
  laboratory_test_set (laboratory, "d", "3");
  laboratory_test_set (laboratory, "sigma", "0.7");
  laboratory_test_set (laboratory, "n", "512");
  lab_laboratory_set_axis (laboratory, LAB_SWEEP_MODEL);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "d"), ==, 3);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "sigma"), ==, model.noise);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "n"), ==, (double)model.n);
  lab_laboratory_undo (laboratory); /* shows where the change was made */
  g_assert_cmpint (lab_laboratory_get_axis (laboratory), ==, LAB_SWEEP_DATA);
  g_assert_cmpfloat (laboratory_test_get (laboratory, "n"), !=, 512);
}

/* No slider gets stuck at what another one says. */
static void
test_bound_parameters (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (1);

  laboratory_test_set (laboratory, "D", "16");
  laboratory_test_set (laboratory, "d", "20");
  g_assert_cmpfloat (laboratory_test_get (laboratory, "d"), ==, 20);
  g_assert_cmpuint (lab_experiment_ambient_dimension (lab_laboratory_get_experiment (laboratory)),
                    >=, 40);
  laboratory_test_set (laboratory, "heads", "4");
  laboratory_test_set (laboratory, "width", "33");
  g_assert_cmpfloat (laboratory_test_get (laboratory, "width"), ==, 32);
  laboratory_test_set (laboratory, "heads", "3");
  g_assert_cmpfloat (laboratory_test_get (laboratory, "width"), ==, 33);
  laboratory_test_set (laboratory, "grid", "32,64,128");
  laboratory_test_set (laboratory, "n", "4096");
  g_assert_cmpuint (lab_laboratory_get_experiment (laboratory)->grid_length, ==, 0);
}

static void
test_refused (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (1);
  LabExperiment before = *lab_laboratory_get_experiment (laboratory);
  g_autoptr (GError) error = NULL;

  g_assert_false (lab_laboratory_set (laboratory, "d", "33", &error));
  g_assert_nonnull (error);
  g_assert_false (lab_laboratory_set (laboratory, "steps", "many", NULL));
  g_assert_true (lab_experiment_equal (&before, lab_laboratory_get_experiment (laboratory)));
  g_assert_null (lab_laboratory_undo_label (laboratory));
}

static void
test_diverged (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (2);
  LabExperiment experiment;
  LabProgress progress;

  laboratory_test_experiment (&experiment);
  experiment.learning_rate = 1000;
  experiment.optimizer = LAB_OPTIMIZER_SGD;
  g_assert_true (lab_laboratory_set_experiment (laboratory, &experiment, NULL));
  laboratory_test_settle (laboratory);
  lab_laboratory_get_progress (laboratory, &progress);
  g_assert_cmpint (progress.state, ==, LAB_STATE_FINISHED);
  g_assert_cmpuint (progress.runs_diverged, >, 0);
  g_assert_cmpuint (lab_laboratory_get_curve (laboratory)->runs_diverged, ==,
                    progress.runs_diverged);
}

/* The file of the window and that of the command line, byte for byte. */
static void
test_export (void)
{
  g_autoptr (LabLaboratory) laboratory = laboratory_test_laboratory ();
  g_autofree char *csv = lab_laboratory_points_csv (laboratory);
  g_autofree char *words = lab_experiment_to_text (lab_laboratory_get_experiment (laboratory));
  g_auto (GStrv) keys = g_strsplit (words, " ", -1);
  g_autoptr (GStrvBuilder) line = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GSubprocess) program = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("scaling-lab-XXXXXX", NULL);
  g_autofree char *points = g_build_filename (folder, "points.csv", NULL);
  g_autofree char *text = NULL;

  g_strv_builder_add_many (line, g_getenv ("SCALING_LAB"), "run", "--out", folder, NULL);
  g_strv_builder_addv (line, (const char **)keys);
  arguments = g_strv_builder_end (line);
  program = g_subprocess_newv ((const char *const *)arguments,
                               G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                               &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (program, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (points, &text, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (csv, ==, text);

  for (const char *const *name =
           (const char *const[]){"points.csv", "fits.json", "chart.svg", NULL};
       *name != NULL; name++) {
    g_autofree char *path = g_build_filename (folder, *name, NULL);
    g_unlink (path);
  }
  g_rmdir (folder);
}

static void
test_close (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (2);

  lab_laboratory_start (laboratory);
  laboratory_test_pass (0.05);
  lab_laboratory_close (laboratory);
  g_assert_true (lab_laboratory_is_settled (laboratory));
  lab_laboratory_start (laboratory); /* nothing happens */
  g_assert_true (lab_laboratory_is_settled (laboratory));
}

static gboolean
has_line (const LabChartContent *content, const char *words)
{
  for (guint i = 0; i < content->lines->len; i++) {
    const LabChartLine *line = g_ptr_array_index (content->lines, i);
    if (line->label != NULL && strstr (line->label, words) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* Lazy beside rich training: both curves on one chart, with both slopes of theory; elsewhere the second slope is
 * not drawn. */
static void
test_lazy_and_rich (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (1);
  LabExperiment task, lazy, rich;

  lab_experiment_default (LAB_SWEEP_DATA, &task);
  task.intrinsic_dimension = 3;
  g_assert_true (lab_experiment_lazy_and_rich (&task, &lazy, &rich, NULL));
  g_assert_cmpint ((int)lazy.sweep, ==, (int)LAB_SWEEP_TIME);
  g_assert_cmpint ((int)lazy.optimizer, ==, (int)LAB_OPTIMIZER_GD);
  g_assert_cmpuint (rich.intrinsic_dimension, ==, 3);
  g_assert_cmpfloat (lazy.head_scale, ==, 10.0);
  g_assert_cmpfloat (rich.head_scale, ==, 1.0);
  lazy.n = rich.n = 32;
  lazy.width = rich.width = 8;
  lazy.depth = rich.depth = 1;
  lazy.steps = rich.steps = 60;
  lazy.repeats = rich.repeats = 1;
  g_assert_true (lab_laboratory_measure_two (laboratory, &lazy, &rich, NULL));
  g_autoptr (LabChartContent) alone = lab_laboratory_compose (laboratory);
  g_assert_false (has_line (alone, "learning features"));
  laboratory_test_settle (laboratory);
  g_autoptr (LabChartContent) both = lab_laboratory_compose (laboratory);
  g_assert_true (has_line (both, "learning features"));
  g_assert_true (has_line (both, "kernel asymptote"));
  guint baselines = 0;
  for (guint i = 0; i < both->series->len; i++) {
    const LabChartSeries *series = g_ptr_array_index (both->series, i);
    baselines += series->label != NULL && g_str_has_prefix (series->label, "baseline: ");
  }
  g_assert_cmpuint (baselines, ==, 1);
}

/* One after the other: the first ends up as the baseline, with the difference of both. */
static void
test_measure_two (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (1);
  LabExperiment before, now;
  LabComparison comparison;

  laboratory_test_experiment (&before);
  before.grid_length = 4;
  for (guint i = 0; i < 4; i++)
    before.grid[i] = 16 << i;
  before.n = 128;
  now = before;
  now.noise = 2.0;
  g_assert_true (lab_laboratory_measure_two (laboratory, &before, &now, NULL));
  g_assert_true (lab_experiment_equal (lab_laboratory_get_experiment (laboratory), &before));
  laboratory_test_settle (laboratory);
  g_assert_true (lab_experiment_equal (lab_laboratory_get_experiment (laboratory), &now));
  g_assert_true (lab_experiment_equal (lab_laboratory_get_baseline (laboratory), &before));
  g_assert_true (lab_laboratory_compare (laboratory, &comparison));
  g_assert_true (comparison.measured && comparison.difference.valid);

  /* Both are known already; then one that is stopped on the way. */
  g_assert_true (lab_laboratory_measure_two (laboratory, &now, &before, NULL));
  g_assert_true (lab_experiment_equal (lab_laboratory_get_experiment (laboratory), &before));
  g_assert_true (lab_experiment_equal (lab_laboratory_get_baseline (laboratory), &now));
  before.seed = 99;
  g_assert_true (lab_laboratory_measure_two (laboratory, &before, &now, NULL));
  lab_laboratory_stop (laboratory);
  laboratory_test_settle (laboratory);
  g_assert_true (lab_experiment_equal (lab_laboratory_get_experiment (laboratory), &before));
  now.batch = 0;
  g_assert_false (lab_laboratory_measure_two (laboratory, &before, &now, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/laboratory/start", test_start);
  g_test_add_func ("/laboratory/change", test_change);
  g_test_add_func ("/laboratory/measured-again", test_measured_again);
  g_test_add_func ("/laboratory/stop", test_stop);
  g_test_add_func ("/laboratory/pause", test_pause);
  g_test_add_func ("/laboratory/shared", test_shared);
  g_test_add_func ("/laboratory/bound-parameters", test_bound_parameters);
  g_test_add_func ("/laboratory/refused", test_refused);
  g_test_add_func ("/laboratory/diverged", test_diverged);
  g_test_add_func ("/laboratory/export", test_export);
  g_test_add_func ("/laboratory/close", test_close);
  g_test_add_func ("/laboratory/lazy-and-rich", test_lazy_and_rich);
  g_test_add_func ("/laboratory/measure-two", test_measure_two);
  return g_test_run ();
}
