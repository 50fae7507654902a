/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows, residuals, bands and what-if of fitted curves, on curves of known truth with seeded noise.
 * Coverage in length: test-recovery.c. */
#include "core/error.h"
#include "fit/residuals.h"
#include "fit/residuals-testing.h"
#include "fit/what-if.h"
#include "known-curves.h"
#include "fit/law/law-testing.h"

#include <math.h>

#define TRIALS 60

static void
test_window (void)
{
  LabFitSample samples[KNOWN_POINTS];
  guint count = known_samples (known_broken, 1, 0.01, 1, samples);
  LabFitOptions early = {.model = LAB_MODEL_POWER, .to = 90.0, .seed = 1};
  LabFitOptions late = {.model = LAB_MODEL_POWER, .from = 110.0, .seed = 1};
  LabFitOptions backward = {.model = LAB_MODEL_POWER, .from = 10.0, .to = 5.0};
  g_autoptr (GError) error = NULL;
  LabModelFit fit;

  g_assert_true (lab_model_fit (samples, count, &early, &fit, NULL));
  g_assert_cmpfloat_with_epsilon (fit.exponent, -1.0, 0.02);
  g_assert_cmpfloat (fit.x_maximum, <=, 90.0);
  g_assert_cmpuint (fit.points_outside + fit.points_used, ==, count);
  g_assert_true (lab_model_fit (samples, count, &late, &fit, NULL));
  g_assert_cmpfloat_with_epsilon (fit.exponent, -0.35, 0.02);
  g_assert_cmpfloat (fit.x_minimum, >=, 110.0);
  g_assert_false (lab_model_fit (samples, count, &backward, &fit, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
}

/* Residuals are distances to the curve; their scatter is the noise put in. Local slopes follow the
 * curve's own. */
static void
test_residuals (void)
{
  LabFitSample samples[3 * KNOWN_POINTS];
  guint count = known_samples (known_with_floor, 3, 0.05, 2, samples);
  LabModelFit fit;
  LabLocalSlope slopes[3 * KNOWN_POINTS];

  samples[count - 1].y = 0.0;
  g_assert_true (lab_model_fit (
      samples, count, &(LabFitOptions){.model = LAB_MODEL_POWER_FLOOR, .seed = 1}, &fit, NULL));
  g_autoptr (LabResiduals) residuals = lab_residuals_new (samples, count, &fit);
  g_assert_cmpuint (residuals->count, ==, count - 1);
  g_assert_cmpfloat_with_epsilon (residuals->scatter, 0.05, 0.012);
  for (guint i = 0; i < residuals->count; i++) {
    const LabResidual *point = &residuals->points[i];
    g_assert_cmpfloat_with_epsilon (point->log, log (point->y / point->fitted), 1e-12);
    g_assert_cmpfloat_with_epsilon (point->standard * residuals->scatter, point->log, 1e-12);
    g_assert_cmpfloat_with_epsilon (point->fitted, known_with_floor (point->x),
                                    0.1 * known_with_floor (point->x));
    g_assert_cmpuint (point->cluster, <, 3);
  }
  guint written = lab_local_slopes (samples, count, 5, slopes);
  g_assert_cmpuint (written, ==, KNOWN_POINTS - 4);
  for (guint i = 0; i < written; i++) {
    double own = lab_law_local_slope (&fit.curve, slopes[i].x);
    double step =
        log (known_with_floor (slopes[i].x * 1.001) / known_with_floor (slopes[i].x / 1.001)) /
        log (1.001 * 1.001);
    g_assert_cmpfloat_with_epsilon (own, step, 0.05);
    g_assert_cmpfloat_with_epsilon (slopes[i].slope, step, 0.25);
  }
}

/* The local slope of every law is the derivative of its value, on both sides of a break. */
static void
test_local_slope (void)
{
  static const struct
  {
    KnownCurve curve;
    LabModel model;
  } known[] = {{known_broken, LAB_MODEL_BROKEN}, {known_two_phase, LAB_MODEL_TWO_PHASE}};
  static const double places[] = {3.0, 30.0, 300.0, 3000.0};

  for (gsize k = 0; k < G_N_ELEMENTS (known); k++) {
    LabFitSample samples[KNOWN_POINTS];
    LabModelFit fit;
    guint count = known_samples (known[k].curve, 1, 0.02, 9, samples);
    LabFitOptions options = {.model = known[k].model, .seed = 1};
    g_assert_true (lab_model_fit (samples, count, &options, &fit, NULL));
    for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
      double x = places[i], step = 1.0001;
      double numeric =
          log (lab_law_value (&fit.curve, x * step) / lab_law_value (&fit.curve, x / step)) /
          (2.0 * log (step));
      g_assert_cmpfloat_with_epsilon (lab_law_local_slope (&fit.curve, x), numeric, 1e-5);
    }
  }
}

/* The mean band holds the true curve in about 95 of 100 trials, the wider one a new point. */
static void
test_band (gconstpointer data)
{
  KnownCurve curve = *(const KnownCurve *)data;
  LabModel model = curve == known_power ? LAB_MODEL_POWER : LAB_MODEL_POWER_FLOOR;
  guint trials = curve == known_power ? 200 : TRIALS, held = 0, new_held = 0, asked = 0;
  static const double places[] = {10.0, 1000.0};
  LabRandom random;

  lab_random_init (&random, 12, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint trial = 0; trial < trials; trial++) {
    LabFitSample samples[2 * KNOWN_POINTS];
    guint count = known_samples (curve, 2, 0.1, trial, samples);
    LabFitOptions options = {.model = model, .seed = trial};
    LabModelFit fit;
    LabBandPoint band[G_N_ELEMENTS (places)];
    g_assert_true (lab_model_fit (samples, count, &options, &fit, NULL));
    g_autoptr (LabCurveBootstrap) bootstrap =
        lab_curve_bootstrap_new (samples, count, &options, &fit);
    lab_curve_bootstrap_band (bootstrap, places, G_N_ELEMENTS (places), band);
    for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
      double truth = curve (places[i]), fresh = truth * exp (0.1 * lab_random_normal (&random));
      g_assert_cmpfloat (band[i].low, <=, band[i].value);
      g_assert_cmpfloat (band[i].high, >=, band[i].value);
      g_assert_cmpfloat (band[i].new_low, <, band[i].low);
      g_assert_cmpfloat (band[i].new_high, >, band[i].high);
      held += band[i].low <= truth && truth <= band[i].high;
      new_held += band[i].new_low <= fresh && fresh <= band[i].new_high;
      asked++;
    }
  }
  g_test_message ("mean curve in %u, new point in %u of %u", held, new_held, asked);
  g_assert_cmpfloat (held, >=, 0.88 * asked);
  g_assert_cmpfloat (new_held, >=, 0.88 * asked);
  g_assert_cmpfloat (new_held, <=, 0.995 * asked);
}

