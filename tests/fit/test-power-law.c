/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power-law fit: recovery, invariances, refusals, and Student's quantiles behind its width. */
#include "core/error.h"
#include "core/random.h"
#include "fit/power-law.h"
#include "fit/sample/student.h"

#include <math.h>

static void
assert_near (double actual, double expected, double tolerance)
{
  g_assert_cmpfloat_with_epsilon (actual, expected, tolerance);
}

/* Noisy samples on 64, 128, ...: repeats of different level, y = level e^noise x^exponent. */
static guint
make_samples (guint abscissas, guint repeats, double exponent, double noise, LabFitSample *samples)
{
  LabRandom random;
  guint count = 0;
  lab_random_init (&random, 7, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint r = 0; r < repeats; r++)
    for (guint i = 0; i < abscissas; i++) {
      double x = ldexp (64.0, (int)i);
      double y = 3.0 * pow (x, exponent) * exp (noise * lab_random_normal (&random));
      samples[count++] = (LabFitSample){.x = x, .y = y, .cluster = r};
    }
  return count;
}

static void
test_student (void)
{
  static const struct
  {
    guint degrees;
    double probability, value; /* by the inverse incomplete beta function of SciPy */
  } table[] = {
      {1, 0.95, 12.706204736174696},  {2, 0.95, 4.302652729749462},
      {3, 0.95, 3.1824463052837086},  {4, 0.95, 2.7764451051977934},
      {7, 0.95, 2.364624251592785},   {10, 0.95, 2.2281388519862744},
      {30, 0.95, 2.0422724563012378}, {101, 0.95, 1.9837310029556054},
      {4, 0.50, 0.7406970841126828},  {5, 0.99, 4.032142983555228},
  };
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    assert_near (lab_student_critical_value (table[i].degrees, table[i].probability),
                 table[i].value, 1e-10 * table[i].value);
  assert_near (lab_student_critical_value (100001, 0.95), 1.959987707297379, 1e-4);
}

static void
test_exact_law (void)
{
  LabFitSample samples[32];
  LabPowerLawFit fit;
  guint count = make_samples (8, 3, -0.4, 0.0, samples);
  g_assert_true (lab_power_law_fit (samples, count, 1, &fit, NULL));
  g_assert_true (fit.valid);
  assert_near (fit.exponent, -0.4, 1e-13);
  assert_near (fit.prefactor, log (3.0), 1e-12);
  assert_near (fit.high - fit.low, 0.0, 1e-12);
  assert_near (lab_power_law_value (&fit, 1e6), 3.0 * pow (1e6, -0.4), 1e-12);
  g_assert_cmpuint (fit.points_used, ==, 8);
  g_assert_cmpuint (fit.repeats, ==, 3);
  g_assert_cmpfloat (fit.x_minimum, ==, 64.0);
  g_assert_cmpfloat (fit.x_maximum, ==, 8192.0);
}

/* One repeat is ordinary least squares: the closed formulas with Student's 2.78 at 4 degrees. */
static void
test_against_textbook (void)
{
  static const double y[] = {0.31, 0.25, 0.162, 0.13, 0.088, 0.071};
  LabFitSample samples[6];
  LabPowerLawFit fit;
  double mean = 0.0, slope = 0.0, squares = 0.0, spread = 17.5;

  for (guint i = 0; i < 6; i++) {
    samples[i] = (LabFitSample){.x = ldexp (64.0, (int)i), .y = y[i]};
    mean += log (y[i]) / 6.0;
    slope += (i - 2.5) * log (y[i]) / spread;
  }
  for (guint i = 0; i < 6; i++)
    squares += pow (log (y[i]) - mean - slope * (i - 2.5), 2.0);
  double half_width = 2.7764451051977987 * sqrt (squares / 4.0 / spread);

  g_assert_true (lab_power_law_fit (samples, 6, 3, &fit, NULL));
  assert_near (fit.exponent, slope / G_LN2, 1e-13);
  assert_near (fit.level, mean, 1e-13);
  assert_near (fit.level_error, sqrt (squares / 4.0 / 6.0), 1e-13);
  /* The bootstrap gives the shape: its tails are within a tenth of Student's. */
  assert_near (fit.high - fit.low, 2.0 * half_width / G_LN2, 0.1 * half_width);
}

