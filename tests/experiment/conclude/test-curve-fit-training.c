/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits of trajectories made to order: the time and the compute axis, their phases and floors. */
#include "experiment/conclude/curve-fit.h"

#include <math.h>
#include <string.h>

#include "made-runs.h"

/* Trajectories risk (step), two repeats at each width, the largest width last. */
static LabCurveFit *
fit_trajectories (const LabExperiment *experiment,
                  double (*risk) (double step),
                  double small_factor)
{
  guint count = lab_experiment_run_count (experiment);
  guint steps[LAB_EVALUATIONS_MAX];
  guint evaluations = lab_run_evaluation_steps (experiment, steps);
  g_autofree LabRun **runs = g_new0 (LabRun *, count);
  for (guint i = 0; i < count; i++) {
    runs[i] = make_run (experiment, i, evaluations);
    gboolean small = runs[i]->plan.width < experiment->width;
    for (guint k = 0; k < evaluations; k++)
      runs[i]->evaluations[k] = (LabEvaluation){
          .step = steps[k],
          .compute = steps[k] * 1000000ull * runs[i]->plan.width,
          .excess_risk = risk (steps[k]) * (small ? small_factor : 1.0) * scatter (i * 64 + k),
      };
  }
  g_autoptr (LabCurve) curve = lab_curve_new (experiment, runs, count);
  free_runs (runs, count);
  return lab_curve_fit_new (curve, NULL);
}

static double
power_law (double step)
{
  return pow (step, -0.4);
}

/* Steep until step 100, then shallow. */
static double
two_power_laws (double step)
{
  return step < 100.0 ? pow (step / 100.0, -1.2) : pow (step / 100.0, -0.3);
}

static double
exponential_then_power (double step)
{
  return step < 60.0 ? exp (-(step - 60.0) / 12.0) : pow (step / 60.0, -0.3);
}

/* Falls by half before step 60: too little to tell how. */
static double
short_fall (double step)
{
  return (step < 60.0 ? exp (-(step - 60.0) / 80.0) : pow (step / 60.0, -0.6)) *
         (1.0 + 0.04 * sin (37.0 * log (step)));
}

static double
sum_of_both (double step)
{
  return exp (-step / 40.0) + 0.2 * pow (step, -0.3);
}

static void
test_time (void)
{
  LabExperiment experiment = parse ("sweep=time d=4");
  g_autoptr (LabCurveFit) one = fit_trajectories (&experiment, power_law, 1.0);
  g_assert_true (one->has_two_phase);
  g_assert_cmpint (one->two_phase.choice, ==, LAB_CHOICE_POWER);
  g_assert_cmpfloat_with_epsilon (one->power.exponent, -0.4, 0.02);
  g_assert_cmpfloat (one->power.x_minimum, ==, 1.0);
  g_assert_cmpint (one->verdict, ==, LAB_VERDICT_COMPATIBLE);
  g_assert_nonnull (strstr (one->phase_sentence, "One power law"));

  g_autoptr (LabCurveFit) two = fit_trajectories (&experiment, two_power_laws, 1.0);
  g_assert_cmpint (two->two_phase.choice, ==, LAB_CHOICE_POWER_POWER);
  g_assert_cmpfloat (two->two_phase.boundary, >, 60.0);
  g_assert_cmpfloat (two->two_phase.boundary, <, 160.0);
  g_assert_cmpfloat_with_epsilon (two->power.exponent, -0.3, 0.04);
  g_assert_cmpfloat (two->power.x_minimum, >=, two->two_phase.boundary);
  g_assert_nonnull (strstr (two->phase_sentence, "An exponential phase is not shown"));

  g_autoptr (LabCurveFit) phase = fit_trajectories (&experiment, exponential_then_power, 1.0);
  g_assert_cmpint (phase->two_phase.choice, ==, LAB_CHOICE_EXPONENTIAL_POWER);
  g_assert_cmpfloat_with_epsilon (phase->power.exponent, -0.3, 0.04);
  g_assert_nonnull (strstr (phase->phase_sentence, "An exponential phase, then a power law"));
}

/* A sum is told with its crossing, and its slope is measured where the exponential has gone. */
static void
test_sum (void)
{
  LabExperiment experiment = parse ("sweep=time d=4");
  g_autoptr (LabCurveFit) fit = fit_trajectories (&experiment, sum_of_both, 1.0);
  const LabTwoPhaseChoice *choice = &fit->two_phase;
  g_test_message ("%s", fit->phase_sentence);
  g_assert_cmpint (choice->choice, ==, LAB_CHOICE_SUM);
  g_assert_cmpfloat (choice->exponent_low, <=, -0.3);
  g_assert_cmpfloat (choice->exponent_high, >=, -0.3);
  /* exp (-x / 40) = .2 x^-.3 at 121.9 */
  g_assert_cmpfloat (choice->boundary_low, <=, 121.9);
  g_assert_cmpfloat (choice->boundary_high, >=, 121.9);
  g_assert_cmpfloat (fit->begins, >, choice->boundary);
  g_assert_cmpfloat_with_epsilon (fit->power.exponent, -0.3, 0.06);
  g_assert_nonnull (strstr (fit->phase_sentence, "paper B’s own form"));
}

