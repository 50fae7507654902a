/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap between the own kernel's prediction and a trained network, and its three causes. */
#include "core/error.h"
#include "experiment/kernel/own-kernel-curve.h"
#include "experiment/kernel/prediction-gap.h"
#include "parse.h"

#include <math.h>

#define SMALL "sweep=data d=1 width=16 depth=1 repeats=2 steps=60 seed=1 "

static LabPredictionGap
split (const char *words)
{
  const LabExperiment experiment = parse (words);
  g_autoptr (GError) error = NULL;
  LabPredictionGap gap;

  g_assert_true (lab_prediction_gap_compute (&experiment, 0, NULL, &gap, &error));
  g_assert_no_error (error);
  return gap;
}

/* The factors multiply to the whole; the kernel's part is what the curve has; the best moments are no worse than
 * the stops. */
static void
test_parts (void)
{
  const char *words = SMALL "grid=32,64,512";
  const LabPredictionGap gap = split (words);
  const LabExperiment experiment = parse (words);
  LabOwnKernelCurve curve;

  g_assert_cmpfloat (gap.x, ==, 64);
  g_assert_cmpuint (gap.repeats, ==, 2);
  g_assert_cmpfloat_with_epsilon (gap.choice * gap.optimiser * gap.features,
                                  gap.run_stop / gap.kernel_stop, 1e-9);
  g_assert_cmpfloat (gap.run_best, <=, gap.run_stop);
  g_assert_cmpfloat (gap.kernel_best, <=, gap.kernel_stop);
  g_assert_true (
      lab_own_kernel_curve_compute (&experiment, 64, FALSE, 0, NULL, NULL, NULL, &curve, NULL));
  /* There the smallest size's network serves both sizes. */
  g_assert_cmpfloat_with_epsilon (gap.kernel_best / curve.points[1].oracle_excess_risk, 1, 0.25);
}

/* A wide network with a large head stays by its kernel: nothing is left to the learning of features. */
static void
test_lazy (void)
{
  const LabPredictionGap gap =
      split ("sweep=data d=1 width=64 depth=1 repeats=1 steps=20 seed=1 grid=32 head_scale=10");

  g_test_message ("features %.3f", gap.features);
  g_assert_cmpfloat_with_epsilon (gap.features, 1, 0.15);
}

static void
test_none (void)
{
  const LabExperiment experiment = parse (SMALL "grid=512,1024");
  g_autoptr (GError) error = NULL;
  LabPredictionGap gap;

  g_assert_false (lab_prediction_gap_compute (&experiment, 0, NULL, &gap, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_INVALID_VALUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prediction-gap/parts", test_parts);
  g_test_add_func ("/prediction-gap/lazy", test_lazy);
  g_test_add_func ("/prediction-gap/none", test_none);
  return g_test_run ();
}
