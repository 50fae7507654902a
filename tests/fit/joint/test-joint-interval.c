/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals of the joint law: coverage, what follows for compute, independence of threads. */
#include "fit/joint/joint-study.h"
#include "joint-made.h"
#include "measured-losses.h"

/* The slow suite makes 200; the default one fewer, where chance asks for a wider band. */
#ifndef TRIALS
#define TRIALS 16
#endif
#define REFITS (TRIALS >= 200 ? 300 : 100)
#define LEAST  (TRIALS >= 200 ? 0.90 : 0.70)
#define MOST   (TRIALS >= 200 ? 0.98 : 1.0)

static void
test_coverage (void)
{
  const LabJointOptions options = {LAB_JOINT_FULL, FALSE};
  guint inside[LAB_JOINT_NUMBER_COUNT] = {0}, profile[LAB_JOINT_NUMBER_COUNT] = {0};

  for (guint t = 0; t < TRIALS; t++) {
    LabJointPoint points[MADE_POINTS];
    LabJointFit fit;
    make_points (t + 1, 0.01, MADE_POINTS, points);
    g_autoptr (LabJointTable) table = lab_joint_table_new (points, MADE_POINTS);
    g_assert_true (lab_joint_fit_table (table, &options, &fit, NULL));
    g_autoptr (LabJointBootstrap) bootstrap =
        lab_joint_bootstrap_new (table, &fit, REFITS, 1, 2, NULL);
    for (LabJointNumber k = 0; k <= LAB_JOINT_BETA; k++) {
      double low, high, truth = MADE_LAW.number[k];
      lab_joint_bootstrap_number (bootstrap, k, &low, &high);
      inside[k] += low <= truth && truth <= high ? 1 : 0;
      lab_joint_profile (table, &fit, k, &low, &high);
      profile[k] += low <= truth && truth <= high ? 1 : 0;
    }
  }
  for (LabJointNumber k = 0; k <= LAB_JOINT_BETA; k++) {
    g_test_message ("%s: bootstrap %.3f, profile %.3f", lab_joint_number_name (k),
                    inside[k] / (double)TRIALS, profile[k] / (double)TRIALS);
    g_assert_cmpfloat (inside[k], >=, LEAST * TRIALS);
    g_assert_cmpfloat (inside[k], <=, MOST * TRIALS);
    g_assert_cmpfloat (profile[k], >=, LEAST * TRIALS);
    g_assert_cmpfloat (profile[k], <=, MOST * TRIALS);
  }
}

/* The optimum against a plain search, and its closed forms against each other. */
static void
test_optimum (void)
{
  double n, d, low, high, least = INFINITY, best = NAN;
  const double compute = 1e21;

  g_assert_true (lab_joint_law_optimum (&MADE_LAW, compute, 6.0, &n, &d));
  for (int i = 0; i <= 100000; i++) {
    double trial = 1e7 * pow (1e5, i / 1e5);
    double loss = lab_joint_law_value (&MADE_LAW, trial, compute / 6.0 / trial);
    if (loss < least) {
      least = loss;
      best = trial;
    }
  }
  g_assert_cmpfloat_with_epsilon (n, best, 1e-3 * best);
  g_assert_cmpfloat_with_epsilon (6.0 * n * d, compute, 1e-9 * compute);
  g_assert_cmpfloat_with_epsilon (lab_joint_law_frontier (&MADE_LAW, compute, 6.0), least, 1e-9);
  g_assert_cmpfloat_with_epsilon (lab_joint_law_reach (&MADE_LAW, least, 6.0), compute,
                                  1e-3 * compute);
  g_assert_true (isinf (lab_joint_law_reach (&MADE_LAW, 1.6, 6.0)));
  g_assert_true (lab_joint_law_flat (&MADE_LAW, compute, 6.0, 0.01, &low, &high));
  g_assert_cmpfloat (low, <, n);
  g_assert_cmpfloat (n, <, high);
  const double ends[] = {low, high};
  for (int e = 0; e < 2; e++)
    g_assert_cmpfloat_with_epsilon (
        lab_joint_law_value (&MADE_LAW, ends[e], compute / 6.0 / ends[e]), 1.01 * least, 1e-6);
}

