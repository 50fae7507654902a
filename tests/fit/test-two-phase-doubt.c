/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the choice among rival laws holds its tongue: kinds that cannot be told, repeats that disagree, laws
 * that are refused, errors with memory. */
#include "core/random.h"
#include "made-laws.h"

#include <math.h>

/* A short fall at 5 % noise is no power law, whatever else it is: the bend is told, and which laws remain. */
static void
test_bend_is_told_when_its_kind_is_not (void)
{
  LabFitSample samples[MADE_POINTS];
  LabTwoPhaseChoice choice;
  guint count = made_samples (LAB_LAW_POWER, 1, 0.05, samples);
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
  LabFitSample samples[3 * MADE_POINTS], other[MADE_POINTS];
  LabTwoPhaseChoice choice;
  guint count = made_samples (LAB_LAW_POWER, 3, 0.005, samples);
  made_samples (LAB_LAW_POWER_POWER, 1, 0.005, other);
  for (guint i = 0; i < MADE_POINTS; i++)
    samples[2 * MADE_POINTS + i].y = other[i].y;
  lab_two_phase_choose (samples, count, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_CANNOT_TELL);
  g_assert_cmpfloat (choice.lead, >=, LAB_TWO_PHASE_LEAD);
  g_assert_cmpuint (choice.repeats, ==, 3);
  g_assert_cmpuint (choice.repeats_agreeing, <, 2);
  g_assert_true (isnan (choice.boundary));
}

/* A hump is none of the laws: all are refused by name. With too few points for two phases the two power
 * laws are, and with noise as large as the hump nothing is. */
static void
test_none_fits (void)
{
  static const guint counts[] = {MADE_POINTS, 8};

  for (gsize c = 0; c < G_N_ELEMENTS (counts); c++)
    for (guint noisy = 0; noisy < 2; noisy++) {
      LabFitSample samples[MADE_POINTS];
      LabTwoPhaseChoice choice;
      LabRandom random;
      guint count = counts[c];
      lab_random_init (&random, 3, 0, LAB_STREAM_TRAINING_NOISE);
      for (guint i = 0; i < count; i++) {
        double u = i / (count - 1.0);
        double smooth = noisy ? 0.0 : 1.5 * sin ((count < 10 ? 4.0 : 9.0) * u) - 3.0 * u;
        double scatter = (noisy ? 0.8 : 0.01) * lab_random_normal (&random);
        samples[i] = (LabFitSample){.x = pow (200.0, u), .y = exp (smooth + scatter)};
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
  LabFitSample samples[MADE_POINTS];
  LabTwoPhaseChoice choice;
  guint count = made_samples (LAB_LAW_SUM, 1, 0.001, samples);

  lab_two_phase_choose (samples, count, &choice);
  g_assert_cmpint (choice.choice, ==, LAB_CHOICE_SUM);
  g_assert_cmpfloat (choice.inflation, <, 3.0);
  /* Errors that do hang together are seen, from one repeat and from four. */
  for (guint repeats = 1; repeats <= 4; repeats += 3) {
    LabFitSample many[4 * MADE_POINTS];
    LabRandom random;
    double error = 0.0;
    lab_random_init (&random, 8, repeats, LAB_STREAM_TRAINING_NOISE);
    count = made_samples (LAB_LAW_POWER, repeats, 0.0, many);
    for (guint i = 0; i < count; i++) {
      error = 0.7 * error + 0.05 * lab_random_normal (&random);
      many[i].y *= exp (error);
    }
    lab_two_phase_choose (many, count, &choice);
    g_test_message ("%u repeats: inflation %g", repeats, choice.inflation);
    g_assert_cmpfloat (choice.inflation, >, 1.8);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/two-phase-doubt/bend", test_bend_is_told_when_its_kind_is_not);
  g_test_add_func ("/two-phase-doubt/break-of-one-repeat", test_break_of_one_repeat_is_not_shared);
  g_test_add_func ("/two-phase-doubt/none-fits", test_none_fits);
  g_test_add_func ("/two-phase-doubt/memory", test_memory_is_not_misfit);
  return g_test_run ();
}
