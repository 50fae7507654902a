/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What results hold of kernels, whole. */
#include "session/results-kernel.h"

#include "synthetic.h"

#include <string.h>

/* What follows the two lines on the program and the experiment. */
static const char *
body_of (const char *csv)
{
  return strchr (strchr (csv, '\n') + 1, '\n') + 1;
}

static void
test_ridge (void)
{
  LabExperiment experiment;
  LabRidgeCurve curve = {.count = {1, 1}, .left_out = 3};

  synthetic_experiment (LAB_SWEEP_DATA, &experiment);
  curve.points[0][0] = (LabRidgePoint){64, 2, 0.25, 0.125, 0.5};
  curve.points[1][0] = (LabRidgePoint){128, 4, 0.75, 0.625, 0.875};
  g_autofree char *csv = lab_results_ridge_csv (&experiment, &curve);
  g_autoptr (JsonNode) node = lab_results_ridge_json (&curve);
  g_autofree char *json = json_to_string (node, FALSE);
  g_autofree char *limit = g_strdup_printf (
      "# left out: 3 values of n with more than %u training points\n", LAB_RUN_RIDGE_POINTS);

  g_assert_nonnull (strstr (csv, ": kernel ridge regression on the data of the runs\n"
                                 "# experiment: sweep=data "));
  g_assert_true (g_str_has_prefix (body_of (csv), limit));
  g_assert_cmpstr (body_of (csv) + strlen (limit), ==,
                   "# column kernel: matern (order 1/2) or tangent (of the network before "
                   "training)\n"
                   "# column n: training points\n"
                   "# column repeats: regressions gathered\n"
                   "# column excess_risk: geometric mean, ridge chosen on the validation labels\n"
                   "# columns low, high: one standard error of its logarithm\n"
                   "kernel,n,repeats,excess_risk,low,high\n"
                   "matern,64,2,0.25,0.125,0.5\n"
                   "tangent,128,4,0.75,0.625,0.875\n");
  g_assert_cmpstr (json, ==,
                   "[{\"kernel\":\"matern\",\"n\":64,\"repeats\":2,\"excess_risk\":0.25,"
                   "\"low\":0.125,\"high\":0.5},"
                   "{\"kernel\":\"tangent\",\"n\":128,\"repeats\":4,\"excess_risk\":0.75,"
                   "\"low\":0.625,\"high\":0.875}]");
}

static void
test_tangent (void)
{
  LabExperiment experiment;
  LabTangentCurve curve = {.axis = LAB_SWEEP_TIME,
                           .kind = LAB_TANGENT_STAND_IN,
                           .width = 16,
                           .n = 48,
                           .asked = 64,
                           .rate = 0.5,
                           .largest_rate = 1.5,
                           .schedule = TRUE,
                           .count = 2,
                           .x = {1, 4},
                           .excess_risk = {0.75, 0.25}};
  static const char *const kinds[] = {"gradient descent", "mini-batches to first order",
                                      "gradient descent in place of AdamW"};

  synthetic_experiment (LAB_SWEEP_TIME, &experiment);
  g_autofree char *csv = lab_results_tangent_csv (&experiment, &curve);
  g_autoptr (JsonNode) node = lab_results_tangent_json (&curve);
  g_autofree char *json = json_to_string (node, FALSE);
  g_assert_nonnull (strstr (csv, ": test curve that the tangent kernel predicts\n"));
  g_assert_cmpstr (body_of (csv), ==,
                   "# assumes: gradient descent in place of AdamW, constant instead of scheduled "
                   "rate\n"
                   "# width 16, n 48 of 64 training points\n"
                   "# learning rate 0.5\n"
                   "# descent diverges from the learning rate 1.5\n"
                   "step,excess_risk\n"
                   "1,0.75\n"
                   "4,0.25\n");
  g_assert_cmpstr (json, ==,
                   "{\"assumes\":\"gradient descent in place of AdamW\",\"width\":16,\"n\":48,"
                   "\"training_points\":64,\"learning_rate\":0.5,\"largest_rate\":1.5,"
                   "\"points\":[{\"step\":1.0,\"excess_risk\":0.75},"
                   "{\"step\":4.0,\"excess_risk\":0.25}]}");
  curve.axis = LAB_SWEEP_COMPUTE;
  curve.schedule = FALSE;
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++) {
    g_autofree char *line = g_strdup_printf ("# assumes: %s\n", kinds[kind]);
    g_autofree char *other = NULL;

    curve.kind = (LabTangentKind)kind;
    other = lab_results_tangent_csv (&experiment, &curve);
    g_assert_true (g_str_has_prefix (body_of (other), line));
    g_assert_nonnull (strstr (other, "\ncompute,excess_risk\n"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/results-kernel/ridge", test_ridge);
  g_test_add_func ("/results-kernel/tangent", test_tangent);
  return g_test_run ();
}
