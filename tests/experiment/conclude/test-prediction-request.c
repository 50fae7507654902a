/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an experiment asks of the kernel picture. */
#include "experiment/conclude/prediction.h"

#include <math.h>

/* What an axis varies does not make another question; everything else does. */
static void
test_request (void)
{
  LabPredictionRequest a, b;
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  lab_prediction_request_init (&a, &experiment);
  experiment.seed++;
  experiment.repeats++;
  lab_prediction_request_init (&b, &experiment);
  g_assert_true (lab_prediction_request_equal (&a, &b));
  experiment.intrinsic_dimension++;
  lab_prediction_request_init (&b, &experiment);
  g_assert_false (lab_prediction_request_equal (&a, &b));
  g_assert_cmpint (a.size.stopping, ==, LAB_STOPPING_BEST);
  experiment.validation = LAB_VALIDATION_NONE;
  lab_prediction_request_init (&b, &experiment);
  g_assert_cmpint (b.size.stopping, ==, LAB_STOPPING_LAST);
}

/* Each field by itself makes another question. */
static void
test_each_field (void)
{
  LabExperiment experiment;
  LabPredictionRequest a;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  lab_prediction_request_init (&a, &experiment);
  double *const reals[] = {
      &a.low,        &a.high,      &a.unit,        &a.size.smoothness, &a.size.nu,
      &a.size.noise, &a.size.time, &a.size.points, &a.size.features,   &a.size.intrinsic_dimension};
  for (guint i = 0; i < G_N_ELEMENTS (reals); i++) {
    const LabPredictionRequest before = a;

    *reals[i] += 1.0;
    g_assert_false (lab_prediction_request_equal (&a, &before));
    *reals[i] -= 1.0;
    a = before;
    g_assert_true (lab_prediction_request_equal (&a, &before));
  }
  LabPredictionRequest b = a;
  b.axis = LAB_SWEEP_MODEL;
  g_assert_false (lab_prediction_request_equal (&a, &b));
  b = a;
  b.is_unknown = !a.is_unknown;
  g_assert_false (lab_prediction_request_equal (&a, &b));
  b = a;
  b.size.axis = LAB_THEORY_TIME;
  g_assert_false (lab_prediction_request_equal (&a, &b));
  b = a;
  b.size.stopping = LAB_STOPPING_LAST;
  g_assert_false (lab_prediction_request_equal (&a, &b));
}

/* What is asked on each axis: its range, the sizes that stay, and the unit. */
static void
test_asked (void)
{
  LabExperiment experiment;
  LabPredictionRequest request;
  LabModelShape shape;
  LabTrainingSettings training;
  LabRunPlan first, last;

  for (LabSweep sweep = 0; sweep <= LAB_SWEEP_COMPUTE; sweep++) {
    lab_experiment_default (sweep, &experiment);
    experiment.validation = LAB_VALIDATION_SPLIT; /* an eighth of n is not trained on */
    lab_experiment_plan (&experiment, 0, &first);
    lab_experiment_plan (&experiment, lab_experiment_run_count (&experiment) - 1, &last);
    lab_experiment_model_shape (&experiment, &last, &shape);
    lab_experiment_training (&experiment, &last, &training);
    double parameters = (double)lab_model_shape_parameters (&shape);
    double points = (double)lab_experiment_training_points (&experiment, &last);
    double step = (double)lab_model_shape_training_flop (&shape) * training.batch;

    lab_prediction_request_init (&request, &experiment);
    g_assert_cmpint (request.axis, ==, sweep);
    g_assert_false (request.is_unknown);
    g_assert_cmpfloat (request.size.nu, ==, 0.5);
    g_assert_cmpfloat (request.size.noise, ==, experiment.noise);
    if (request.spectrum == LAB_PREDICTION_MATERN)
      g_assert_cmpfloat (request.size.time, ==, experiment.steps);
    else /* a step of AdamW is worth more than one of the shells' units: their best moment is free */
      g_assert_cmpfloat (request.size.time, >=, 1e6);
    g_assert_cmpfloat (request.size.smoothness, ==, lab_experiment_smoothness (&experiment));
    g_assert_cmpfloat (request.size.features, ==, sweep == LAB_SWEEP_MODEL ? 0.0 : parameters);
    g_assert_cmpfloat (request.size.points, ==, sweep == LAB_SWEEP_DATA ? 0.0 : points);
    if (sweep == LAB_SWEEP_DATA) {
      g_assert_cmpint (request.size.axis, ==, LAB_THEORY_DATA);
      g_assert_cmpfloat_with_epsilon (request.unit, (double)last.n / points, 1e-12);
      g_assert_cmpfloat_with_epsilon (request.low * request.unit, (double)first.n, 1e-9);
      g_assert_cmpfloat (request.high, ==, points);
    } else if (sweep == LAB_SWEEP_MODEL) {
      g_assert_cmpint (request.size.axis, ==, LAB_THEORY_MODEL);
      g_assert_cmpfloat (request.high, ==, parameters);
      lab_experiment_model_shape (&experiment, &first, &shape);
      g_assert_cmpfloat (request.low, ==, (double)lab_model_shape_parameters (&shape));
    } else {
      g_assert_cmpint (request.size.axis, ==, LAB_THEORY_TIME);
      g_assert_cmpfloat (request.low, ==, 1e-2);
      g_assert_cmpfloat (request.high, ==, 1e3 * experiment.steps);
    }
    g_assert_cmpfloat (request.unit, ==,
                       sweep == LAB_SWEEP_COMPUTE ? step
                       : sweep == LAB_SWEEP_DATA  ? request.unit
                                                  : 1.0);
  }
  /* The theory begins at two of either. */
  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.validation = LAB_VALIDATION_NONE;
  experiment.grid_length = 2;
  experiment.grid[0] = 1;
  experiment.grid[1] = 64;
  lab_prediction_request_init (&request, &experiment);
  g_assert_cmpfloat (request.low, ==, 2.0);
}

