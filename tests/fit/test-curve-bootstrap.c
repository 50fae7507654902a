/* Robust fits, windows, residuals, bands, held-out checks and what-if of fitted curves, on curves of
 * known truth with seeded noise. Coverage in length: test-recovery.c. */
#include "core/error.h"
#include "core/random.h"
#include "fit/held-out.h"
#include "fit/residuals.h"
#include "fit/what-if.h"

#include <math.h>
#include <string.h>

#define POINTS 24
#define TRIALS 60

typedef double (*Curve) (double x);

static double
power (double x)
{
  return 2.0 * pow (x, -0.5);
}

static double
with_floor (double x)
{
  return pow (x, -0.7) + 0.05;
}

static double
broken (double x)
{
  return x < 100.0 ? pow (x / 100.0, -1.0) : pow (x / 100.0, -0.35);
}

static double
two_phase (double x)
{
  return x < 60.0 ? exp (-(x - 60.0) / 20.0) : pow (x / 60.0, -0.3);
}

/* POINTS over 3.6 decades for each repeat. */
static guint
draw (Curve curve, guint repeats, double noise, guint run, LabFitSample *samples)
{
  LabRandom random;
  guint count = 0;

  lab_random_init (&random, 11, run, LAB_STREAM_TRAINING_NOISE);
  for (guint r = 0; r < repeats; r++)
    for (guint i = 0; i < POINTS; i++) {
      double x = pow (10.0, 3.6 * i / (POINTS - 1));
      samples[count++] =
          (LabFitSample){x, curve (x) * exp (noise * lab_random_normal (&random)), r};
    }
  return count;
}

/* Each fifth of the later values 3 times too large: the robust exponent errs less, and its interval holds
 * the truth where least squares' is far wider. Without outliers both agree. */
static void
test_robust_power (void)
{
  double robust_error = 0.0, plain_error = 0.0, robust_width = 0.0, plain_width = 0.0;
  guint held = 0;

  for (guint trial = 0; trial < TRIALS; trial++) {
    LabFitSample samples[3 * POINTS];
    LabPowerLawFit plain, robust;
    guint count = draw (power, 3, 0.05, trial, samples);
    for (guint i = trial % 5; i < count; i += 5)
      if (samples[i].x > 60.0)
        samples[i].y *= 3.0;
    g_assert_true (lab_power_law_fit (samples, count, trial, &plain, NULL));
    g_assert_true (lab_power_law_fit_robust (samples, count, trial, &robust, NULL));
    g_assert_cmpuint (robust.points_used, ==, plain.points_used);
    robust_error += fabs (robust.exponent + 0.5) / TRIALS;
    plain_error += fabs (plain.exponent + 0.5) / TRIALS;
    robust_width += (robust.high - robust.low) / TRIALS;
    plain_width += (plain.high - plain.low) / TRIALS;
    held += robust.low <= -0.5 && -0.5 <= robust.high;
  }
  g_test_message ("error %.4f against %.4f, width %.4f against %.4f, held %u of %d", robust_error,
                  plain_error, robust_width, plain_width, held, TRIALS);
  g_assert_cmpfloat (robust_error, <, 0.5 * plain_error);
  g_assert_cmpfloat (robust_width, <, 0.5 * plain_width);
  g_assert_cmpuint (held, >=, 52);
}

/* Normal errors: Huber's loss loses little, and covers as it should. */
static void
test_robust_without_outliers (void)
{
  guint held = 0;
  for (guint trial = 0; trial < 400; trial++) {
    LabFitSample samples[POINTS];
    LabPowerLawFit robust;
    guint count = draw (power, 1, 0.1, trial, samples);
    g_assert_true (lab_power_law_fit_robust (samples, count, trial, &robust, NULL));
    held += robust.low <= -0.5 && -0.5 <= robust.high;
  }
  g_test_message ("held %u of 400", held);
  g_assert_cmpuint (held, >=, 360);
  g_assert_cmpuint (held, <=, 392);
}

/* Huber's influence is bounded: an outlier counts the same however far off it is, and it
 * moves the
 * fit little. */
static void
test_robust_influence (void)
{
  LabFitSample samples[POINTS];
  LabPowerLawFit near, far, without;
  guint count = draw (power, 1, 0.1, 5, samples);

  g_assert_true (lab_power_law_fit_robust (samples, count, 1, &without, NULL));
  samples[20].y *= 5.0;
  g_assert_true (lab_power_law_fit_robust (samples, count, 1, &near, NULL));
  samples[20].y *= 1e6;
  g_assert_true (lab_power_law_fit_robust (samples, count, 1, &far, NULL));
  g_assert_cmpfloat_with_epsilon (far.exponent, near.exponent, 1e-9);
  g_assert_cmpfloat_with_epsilon (far.low, near.low, 1e-9);
  g_assert_cmpfloat (near.exponent, >, without.exponent);
  g_assert_cmpfloat_with_epsilon (near.exponent, without.exponent, 0.02);
}

