/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The robust fit of a power law, beside least squares, on curves of known truth. */
#include "fit/power-law.h"
#include "fit/robust.h"
#include "known-curves.h"

#include <math.h>

#define TRIALS 60

/* Each fifth of the later values 3 times too large: the robust exponent errs less, and its interval holds
 * the truth where least squares' is far wider. Without outliers both agree. */
static void
test_robust_power (void)
{
  double robust_error = 0.0, plain_error = 0.0, robust_width = 0.0, plain_width = 0.0;
  guint held = 0;

  for (guint trial = 0; trial < TRIALS; trial++) {
    LabFitSample samples[3 * KNOWN_POINTS];
    LabPowerLawFit plain, robust;
    guint count = known_samples (known_power, 3, 0.05, trial, samples);
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
    LabFitSample samples[KNOWN_POINTS];
    LabPowerLawFit robust;
    guint count = known_samples (known_power, 1, 0.1, trial, samples);
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
  LabFitSample samples[KNOWN_POINTS];
  LabPowerLawFit near, far, without;
  guint count = known_samples (known_power, 1, 0.1, 5, samples);

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/power-law-robust/outliers", test_robust_power);
  g_test_add_func ("/power-law-robust/without-outliers", test_robust_without_outliers);
  g_test_add_func ("/power-law-robust/influence", test_robust_influence);
  return g_test_run ();
}
