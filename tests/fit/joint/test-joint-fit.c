/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The joint law: exact recovery, an independent solver on published points, the choice among rivals. */
#include "core/error.h"
#include "fit/joint/joint-fit.h"
#include "fit/joint/joint-rollout.h"
#include "joint-made.h"
#include "measured-losses.h"
#include "reference-solver.h"

static void
test_exact (void)
{
  LabJointPoint points[MADE_POINTS];
  make_points (1, 0.0, MADE_POINTS, points);
  for (int robust = 0; robust < 2; robust++) {
    const LabJointOptions options = {LAB_JOINT_FULL, robust};
    LabJointFit fit;
    g_assert_true (lab_joint_fit (points, MADE_POINTS, &options, &fit, NULL));
    for (LabJointNumber k = 0; k <= LAB_JOINT_BETA; k++)
      g_assert_cmpfloat_with_epsilon (fit.law.number[k], MADE_LAW.number[k],
                                      1e-6 * MADE_LAW.number[k]);
    g_assert_cmpuint (fit.at_bound, ==, 0);
    g_assert_cmpuint (fit.points_used, ==, MADE_POINTS);
  }
}

/* Each form is found again from its own points, and AICc leads with it. */
static void
test_forms (void)
{
  static const LabJointLaw laws[] = {
      {LAB_JOINT_SHARED, {1.5, 300.0, 900.0, 0.3, 0.3, 1.0}},
      {LAB_JOINT_KAPLAN, {0.0, 6e10, 5e12, 0.8, 1.0, 0.095}},
      {LAB_JOINT_N_FLOOR, {2.0, 200.0, 0.0, 0.3, 0.0, 1.0}},
      {LAB_JOINT_D_FLOOR, {2.0, 0.0, 500.0, 0.0, 0.3, 1.0}},
  };
  for (gsize l = 0; l < G_N_ELEMENTS (laws); l++) {
    LabJointPoint points[MADE_POINTS];
    LabJointFit fits[LAB_JOINT_FORM_COUNT];
    gboolean fitted[LAB_JOINT_FORM_COUNT];
    LabJointForm order[LAB_JOINT_FORM_COUNT];
    LabRandom random;
    make_points (2, 0.0, MADE_POINTS, points);
    lab_random_init (&random, 3, 0, LAB_STREAM_TRAINING_NOISE);
    for (guint i = 0; i < MADE_POINTS; i++)
      points[i].loss = lab_joint_law_value (&laws[l], points[i].n, points[i].d) *
                       exp (1e-3 * lab_random_normal (&random));
    g_autoptr (LabJointTable) table = lab_joint_table_new (points, MADE_POINTS);
    g_assert_cmpuint (lab_joint_choose (table, FALSE, fits, fitted, order), >=, 1);
    g_assert_cmpint (order[0], ==, laws[l].form);
    for (LabJointNumber k = LAB_JOINT_ALPHA; k < LAB_JOINT_NUMBER_COUNT; k++)
      g_assert_cmpfloat_with_epsilon (fits[order[0]].law.number[k], laws[l].number[k], 0.02);
  }
}

/* numbers: whether E and the exponents must agree too, beside the objective. */
static void
compare (const LabJointPoint *points, guint count, gboolean robust, gboolean numbers)
{
  const LabJointOptions options = {LAB_JOINT_FULL, robust};
  Reference reference;
  LabJointFit fit;

  reference_fit (points, count, robust ? 1e-3 : INFINITY, &reference);
  g_assert_true (lab_joint_fit (points, count, &options, &fit, NULL));
  g_assert_cmpfloat (fit.objective, <=, reference.objective * 1.0001);
  g_assert_cmpfloat (fit.objective, >=, reference.objective * 0.99);
  if (!numbers)
    return;
  g_assert_cmpfloat_with_epsilon (fit.law.number[LAB_JOINT_E], reference.E, 0.01 * reference.E);
  g_assert_cmpfloat_with_epsilon (fit.law.number[LAB_JOINT_ALPHA], reference.alpha,
                                  0.01 * reference.alpha);
  g_assert_cmpfloat_with_epsilon (fit.law.number[LAB_JOINT_BETA], reference.beta,
                                  0.01 * reference.beta);
}

static void
test_reference (void)
{
  compare (MARIN, G_N_ELEMENTS (MARIN), TRUE, TRUE);
  compare (MARIN, G_N_ELEMENTS (MARIN), FALSE, TRUE);
  compare (LLAMA3, G_N_ELEMENTS (LLAMA3), FALSE, TRUE);
}

