/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kernels do, on an experiment's own axis: against real training, and against the regressions they
 * are gathered from. */
#include "core/error.h"
#include "experiment/kernel/ridge-curve.h"
#include "experiment/kernel/tangent-curve.h"
#include "small-runs.h"

#include <math.h>

static LabTangentCurve
predict (const LabExperiment *experiment)
{
  g_autoptr (GError) error = NULL;
  LabTangentCurve curve;

  g_assert_true (lab_tangent_curve_compute (experiment, 64, 0, NULL, &curve, &error));
  g_assert_no_error (error);
  return curve;
}

/* The run's own evaluations: a wide network at a small rate stays by its kernel for some steps, so a
 * wrong rate, step, unit or network would show. The kernel takes half the run's test points: the
 * first 1,024 of a repeat's 2,048, so that the risks differ by some per cent. */
static void
check_against_run (const char *changes, double tolerance)
{
  const LabExperiment experiment = parse_small (changes);
  const LabTangentCurve curve = predict (&experiment);
  g_autoptr (LabRun) run = train (&experiment, 0, NULL);
  guint compared = 0;

  g_assert_cmpuint (curve.count, >, 0);
  for (guint i = 0; i < run->evaluation_count; i++) {
    const LabEvaluation *evaluation = &run->evaluations[i];
    const double x =
        experiment.sweep == LAB_SWEEP_COMPUTE ? (double)evaluation->compute : evaluation->step;

    for (guint k = 0; k < curve.count; k++)
      if (fabs (curve.x[k] / x - 1) < 1e-9) {
        g_assert_cmpfloat (fabs (log (curve.excess_risk[k] / evaluation->excess_risk)), <,
                           tolerance);
        compared++;
      }
  }
  g_assert_cmpuint (compared, >=, 8);
}

#define WIDE "grid=64 width=64 heads=2 n=64 repeats=1 validation=none schedule=constant steps=30 "

static void
test_descent (void)
{
  check_against_run (WIDE "sweep=time optimizer=gd learning_rate=0.01", 0.08);
}

static void
test_compute (void)
{
  check_against_run (WIDE "sweep=compute optimizer=gd learning_rate=0.01", 0.08);
}

static void
test_minibatch (void)
{
  check_against_run (WIDE "sweep=time optimizer=sgd batch=16 learning_rate=0.01", 0.12);
}

/* Each optimiser's curve says what it assumes; what diverges is no curve. */
static void
test_assumptions (void)
{
  LabExperiment experiment = parse_small ("sweep=time grid=8 n=64 optimizer=adamw");
  LabTangentCurve curve = predict (&experiment);

  g_assert_cmpint (curve.kind, ==, LAB_TANGENT_STAND_IN);
  g_assert_cmpfloat (curve.rate, ==, curve.largest_rate / 2);
  g_assert_cmpuint (curve.count, >, 10);
  g_assert_cmpuint (curve.n, ==, 64);
  experiment.optimizer = LAB_OPTIMIZER_GD;
  experiment.learning_rate = 1.001 * curve.largest_rate;
  curve = predict (&experiment);
  g_assert_cmpint (curve.kind, ==, LAB_TANGENT_DESCENT);
  g_assert_cmpuint (curve.count, ==, 0);
  experiment.learning_rate = 0.999 * curve.largest_rate;
  curve = predict (&experiment);
  g_assert_cmpuint (curve.count, >, 10);
}

static void
on_point (const LabRidgeCurve *curve, gpointer data)
{
  guint *told = data;

  g_assert_cmpuint (curve->count[0] + curve->count[1], ==, ++*told);
}

/* A network so narrow that its kernel makes no pilot is followed on a part of the labels. */
static void
test_narrow (void)
{
  const LabExperiment experiment = parse_small ("sweep=time n=512 width=2 heads=1 depth=1 tokens=1 "
                                                "optimizer=sgd steps=100 learning_rate=0.01");
  g_autoptr (GError) error = NULL;
  LabTangentCurve curve;

  g_assert_true (lab_tangent_curve_compute (&experiment, 128, 0, NULL, &curve, &error));
  g_assert_no_error (error);
  g_assert_false (curve.is_pilot);
  g_assert_cmpuint (curve.n, ==, 128);
  g_assert_cmpuint (curve.count, >, 0);
}

/* Each point is the geometric mean of the repeats' regressions, cheap kernel first. */
static void
test_ridge (void)
{
  const LabExperiment experiment = parse_small ("sweep=data grid=32,64 sigma=0.3 repeats=3");
  g_autoptr (GError) error = NULL;
  LabRidgeCurve curve;
  guint told = 0;

  g_assert_true (lab_ridge_curve_compute (&experiment, 0, NULL, on_point, &told, &curve, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (told, ==, 4);
  g_assert_cmpuint (curve.left_out, ==, 0);
  for (LabRidgeKernel kernel = 0; kernel < LAB_RIDGE_KERNELS; kernel++)
    for (guint i = 0; i < 2; i++) {
      const LabRidgePoint *point = &curve.points[kernel][i];
      double product = 1, least = INFINITY, most = 0;

      for (guint repeat = 0; repeat < 3; repeat++) {
        LabKernelRidge ridge;
        LabRunPlan plan;

        lab_experiment_plan (&experiment, 3 * i + repeat, &plan);
        g_assert_true (lab_run_ridge (&experiment, &plan, kernel, NULL, 0, NULL, &ridge, &error));
        product *= ridge.excess_risk;
        least = MIN (least, ridge.excess_risk);
        most = MAX (most, ridge.excess_risk);
      }
      g_assert_cmpfloat (point->n, ==, i == 0 ? 32 : 64);
      g_assert_cmpfloat_with_epsilon (point->mean, cbrt (product), 1e-9);
      g_assert_cmpfloat (point->low, <, point->mean);
      g_assert_cmpfloat (point->high, >, point->mean);
      g_assert_cmpfloat (point->low, >=, least);
      g_assert_cmpfloat (point->high, <=, most);
    }
}

/* Too large n are counted, not computed; no validation labels is a sentence. */
static void
test_ridge_ends (void)
{
  LabExperiment experiment = parse_small ("sweep=data grid=32,4096 repeats=1");
  g_autoptr (GError) error = NULL;
  LabTask task = {0};
  LabRidgeCurve curve;

  g_assert_true (lab_ridge_curve_compute (&experiment, 0, NULL, NULL, NULL, &curve, &error));
  g_assert_cmpuint (curve.left_out, ==, 1);
  g_assert_cmpuint (curve.count[LAB_RIDGE_MATERN], ==, 1);
  lab_task_cancel (&task);
  g_assert_false (lab_ridge_curve_compute (&experiment, 0, &task, NULL, NULL, &curve, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (curve.count[0], ==, 0);
  experiment.validation = LAB_VALIDATION_NONE;
  g_assert_false (lab_ridge_curve_compute (&experiment, 0, NULL, NULL, NULL, &curve, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/kernel-curves/descent", test_descent);
  g_test_add_func ("/kernel-curves/compute", test_compute);
  g_test_add_func ("/kernel-curves/minibatch", test_minibatch);
  g_test_add_func ("/kernel-curves/assumptions", test_assumptions);
  g_test_add_func ("/kernel-curves/narrow", test_narrow);
  g_test_add_func ("/kernel-curves/ridge", test_ridge);
  g_test_add_func ("/kernel-curves/ridge-ends", test_ridge_ends);
  return g_test_run ();
}
