/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What repeats of a trajectory say of the law chosen for them together: ranges and agreement. */
#include "core/random.h"
#include "fit/law/two-phase.h"

#include <math.h>

#define POINTS 40

/* Repeat number r: an exponential, then a power from x = 80 on (bends), or one power; 2 % of noise. */
static void
make_repeat (guint r, gboolean bends, LabFitSample *samples)
{
  LabRandom random;

  lab_random_init (&random, 5, r, LAB_STREAM_TRAINING_NOISE);
  for (guint i = 0; i < POINTS; i++) {
    double x = pow (4000.0, i / (POINTS - 1.0));
    double y = bends && x < 80.0 ? 0.4 * exp (-0.03 * (x - 80.0)) : 0.4 * pow (x / 80.0, -0.45);

    samples[i] = (LabFitSample){x, y * exp (0.02 * lab_random_normal (&random)), r, 0.0};
  }
}

/* The range is from the least to the largest of the joint law's break and slope fitted to all and to each
 * repeat alone. */
static void
test_ranges (void)
{
  for (guint repeats = 2; repeats <= 3; repeats++) {
    LabFitSample samples[3 * POINTS];
    LabTwoPhaseChoice joint;

    for (guint r = 0; r < repeats; r++)
      make_repeat (r, TRUE, samples + r * POINTS);
    lab_two_phase_choose (samples, repeats * POINTS, &joint);
    g_assert_cmpint (joint.choice, ==, LAB_CHOICE_EXPONENTIAL_POWER);
    g_assert_cmpuint (joint.repeats, ==, repeats);
    g_assert_cmpuint (joint.repeats_agreeing, ==, repeats);
    const LabLawFit *best = &joint.fits[joint.best];
    double break_low = best->break_x, break_high = best->break_x;
    double slope_low = best->exponent, slope_high = best->exponent;
    for (guint r = 0; r < repeats; r++) {
      LabTwoPhaseChoice alone;

      lab_two_phase_choose (samples + r * POINTS, POINTS, &alone);
      g_assert_cmpuint (alone.repeats, ==, 0);
      g_assert_true (isnan (alone.exponent_low));
      /* Alone it has the interval of its own points. */
      g_assert_true (!alone.boundary_by_repeat && alone.boundary_low < alone.boundary &&
                     alone.boundary < alone.boundary_high);
      break_low = fmin (break_low, alone.fits[joint.best].break_x);
      break_high = fmax (break_high, alone.fits[joint.best].break_x);
      slope_low = fmin (slope_low, alone.fits[joint.best].exponent);
      slope_high = fmax (slope_high, alone.fits[joint.best].exponent);
    }
    g_assert_true (joint.boundary_by_repeat);
    g_assert_cmpfloat (joint.boundary, ==, best->break_x);
    g_assert_cmpfloat (joint.exponent, ==, best->exponent);
    g_assert_cmpfloat_with_epsilon (joint.boundary_low, break_low, 1e-6);
    g_assert_cmpfloat_with_epsilon (joint.boundary_high, break_high, 1e-6);
    g_assert_cmpfloat_with_epsilon (joint.exponent_low, slope_low, 1e-9);
    g_assert_cmpfloat_with_epsilon (joint.exponent_high, slope_high, 1e-9);
    g_assert_cmpfloat (joint.bend, ==, joint.boundary);
  }
}

/* What half of the repeats do or fewer is no phase; what all do is one. */
static void
test_agreement (void)
{
  static const struct
  {
    guint bending, repeats;
    LabChoice choice;
  } known[] = {
      {1, 2, LAB_CHOICE_CANNOT_TELL},
      {1, 4, LAB_CHOICE_CANNOT_TELL},
      {2, 4, LAB_CHOICE_CANNOT_TELL},
      {4, 4, LAB_CHOICE_EXPONENTIAL_POWER},
  };

  for (guint k = 0; k < G_N_ELEMENTS (known); k++) {
    LabFitSample samples[4 * POINTS];
    LabTwoPhaseChoice choice;

    for (guint r = 0; r < known[k].repeats; r++)
      make_repeat (r, r < known[k].bending, samples + r * POINTS);
    lab_two_phase_choose (samples, known[k].repeats * POINTS, &choice);
    g_test_message ("%u of %u: %s, lead %g, %u of %u agree, bend %g", known[k].bending,
                    known[k].repeats, lab_choice_name (choice.choice), choice.lead,
                    choice.repeats_agreeing, choice.repeats, choice.bend);
    g_assert_cmpuint (choice.repeats, ==, known[k].repeats);
    g_assert_cmpint (choice.choice, ==, known[k].choice);
    g_assert_true (isfinite (choice.boundary) == (choice.choice != LAB_CHOICE_CANNOT_TELL));
    g_assert_true (isfinite (choice.boundary_low) == isfinite (choice.boundary));
    g_assert_true (isfinite (choice.bend) == isfinite (choice.boundary));
    g_assert_true (isfinite (choice.exponent_low) && isfinite (choice.exponent_high));
  }
}

/* A repeat with too few points counts for the mean and says nothing by itself; one that is left says
 * nothing of a range. */
static void
test_short_repeat (void)
{
  LabFitSample samples[2 * POINTS];
  LabTwoPhaseChoice choice;

  make_repeat (0, TRUE, samples);
  make_repeat (1, TRUE, samples + POINTS);
  lab_two_phase_choose (samples, POINTS + LAB_TWO_PHASE_MINIMUM_ABSCISSAS - 1, &choice);
  g_assert_cmpuint (choice.repeats, ==, 1);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_EXPONENTIAL_POWER);
  g_assert_true (isfinite (choice.boundary) && !choice.boundary_by_repeat);
  g_assert_true (isnan (choice.exponent_low) && isnan (choice.exponent_high));
}

/* One power law: no break, no bend, its slope and its range; and every law's fit is handed on. */
static void
test_power (void)
{
  LabFitSample samples[3 * POINTS];
  LabTwoPhaseChoice choice;

  for (guint r = 0; r < 3; r++)
    make_repeat (r, FALSE, samples + r * POINTS);
  lab_two_phase_choose (samples, 3 * POINTS, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_POWER);
  g_assert_true (choice.best == LAB_LAW_POWER || choice.best == LAB_LAW_POWER_FLOOR);
  g_assert_true (isnan (choice.boundary) && isnan (choice.bend) && isnan (choice.boundary_high));
  g_assert_cmpfloat (choice.exponent_low, <, choice.exponent_high);
  g_assert_cmpfloat (choice.inflation, >=, 1.0);
  for (guint law = 0; law < LAB_LAW_COUNT; law++)
    g_assert_true ((choice.fits[law].valid || law >= LAB_LAW_SMOOTH_POWER_POWER) &&
                   choice.fits[law].law == law);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/two-phase-repeats/ranges", test_ranges);
  g_test_add_func ("/two-phase-repeats/agreement", test_agreement);
  g_test_add_func ("/two-phase-repeats/short-repeat", test_short_repeat);
  g_test_add_func ("/two-phase-repeats/power", test_power);
  return g_test_run ();
}
