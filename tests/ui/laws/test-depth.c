/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The depth axis in the window: its texts, its controls, and the constant from another dimension. */
#include "ui/laws/depth-text.h"
#include "laboratory-test.h"

#include <string.h>

static void
test_texts (void)
{
  LabCurveFit fit = {.axis = LAB_SWEEP_DEPTH, .has_depth = TRUE};
  g_autofree char *nothing = lab_depth_text_measured (NULL);
  g_autofree char *few = lab_depth_text_measured (&fit);
  g_assert_nonnull (strstr (nothing, "Nothing"));
  g_assert_cmpstr (few, ==, nothing);
  g_assert_null (lab_depth_text_interval (&fit));

  fit.depth = (LabDepthChoice){.valid = TRUE, .deepest = 6, .enough = 6, .low = 4, .high = 6};
  g_autofree char *open = lab_depth_text_measured (&fit);
  g_autofree char *interval = lab_depth_text_interval (&fit);
  g_assert_cmpstr (open, ==, "Depth helps up to 6 blocks");
  g_assert_cmpstr (interval, ==, "between 4 and 6");

  fit.depth.reached = TRUE;
  fit.depth.enough = fit.depth.low = fit.depth.high = 1;
  g_autofree char *one = lab_depth_text_measured (&fit);
  g_autofree char *alike = lab_depth_text_interval (&fit);
  g_assert_cmpstr (one, ==, "1 block is enough");
  g_assert_nonnull (strstr (alike, "the same"));

  g_autofree char *unknown = lab_depth_text_expected (4, 0, 0);
  g_autofree char *known = lab_depth_text_expected (8, 2, 3);
  g_assert_nonnull (strstr (unknown, "another dimension"));
  g_assert_nonnull (strstr (known, "from d = 2 (3 blocks)"));
  g_assert_nonnull (strstr (known, "is 5.0 blocks for d = 8"));
}

/* The fit comes after the last run: wait for the one that knows all repeats. */
static const LabDepthChoice *
measured (LabLaboratory *laboratory)
{
  laboratory_test_settle (laboratory);
  const LabCurveFit *fit = lab_laboratory_get_fit (laboratory);
  g_assert_nonnull (fit);
  g_assert_true (fit->has_depth);
  g_assert_true (fit->depth.valid);
  g_assert_cmpuint (fit->depth.repeats, ==, 3);
  return &fit->depth;
}

/* Tiny runs: after five steps depth hardly matters, so one block is as good as two. */
static void
test_known_depth (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (2);
  LabExperiment experiment;
  guint dimension, depth;

  lab_experiment_default (LAB_SWEEP_DEPTH, &experiment);
  experiment.intrinsic_dimension = 1;
  experiment.n = 64;
  experiment.width = 4;
  experiment.depth = 2;
  experiment.steps = 5;
  experiment.batch = 16;
  experiment.repeats = 3;
  g_assert_true (lab_laboratory_set_experiment (laboratory, &experiment, NULL));
  LabDepthChoice first = *measured (laboratory);
  g_assert_false (lab_laboratory_get_known_depth (laboratory, &dimension, &depth));
  g_assert_cmpuint (dimension, ==, 0);

  laboratory_test_set (laboratory, "d", "4");
  measured (laboratory);
  g_assert_cmpint (lab_laboratory_get_known_depth (laboratory, &dimension, &depth), ==,
                   first.reached);
  g_assert_cmpuint (dimension, ==, first.reached ? 1 : 0);
  g_assert_cmpuint (depth, ==, first.reached ? first.enough : 0);

  /* Another width is another experiment. */
  laboratory_test_set (laboratory, "width", "6");
  measured (laboratory);
  g_assert_false (lab_laboratory_get_known_depth (laboratory, &dimension, &depth));
}

/* A deeper sweep replaces a grid; a width does not. */
static void
test_controls (void)
{
  g_autoptr (LabLaboratory) laboratory = lab_laboratory_new (1);
  lab_laboratory_set_axis (laboratory, LAB_SWEEP_DEPTH);
  laboratory_test_set (laboratory, "grid", "1,3");
  laboratory_test_set (laboratory, "width", "24");
  g_assert_cmpuint (lab_laboratory_get_experiment (laboratory)->grid_length, ==, 2);
  laboratory_test_set (laboratory, "fixed", "parameters");
  laboratory_test_set (laboratory, "depth", "4");
  g_assert_cmpuint (lab_laboratory_get_experiment (laboratory)->grid_length, ==, 0);
  lab_laboratory_stop (laboratory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/depth/texts", test_texts);
  g_test_add_func ("/depth/known-depth", test_known_depth);
  g_test_add_func ("/depth/controls", test_controls);
  return g_test_run ();
}
