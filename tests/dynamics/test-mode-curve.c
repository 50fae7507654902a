/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The known-truth control of the phase detection: ODE curves whose spectrum is made to have, or not
 * to have, an exponential phase.
 *
 * Over the cases below, with a condition number up to 1.5 or a target of one mode, every law that remains
 * has an exponential phase; on power-law spectra none is chosen that has one. */
#include "core/random.h"
#include "fit/law/two-phase.h"
#include "mode-curve.h"

#include <math.h>

#define POINTS 40
#define SCATTER                                                                                    \
  0.02 /* of ln of the risk, as measurements have it: no law is exact for these curves */

static const double noises[] = {0.03, 0.1, 0.3};
static const double dimensions[] = {1, 2, 4};

/* Of the kernel picture at beta = 1, nu = 1/2. */
static LabModeCurve
curve_of (double dimension, double noise)
{
  return (LabModeCurve){
      .count = 400, .a = 1 + 2 / dimension, .b = 1 + 1 / dimension, .noise = noise, .n = 1e4};
}

static void
choose (const LabModeCurve *curve, double from, double to, LabTwoPhaseChoice *choice)
{
  LabFitSample samples[POINTS];
  LabRandom random;

  lab_random_init (&random, 5, 0, LAB_STREAM_TRAINING_NOISE);

  for (guint i = 0; i < POINTS; i++) {
    const double t = from * pow (to / from, i / (POINTS - 1.0));

    samples[i] = (LabFitSample){
        t, lab_mode_curve_risk (curve, t) * exp (SCATTER * lab_random_normal (&random)), 0, 0.0};
  }
  lab_two_phase_choose (samples, POINTS, choice);
}

/* Whether every law that remains has an exponential phase: before a power law or beside one. */
static gboolean
is_exponential (const LabTwoPhaseChoice *choice)
{
  for (guint i = 0; i < choice->remaining_count; i++)
    if (lab_law_form (choice->remaining[i]) != LAB_FORM_EXPONENTIAL_POWER &&
        lab_law_form (choice->remaining[i]) != LAB_FORM_SUM)
      return FALSE;
  return choice->remaining_count > 0;
}

static void
test_closed_form (void)
{
  const LabModeCurve one = {.count = 1, .a = 2, .b = 2, .noise = 0.5, .n = 10};
  const LabModeCurve two = {.count = 2, .a = 2, .b = 1, .band = 1, .floor = 0.8, .noise = 1};

  g_assert_cmpfloat_with_epsilon (lab_mode_curve_risk (&one, 3),
                                  exp (-6) + 0.025 * pow (1 - exp (-3), 2), 1e-14);
  g_assert_cmpfloat_with_epsilon (
      lab_mode_curve_risk (&two, 2),
      exp (-4) + 0.5 * (pow (1 - exp (-2), 2) + pow (1 - exp (-1.6), 2)), 1e-14);
}

static void
test_floored (void)
{
  const double floors[] = {0.67, 0.8, 1};

  for (guint s = 0; s < G_N_ELEMENTS (noises); s++)
    for (guint d = 0; d < G_N_ELEMENTS (dimensions); d++)
      for (guint f = 0; f < G_N_ELEMENTS (floors); f++) {
        LabModeCurve curve = curve_of (dimensions[d], noises[s]);
        LabTwoPhaseChoice choice;

        curve.floor = floors[f];
        choose (&curve, 0.3, 1000, &choice);
        if (!is_exponential (&choice))
          g_test_fail_printf ("floor %g, d = %g, sigma = %g: %s, %s", floors[f], dimensions[d],
                              noises[s], lab_choice_name (choice.choice),
                              lab_law_name (choice.remaining[choice.remaining_count - 1]));
      }
}

static void
test_band_limited (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (noises); s++)
    for (guint d = 0; d < G_N_ELEMENTS (dimensions); d++) {
      LabModeCurve curve = curve_of (dimensions[d], noises[s]);

      LabTwoPhaseChoice choice;

      curve.band = 1;
      choose (&curve, 0.1, 100, &choice);
      if (!is_exponential (&choice))
        g_test_fail_printf ("band, d = %g, sigma = %g: %s", dimensions[d], noises[s],
                            lab_choice_name (choice.choice));
    }
}

static void
test_power_law (void)
{
  const double labels[] = {0, 1e4};

  for (guint s = 0; s < G_N_ELEMENTS (noises); s++)
    for (guint d = 0; d < G_N_ELEMENTS (dimensions); d++)
      for (guint l = 0; l < G_N_ELEMENTS (labels); l++) {
        LabModeCurve curve = curve_of (dimensions[d], noises[s]);

        curve.count = 4000;
        curve.n = labels[l];
        LabTwoPhaseChoice choice;
        choose (&curve, 1, 1e4, &choice);
        g_assert_false (lab_choice_is_exponential (choice.choice));
      }
}

/* Between the two the detection must not pretend to know a plain power law. */
static void
test_between (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (noises); s++)
    for (guint d = 0; d < G_N_ELEMENTS (dimensions); d++) {
      LabModeCurve curve = curve_of (dimensions[d], noises[s]);

      curve.floor = 0.3;
      LabTwoPhaseChoice choice;
      choose (&curve, 0.3, 1000, &choice);
      g_assert_cmpint (choice.choice, !=, LAB_CHOICE_POWER);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/mode-curve/closed-form", test_closed_form);
  g_test_add_func ("/mode-curve/floored", test_floored);
  g_test_add_func ("/mode-curve/band-limited", test_band_limited);
  g_test_add_func ("/mode-curve/power-law", test_power_law);
  g_test_add_func ("/mode-curve/between", test_between);
  return g_test_run ();
}
