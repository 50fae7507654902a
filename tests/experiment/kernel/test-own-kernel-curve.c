/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network's own kernel predicts over sizes, without a fitted constant. */
#include "core/error.h"
#include "experiment/kernel/own-kernel-curve.h"
#include "parse.h"

#include <math.h>
#include <string.h>

#define SMALL "sweep=data d=2 width=16 depth=1 seed=1 "

static LabOwnKernelCurve
predict (const char *words, gsize most_points, guint workers)
{
  const LabExperiment experiment = parse (words);
  g_autoptr (GError) error = NULL;
  LabOwnKernelCurve curve;

  g_assert_true (lab_own_kernel_curve_compute (&experiment, most_points, TRUE, workers, NULL, NULL,
                                               NULL, &curve, &error));
  g_assert_no_error (error);
  return curve;
}

/* As measured once by another program: three repeats, the least of the mean curve. */
static void
test_golden (void)
{
  static const double golden[][2] = {{0.3757, 0.1445}, {0.8325, 0.4936}};

  for (guint i = 0; i < 2; i++) {
    const LabOwnKernelCurve curve = predict (
        i == 0 ? "sweep=data d=2 grid=64,256 seed=1" : "sweep=data d=4 grid=64,256 seed=1", 256, 0);

    g_assert_cmpuint (curve.count, ==, 2);
    for (guint k = 0; k < 2; k++) {
      const LabOwnKernelPoint *point = &curve.points[k];

      g_assert_cmpuint (point->repeats, ==, 3);
      g_assert_cmpfloat_with_epsilon (point->oracle_excess_risk, golden[i][k], 0.03 * golden[i][k]);
      /* The choice on noisy labels is another one, and not far from it. */
      g_assert_cmpfloat (point->excess_risk, !=, point->oracle_excess_risk);
      g_assert_cmpfloat_with_epsilon (point->excess_risk, golden[i][k], 0.15 * golden[i][k]);
      g_assert_true (point->low < point->excess_risk && point->excess_risk < point->high);
    }
  }
}

/* Sizes that share a kernel have the risks that each has alone, on any number of threads. */
static void
test_shared (void)
{
  const LabOwnKernelCurve both = predict (SMALL "repeats=2 grid=48,96", 96, 1);
  const LabOwnKernelCurve small = predict (SMALL "repeats=2 grid=48", 96, 3);
  const LabOwnKernelCurve large = predict (SMALL "repeats=2 grid=96", 96, 3);

  g_assert_cmpuint (both.count, ==, 2);
  g_assert_cmpfloat (both.points[0].x, ==, 48);
  g_assert_cmpfloat_with_epsilon (both.points[0].excess_risk, small.points[0].excess_risk, 1e-5);
  g_assert_cmpfloat_with_epsilon (both.points[1].excess_risk, large.points[0].excess_risk, 1e-5);
  g_assert_cmpfloat (both.points[1].excess_risk, <, both.points[0].excess_risk);
}

/* The best moment is the least of all; a stop on labels is no better, the end of the flow worse where
 * labels are noisy. */
static void
test_stops (void)
{
  const LabOwnKernelCurve extra = predict (SMALL "repeats=1 grid=64", 64, 0);
  const LabOwnKernelCurve split = predict (SMALL "repeats=1 grid=64 validation=split", 64, 0);
  const LabOwnKernelCurve none = predict (SMALL "repeats=1 grid=64 validation=none", 64, 0);

  g_assert_true (extra.stops_on_validation && split.stops_on_validation);
  g_assert_false (none.stops_on_validation);
  g_assert_cmpfloat (extra.points[0].excess_risk, >=, extra.points[0].oracle_excess_risk);
  g_assert_cmpfloat (extra.points[0].low, ==, extra.points[0].excess_risk);
  g_assert_cmpfloat (none.points[0].oracle_excess_risk, ==, extra.points[0].oracle_excess_risk);
  g_assert_cmpfloat (none.points[0].excess_risk, >, extra.points[0].excess_risk);
  /* An eighth of the labels is not trained on. */
  g_assert_cmpfloat (split.points[0].oracle_excess_risk, >, extra.points[0].oracle_excess_risk);
}

/* Of models each width has a kernel of its own; tokens of sequences are rows of it. */
static void
test_others (void)
{
  const LabOwnKernelCurve model =
      predict ("sweep=model d=2 n=48 grid=4,8 repeats=1 sigma=0.3 validation=extra", 64, 0);
  const LabOwnKernelCurve tokens =
      predict ("sweep=data task=sequences tokens=4 width=8 depth=1 grid=16,128 repeats=1", 512, 0);

  g_assert_cmpuint (model.count, ==, 2);
  g_assert_cmpfloat (model.points[0].x, <, model.points[1].x);
  g_assert_cmpfloat (model.points[0].excess_risk, !=, model.points[1].excess_risk);
  g_assert_cmpuint (tokens.count, ==, 2);
  g_assert_cmpfloat (tokens.points[1].oracle_excess_risk, <, tokens.points[0].oracle_excess_risk);
}

