/* SPDX-License-Identifier: GPL-3.0-or-later */
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
  request.spectrum = LAB_PREDICTION_MATERN;
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
  experiment.manifold = LAB_MANIFOLD_SPHERE;
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

/* A prediction whose ln risk is -(a u + b u^2) at x = 2^u, u = 0, 1, ...; its train risk is half of it. */
static LabPrediction
made_prediction (LabSweep axis, guint count, double a, double b)
{
  LabPrediction prediction = {.axis = axis, .level = 2, .count = count};

  for (guint i = 0; i < count; i++) {
    prediction.x[i] = ldexp (1.0, (int)i);
    prediction.excess_risk[i] = exp (-(a * i + b * i * i));
    prediction.train_risk[i] = 0.5 * prediction.excess_risk[i];
  }
  return prediction;
}

/* Between its points a parabola comes back, at the ends a line; beyond them there is nothing. */
static void
test_between (void)
{
  LabPrediction bent = made_prediction (LAB_SWEEP_DATA, 6, 0.5, 0.1);
  LabPrediction power = made_prediction (LAB_SWEEP_DATA, 6, 0.5, 0.0);
  LabPrediction pair = made_prediction (LAB_SWEEP_DATA, 2, 0.5, 0.0);
  LabPrediction single = made_prediction (LAB_SWEEP_DATA, 1, 0.5, 0.0);
  LabCalibration none = {0};

  for (double u = 1.0; u <= 4.0; u += 0.125)
    g_assert_cmpfloat_with_epsilon (log (lab_prediction_value (&bent, &none, exp2 (u))),
                                    -(0.5 * u + 0.1 * u * u), 1e-12);
  for (double u = 0.0; u <= 5.0; u += 0.125)
    g_assert_cmpfloat_with_epsilon (log (lab_prediction_value (&power, &none, exp2 (u))), -0.5 * u,
                                    1e-12);
  g_assert_cmpfloat_with_epsilon (lab_prediction_value (&pair, &none, sqrt (2.0)), exp (-0.25),
                                  1e-12);
  g_assert_true (isfinite (lab_prediction_value (&power, &none, 1.0 - 1e-10)));
  g_assert_true (isnan (lab_prediction_value (&power, &none, 1.0 - 1e-8)));
  g_assert_true (isfinite (lab_prediction_value (&power, &none, 32.0 * (1.0 + 1e-10))));
  g_assert_true (isnan (lab_prediction_value (&power, &none, 32.0 * (1.0 + 1e-8))));
  g_assert_true (isnan (lab_prediction_value (&single, &none, 1.0)));
  /* Beside a risk of 0 the line between the two neighbours. */
  power.excess_risk[0] = 0.0;
  g_assert_cmpfloat_with_epsilon (lab_prediction_value (&power, &none, exp2 (1.25)), exp (-0.625),
                                  1e-12);
}