/* An example of a sequence lies on a manifold of all its tokens. */
static void
test_setting (void)
{
  LabExperiment experiment;
  LabTheorySetting setting;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.intrinsic_dimension = 3;
  setting = lab_experiment_theory_setting (&experiment);
  g_assert_cmpfloat (setting.intrinsic_dimension, ==, 3.0);
  g_assert_cmpfloat (setting.nu, ==, 0.5);
  experiment.task = LAB_TASK_SEQUENCES;
  experiment.tokens = 5;
  setting = lab_experiment_theory_setting (&experiment);
  g_assert_cmpfloat (setting.intrinsic_dimension, ==, 15.0);
  g_assert_true (isnan (setting.smoothness));
}

/* Sizes on a flat torus are told by its shells, computed apart for n = 64 .. 8,192 (theory notes, 6.2); on a
 * sphere, and over time, nu = 1/2 stays. */
static void
test_spectra (void)
{
  LabPredictionRequest request;
  LabPrediction prediction;
  LabCalibration none = {0};
  LabExperiment experiment;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  lab_prediction_request_init (&request, &experiment);
  g_assert_cmpint (request.spectrum, ==, LAB_PREDICTION_SHELLS);
  g_assert_true (lab_prediction_compute (&request, 2, NULL, NULL, &prediction, NULL));
  g_assert_cmpint (prediction.spectrum, ==, LAB_PREDICTION_SHELLS);
  g_assert_cmpfloat_with_epsilon (lab_prediction_slope (&prediction, &none, NULL, NULL, 64, 8192),
                                  -0.534, 0.008);
  experiment.manifold = LAB_MANIFOLD_SPHERE;
  lab_prediction_request_init (&request, &experiment);
  g_assert_cmpint (request.spectrum, ==, LAB_PREDICTION_MATERN);
  lab_experiment_default (LAB_SWEEP_TIME, &experiment);
  lab_prediction_request_init (&request, &experiment);
  g_assert_cmpint (request.spectrum, ==, LAB_PREDICTION_MATERN);
  g_assert_cmpint (lab_prediction_spectrum (&experiment), ==, LAB_PREDICTION_SHELLS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/prediction-request/request", test_request);
  g_test_add_func ("/prediction-request/each-field", test_each_field);
  g_test_add_func ("/prediction-request/asked", test_asked);
  g_test_add_func ("/prediction-request/setting", test_setting);
  g_test_add_func ("/prediction-request/spectra", test_spectra);
  return g_test_run ();
}