/* What is too large is counted, with a reason. */
static void
test_left_out (void)
{
  const LabOwnKernelCurve some = predict (SMALL "repeats=1 grid=32,64,4096", 64, 0);
  const LabOwnKernelCurve all = predict (SMALL "repeats=1 grid=512,1024", 64, 0);
  const LabOwnKernelCurve slow =
      predict ("sweep=data width=256 depth=4 repeats=1 grid=2048", 4096, 0);

  g_assert_cmpuint (some.count, ==, 2);
  g_assert_cmpuint (some.left_out, ==, 1);
  g_assert_nonnull (strstr (some.reason, "4096"));
  g_assert_cmpuint (all.count, ==, 0);
  g_assert_cmpuint (all.left_out, ==, 2);
  g_assert_nonnull (strstr (all.reason, "512"));
  g_assert_cmpuint (slow.count, ==, 0);
  g_assert_nonnull (strstr (slow.reason, " s a repeat"));
}

/* A pilot of a quarter of the labels foretells the kernel of all of them, and says that it is one. */
static void
test_pilot (void)
{
  const char *words = "sweep=data d=4 width=16 depth=1 repeats=2 grid=128,512 seed=1";
  const LabOwnKernelCurve exact = predict (words, 512, 0);
  const LabOwnKernelCurve pilot = predict (words, 128, 0);

  g_assert_cmpuint (exact.count, ==, 2);
  g_assert_cmpuint (exact.pilot_count, ==, 0);
  g_assert_cmpuint (pilot.count, ==, 1);
  g_assert_cmpuint (pilot.pilot_count, ==, 1);
  g_assert_cmpuint (pilot.left_out, ==, 0);
  g_assert_cmpuint (pilot.pilot_labels, ==, 128);
  g_assert_cmpfloat (pilot.pilots[0].x, ==, 512);
  g_assert_cmpuint (pilot.pilots[0].repeats, ==, 2);
  g_assert_cmpfloat_with_epsilon (pilot.pilots[0].excess_risk / exact.points[1].excess_risk, 1,
                                  0.2);
  g_assert_cmpfloat_with_epsilon (pilot.points[0].excess_risk, exact.points[0].excess_risk, 1e-5);
}

/* The kernel of a network so narrow has too few modes for a pilot: sizes beyond it are left out, which is no
 * reason to fail. */
static void
test_pilot_without_modes (void)
{
  const LabOwnKernelCurve curve =
      predict ("sweep=data D=16 width=2 heads=1 depth=1 tokens=1 repeats=2 grid=512,1024", 128, 0);

  g_assert_cmpuint (curve.pilot_count, ==, 0);
  g_assert_cmpuint (curve.left_out, ==, 2);
  g_assert_nonnull (strstr (curve.reason, "modes of this kernel"));
}

/* Of models whose n is beyond any kernel each width has a pilot. */
static void
test_pilot_of_models (void)
{
  const LabOwnKernelCurve curve =
      predict ("sweep=model d=2 n=4096 grid=4,8 repeats=1 depth=1", 128, 0);

  g_assert_cmpuint (curve.count, ==, 0);
  g_assert_cmpuint (curve.pilot_count, ==, 2);
  g_assert_cmpfloat (curve.pilots[0].x, <, curve.pilots[1].x);
  g_assert_cmpfloat (curve.pilots[0].excess_risk, !=, curve.pilots[1].excess_risk);
}

/* Ends the computation after the first repeat. */
static void
on_progress (const LabOwnKernelCurve *curve, gpointer data)
{
  g_assert_cmpuint (curve->count, ==, 2);
  lab_task_cancel (data);
}

static void
test_cancel (void)
{
  const LabExperiment experiment = parse (SMALL "repeats=3 grid=32,64");
  g_autoptr (GError) error = NULL;
  LabOwnKernelCurve curve;
  LabTask task = {0};

  g_assert_false (lab_own_kernel_curve_compute (&experiment, 64, TRUE, 1, &task, on_progress, &task,
                                                &curve, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (curve.points[0].repeats, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-kernel-curve/golden", test_golden);
  g_test_add_func ("/own-kernel-curve/shared", test_shared);
  g_test_add_func ("/own-kernel-curve/stops", test_stops);
  g_test_add_func ("/own-kernel-curve/others", test_others);
  g_test_add_func ("/own-kernel-curve/left-out", test_left_out);
  g_test_add_func ("/own-kernel-curve/pilot", test_pilot);
  g_test_add_func ("/own-kernel-curve/pilot-without-modes", test_pilot_without_modes);
  g_test_add_func ("/own-kernel-curve/pilot-of-models", test_pilot_of_models);
  g_test_add_func ("/own-kernel-curve/cancel", test_cancel);
  return g_test_run ();
}
