/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernel ridge regression per run: the data it uses are those of the run, drawn here by hand. */
#include "core/error.h"
#include "experiment/kernel/kernel-study.h"
#include "experiment/kernel/run-ridge.h"

#include <string.h>

/* 3 grid values, 64 to 256 points; small networks. */
static void
make_experiment (LabExperiment *experiment)
{
  lab_experiment_default (LAB_SWEEP_DATA, experiment);
  experiment->intrinsic_dimension = 1;
  experiment->noise = 0.3;
  experiment->width = 8;
  experiment->depth = 1;
  experiment->grid_length = 3;
  experiment->grid[0] = 64;
  experiment->grid[1] = 128;
  experiment->grid[2] = 256;
  experiment->repeats = 2;
}

static double
risk_of (const LabExperiment *experiment,
         guint run,
         LabRidgeKernel kernel,
         LabDataShelf *shelf,
         guint workers)
{
  g_autoptr (GError) error = NULL;
  LabRunPlan plan;
  LabKernelRidge result = {0};

  lab_experiment_plan (experiment, run, &plan);
  g_assert_true (lab_run_ridge (experiment, &plan, kernel, shelf, workers, NULL, &result, &error));
  g_assert_no_error (error);
  return result.excess_risk;
}

/* The Matern regression of run 3 (n = 128, second repeat), from data drawn one set at a time. */
static double
risk_by_hand (const LabExperiment *experiment)
{
  g_autoptr (LabDataset) training = NULL;
  g_autoptr (LabDataset) validation = NULL;
  g_autoptr (LabDataset) test = NULL;
  g_autoptr (LabKernelMatrix) matrix = NULL;
  g_autofree float *others = NULL;
  LabDataSource source;
  LabRunPlan plan;
  LabKernelRidge result;
  gsize row;

  lab_experiment_plan (experiment, 3, &plan);
  lab_experiment_data_source (experiment, &plan, &source);
  training = lab_dataset_new (&source, LAB_DATA_TRAINING, 128, NULL);
  validation = lab_dataset_new (&source, LAB_DATA_VALIDATION, 1024, NULL);
  test = lab_dataset_new (&source, LAB_DATA_TEST, 2048, NULL);
  row = training->ambient_dimension * sizeof (float);
  others = g_malloc ((1024 + 2048) * row);
  memcpy (others, validation->x, 1024 * row);
  memcpy ((char *)others + 1024 * row, test->x, 2048 * row);
  matrix = lab_kernel_matrix_new_matern (
      LAB_MATERN_1_2, lab_typical_distance (training->ambient_dimension, 128, training->x),
      training->ambient_dimension, 128, training->x, 1024 + 2048, others, 1, NULL, NULL);
  g_assert_true (lab_kernel_ridge (matrix, training->label, 1024, validation->label, test->target,
                                   1, NULL, &result, NULL));
  return result.excess_risk;
}

static void
test_matern (void)
{
  LabExperiment experiment;
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  double risk;

  make_experiment (&experiment);
  risk = risk_of (&experiment, 3, LAB_RIDGE_MATERN, NULL, 1);
  g_assert_cmpfloat (risk, ==, risk_by_hand (&experiment));
  g_assert_cmpfloat (risk_of (&experiment, 3, LAB_RIDGE_MATERN, shelf, 2), ==, risk);
  /* Nested data on the shelf change nothing; more data help. */
  g_assert_cmpfloat (risk_of (&experiment, 5, LAB_RIDGE_MATERN, shelf, 2), <, risk);
  g_assert_cmpfloat (risk_of (&experiment, 3, LAB_RIDGE_MATERN, shelf, 2), ==, risk);
  g_assert_cmpfloat (risk_of (&experiment, 2, LAB_RIDGE_MATERN, shelf, 2), !=, risk);
}

/* The network's own kernel, as the study of the same run has it. */
static void
test_tangent (void)
{
  LabExperiment experiment;
  LabKernelStudySettings settings;
  g_autoptr (LabKernelStudy) study = NULL;
  LabRunPlan plan;

  make_experiment (&experiment);
  lab_experiment_plan (&experiment, 3, &plan);
  lab_kernel_study_default (&settings);
  settings.head_scale = 1;
  settings.ridge = TRUE;
  settings.step_count = 0;
  settings.test_points = LAB_TEST_POINTS;
  study = lab_kernel_study_new (&experiment, &plan, &settings, NULL, 0, NULL, NULL);
  g_assert_nonnull (study);
  g_assert_cmpfloat (study->tangent_ridge.excess_risk, >, 0);
  g_assert_cmpfloat (risk_of (&experiment, 3, LAB_RIDGE_TANGENT, NULL, 0), ==,
                     study->tangent_ridge.excess_risk);
  g_assert_cmpfloat (risk_of (&experiment, 3, LAB_RIDGE_MATERN, NULL, 0), ==,
                     study->matern_ridge.excess_risk);
}

/* A split takes the last eighth of the n labels to choose. */
static void
test_split (void)
{
  g_auto (LabRidgePoints) points = {.x = NULL};
  g_autoptr (LabDataShelf) shelf = lab_data_shelf_new ();
  const LabRunData *data;
  LabExperiment experiment;
  LabRunPlan plan;
  gsize row;

  make_experiment (&experiment);
  experiment.validation = LAB_VALIDATION_SPLIT;
  lab_experiment_plan (&experiment, 4, &plan);
  data = lab_run_data (&experiment, &plan, shelf, NULL, NULL);
  lab_ridge_points_init (&points, &experiment, &plan, data, TRUE, 10);
  row = data->training->ambient_dimension;
  g_assert_cmpuint (points.training_n, ==, 224);
  g_assert_cmpuint (points.validation_n, ==, 32);
  g_assert_cmpmem (points.x, 32 * row * sizeof (float), data->training->x + 224 * row,
                   32 * row * sizeof (float));
  g_assert_cmpmem (points.x + 32 * row, 10 * row * sizeof (float), data->test->x,
                   10 * row * sizeof (float));
  g_assert_true (points.validation_label == data->training->label + 224);
  g_assert_cmpfloat (risk_of (&experiment, 4, LAB_RIDGE_MATERN, shelf, 0), <, 0.2);
}

static void
test_refused (void)
{
  LabTask task = {.cancelled = 1};
  g_autoptr (GError) error = NULL;
  LabExperiment experiment;
  LabRunPlan plan;
  LabKernelRidge result;

  make_experiment (&experiment);
  lab_experiment_plan (&experiment, 0, &plan);
  g_assert_false (
      lab_run_ridge (&experiment, &plan, LAB_RIDGE_MATERN, NULL, 0, &task, &result, &error));
  g_assert_no_error (error);
  experiment.validation = LAB_VALIDATION_NONE;
  g_assert_false (
      lab_run_ridge (&experiment, &plan, LAB_RIDGE_MATERN, NULL, 0, NULL, &result, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/run-ridge/matern", test_matern);
  g_test_add_func ("/run-ridge/tangent", test_tangent);
  g_test_add_func ("/run-ridge/split", test_split);
  g_test_add_func ("/run-ridge/refused", test_refused);
  return g_test_run ();
}