static void
test_study (void)
{
  LabJointPoint points[MADE_POINTS];
  const LabJointAsked asked = {.flop = 6.0, .reach = 2.0, .at = 1e22, .seed = 1};
  make_points (7, 0.01, MADE_POINTS, points);
  g_autoptr (LabJointStudy) study = lab_joint_study_new (points, MADE_POINTS, &asked, NULL, NULL);
  g_autofree char *doubt = lab_joint_study_doubt (study);

  g_assert_true (study->is_determined);
  g_assert_null (doubt);
  g_assert_cmpint (study->order[0], ==, LAB_JOINT_FULL);
  for (guint i = 0; i < study->optimum_count; i++) {
    const LabJointOptimum *at = &study->optima[i];
    double truth = lab_joint_law_frontier (&MADE_LAW, at->compute, 6.0);
    g_assert_cmpfloat (at->loss.low, <=, at->loss.value);
    g_assert_cmpfloat (at->loss.high, >=, at->loss.value);
    g_assert_cmpfloat_with_epsilon (at->loss.value, truth, 0.03 * truth);
    g_assert_cmpint (at->extrapolated, ==, at->compute > study->most_compute);
  }
  g_assert_true (study->has_at && study->at.extrapolated);
  g_assert_cmpfloat_with_epsilon (study->at.n.value * study->at.d.value * 6.0, 1e22, 1e13);
  g_assert_cmpfloat (study->reach.low, <, study->reach.high);
  g_assert_cmpfloat (study->reading.n_exponent.low, <, 0.28 / 0.62);
  g_assert_cmpfloat (study->reading.n_exponent.high, >, 0.28 / 0.62);
}

/* Intervals of least squares and of Huber's loss on the same published runs hold both readings. */
static void
test_marin (void)
{
  static const double squares[] = {2.791, 0.692, 0.397}, robust[] = {2.705, 0.652, 0.350};
  static const LabJointNumber numbers[] = {LAB_JOINT_E, LAB_JOINT_ALPHA, LAB_JOINT_BETA};
  g_autoptr (LabJointTable) table = lab_joint_table_new (MARIN, G_N_ELEMENTS (MARIN));

  for (int r = 0; r < 2; r++) {
    const LabJointOptions options = {LAB_JOINT_FULL, r};
    LabJointFit fit;
    g_assert_true (lab_joint_fit_table (table, &options, &fit, NULL));
    g_autoptr (LabJointBootstrap) bootstrap =
        lab_joint_bootstrap_new (table, &fit, 300, 1, 2, NULL);
    for (int k = 0; k < 3; k++) {
      double low, high;
      lab_joint_bootstrap_number (bootstrap, numbers[k], &low, &high);
      g_assert_cmpfloat (low, <, fmin (squares[k], robust[k]));
      g_assert_cmpfloat (high, >, fmax (squares[k], robust[k]));
    }
  }
}

static void
test_threads (void)
{
  const LabJointOptions options = {LAB_JOINT_FULL, TRUE};
  LabJointPoint points[MADE_POINTS];
  LabJointFit fit;

  make_points (8, 0.01, MADE_POINTS, points);
  g_autoptr (LabJointTable) table = lab_joint_table_new (points, MADE_POINTS);
  g_assert_true (lab_joint_fit_table (table, &options, &fit, NULL));
  g_autoptr (LabJointBootstrap) one = lab_joint_bootstrap_new (table, &fit, 20, 1, 1, NULL);
  g_autoptr (LabJointBootstrap) three = lab_joint_bootstrap_new (table, &fit, 20, 1, 3, NULL);
  g_assert_cmpuint (one->count, ==, 20);
  for (guint r = 0; r < one->count; r++)
    for (LabJointNumber k = 0; k < LAB_JOINT_NUMBER_COUNT; k++)
      g_assert_cmpfloat (one->laws[r].number[k], ==, three->laws[r].number[k]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint-interval/coverage", test_coverage);
  g_test_add_func ("/joint-interval/optimum", test_optimum);
  g_test_add_func ("/joint-interval/study", test_study);
  g_test_add_func ("/joint-interval/marin", test_marin);
  g_test_add_func ("/joint-interval/threads", test_threads);
  return g_test_run ();
}