/* With a floor the factor solves A x^p + E = target; near the floor its upper end opens. */
static void
test_what_if (void)
{
  LabFitSample samples[3 * KNOWN_POINTS];
  guint count = known_samples (known_with_floor, 3, 0.05, 3, samples);
  LabFitOptions options = {.model = LAB_MODEL_POWER_FLOOR, .seed = 1};
  LabModelFit fit;
  LabWhatIf answer;

  g_assert_true (lab_model_fit (samples, count, &options, &fit, NULL));
  g_autoptr (LabCurveBootstrap) bootstrap =
      lab_curve_bootstrap_new (samples, count, &options, &fit);
  lab_what_if_fitted (&fit, bootstrap, 10.0, 0.5, &answer);
  double target = 0.5 * known_with_floor (10.0), exact = pow (target - 0.05, 1.0 / -0.7) / 10.0;
  g_test_message ("%.3f (%.3f to %.3f), exactly %.3f", answer.factor, answer.low, answer.high,
                  exact);
  g_assert_cmpint ((int)answer.outcome, ==, (int)LAB_WHAT_IF_REACHED);
  g_assert_cmpfloat (answer.low, <, exact);
  g_assert_cmpfloat (answer.high, >, exact);
  g_assert_cmpfloat (answer.high, <, 1.5 * exact);
  g_assert_cmpfloat (answer.decades_beyond, ==, 0.0);
  lab_what_if_fitted (&fit, bootstrap, 4000.0, 0.5, &answer);
  g_assert_cmpint ((int)answer.outcome, ==, (int)LAB_WHAT_IF_BELOW_FLOOR);
  g_assert_true (isnan (answer.factor));
  double near_floor = 1.002 * fit.floor / lab_law_value (&fit.curve, 100.0);
  lab_what_if_fitted (&fit, bootstrap, 100.0, near_floor, &answer);
  g_assert_true (answer.outcome == LAB_WHAT_IF_OUT_OF_REACH || isinf (answer.high));
}

int
main (int argc, char **argv)
{
  static const KnownCurve curves[] = {known_power, known_with_floor};

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/curve-bootstrap/window", test_window);
  g_test_add_func ("/curve-bootstrap/residuals", test_residuals);
  g_test_add_func ("/curve-bootstrap/local-slope", test_local_slope);
  g_test_add_data_func ("/curve-bootstrap/band/power", &curves[0], test_band);
  g_test_add_data_func ("/curve-bootstrap/band/power-floor", &curves[1], test_band);
  g_test_add_func ("/curve-bootstrap/what-if", test_what_if);
  return g_test_run ();
}