/* Units of x and y change the prefactor and nothing else. */
static void
test_scale_free (void)
{
  LabFitSample samples[32], scaled[32];
  LabPowerLawFit fit, scaled_fit;
  guint count = make_samples (7, 3, -0.5, 0.2, samples);
  for (guint i = 0; i < count; i++) {
    scaled[i] = samples[i];
    scaled[i].y *= 1e-9;
    scaled[i].x *= 1e9;
  }
  g_assert_true (lab_power_law_fit (samples, count, 1, &fit, NULL));
  g_assert_true (lab_power_law_fit (scaled, count, 1, &scaled_fit, NULL));
  assert_near (scaled_fit.exponent, fit.exponent, 1e-12);
  assert_near (scaled_fit.low, fit.low, 1e-12);
  assert_near (scaled_fit.high, fit.high, 1e-12);
  assert_near (scaled_fit.level, fit.level + log (1e-9), 1e-12);
}

/* The same samples in another order give the same bytes. */
static void
test_order_free (void)
{
  LabFitSample samples[32], reversed[32];
  LabPowerLawFit fit, reversed_fit;
  guint count = make_samples (7, 3, -0.5, 0.2, samples);
  for (guint i = 0; i < count; i++)
    reversed[i] = samples[count - 1 - i];
  g_assert_true (lab_power_law_fit (samples, count, 1, &fit, NULL));
  g_assert_true (lab_power_law_fit (reversed, count, 1, &reversed_fit, NULL));
  g_assert_cmpfloat (fit.exponent, ==, reversed_fit.exponent);
  g_assert_cmpfloat (fit.low, ==, reversed_fit.low);
  g_assert_cmpfloat (fit.high, ==, reversed_fit.high);
}

/* A repeat ten times worse that lacks the large x moves the level, not the exponent. */
static void
test_missing_points_of_a_repeat (void)
{
  LabFitSample samples[32];
  LabPowerLawFit fit;
  guint count = make_samples (8, 3, -0.5, 0.0, samples);
  for (guint i = 16; i < count; i++)
    samples[i].y *= 10.0;
  g_assert_true (lab_power_law_fit (samples, 21, 1, &fit, NULL));
  assert_near (fit.exponent, -0.5, 1e-12);
}

/* Noisy abscissas weigh less: the slope is nearer to the truth than unweighted least squares. */
static void
test_weights_follow_the_noise (void)
{
  static const double error[5] = {-1.2, -0.6, 0.1, 0.7, 1.5};
  LabFitSample samples[40];
  LabPowerLawFit fit;
  guint count = 0;
  double slope = 0.0;

  for (guint i = 0; i < 8; i++)
    for (guint r = 0; r < 5; r++) {
      double x = ldexp (64.0, (int)i);
      double deviation = i == 7 ? 0.5 + error[(r * 2 + i) % 5] : 0.02 * error[(r * 2 + i) % 5];
      samples[count++] = (LabFitSample){x, exp (deviation) / sqrt (x), 0, 0.0};
      slope += (i - 3.5) * (deviation - 0.5 * log (x)) / (5.0 * 42.0 * G_LN2);
    }
  g_assert_true (lab_power_law_fit (samples, count, 1, &fit, NULL));
  g_assert_cmpfloat (fabs (fit.exponent + 0.5), <, 0.5 * fabs (slope + 0.5));
}

static void
test_exact_repetitions_count_once (void)
{
  LabFitSample samples[64];
  LabPowerLawFit fit, doubled;
  guint count = make_samples (7, 3, -0.5, 0.2, samples);
  for (guint i = 0; i < count; i++)
    samples[count + i] = samples[i];
  g_assert_true (lab_power_law_fit (samples, count, 1, &fit, NULL));
  g_assert_true (lab_power_law_fit (samples, 2 * count, 1, &doubled, NULL));
  g_assert_cmpfloat (fit.low, ==, doubled.low);
  g_assert_cmpfloat (fit.high, ==, doubled.high);
  g_assert_cmpuint (fit.duplicates, ==, 0);
  g_assert_cmpuint (doubled.duplicates, ==, count);
}

