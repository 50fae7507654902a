/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Experiments on points of a file: what they read, what is refused, how points are shared out, and what
 * is measured. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "experiment/conclude/curve-fit-private.h"
#include "experiment/conclude/curve-fit.h"
#include "chart/kernel/kernel-charts.h"
#include "experiment/experiment-keys.h"
#include "experiment/conclude/prediction.h"
#include "experiment/runner/sweep.h"
#include "session/points-csv.h"
#include "experiment/run/run-testing.h"

#include <glib/gstdio.h>

/* n points of the torus of dimension 2 with the noise sigma on their labels, as a file would bring
 * them. */
static LabPointSet *
torus_points (gsize n, double noise, const char *labels)
{
  const LabDataSource source = {.manifold = LAB_MANIFOLD_TORUS,
                                .intrinsic_dimension = 2,
                                .target = LAB_TARGET_FIELD,
                                .smoothness = 1.0,
                                .noise = noise,
                                .seed = 7};
  g_autoptr (LabDataset) dataset = lab_dataset_new (&source, LAB_DATA_TRAINING, n, NULL);
  g_autofree char *text = lab_points_csv (dataset, "own points", NULL, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int descriptor = g_file_open_tmp ("own points-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (descriptor, >=, 0);
  g_close (descriptor, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  LabPointSet *set =
      lab_point_set_read (&(LabPointSource){.path = path, .labels = labels}, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return set;
}

static LabExperiment
parse (const char *text, LabPointSet *points)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;
  LabExperiment experiment = {0};

  lab_experiment_parse ((const char *const *)words, points, &experiment, &error);
  g_assert_no_error (error);
  return experiment;
}

static void
test_fitted_fields (void)
{
  g_autoptr (LabPointSet) labelled = torus_points (1000, 0.5, "auto");
  g_autoptr (LabPointSet) bare = torus_points (1000, 0.5, "none");
  LabExperiment experiment = parse ("sweep=data", labelled);

  g_assert_cmpuint (experiment.n, ==, 1000 - 250 - 125);
  g_assert_cmpfloat (experiment.noise, ==, 0.0);
  g_assert_true (lab_experiment_measures_test_error (&experiment));
  g_assert_true (lab_experiment_is_noisy (&experiment));
  g_assert_true (lab_experiment_estimates_dimension (&experiment));
  g_assert_cmpfloat_with_epsilon (lab_experiment_dimension (&experiment), 2.0, 0.25);
  g_assert_cmpuint (lab_experiment_ambient_dimension (&experiment), ==, 4);
  g_assert_cmpint (lab_experiment_key_use (&experiment, "manifold", NULL), ==, LAB_KEY_REPLACED);
  g_assert_cmpint (lab_experiment_key_use (&experiment, "target", NULL), ==, LAB_KEY_REPLACED);

  experiment = parse ("sweep=data tokens=3 d=2 sigma=0.25", labelled);
  g_assert_cmpuint (lab_experiment_ambient_dimension (&experiment), ==, 6);
  g_assert_cmpfloat (lab_experiment_dimension (&experiment), ==, 2.0);
  g_assert_false (lab_experiment_measures_test_error (&experiment));

  experiment = parse ("sweep=model", bare);
  g_assert_cmpuint (experiment.n, ==, 750); /* no validation points there */
  g_assert_false (lab_experiment_has_labels (&experiment));
  g_assert_cmpint (lab_experiment_key_use (&experiment, "target", NULL), ==, LAB_KEY_COUNTS);

  /* Back to drawn data, as it was by default. */
  LabExperiment drawn;
  lab_experiment_default (LAB_SWEEP_MODEL, &drawn);
  lab_experiment_take_points (&experiment, NULL);
  experiment.n = drawn.n;
  g_assert_true (lab_experiment_equal (&experiment, &drawn));
}

/* Where the noise of labels is unknown, nobody knows from when on it costs more than is learnt. */
static void
test_kernel_end (void)
{
  g_autoptr (LabPointSet) points = torus_points (300, 0.5, "auto");
  LabKernelStudySettings settings;
  LabRunPlan plan;

  lab_kernel_study_default (&settings);
  settings.test_points = 50;
  settings.step_count = 3;
  for (guint i = 0; i < 2; i++) {
    LabExperiment experiment =
        parse (i == 0 ? "n=64 grid=64 width=8" : "n=64 grid=64 width=8 sigma=0.5", points);
    g_auto (LabKernelFindings) findings = {0};

    lab_experiment_plan (&experiment, 0, &plan);
    g_autoptr (LabKernelStudy) study =
        lab_kernel_study_new (&experiment, &plan, &settings, NULL, 0, NULL, NULL);
    lab_kernel_findings (&experiment, &settings, study, &findings);
    g_autofree char *text = lab_kernel_fact_text (study, &findings, LAB_KERNEL_FACT_END);
    g_assert_true ((strstr (text, "noise of the labels is not known") != NULL) == (i == 0));
    g_assert_true ((lab_phases_find (findings.phases, LAB_ACCOUNT_LEVEL_TWO) != NULL) == (i == 1));
  }
}

/* The text names the file, blanks escaped, and says nothing of a manifold. */
static void
test_text (void)
{
  g_autoptr (LabPointSet) points = torus_points (200, 0.0, "auto");
  LabExperiment experiment = parse ("n=64 d=3", points);
  g_autofree char *text = lab_experiment_to_text (&experiment);
  g_autofree char *value = lab_experiment_get (&experiment, "points");

  g_assert_nonnull (strstr (text, " points="));
  g_assert_nonnull (strstr (text, "own%20points"));
  g_assert_nonnull (strstr (text, " labels=auto scaling=common "));
  g_assert_null (strstr (text, "manifold="));
  g_assert_null (strstr (text, "target="));
  g_assert_cmpstr (value, ==, points->path);
  g_assert_true (lab_experiment_set (&experiment, "points", value, NULL));
  g_assert_false (lab_experiment_set (&experiment, "points", "another.csv", NULL));
  g_assert_true (lab_experiment_set (&experiment, "points", "", NULL));
  g_assert_null (experiment.points);
}

static void
test_refused (void)
{
  static const char *const cases[][2] = {
      {"n=1001", "of the 1000 points of"},
      {"n=626", "at most 625 can be trained on, since 250 are kept for the test and 125 for"},
      {"n=751 validation=none", "at most 750 can be trained on"},
      {"grid=64,700", "grid=700: of the 1000 points"},
      {"d=5", "d must be at most 4, the coordinates of"},
      {"D=3", "D must be 0 (chosen) or at least 4, the coordinates of"},
      {"density=1", "density must be 0"},
      {"sigma=1", "their noise must have less"},
      {"task=sequences", "task must be points"},
  };
  g_autoptr (LabPointSet) points = torus_points (1000, 0.5, "auto");
  g_autoptr (LabPointSet) bare = torus_points (200, 0.0, "none");
  LabExperiment experiment;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) words = g_strsplit (cases[i][0], " ", -1);
    g_autoptr (GError) error = NULL;

    g_assert_false (lab_experiment_parse ((const char *const *)words, points, &experiment, &error));
    g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
    if (strstr (error->message, cases[i][1]) == NULL)
      g_test_fail_printf ("%s", error->message);
  }
  g_assert_false (
      lab_experiment_parse ((const char *[]){"target=harmonics", NULL}, bare, &experiment, NULL));
}

/* A point is known by its first coordinate; points drawn at random have all different ones. */
static gboolean
holds (const LabDataset *dataset, const float *x)
{
  for (gsize i = 0; i < dataset->n; i++)
    if (memcmp (dataset->x + i * dataset->ambient_dimension, x, 4 * sizeof *x) == 0)
      return TRUE;
  return FALSE;
}

static void
test_shares (void)
{
  g_autoptr (LabPointSet) points = torus_points (400, 0.5, "auto");
  LabExperiment experiment = parse ("seed=5 D=8", points);
  LabRunPlan plan = {.n = experiment.n, .repeat = 1};
  LabDataSource source;

  lab_experiment_data_source (&experiment, &plan, &source);
  g_autoptr (LabDataset) training = lab_dataset_new (&source, LAB_DATA_TRAINING, 250, NULL);
  g_autoptr (LabDataset) less = lab_dataset_new (&source, LAB_DATA_TRAINING, 60, NULL);
  g_autoptr (LabDataset) validation = lab_dataset_new (&source, LAB_DATA_VALIDATION, 50, NULL);
  g_autoptr (LabDataset) test = lab_dataset_new (&source, LAB_DATA_TEST, 100, NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < training->n; i++)
    g_assert_false (holds (test, training->x + 8 * i) || holds (validation, training->x + 8 * i));
  for (gsize i = 0; i < validation->n; i++)
    g_assert_false (holds (test, validation->x + 8 * i));
  g_assert_cmpmem (less->x, 60 * 8 * sizeof (float), training->x, 60 * 8 * sizeof (float));
  /* Padded with zeros, and labels as they are, twice. */
  for (gsize i = 0; i < training->n; i++) {
    for (guint k = 4; k < 8; k++)
      g_assert_true (training->x[8 * i + k] == 0.0f);
    g_assert_true (training->label[i] == training->target[i]);
  }
  g_assert_null (lab_dataset_new (&source, LAB_DATA_TRAINING, 301, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
  source.repeat = 2;
  g_autoptr (LabDataset) other = lab_dataset_new (&source, LAB_DATA_TEST, 100, NULL);
  g_assert_cmpint (memcmp (other->x, test->x, 100 * 8 * sizeof (float)), !=, 0);
}

static GPtrArray *
run (const LabExperiment *experiment, guint workers)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *runs = lab_sweep_run (experiment, workers, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return runs;
}

#define SMALL "width=8 heads=2 depth=1 steps=60 repeats=2 grid=64,128,256"

/* One worker or two, with the noise taken off or not: the same training, and errors that differ by
 * sigma^2. */
static void
test_runs (void)
{
  g_autoptr (LabPointSet) points = torus_points (600, 0.5, "auto");
  LabExperiment raw = parse (SMALL, points), known = parse (SMALL " sigma=0.3", points);
  g_autoptr (GPtrArray) one = run (&raw, 1);
  g_autoptr (GPtrArray) two = run (&raw, 2);
  g_autoptr (GPtrArray) less = run (&known, 2);

  for (guint i = 0; i < one->len; i++) {
    double first = lab_run_excess_risk (one->pdata[i]);

    g_assert_true (first > 0.0);
    g_assert_true (first == lab_run_excess_risk (two->pdata[i]));
    g_assert_cmpfloat_with_epsilon (first - lab_run_excess_risk (less->pdata[i]), 0.09, 1e-9);
    g_assert_cmpuint (((LabRun *)one->pdata[i])->validation_labels, ==, 75);
  }
}

/* The same torus drawn afresh by every repeat, and drawn once into a file that the repeats share out:
 * the error at each n agrees within the scatter of three targets, and the fitted slopes' intervals
 * overlap. */
static void
test_same_law (void)
{
  static const char words[] = "d=2 sigma=0.5 width=16 steps=300 repeats=4 grid=64,128,256,512,1024";
  g_autoptr (LabPointSet) points = torus_points (4096, 0.0, "none");
  LabExperiment own = parse (words, points), drawn = parse (words, NULL);
  g_autoptr (GPtrArray) own_runs = run (&own, 2);
  g_autoptr (GPtrArray) drawn_runs = run (&drawn, 2);
  g_autoptr (LabCurve) own_curve =
      lab_curve_new (&own, (LabRun *const *)own_runs->pdata, own_runs->len);
  g_autoptr (LabCurve) drawn_curve =
      lab_curve_new (&drawn, (LabRun *const *)drawn_runs->pdata, drawn_runs->len);
  g_autoptr (LabCurveFit) own_fit = lab_curve_fit_new (own_curve, NULL);
  g_autoptr (LabCurveFit) drawn_fit = lab_curve_fit_new (drawn_curve, NULL);

  g_assert_cmpuint (own_curve->point_count, ==, drawn_curve->point_count);
  for (guint i = 0; i < own_curve->point_count; i++)
    g_assert_cmpfloat_with_epsilon (log (own_curve->points[i].mean / drawn_curve->points[i].mean),
                                    0.0, 0.5);
  g_assert_true (own_fit->power.valid && drawn_fit->power.valid);
  g_assert_cmpfloat (own_fit->power.low, <=, drawn_fit->power.high);
  g_assert_cmpfloat (drawn_fit->power.low, <=, own_fit->power.high);
  g_assert_cmpfloat (own_fit->reference.exponent, ==, drawn_fit->reference.exponent);
}

/* With d estimated the theory's slope follows from the estimate; where the noise is not known nothing is
 * predicted, and the words say what is measured. */
static void
test_laws (void)
{
  g_autoptr (LabPointSet) points = torus_points (1000, 0.5, "auto");
  LabExperiment experiment = parse (SMALL, points);
  g_autoptr (GPtrArray) runs = run (&experiment, 2);
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, (LabRun *const *)runs->pdata, runs->len);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_autofree char *words = lab_experiment_dimension_words (&experiment);
  double d = points->intrinsic_dimension;
  LabPredictionRequest request;
  LabPrediction prediction;

  g_assert_cmpfloat_with_epsilon (fit->reference.exponent, -2.0 / (2.0 + d), 1e-12);
  g_assert_nonnull (strstr (fit->sentence, "test error"));
  g_assert_nonnull (strstr (words, "(estimated)"));
  lab_prediction_request_init (&request, &experiment);
  g_assert_true (lab_prediction_compute (&request, 1, NULL, NULL, &prediction, NULL));
  g_assert_cmpuint (prediction.count, ==, 0);
  experiment.noise = 0.3;
  lab_prediction_request_init (&request, &experiment);
  g_assert_true (lab_prediction_compute (&request, 1, NULL, NULL, &prediction, NULL));
  g_assert_cmpuint (prediction.count, >, 0);
}

/* Where nobody knows the labels' noise the verdict says what is measured. */
static void
test_verdict_words (void)
{
  g_autoptr (LabPointSet) labelled = torus_points (1000, 0.5, "auto");
  LabCurve unknown = {.experiment = parse ("sweep=data", labelled)};
  LabCurve known = {.experiment = parse ("sweep=data sigma=0.5", labelled)};
  LabCurveFit fit = {.axis = LAB_SWEEP_DATA,
                     .decimals = 2,
                     .verdict = LAB_VERDICT_COMPATIBLE,
                     .power = {.valid = TRUE, .exponent = -0.5, .low = -0.6, .high = -0.4},
                     .reference = {.valid = TRUE, .exponent = -0.5, .name = "paper A"},
                     .against_reference = LAB_VERDICT_COMPATIBLE,
                     .against_prediction = LAB_VERDICT_NO_LAW};
  g_autofree char *open = lab_curve_fit_describe_verdict (&fit, &unknown, NULL);
  g_autofree char *told = lab_curve_fit_describe_verdict (&fit, &known, NULL);

  g_assert_true (g_str_has_suffix (open,
                                   "What is measured is the test error with the labels’ noise in "
                                   "it, towards which it flattens; σ, where it is known, takes it "
                                   "off."));
  g_assert_null (strstr (told, "What is measured"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/own-points/fitted-fields", test_fitted_fields);
  g_test_add_func ("/own-points/kernel-end", test_kernel_end);
  g_test_add_func ("/own-points/text", test_text);
  g_test_add_func ("/own-points/refused", test_refused);
  g_test_add_func ("/own-points/shares", test_shares);
  g_test_add_func ("/own-points/runs", test_runs);
  g_test_add_func ("/own-points/same-law", test_same_law);
  g_test_add_func ("/own-points/laws", test_laws);
  g_test_add_func ("/own-points/verdict-words", test_verdict_words);
  return g_test_run ();
}
