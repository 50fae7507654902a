/* Rival laws of a trajectory: exact recovery, invariances, refusals. */
#include "core/random.h"
#include "fit/two-phase.h"

#include <math.h>

#define POINTS 40

static void
assert_near (double actual, double expected, double tolerance)
{
  g_assert_cmpfloat_with_epsilon (actual, expected, tolerance);
}

/* The law as the header writes it, computed apart from the program. */
static double
true_value (LabLaw law, double x)
{
  double floor = law % 2 == 1 ? 0.05 : 0.0, gamma = law >= LAB_LAW_SUM_SIXTH     ? 1.0 / 6.0
                                                    : law >= LAB_LAW_SUM_SEVENTH ? 1.0 / 7.0
                                                                                 : 0.45;
  switch (lab_law_form (law)) {
  case LAB_FORM_EXPONENTIAL_POWER:
    return (x < 80.0 ? 0.4 * exp (-0.03 * (x - 80.0)) : 0.4 * pow (x / 80.0, -0.45)) + floor;
  case LAB_FORM_POWER_POWER:
    if (law == LAB_LAW_SMOOTH_POWER_POWER || law == LAB_LAW_SMOOTH_POWER_POWER_FLOOR)
      return 0.4 * pow (x / 80.0, -0.9) * pow (1.0 + pow (x / 80.0, 2.5), 0.45 * 0.4) + floor;
    return 0.4 * pow (x / 80.0, x < 80.0 ? -0.9 : -0.45) + floor;
  case LAB_FORM_SPEED_POWER:
    return 0.4 * (x < 80.0 ? pow ((100.0 - x) / 20.0, 2.0) : pow (x / 80.0, -0.45)) + floor;
  case LAB_FORM_SUM:
    return 20.0 * exp (-x / 30.0) + 2.0 * pow (x, -gamma) + floor;
  case LAB_FORM_POWER:
  case LAB_FORM_COUNT:
    break;
  }
  return 2.0 * pow (x, -0.45) + floor;
}

/* Noisy repeats of a law on geometric steps from 1 to 4000. */
static guint
make_samples (LabLaw law, guint repeats, double noise, LabFitSample *samples)
{
  LabRandom random;
  guint count = 0;
  lab_random_init (&random, 11, 0, LAB_STREAM_TRAINING_NOISE);
  for (guint r = 0; r < repeats; r++)
    for (guint i = 0; i < POINTS; i++) {
      double x = pow (4000.0, i / (POINTS - 1.0));
      double y = true_value (law, x) * exp (noise * lab_random_normal (&random));
      samples[count++] = (LabFitSample){x, y, r};
    }
  return count;
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
    guint count = make_samples ((LabLaw)law, 1, 0.0, samples);
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
  guint count = make_samples (LAB_LAW_EXPONENTIAL_POWER, 1, 0.05, samples);
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
  guint count = make_samples (LAB_LAW_POWER, 1, 0.05, samples);
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
  guint count = make_samples (LAB_LAW_POWER_FLOOR, 1, 0.2, samples);
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
  guint count = make_samples (LAB_LAW_EXPONENTIAL_POWER, 4, 0.05, samples);
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
  guint count = make_samples (LAB_LAW_POWER, 3, 0.05, samples);
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
  guint count = make_samples (LAB_LAW_EXPONENTIAL_POWER_FLOOR, 1, 0.05, samples);
  for (guint i = 0; i < count; i++)
    scaled[i] = (LabFitSample){samples[i].x * 1e9, samples[i].y * 1e-9, 0};
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
  make_samples (LAB_LAW_POWER, 2, 0.0, samples);
  for (guint i = POINTS; i < 2 * POINTS; i++)
    samples[i].y *= 3.0;
  lab_two_phase_choose (samples, POINTS + POINTS / 2, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_POWER);
  assert_near (choice.exponent, -0.45, 1e-6);
}

/* A short fall at 5 % noise is no power law, whatever else it is: the bend is told, and which laws remain. */
static void
test_bend_is_told_when_its_kind_is_not (void)
{
  LabFitSample samples[POINTS];
  LabTwoPhaseChoice choice;
  guint count = make_samples (LAB_LAW_POWER, 1, 0.05, samples);
  for (guint i = 0; i < count; i++)
    samples[i].y *= samples[i].x < 80.0
                        ? exp (-0.01 * (samples[i].x - 80.0)) * pow (samples[i].x / 80.0, 0.45)
                        : 1.0;
  lab_two_phase_choose (samples, count, &choice);
  g_test_message ("choice %s, lead %g, bend %g", lab_choice_name (choice.choice), choice.lead,
                  choice.bend);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_CANNOT_TELL);
  g_assert_true (isnan (choice.boundary));
  g_assert_cmpfloat (choice.bend, >, 20.0);
  g_assert_cmpfloat (choice.bend, <, 400.0);
  g_assert_cmpuint (choice.remaining_count, >, 1);
  for (guint i = 0; i < choice.remaining_count; i++) {
    g_test_message ("remains: %s", lab_law_name (choice.remaining[i]));
    g_assert_cmpint (lab_law_form (choice.remaining[i]), !=, LAB_FORM_POWER);
    g_assert_cmpfloat (choice.fits[choice.remaining[i]].aicc, <,
                       choice.fits[choice.best].aicc + LAB_TWO_PHASE_LEAD);
  }
}