static void
test_window (void)
{
  LabFitSample samples[POINTS];
  guint count = draw (broken, 1, 0.01, 1, samples);
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
  LabFitSample samples[3 * POINTS];
  guint count = draw (with_floor, 3, 0.05, 2, samples);
  LabModelFit fit;
  LabLocalSlope slopes[3 * POINTS];

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
    g_assert_cmpfloat_with_epsilon (point->fitted, with_floor (point->x),
                                    0.1 * with_floor (point->x));
    g_assert_cmpuint (point->cluster, <, 3);
  }
  guint written = lab_local_slopes (samples, count, 5, slopes);
  g_assert_cmpuint (written, ==, POINTS - 4);
  for (guint i = 0; i < written; i++) {
    double own = lab_law_local_slope (&fit.curve, slopes[i].x);
    double step = log (with_floor (slopes[i].x * 1.001) / with_floor (slopes[i].x / 1.001)) /
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
    Curve curve;
    LabModel model;
  } known[] = {{broken, LAB_MODEL_BROKEN}, {two_phase, LAB_MODEL_TWO_PHASE}};
  static const double places[] = {3.0, 30.0, 300.0, 3000.0};

  for (gsize k = 0; k < G_N_ELEMENTS (known); k++) {
    LabFitSample samples[POINTS];
    LabModelFit fit;
    guint count = draw (known[k].curve, 1, 0.02, 9, samples);
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
  Curve curve = *(const Curve *)data;
  LabModel model = curve == power ? LAB_MODEL_POWER : LAB_MODEL_POWER_FLOOR;
  guint trials = curve == power ? 200 : TRIALS, held = 0, new_held = 0, asked = 0;
  static const double places[] = {10.0, 1000.0};
  LabRandom random;

  lab_random_init (&random, 12, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint trial = 0; trial < trials; trial++) {
    LabFitSample samples[2 * POINTS];
    guint count = draw (curve, 2, 0.1, trial, samples);
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

/* Each model foretells the larger part of its own curve; a power law does not foretell a floor. */
static void
test_held_out (void)
{
  static const struct
  {
    Curve curve;
    LabModel model;
    double limit;
    gboolean holds;
  } known[] = {
      {power, LAB_MODEL_POWER, 0.0, TRUE},       {with_floor, LAB_MODEL_POWER_FLOOR, 0.0, TRUE},
      {broken, LAB_MODEL_BROKEN, 1000.0, TRUE},  {two_phase, LAB_MODEL_TWO_PHASE, 1000.0, TRUE},
      {with_floor, LAB_MODEL_POWER, 0.0, FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    LabFitSample samples[2 * POINTS];
    guint count = draw (known[i].curve, 2, 0.03, 7, samples);
    LabFitOptions options = {.model = known[i].model, .seed = 1};
    g_autoptr (LabHeldOut) held_out =
        lab_held_out_new (samples, count, &options, known[i].limit, NULL);
    g_assert_nonnull (held_out);
    g_autofree char *words = lab_held_out_words (held_out);
    g_test_message ("%s: inside %.2f, error %.3f: %s", lab_model_name (known[i].model),
                    held_out->inside, held_out->error, words);
    if (known[i].limit == 0.0)
      g_assert_cmpuint (held_out->count, ==, 2 * (POINTS / 3));
    for (guint k = 0; k < held_out->count; k++)
      g_assert_cmpfloat (held_out->points[k].x, >, held_out->limit);
    g_assert_cmpfloat (held_out->fit.x_maximum, <=, held_out->limit);
    if (known[i].holds) {
      g_assert_cmpfloat (held_out->inside, >=, 0.85);
      g_assert_cmpfloat (held_out->error, <, 0.15);
    } else {
      g_assert_cmpfloat (held_out->inside, <, 0.5);
      g_assert_cmpfloat (held_out->bias, >, 0.2);
      g_assert_nonnull (strstr (words, "promised too much"));
    }
  }
}

static void
test_held_out_refusals (void)
{
  LabFitSample samples[POINTS];
  guint count = draw (power, 1, 0.03, 7, samples);
  LabFitOptions options = {.model = LAB_MODEL_POWER};
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_held_out_new (samples, count, &options, 1e9, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  g_clear_error (&error);
  g_assert_null (lab_held_out_new (samples, 4, &options, 0.0, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  g_clear_error (&error);
  g_assert_null (lab_held_out_new (samples, 1, &options, 0.0, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  g_clear_error (&error);
  g_assert_null (lab_held_out_new (NULL, 0, &options, 0.0, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
}

/* With a floor the factor solves A x^p + E = target; near the floor its upper end opens. */
static void
test_what_if (void)
{
  LabFitSample samples[3 * POINTS];
  guint count = draw (with_floor, 3, 0.05, 3, samples);
  LabFitOptions options = {.model = LAB_MODEL_POWER_FLOOR, .seed = 1};
  LabModelFit fit;
  LabWhatIf answer;

  g_assert_true (lab_model_fit (samples, count, &options, &fit, NULL));
  g_autoptr (LabCurveBootstrap) bootstrap =
      lab_curve_bootstrap_new (samples, count, &options, &fit);
  lab_what_if_fitted (&fit, bootstrap, 10.0, 0.5, &answer);
  double target = 0.5 * with_floor (10.0), exact = pow (target - 0.05, 1.0 / -0.7) / 10.0;
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
  static const Curve curves[] = {power, with_floor};

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/curve-bootstrap/robust-power", test_robust_power);
  g_test_add_func ("/curve-bootstrap/robust-without-outliers", test_robust_without_outliers);
  g_test_add_func ("/curve-bootstrap/robust-influence", test_robust_influence);
  g_test_add_func ("/curve-bootstrap/window", test_window);
  g_test_add_func ("/curve-bootstrap/residuals", test_residuals);
  g_test_add_func ("/curve-bootstrap/local-slope", test_local_slope);
  g_test_add_data_func ("/curve-bootstrap/band/power", &curves[0], test_band);
  g_test_add_data_func ("/curve-bootstrap/band/power-floor", &curves[1], test_band);
  g_test_add_func ("/curve-bootstrap/held-out", test_held_out);
  g_test_add_func ("/curve-bootstrap/held-out-refusals", test_held_out_refusals);
  g_test_add_func ("/curve-bootstrap/what-if", test_what_if);
  return g_test_run ();
}
