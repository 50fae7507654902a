/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does the interval of one repeat hold the slope that many repeats have on average? Real runs of a small data
 * sweep, one repeat of each seed; the truth for each is the mean of all others. */
#include "experiment/conclude/curve-fit.h"

#include <math.h>

#include "experiment/runner/sweep.h"
#include "parse.h"

#ifndef SEEDS
#define SEEDS 30
#endif

#define SMALL "sweep=data n=4096 width=16 depth=1 steps=400 batch=32 repeats=1 "

static LabPowerLawFit
measure (const LabExperiment *base, guint seed)
{
  LabExperiment experiment = *base;
  g_autoptr (GError) error = NULL;

  experiment.seed = seed;
  g_autoptr (GPtrArray) runs = lab_sweep_run (&experiment, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, (LabRun *const *)runs->pdata, runs->len);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_assert_true (fit->power.valid);
  return fit->power;
}

/* Whether the interval, made share times as wide, holds the mean slope of the others. */
static gboolean
holds (const LabPowerLawFit *fit, double sum, double share)
{
  double off = (sum - fit->exponent) / (SEEDS - 1.0) - fit->exponent;

  return off >= share * (fit->low - fit->exponent) && off <= share * (fit->high - fit->exponent);
}

static void
test_coverage (gconstpointer data)
{
  LabExperiment experiment = parse (data);
  LabPowerLawFit fits[SEEDS];
  double sum = 0.0, squares = 0.0;
  guint held = 0, unwidened = 0;

  for (guint i = 0; i < SEEDS; i++) {
    fits[i] = measure (&experiment, i + 1);
    sum += fits[i].exponent;
    squares += fits[i].exponent * fits[i].exponent;
  }
  for (guint i = 0; i < SEEDS; i++) {
    held += holds (&fits[i], sum, 1.0);
    unwidened += holds (&fits[i], sum, 1.0 / LAB_ONE_REPEAT_WIDENING);
  }
  g_test_message ("%s: mean %.3f, deviation %.3f; held %u of %u, without widening %u",
                  (const char *)data, sum / SEEDS,
                  sqrt ((squares - sum * sum / SEEDS) / (SEEDS - 1.0)), held, SEEDS, unwidened);
  /* A true 95 % shows 26 of 30 or more in 98 of 100 series. */
  g_assert_cmpuint (held, >=, SEEDS * 26 / 30);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_data_func ("/one-repeat/2", SMALL "d=2", test_coverage);
  g_test_add_data_func ("/one-repeat/4", SMALL "d=4", test_coverage);
  return g_test_run ();
}