/* One repeat of three with a fast early phase puts a break into the mean: not called a phase. */
static void
test_break_of_one_repeat_is_not_shared (void)
{
  LabFitSample samples[3 * POINTS], other[POINTS];
  LabTwoPhaseChoice choice;
  guint count = make_samples (LAB_LAW_POWER, 3, 0.005, samples);
  make_samples (LAB_LAW_POWER_POWER, 1, 0.005, other);
  for (guint i = 0; i < POINTS; i++)
    samples[2 * POINTS + i].y = other[i].y;
  lab_two_phase_choose (samples, count, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_CANNOT_TELL);
  g_assert_cmpfloat (choice.lead, >=, LAB_TWO_PHASE_LEAD);
  g_assert_cmpuint (choice.repeats, ==, 3);
  g_assert_cmpuint (choice.repeats_agreeing, <, 2);
  g_assert_true (isnan (choice.boundary));
}

static void
test_not_enough (void)
{
  LabFitSample samples[POINTS];
  LabTwoPhaseChoice choice;
  guint count = make_samples (LAB_LAW_POWER, 1, 0.05, samples);

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

/* A hump is none of the laws: all are refused by name. With too few points for two phases the two power
 * laws are, and with noise as large as the hump nothing is. */
static void
test_none_fits (void)
{
  static const guint counts[] = {POINTS, 8};

  for (gsize c = 0; c < G_N_ELEMENTS (counts); c++)
    for (guint noisy = 0; noisy < 2; noisy++) {
      LabFitSample samples[POINTS];
      LabTwoPhaseChoice choice;
      LabRandom random;
      guint count = counts[c];
      lab_random_init (&random, 3, 0, LAB_STREAM_TRAINING_NOISE);
      for (guint i = 0; i < count; i++) {
        double u = i / (count - 1.0);
        samples[i].x = pow (200.0, u);
        samples[i].y = exp ((noisy ? 0.0 : 1.5 * sin ((count < 10 ? 4.0 : 9.0) * u) - 3.0 * u) +
                            (noisy ? 0.8 : 0.01) * lab_random_normal (&random));
        samples[i].cluster = 0;
      }
      lab_two_phase_choose (samples, count, &choice);
      for (guint law = 0; law < LAB_LAW_COUNT; law++)
        g_assert_true (choice.refused[law] == (choice.fits[law].valid && !noisy));
      if (noisy)
        g_assert_cmpint (choice.choice, !=, LAB_CHOICE_NONE_FITS);
      else
        g_assert_cmpint (choice.choice, ==, LAB_CHOICE_NONE_FITS);
      g_assert_true (noisy || choice.remaining_count == 0);
    }
}

/* The memory of errors comes from the points, not from a law that misses them: with errors that are
 * independent, twenty times less noise must not make the answer less sure. */
static void
test_memory_is_not_misfit (void)
{
  LabFitSample samples[POINTS];
  LabTwoPhaseChoice choice;
  guint count = make_samples (LAB_LAW_SUM, 1, 0.001, samples);

  lab_two_phase_choose (samples, count, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_SUM);
  g_assert_cmpfloat (choice.inflation, <, 3.0);
  /* Errors that do hang together are seen, from one repeat and from four. */
  for (guint repeats = 1; repeats <= 4; repeats += 3) {
    LabFitSample many[4 * POINTS];
    LabRandom random;
    double error = 0.0;
    lab_random_init (&random, 8, repeats, LAB_STREAM_TRAINING_NOISE);
    count = make_samples (LAB_LAW_POWER, repeats, 0.0, many);
    for (guint i = 0; i < count; i++) {
      error = 0.7 * error + 0.05 * lab_random_normal (&random);
      many[i].y *= exp (error);
    }
    lab_two_phase_choose (many, count, &choice);
    g_test_message ("%u repeats: inflation %g", repeats, choice.inflation);
    g_assert_cmpfloat (choice.inflation, >, 1.8);
  }
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
  g_test_add_func ("/two-phase/bend", test_bend_is_told_when_its_kind_is_not);
  g_test_add_func ("/two-phase/break-of-one-repeat", test_break_of_one_repeat_is_not_shared);
  g_test_add_func ("/two-phase/not-enough", test_not_enough);
  g_test_add_func ("/two-phase/none-fits", test_none_fits);
  g_test_add_func ("/two-phase/memory", test_memory_is_not_misfit);
  g_test_add_func ("/two-phase/names", test_names);
  return g_test_run ();
}
