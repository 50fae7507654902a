/* The prediction on an experiment's axis: what is asked, what is fitted, and the slope that is told. */
#include "experiment/conclude/prediction.h"
#include "experiment/experiment-keys.h"

#include <math.h>

/* A curve with one point a grid value (data, model) or evaluation step (time, compute), whose
 * values are the prediction under the shift, with one point at the floor that must not count. */
static LabCurve *
curve_of (const LabExperiment *experiment,
          const LabPrediction *prediction,
          double shift,
          guint count)
{
  LabCurve *curve = g_new0 (LabCurve, 1);
  LabCalibration calibration = {.shift = shift};
  LabPredictionRequest request;
  gboolean trajectory = experiment->sweep >= LAB_SWEEP_TIME;
  double low, high;

  lab_prediction_request_init (&request, experiment);
  low = trajectory ? 10.0 * request.unit : request.low * request.unit;
  high = trajectory ? experiment->steps * request.unit : request.high * request.unit;
  curve->experiment = *experiment;
  curve->points = g_new0 (LabCurvePoint, count + 1);
  curve->point_count = count + 1;
  for (guint i = 0; i <= count; i++) {
    double x = low * pow (high / low, (double)MIN (i, count - 1) / (count - 1));
    curve->points[i].x = x;
    curve->points[i].mean = i == count ? 1e3 : lab_prediction_value (prediction, &calibration, x);
    curve->points[i].floor_limited = i == count;
  }
  return curve;
}

static void
compute (const LabExperiment *experiment, guint level, LabPrediction *prediction)
{
  LabPredictionRequest request;
  g_autoptr (GError) error = NULL;
  lab_prediction_request_init (&request, experiment);
  g_assert_true (lab_prediction_compute (&request, level, NULL, NULL, prediction, &error));
  g_assert_no_error (error);
}

/* The one constant comes back on every axis that has one and every level, and leaves no error. */
static void
test_calibration (void)
{
  for (LabSweep sweep = 0; sweep < LAB_SWEEP_DEPTH; sweep++)
    for (guint level = 1; level <= 2; level++) {
      LabExperiment experiment;
      LabPrediction prediction;
      LabCalibration calibration;

      lab_experiment_default (sweep, &experiment);
      compute (&experiment, level, &prediction);
      g_assert_cmpuint (prediction.level, ==, level);
      g_autoptr (LabCurve) curve = curve_of (&experiment, &prediction, 0.7, 8);
      lab_prediction_calibrate (&prediction, curve, NULL, &calibration);
      g_assert_true (calibration.fitted);
      g_assert_cmpuint (calibration.points, ==, 8);
      g_assert_cmpfloat_with_epsilon (calibration.shift, 0.7, 1e-5);
      g_assert_cmpfloat_with_epsilon (calibration.error, 0.0, 1e-5);
      curve->point_count = 2;
      lab_prediction_calibrate (&prediction, curve, NULL, &calibration);
      g_assert_false (calibration.fitted);
      g_assert_cmpfloat (calibration.shift, ==, 0.0);
    }
}

/* theory.md 3.5, d = 2: the local slope of the noisy data law goes from 0.589 at n = 10^2 to 0.505
 * at n = 10^5 (from each to the next, half a decade on; sigma^2 = 0.1 against an unnormalised target). */
static void
test_slope (void)
{
  static const double expected[] = {0.589, 0.549, 0.527, 0.516, 0.509, 0.505};
  LabPredictionRequest request;
  LabPrediction prediction;
  LabCalibration none = {0};
  LabExperiment experiment;
  g_autoptr (GError) error = NULL;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  lab_prediction_request_init (&request, &experiment);
  request.size.noise = sqrt (0.1 * 6.0) / G_PI;
  request.size.features = INFINITY;
  request.size.time = 1e9;
  request.low = 50.0;
  request.high = 5e5;
  g_assert_true (lab_prediction_compute (&request, 2, NULL, NULL, &prediction, &error));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    double n = pow (10.0, 2.0 + 0.5 * i);
    double slope = lab_prediction_slope (&prediction, &none, NULL, NULL, n, n * sqrt (10.0));
    g_assert_cmpfloat_with_epsilon (slope, -expected[i], 3e-3);
  }
}

/* The slope is that at the measured abscissas inside the fit's window, whatever the height. */
static void
test_window (void)
{
  LabExperiment experiment;
  LabPrediction prediction;
  LabCalibration calibration = {.shift = 1.3};
  LabCurveFit fit = {.axis = LAB_SWEEP_DATA, .power = {.valid = TRUE}};

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  experiment.intrinsic_dimension = 4;
  compute (&experiment, 1, &prediction);
  g_autoptr (LabCurve) curve = curve_of (&experiment, &prediction, 0.0, 8);
  fit.power.x_minimum = curve->points[4].x;
  fit.power.x_maximum = curve->points[7].x;
  double late = lab_prediction_slope (&prediction, &calibration, curve, &fit, 0, 0);
  double whole = lab_prediction_slope (&prediction, &calibration, curve, NULL, 0, 0);
  double direct = lab_prediction_slope (&prediction, &calibration, NULL, NULL, fit.power.x_minimum,
                                        fit.power.x_maximum);
  g_assert_cmpfloat_with_epsilon (late, direct, 1e-2);
  g_assert_cmpfloat (fabs (late - whole), >, 5e-3);
  g_assert_cmpfloat_with_epsilon (lab_prediction_error (&prediction, curve, NULL, &calibration),
                                  1.3, 1e-6);
}

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

/* Every dimension and the edges of the vocabulary: a curve, or an error, never a hang. */
static void
test_edges (void)
{
  for (guint d = 1; d <= 32; d *= 2)
    for (LabSweep sweep = 0; sweep < lab_axis_count (); sweep++) {
      LabExperiment experiment;
      LabPrediction prediction;
      lab_experiment_default (sweep, &experiment);
      experiment.intrinsic_dimension = d;
      experiment.noise = d == 4 ? 0.0 : 2.0;
      experiment.smoothness = d == 8 ? 0.1 : 2.0;
      experiment.steps = d == 16 ? 1 : 100000;
      for (guint level = 1; level <= 2; level++) {
        compute (&experiment, level, &prediction);
        for (guint i = 0; i < prediction.count; i++)
          g_assert_true (prediction.excess_risk[i] >= 0.0 || isnan (prediction.excess_risk[i]));
      }
      experiment.grid_length = 1;
      experiment.grid[0] = lab_experiment_get_number (&experiment, lab_axis (sweep)->key);
      compute (&experiment, 1, &prediction);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/prediction/calibration", test_calibration);
  g_test_add_func ("/prediction/slope", test_slope);
  g_test_add_func ("/prediction/window", test_window);
  g_test_add_func ("/prediction/request", test_request);
  g_test_add_func ("/prediction/edges", test_edges);
  return g_test_run ();
}