static double
power_law_on_floor (double step)
{
  return pow (step, -0.8) + 0.02;
}

/* A floor under the best law is told, with the slope above it. */
static void
test_floor_is_told (void)
{
  LabExperiment experiment = parse ("sweep=time d=4");
  g_autoptr (LabCurveFit) fit = fit_trajectories (&experiment, power_law_on_floor, 1.0);
  const LabLawFit *best = &fit->two_phase.fits[fit->two_phase.best];
  g_test_message ("%s", fit->phase_sentence);
  g_assert_cmpint (fit->two_phase.best, ==, LAB_LAW_POWER_FLOOR);
  g_assert_cmpfloat_with_epsilon (best->exponent, -0.8, 0.05);
  g_assert_nonnull (strstr (fit->phase_sentence, "levels off at an error of 0.02"));
  g_assert_nonnull (strstr (fit->phase_sentence, "T^−0.8"));

  g_autoptr (LabCurveFit) none = fit_trajectories (&experiment, power_law, 1.0);
  g_assert_null (strstr (none->phase_sentence, "levels off"));
}

/* Where the kind of the break cannot be told, the power law still begins after it. */
static void
test_untold_break (void)
{
  LabExperiment experiment = parse ("sweep=time d=4");
  g_autoptr (LabCurveFit) fit = fit_trajectories (&experiment, short_fall, 1.0);
  g_test_message ("%d lead %g bend %g: %s", fit->two_phase.choice, fit->two_phase.lead,
                  fit->two_phase.bend, fit->phase_sentence);
  g_assert_cmpint (fit->two_phase.choice, ==, LAB_CHOICE_CANNOT_TELL);
  g_assert_true (isfinite (fit->two_phase.bend));
  g_assert_cmpfloat (fit->power.x_minimum, >=, fit->two_phase.bend);
  g_assert_nonnull (strstr (fit->phase_sentence, "cannot tell whether exponentially at first"));
}

/* The largest width is fitted; others would move the level. A slope steeper than the bound 1/7 is
 * no contradiction. */
static void
test_compute (void)
{
  LabExperiment experiment = parse ("sweep=compute grid=8,16,32 d=4 repeats=2");
  g_autoptr (LabCurveFit) fit = fit_trajectories (&experiment, power_law, 5.0);
  g_assert_cmpuint (fit->group, ==, 2);
  g_assert_cmpfloat_with_epsilon (fit->power.exponent, -0.4, 0.02);
  g_assert_cmpfloat (fit->power.x_minimum, ==, 32e6);
  g_assert_cmpint (fit->verdict, ==, LAB_VERDICT_STEEPER);
  g_assert_cmpfloat_with_epsilon (fit->reference.exponent, -1.0 / 7.0, 1e-12);
  g_assert_nonnull (strstr (fit->sentence, "Falls like C^−0."));
  g_assert_nonnull (strstr (fit->sentence, "bound"));
  g_assert_nonnull (strstr (fit->sentence, "no contradiction"));
}

/* Warm-up steps are drawn, never fitted. */
static void
test_warm_up_is_left_out (void)
{
  LabExperiment experiment = parse ("sweep=time d=4 repeats=2");
  guint steps[LAB_EVALUATIONS_MAX];
  guint evaluations = lab_run_evaluation_steps (&experiment, steps);
  LabRun *runs[2];
  for (guint i = 0; i < 2; i++) {
    runs[i] = make_run (&experiment, i, evaluations);
    runs[i]->warm_up_steps = 50;
    for (guint k = 0; k < evaluations; k++)
      runs[i]->evaluations[k] = (LabEvaluation){
          .step = steps[k],
          .excess_risk = steps[k] <= 50 ? 100.0 : pow (steps[k], -0.4) * scatter (i * 64 + k),
      };
  }
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, 2);
  g_autoptr (LabCurveFit) fit = lab_curve_fit_new (curve, NULL);
  g_assert_cmpfloat (fit->power.x_minimum, >, 50.0);
  g_assert_cmpfloat_with_epsilon (fit->power.exponent, -0.4, 0.04);
  free_runs (runs, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/curve-fit-training/time", test_time);
  g_test_add_func ("/experiment/curve-fit-training/floor-is-told", test_floor_is_told);
  g_test_add_func ("/experiment/curve-fit-training/untold-break", test_untold_break);
  g_test_add_func ("/experiment/curve-fit-training/sum", test_sum);
  g_test_add_func ("/experiment/curve-fit-training/compute", test_compute);
  g_test_add_func ("/experiment/curve-fit-training/warm-up-is-left-out", test_warm_up_is_left_out);
  return g_test_run ();
}