/* Published values of these 92 runs. */
static void
test_marin (void)
{
  const LabJointOptions robust = {LAB_JOINT_FULL, TRUE}, squares = {LAB_JOINT_FULL, FALSE};
  LabJointFit fit;

  g_assert_true (lab_joint_fit (MARIN, G_N_ELEMENTS (MARIN), &robust, &fit, NULL));
  g_assert_cmpfloat_with_epsilon (fit.law.number[LAB_JOINT_ALPHA], 0.652, 0.001);
  g_assert_cmpfloat_with_epsilon (fit.law.number[LAB_JOINT_BETA], 0.350, 0.001);
  g_assert_cmpfloat_with_epsilon (fit.law.number[LAB_JOINT_E], 2.705, 0.001);
  g_assert_cmpfloat_with_epsilon (fit.objective, 6.077e-4, 1e-7);
  g_assert_cmpfloat (fit.condition, >, 1e4 * fit.projected_condition);
  g_assert_true (lab_joint_fit (MARIN, G_N_ELEMENTS (MARIN), &squares, &fit, NULL));
  g_assert_cmpfloat_with_epsilon (fit.law.number[LAB_JOINT_ALPHA], 0.692, 0.001);
  g_assert_cmpfloat_with_epsilon (fit.law.number[LAB_JOINT_BETA], 0.397, 0.001);
  g_assert_cmpfloat_with_epsilon (fit.law.number[LAB_JOINT_E], 2.791, 0.001);
}

/* Eight points do not tell a floor: it goes to its bound, and the flag says so. */
static void
test_undetermined (void)
{
  const LabJointOptions options = {LAB_JOINT_FULL, FALSE};
  LabJointFit fit;

  g_assert_true (lab_joint_fit (STEP_LAW, G_N_ELEMENTS (STEP_LAW), &options, &fit, NULL));
  g_assert_cmpuint (fit.at_bound, ==, 1u << LAB_JOINT_E);
  g_assert_cmpfloat (fit.law.number[LAB_JOINT_E], ==, 0.0);
  compare (STEP_LAW, G_N_ELEMENTS (STEP_LAW), FALSE, FALSE);
}

static void
test_refusals (void)
{
  const LabJointOptions options = {LAB_JOINT_FULL, FALSE};
  LabJointPoint points[MADE_POINTS];
  LabJointFit fit;
  g_autoptr (GError) few = NULL;
  g_autoptr (GError) line = NULL;

  make_points (4, 0.01, MADE_POINTS, points);
  g_assert_false (lab_joint_fit (points, 7, &options, &fit, &few));
  g_assert_error (few, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  for (guint i = 0; i < MADE_POINTS; i++)
    points[i].d = i % 2 == 0 ? 1e9 : 1e10;
  g_assert_false (lab_joint_fit (points, MADE_POINTS, &options, &fit, &line));
  g_assert_error (line, LAB_ERROR, LAB_ERROR_NOT_ENOUGH_DATA);
  make_points (4, 0.01, MADE_POINTS, points);
  points[3].loss = NAN;
  points[4].n = -1.0;
  points[5].d = 0.0;
  g_assert_true (lab_joint_fit (points, MADE_POINTS, &options, &fit, NULL));
  g_assert_cmpuint (fit.points_left_out, ==, 3);
}

/* Exact points of one law are foretold; where the largest N follow another law, they are not. */
static void
test_rollout (void)
{
  const LabJointOptions options = {LAB_JOINT_FULL, FALSE};
  LabJointPoint points[MADE_POINTS];
  LabJointRollout rollout;

  make_points (5, 0.0, MADE_POINTS, points);
  lab_joint_rollout (points, MADE_POINTS, &options, TRUE, &rollout);
  g_assert_cmpuint (rollout.count, ==, LAB_JOINT_MOST_CUTS);
  for (guint c = 0; c < rollout.count; c++) {
    g_assert_cmpfloat (rollout.cuts[c].error, <, 1e-6);
    g_assert_cmpuint (rollout.cuts[c].fitted + rollout.cuts[c].held_out, ==, MADE_POINTS);
  }
  double limit = rollout.cuts[0].limit;
  for (guint i = 0; i < MADE_POINTS; i++)
    if (points[i].n > limit)
      points[i].loss *= 1.1;
  lab_joint_rollout (points, MADE_POINTS, &options, TRUE, &rollout);
  g_assert_cmpfloat_with_epsilon (rollout.cuts[0].bias, log (1.1), 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint-fit/exact", test_exact);
  g_test_add_func ("/joint-fit/forms", test_forms);
  g_test_add_func ("/joint-fit/reference", test_reference);
  g_test_add_func ("/joint-fit/marin", test_marin);
  g_test_add_func ("/joint-fit/undetermined", test_undetermined);
  g_test_add_func ("/joint-fit/refusals", test_refusals);
  g_test_add_func ("/joint-fit/rollout", test_rollout);
  return g_test_run ();
}
