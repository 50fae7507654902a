/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rival laws of a trajectory: exact recovery, invariances, refusals. */
#include "made-laws.h"

#include <math.h>

#define POINTS MADE_POINTS

static void
assert_near (double actual, double expected, double tolerance)
{
  g_assert_cmpfloat_with_epsilon (actual, expected, tolerance);
}

/* Numbers of a fit without noise, by form. */
static void
check_parameters (const LabLawFit *fit)
{
  switch (lab_law_form (fit->law)) {
  case LAB_FORM_POWER:
  case LAB_FORM_COUNT:
    return;
  case LAB_FORM_SUM:
    assert_near (fit->early, 1.0 / 30.0, 1e-4);
    assert_near (exp (fit->transient), 20.0, 1e-2);
    assert_near (exp (fit->level), 2.0, 1e-2);
    /* Both parts are the same at the crossing, and the power law lies above beyond. */
    assert_near (20.0 * exp (-fit->break_x / 30.0) / (2.0 * pow (fit->break_x, fit->exponent)), 1.0,
                 2e-3);
    g_assert_cmpfloat (fit->break_x, >, -fit->exponent * 30.0);
    return;
  case LAB_FORM_EXPONENTIAL_POWER:
    assert_near (fit->early, 0.03, 1e-3);
    break;
  case LAB_FORM_POWER_POWER:
    assert_near (fit->early, -0.9, 1e-3);
    break;
  case LAB_FORM_SPEED_POWER:
    assert_near (fit->early, 0.01, 1e-4);
    break;
  }
  assert_near (fit->break_x, 80.0, fit->width > 0.0 ? 0.1 : 0.01);
  assert_near (fit->level, log (0.4), 1e-3);
  if (fit->law == LAB_LAW_SMOOTH_POWER_POWER || fit->law == LAB_LAW_SMOOTH_POWER_POWER_FLOOR)
    assert_near (fit->width, 0.4, 1e-3);
}

static void
test_exact_recovery (void)
{
  LabFitSample samples[POINTS];
  LabTwoPhaseChoice choice;

  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    guint count = made_samples ((LabLaw)law, 1, 0.0, samples);
    lab_two_phase_choose (samples, count, &choice);
    const LabLawFit *fit = &choice.fits[law];
    g_test_message ("%s: residual %g", lab_law_name ((LabLaw)law), fit->residual);
    g_assert_true (fit->valid);
    g_assert_cmpfloat (fit->residual, <, 1e-9);
    assert_near (fit->exponent,
                 law >= LAB_LAW_SUM_SIXTH     ? -1.0 / 6.0
                 : law >= LAB_LAW_SUM_SEVENTH ? -1.0 / 7.0
                                              : -0.45,
                 1e-4);
    assert_near (fit->floor, law % 2 == 1 ? 0.05 : 0.0, 1e-4);
    for (guint i = 0; i < count; i++)
      assert_near (lab_law_value (fit, samples[i].x), samples[i].y, 1e-4 * samples[i].y);
    check_parameters (fit);
  }
}

/* A reported rate is that of exp (-rate (x - break)): the printed parameters are the curve. */
static void
test_values_are_continuous_at_the_break (void)
{
  LabFitSample samples[POINTS];
  LabTwoPhaseChoice choice;
  guint count = made_samples (LAB_LAW_EXPONENTIAL_POWER, 1, 0.05, samples);
  lab_two_phase_choose (samples, count, &choice);
  for (guint law = LAB_LAW_EXPONENTIAL_POWER; law < LAB_LAW_SUM; law++) {
    const LabLawFit *fit = &choice.fits[law];
    if (fit->width > 0.0 || !fit->valid)
      continue;
    double before = lab_law_value (fit, fit->break_x * (1.0 - 1e-9));
    double after = lab_law_value (fit, fit->break_x * (1.0 + 1e-9));
    assert_near (before / after, 1.0, 1e-7);
    assert_near (after, exp (fit->level) + fit->floor, 1e-7 * after);
  }
}