/* The constant is a height on data and model, and a time on time and compute. */
static void
test_constant (void)
{
  LabCalibration shift = {.shift = log (2.0)};
  LabPrediction height = made_prediction (LAB_SWEEP_MODEL, 6, 0.5, 0.1);
  LabPrediction time = made_prediction (LAB_SWEEP_TIME, 6, 0.5, 0.1);

  g_assert_cmpfloat_with_epsilon (lab_prediction_value (&height, &shift, 4.0), 2.0 * exp (-1.4),
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (lab_prediction_train_value (&height, &shift, 4.0),
                                  0.5 * exp (-1.4), 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_prediction_value (&time, &shift, 4.0), exp (-2.4), 1e-12);
  g_assert_cmpfloat_with_epsilon (lab_prediction_train_value (&time, &shift, 4.0), 0.5 * exp (-2.4),
                                  1e-12);
}

/* How many points, from where to where, in which unit; one alone where there is no range; none where the
 * labels' noise is not known. */
static void
test_points (void)
{
  LabExperiment experiment;
  LabPredictionRequest request;
  LabPrediction prediction;

  lab_experiment_default (LAB_SWEEP_DATA, &experiment);
  lab_prediction_request_init (&request, &experiment);
  request.unit = 3.0;
  for (guint level = 1; level <= 2; level++) {
    g_assert_true (lab_prediction_compute (&request, level, NULL, NULL, &prediction, NULL));
    g_assert_cmpuint (prediction.count, ==, level == 1 ? 60 : 48);
    g_assert_cmpfloat_with_epsilon (prediction.x[0], 3.0 * request.low, 1e-9);
    g_assert_cmpfloat_with_epsilon (prediction.x[prediction.count - 1], 3.0 * request.high, 1e-6);
    g_assert_cmpfloat_with_epsilon (prediction.x[1] / prediction.x[0],
                                    prediction.x[2] / prediction.x[1], 1e-9);
  }
  request.high = request.low;
  g_assert_true (lab_prediction_compute (&request, 1, NULL, NULL, &prediction, NULL));
  g_assert_cmpuint (prediction.count, ==, 1);
  g_assert_cmpfloat (prediction.x[0], ==, 3.0 * request.low);
  request.is_unknown = TRUE;
  g_assert_true (lab_prediction_compute (&request, 1, NULL, NULL, &prediction, NULL));
  g_assert_cmpuint (prediction.count, ==, 0);
  g_assert_cmpuint (prediction.level, ==, 0);
}

/* Which points are compared: of the last group, measured, not left out, inside the window with its ends;
 * three or more. The shift is their mean, the error what is left. */
static void
test_compared (void)
{
  LabPrediction prediction = made_prediction (LAB_SWEEP_DATA, 8, 0.5, 0.1);
  LabCalibration none = {0}, calibration;
  LabCurvePoint points[12];
  LabCurve curve = {.points = points, .point_count = 12};
  LabCurveFit fit = {.axis = LAB_SWEEP_DATA, .group = 1, .power = {.valid = TRUE}};

  for (guint i = 0; i < 12; i++) {
    double x = ldexp (1.0, (int)(i < 7 ? i : i - 5));

    points[i] = (LabCurvePoint){.x = x, .group = i < 1 ? 0 : 1};
    points[i].mean =
        exp (0.3 + (i % 2 == 0 ? 0.1 : -0.1)) * lab_prediction_value (&prediction, &none, x);
  }
  points[0].mean *= 100.0; /* of another group */
  points[7].warm_up = points[8].floor_limited = TRUE;
  points[7].mean = points[8].mean = 1e6;
  points[9].mean = 0.0;
  points[10].mean = -1.0;
  points[11].x = 1e6; /* beyond the prediction */
  lab_prediction_calibrate (&prediction, &curve, NULL, &calibration);
  g_assert_true (calibration.fitted);
  g_assert_cmpuint (calibration.points, ==, 6);
  g_assert_cmpfloat_with_epsilon (calibration.shift, 0.3, 1e-12);
  g_assert_cmpfloat_with_epsilon (calibration.error, 0.1, 1e-12);
  fit.power.x_minimum = points[2].x;
  fit.power.x_maximum = points[4].x;
  lab_prediction_calibrate (&prediction, &curve, &fit, &calibration);
  g_assert_cmpuint (calibration.points, ==, 3);
  g_assert_cmpfloat_with_epsilon (calibration.shift, 0.3 + 0.1 / 3.0, 1e-12);
  fit.power.x_maximum = points[3].x;
  lab_prediction_calibrate (&prediction, &curve, &fit, &calibration);
  g_assert_false (calibration.fitted);
  g_assert_cmpuint (calibration.points, ==, 0);
  g_assert_true (isnan (calibration.error));
  /* Two points have a slope, one has that of the range, and no range none. */
  g_assert_cmpfloat_with_epsilon (lab_prediction_slope (&prediction, &none, &curve, &fit, 0.0, 0.0),
                                  -(0.5 + 0.1 * 5.0) / M_LN2, 1e-9);
  fit.power.x_maximum = points[2].x;
  g_assert_cmpfloat_with_epsilon (lab_prediction_slope (&prediction, &none, &curve, &fit, 2.0, 8.0),
                                  -(0.5 + 0.1 * 4.0) / M_LN2, 1e-9);
  g_assert_true (isnan (lab_prediction_slope (&prediction, &none, &curve, &fit, 0.0, 8.0)));
  g_assert_true (isnan (lab_prediction_slope (&prediction, &none, &curve, &fit, 8.0, 8.0)));
  g_assert_true (isnan (lab_prediction_slope (&prediction, &none, NULL, NULL, 1e7, 1e8)));
  g_assert_true (isfinite (lab_prediction_slope (&prediction, &none, NULL, NULL, 1.0, 8.0)));
  /* The first point counts; one that is predicted to be 0 does not. */
  LabCurve two = {.points = points + 2, .point_count = 2};
  LabPrediction hole = prediction;
  g_assert_cmpfloat_with_epsilon (lab_prediction_slope (&prediction, &none, &two, NULL, 0.0, 0.0),
                                  -(0.5 + 0.1 * 5.0) / M_LN2, 1e-9);
  hole.excess_risk[6] = 0.0;
  fit.power.x_maximum = points[6].x;
  g_assert_cmpfloat_with_epsilon (lab_prediction_slope (&hole, &none, &curve, &fit, 0.0, 0.0),
                                  -(0.5 + 0.1 * 6.0) / M_LN2, 1e-9);
  fit.group = 0;
  fit.power.valid = FALSE;
  g_assert_cmpfloat_with_epsilon (lab_prediction_error (&prediction, &curve, &fit, &none),
                                  0.4 + log (100.0), 1e-9);
  fit.group = 7;
  g_assert_true (isnan (lab_prediction_error (&prediction, &curve, &fit, &none)));
}

/* On time the one constant is found wherever a step is worth between 1/100 and 1,000 units. */
static void
test_worth (void)
{
  static const double worths[] = {0.011, 0.1, 1.0, 30.0, 950.0};

  for (guint w = 0; w < G_N_ELEMENTS (worths); w++) {
    LabPrediction prediction = {.axis = LAB_SWEEP_TIME, .level = 2, .count = 60};
    LabCalibration worth = {.shift = log (worths[w])}, found;
    LabCurvePoint points[8];
    LabCurve curve = {.points = points, .point_count = 8};

    for (guint i = 0; i < 60; i++) {
      prediction.x[i] = 1e-4 * pow (1e12, i / 59.0);
      prediction.excess_risk[i] = 1.0 / (1.0 + prediction.x[i]);
    }
    for (guint i = 0; i < 8; i++) {
      points[i] = (LabCurvePoint){.x = pow (3.0, i)};
      points[i].mean = lab_prediction_value (&prediction, &worth, points[i].x);
    }
    lab_prediction_calibrate (&prediction, &curve, NULL, &found);
    g_assert_cmpfloat_with_epsilon (found.shift, worth.shift, 1e-4);
    g_assert_cmpfloat (found.error, <, 1e-4);
  }
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
  g_test_add_func ("/prediction/between", test_between);
  g_test_add_func ("/prediction/constant", test_constant);
  g_test_add_func ("/prediction/points", test_points);
  g_test_add_func ("/prediction/compared", test_compared);
  g_test_add_func ("/prediction/worth", test_worth);
  g_test_add_func ("/prediction/edges", test_edges);
  return g_test_run ();
}