static void
test_unusable_values_are_counted (void)
{
  LabFitSample samples[32];
  LabPowerLawFit fit, clean;
  guint count = make_samples (6, 1, -0.5, 0.2, samples);
  g_assert_true (lab_power_law_fit (samples, count, 1, &clean, NULL));
  samples[count++] = (LabFitSample){100.0, 0.0, 0, 0.0};
  samples[count++] = (LabFitSample){100.0, -1.0, 0, 0.0};
  samples[count++] = (LabFitSample){100.0, (double)NAN, 0, 0.0};
  samples[count++] = (LabFitSample){0.0, 1.0, 0, 0.0};
  samples[count++] = (LabFitSample){(double)INFINITY, 1.0, 0, 0.0};
  g_assert_true (lab_power_law_fit (samples, count, 1, &fit, NULL));
  g_assert_cmpuint (fit.points_left_out, ==, 5);
  g_assert_cmpuint (fit.points_used, ==, 6);
  g_assert_cmpfloat (fit.exponent, ==, clean.exponent);
}

static void
assert_refused (const LabFitSample *samples, guint count, const char *words)
{
  g_autoptr (GError) error = NULL;
  LabPowerLawFit fit = {.valid = TRUE};
  g_assert_false (lab_power_law_fit (samples, count, 1, &fit, &error));
  g_assert_false (fit.valid);
  g_assert_error (error, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refusals (void)
{
  LabFitSample constant[8], two[8], close[8], zero[8], enough[8];
  guint count = make_samples (8, 1, -0.5, 0.0, enough);
  for (guint i = 0; i < count; i++) {
    constant[i] = (LabFitSample){enough[i].x, 0.25, 0, 0.0};
    two[i] = enough[i % 2];
    two[i].cluster = i;
    close[i] = (LabFitSample){100.0 + i, enough[i].y, 0, 0.0};
    zero[i] = (LabFitSample){enough[i].x, i < 5 ? 0.0 : enough[i].y, 0, 0.0};
  }
  assert_refused (NULL, 0, "there are 0");
  assert_refused (two, count, "there are 2");
  assert_refused (enough, 3, "there are 3");
  assert_refused (zero, count, "not finite: 5");
  assert_refused (close, count, "1.07");
  assert_refused (constant, count, "same");
}

/* The band is narrowest at the centre and holds the line everywhere. */
static void
test_band (void)
{
  LabFitSample samples[32];
  LabPowerLawFit fit;
  guint count = make_samples (7, 3, -0.5, 0.2, samples);
  double low, high, narrowest = INFINITY;
  g_assert_true (lab_power_law_fit (samples, count, 1, &fit, NULL));
  for (double ln_x = 2.0; ln_x < 12.0; ln_x += 0.25) {
    double middle = lab_power_law_value (&fit, exp (ln_x));
    lab_power_law_band (&fit, exp (ln_x), &low, &high);
    g_assert_cmpfloat (low, <, middle);
    g_assert_cmpfloat (middle, <, high);
    narrowest = MIN (narrowest, log (high / low));
  }
  lab_power_law_band (&fit, exp (fit.centre), &low, &high);
  assert_near (log (high / low), 2.0 * fit.level_critical * fit.level_error, 1e-12);
  g_assert_cmpfloat (log (high / low), <=, narrowest);
  lab_power_law_band (&fit, exp (fit.centre + 100.0), &low, &high);
  assert_near (log (high) / 100.0, fit.high, 0.1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/power-law/student", test_student);
  g_test_add_func ("/power-law/exact-law", test_exact_law);
  g_test_add_func ("/power-law/textbook", test_against_textbook);
  g_test_add_func ("/power-law/scale-free", test_scale_free);
  g_test_add_func ("/power-law/order-free", test_order_free);
  g_test_add_func ("/power-law/missing-points-of-a-repeat", test_missing_points_of_a_repeat);
  g_test_add_func ("/power-law/weights", test_weights_follow_the_noise);
  g_test_add_func ("/power-law/exact-repetitions", test_exact_repetitions_count_once);
  g_test_add_func ("/power-law/unusable-values", test_unusable_values_are_counted);
  g_test_add_func ("/power-law/refusals", test_refusals);
  g_test_add_func ("/power-law/band", test_band);
  return g_test_run ();
}