static void
test_parameters_are_counted (void)
{
  static const guint expected[LAB_LAW_COUNT] = {3, 4, 5, 6, 5, 6, 6, 7, 5, 6, 5, 6, 4, 5, 4, 5};
  LabFitSample samples[POINTS];
  LabTwoPhaseChoice choice;
  guint count = made_samples (LAB_LAW_POWER, 1, 0.05, samples);
  lab_two_phase_choose (samples, count, &choice);
  for (guint law = 0; law < LAB_LAW_COUNT; law++) {
    const LabLawFit *fit = &choice.fits[law];
    double k = expected[law], residual = 0.0;
    for (guint i = 0; fit->valid && i < count; i++)
      residual += pow (log (samples[i].y / lab_law_value (fit, samples[i].x)), 2.0);
    g_assert_cmpuint (fit->parameters, ==, expected[law]);
    g_assert_true (fit->valid || law >= LAB_LAW_SMOOTH_POWER_POWER);
    if (!fit->valid)
      continue;
    assert_near (fit->residual, residual, 1e-9);
    assert_near (fit->aicc,
                 POINTS * log (residual / POINTS) / choice.inflation + 2.0 * k +
                     2.0 * k * (k + 1.0) / (POINTS - k - 1.0),
                 1e-6);
  }
}

/* A form that contains another can never fit worse. */
static void
test_nested_laws_fit_no_worse (void)
{
  LabFitSample samples[POINTS];
  LabTwoPhaseChoice choice;
  guint count = made_samples (LAB_LAW_POWER_FLOOR, 1, 0.2, samples);
  lab_two_phase_choose (samples, count, &choice);
  for (guint law = 0; law < LAB_LAW_SMOOTH_POWER_POWER; law += 2)
    g_assert_cmpfloat (choice.fits[law + 1].residual, <=, choice.fits[law].residual * (1 + 1e-6));
  g_assert_cmpfloat (choice.fits[LAB_LAW_POWER_POWER].residual, <=,
                     choice.fits[LAB_LAW_POWER].residual * (1 + 1e-9));
}

static void
test_boundary_and_its_range (void)
{
  LabFitSample samples[4 * POINTS];
  LabTwoPhaseChoice choice;
  guint count = made_samples (LAB_LAW_EXPONENTIAL_POWER, 4, 0.05, samples);
  lab_two_phase_choose (samples, count, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_EXPONENTIAL_POWER);
  g_assert_cmpuint (choice.points_used, ==, POINTS);
  assert_near (choice.boundary, 80.0, 8.0);
  assert_near (choice.exponent, -0.45, 0.03);
  g_assert_cmpfloat (choice.boundary_low, <, choice.boundary_high);
  g_assert_cmpfloat (choice.boundary_low, >, 50.0);
  g_assert_cmpfloat (choice.boundary_high, <, 130.0);
  g_assert_cmpfloat (choice.exponent_low, <, -0.45);
  g_assert_cmpfloat (choice.exponent_high, >, -0.45);

  lab_two_phase_choose (samples, POINTS, &choice);
  g_assert_true (isfinite (choice.boundary));
  g_assert_cmpfloat (choice.boundary_low, <, 80.0);
  g_assert_cmpfloat (choice.boundary_high, >, 80.0);
  g_assert_cmpfloat (choice.boundary_high, <, 130.0);
  g_assert_false (choice.boundary_by_repeat);
}

/* A power law has no boundary to draw. */
static void
test_no_boundary_without_break (void)
{
  LabFitSample samples[3 * POINTS];
  LabTwoPhaseChoice choice;
  guint count = made_samples (LAB_LAW_POWER, 3, 0.05, samples);
  lab_two_phase_choose (samples, count, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_POWER);
  g_assert_true (isnan (choice.boundary) && isnan (choice.boundary_low) && isnan (choice.bend));
  assert_near (choice.exponent, -0.45, 0.02);
}

