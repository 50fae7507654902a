/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves against numbers worked out by hand. */
#include "experiment/conclude/curve.h"

#include <math.h>

#include "experiment/experiment-keys.h"
#include "made-runs.h"
#include "experiment/run/run-testing.h"

/* Risks 0.1 and 0.4: geometric mean 0.2; ln apart by ln 4, so one standard error of the mean is
 * (ln 4 / sqrt 2) / sqrt 2 = ln 2: from 0.1 to 0.4. */
static void
test_data_points (void)
{
  LabExperiment experiment = parse ("grid=100,1000 repeats=2");
  LabRun *runs[4] = {
      make_simple_run (&experiment, 3, 0.05),
      NULL,
      make_simple_run (&experiment, 1, 0.4),
      make_simple_run (&experiment, 0, 0.1),
  };
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, G_N_ELEMENTS (runs));
  g_assert_cmpuint (curve->point_count, ==, 2);
  g_assert_cmpuint (curve->sample_count, ==, 3);
  g_assert_cmpuint (curve->runs_finished, ==, 3);
  g_assert_cmpfloat (curve->points[0].x, ==, 100);
  g_assert_cmpuint (curve->points[0].count, ==, 2);
  g_assert_cmpfloat_with_epsilon (curve->points[0].mean, 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (curve->points[0].low, 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (curve->points[0].high, 0.4, 1e-12);
  g_assert_cmpfloat (curve->points[1].x, ==, 1000);
  g_assert_cmpuint (curve->points[1].count, ==, 1);
  g_assert_cmpfloat (curve->points[1].low, ==, curve->points[1].mean);
  g_assert_cmpfloat (curve->points[1].high, ==, curve->points[1].mean);
  g_assert_cmpuint (curve->samples[0].repeat, ==, 0);
  g_assert_cmpuint (curve->samples[1].repeat, ==, 1);
  g_assert_cmpfloat (curve->samples[1].excess_risk, ==, 0.4);

  /* The order of the runs does not matter. */
  LabRun *reversed[4] = {runs[3], runs[2], runs[1], runs[0]};
  g_autoptr (LabCurve) again = lab_curve_new (&experiment, reversed, G_N_ELEMENTS (reversed));
  g_assert_cmpmem (curve->samples, 3 * sizeof *curve->samples, again->samples,
                   3 * sizeof *again->samples);
  free_runs (runs, G_N_ELEMENTS (runs));
}

static void
test_left_out (void)
{
  LabExperiment experiment = parse ("grid=100,200,400,800 repeats=2");
  LabRun *runs[8] = {
      make_simple_run (&experiment, 0, 0.1),      make_simple_run (&experiment, 1, 0.0),
      make_simple_run (&experiment, 2, -1.0),     make_simple_run (&experiment, 3, NAN),
      make_simple_run (&experiment, 4, INFINITY), make_simple_run (&experiment, 5, 0.2),
      make_simple_run (&experiment, 6, 0.3),      make_simple_run (&experiment, 7, 0.3),
  };
  runs[6]->status = LAB_RUN_DIVERGED;
  runs[7]->status = LAB_RUN_STOPPED;
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, G_N_ELEMENTS (runs));
  g_assert_cmpuint (curve->runs_finished, ==, 6);
  g_assert_cmpuint (curve->runs_diverged, ==, 1);
  g_assert_cmpuint (curve->runs_stopped, ==, 1);
  g_assert_cmpuint (curve->values_left_out, ==, 4);
  g_assert_cmpuint (curve->sample_count, ==, 2);
  g_assert_cmpuint (curve->point_count, ==, 2);
  g_assert_cmpfloat (curve->points[1].x, ==, 400);
  free_runs (runs, G_N_ELEMENTS (runs));
}

static void
test_chosen_evaluation (void)
{
  LabExperiment experiment = parse ("grid=100,200 repeats=1");
  LabRun *run = make_run (&experiment, 0, 3);
  for (guint i = 0; i < 3; i++)
    run->evaluations[i] = (LabEvaluation){.step = i + 1, .excess_risk = 0.1 * (i + 1)};
  run->chosen = 1;
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, &run, 1);
  g_assert_cmpfloat (curve->points[0].mean, ==, exp (log (0.2)));
  g_assert_cmpfloat (lab_run_excess_risk (run), ==, 0.2);
  run->chosen = -1;
  g_assert_true (isnan (lab_run_excess_risk (run)));
  free_runs (&run, 1);
}

static void
test_trajectories (void)
{
  LabExperiment experiment = parse ("sweep=compute grid=4,8 repeats=2 steps=100");
  LabRun *runs[4];
  for (guint i = 0; i < 4; i++) {
    runs[i] = make_run (&experiment, i, 2);
    runs[i]->warm_up_steps = 10;
    runs[i]->evaluations[0] =
        (LabEvaluation){.step = 10, .compute = runs[i]->plan.width * 1000, .excess_risk = 0.5};
    runs[i]->evaluations[1] =
        (LabEvaluation){.step = 11, .compute = runs[i]->plan.width * 1100, .excess_risk = 0.2};
  }
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, G_N_ELEMENTS (runs));
  static const double X[] = {4000, 4400, 8000, 8800};
  g_assert_cmpuint (curve->point_count, ==, 4);
  g_assert_cmpuint (curve->sample_count, ==, 8);
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpfloat (curve->points[i].x, ==, X[i]);
    g_assert_cmpuint (curve->points[i].group, ==, i / 2);
    g_assert_cmpuint (curve->points[i].count, ==, 2);
    g_assert_cmpint (curve->points[i].warm_up, ==, i % 2 == 0);
  }

  experiment.sweep = LAB_SWEEP_TIME;
  g_autoptr (LabCurve) time = lab_curve_new (&experiment, runs, G_N_ELEMENTS (runs));
  g_assert_cmpfloat (time->points[0].x, ==, 10);
  g_assert_cmpfloat (time->points[3].x, ==, 11);
  free_runs (runs, G_N_ELEMENTS (runs));
}

static void
test_model_abscissa (void)
{
  LabExperiment experiment = parse ("sweep=model grid=4,16 repeats=1 d=4");
  LabRun *runs[2] = {make_simple_run (&experiment, 0, 0.3), make_simple_run (&experiment, 1, 0.1)};
  runs[0]->parameters = 357;
  runs[1]->parameters = 4497;
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, runs, 2);
  g_assert_cmpfloat (curve->points[0].x, ==, 357);
  g_assert_cmpfloat (curve->points[1].x, ==, 4497);
  free_runs (runs, 2);
}

static void
test_nothing (void)
{
  LabExperiment experiment = parse ("d=2");
  g_autoptr (LabCurve) curve = lab_curve_new (&experiment, NULL, 0);
  g_assert_cmpuint (curve->point_count, ==, 0);
  g_assert_cmpuint (curve->sample_count, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/experiment/curve/data-points", test_data_points);
  g_test_add_func ("/experiment/curve/left-out", test_left_out);
  g_test_add_func ("/experiment/curve/chosen-evaluation", test_chosen_evaluation);
  g_test_add_func ("/experiment/curve/trajectories", test_trajectories);
  g_test_add_func ("/experiment/curve/model-abscissa", test_model_abscissa);
  g_test_add_func ("/experiment/curve/nothing", test_nothing);
  return g_test_run ();
}