/* Compute in FLOP instead of steps, and other units of y: the same choice and shape. */
static void
test_scale_free (void)
{
  LabFitSample samples[POINTS], scaled[POINTS];
  LabTwoPhaseChoice choice, scaled_choice;
  guint count = made_samples (LAB_LAW_EXPONENTIAL_POWER_FLOOR, 1, 0.05, samples);
  for (guint i = 0; i < count; i++)
    scaled[i] = (LabFitSample){samples[i].x * 1e9, samples[i].y * 1e-9, 0, 0.0};
  lab_two_phase_choose (samples, count, &choice);
  lab_two_phase_choose (scaled, count, &scaled_choice);
  g_assert_cmpint (choice.choice, ==, scaled_choice.choice);
  assert_near (scaled_choice.lead, choice.lead, 0.05);
  assert_near (scaled_choice.boundary / choice.boundary, 1e9, 1e6);
  assert_near (scaled_choice.exponent, choice.exponent, 1e-2);
}

/* A late repeat on another level that has only the first half of the steps bends nothing. */
static void
test_incomplete_repeat (void)
{
  LabFitSample samples[2 * POINTS];
  LabTwoPhaseChoice choice;
  made_samples (LAB_LAW_POWER, 2, 0.0, samples);
  for (guint i = POINTS; i < 2 * POINTS; i++)
    samples[i].y *= 3.0;
  lab_two_phase_choose (samples, POINTS + POINTS / 2, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_POWER);
  assert_near (choice.exponent, -0.45, 1e-6);
}

static void
test_not_enough (void)
{
  LabFitSample samples[POINTS];
  LabTwoPhaseChoice choice;
  guint count = made_samples (LAB_LAW_POWER, 1, 0.05, samples);

  lab_two_phase_choose (NULL, 0, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_NOT_ENOUGH);
  lab_two_phase_choose (samples, LAB_TWO_PHASE_MINIMUM_ABSCISSAS - 1, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_NOT_ENOUGH);
  lab_two_phase_choose (samples, 10, &choice); /* 6.8 times as far: enough */
  g_assert_cmpint (choice.choice, !=, LAB_CHOICE_NOT_ENOUGH);
  for (guint i = 0; i < 10; i++)
    samples[i].x = pow (3.9, i / 9.0);
  lab_two_phase_choose (samples, 10, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_NOT_ENOUGH);
  for (guint i = 0; i < count; i++)
    samples[i].y = i % 2 == 0 ? 0.0 : (double)NAN;
  lab_two_phase_choose (samples, count, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_NOT_ENOUGH);
  g_assert_cmpuint (choice.points_left_out, ==, POINTS);
  for (guint i = 0; i < count; i++)
    samples[i].y = 0.25;
  lab_two_phase_choose (samples, count, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_NOT_ENOUGH);
  g_assert_true (isnan (choice.exponent) && isnan (choice.lead));
}

static void
test_names (void)
{
  g_assert_cmpstr (lab_law_name (LAB_LAW_POWER), ==, "power");
  g_assert_cmpstr (lab_law_name (LAB_LAW_EXPONENTIAL_POWER_FLOOR), ==, "exponential+power+floor");
  g_assert_cmpstr (lab_law_name (LAB_LAW_SUM_SIXTH_FLOOR), ==, "sum-1/6+floor");
  g_assert_cmpstr (lab_choice_name (LAB_CHOICE_CANNOT_TELL), ==, "cannot tell");
  g_assert_cmpstr (lab_choice_name (LAB_CHOICE_NONE_FITS), ==, "none fits");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/two-phase/exact-recovery", test_exact_recovery);
  g_test_add_func ("/two-phase/continuous", test_values_are_continuous_at_the_break);
  g_test_add_func ("/two-phase/parameters-are-counted", test_parameters_are_counted);
  g_test_add_func ("/two-phase/nested-laws", test_nested_laws_fit_no_worse);
  g_test_add_func ("/two-phase/boundary", test_boundary_and_its_range);
  g_test_add_func ("/two-phase/no-boundary", test_no_boundary_without_break);
  g_test_add_func ("/two-phase/scale-free", test_scale_free);
  g_test_add_func ("/two-phase/incomplete-repeat", test_incomplete_repeat);
  g_test_add_func ("/two-phase/not-enough", test_not_enough);
  g_test_add_func ("/two-phase/names", test_names);
  return g_test_run ();
}
