/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points written as a table read back as the same floats, through the reader of own points. */
#include "session/points-csv.h"
#include "points/points.h"

#include "core/error.h"

#include <string.h>

static LabDataset *
draw (LabManifold manifold, guint dimension, double noise, gsize n)
{
  LabDataSource source = {.manifold = manifold,
                          .intrinsic_dimension = dimension,
                          .target = LAB_TARGET_FIELD,
                          .smoothness = 1.0,
                          .noise = noise,
                          .seed = 3};
  g_autoptr (GError) error = NULL;
  LabDataset *dataset = lab_dataset_new (&source, LAB_DATA_TRAINING, n, &error);

  g_assert_no_error (error);
  return dataset;
}

static void
test_round_trip (void)
{
  g_autoptr (LabDataset) dataset = draw (LAB_MANIFOLD_MOEBIUS, 2, 0.5, 300);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lab_points_csv (dataset, "two\nlines", NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "# two\n# lines\nx1,x2,x3,target\n"));
  g_autoptr (LabPoints) points = lab_points_parse ("text", text, strlen (text), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (points->n, ==, 300);
  g_assert_cmpuint (points->dimensions, ==, 3);
  g_assert_nonnull (points->target);
  for (gsize i = 0; i < 300; i++) {
    g_assert_true ((float)points->target[i] == dataset->label[i]);
    for (guint k = 0; k < 3; k++)
      g_assert_true ((float)points->x[i * 3 + k] == dataset->x[i * 3 + k]);
  }
}

/* No text of that size is made: only n and D are looked at. */
static void
test_too_large (void)
{
  LabDataset huge = {.n = G_MAXINT32, .ambient_dimension = 200};
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_points_csv (&huge, "", NULL, &error));
  g_assert_error (error, LAB_ERROR, LAB_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/points-csv/round-trip", test_round_trip);
  g_test_add_func ("/points-csv/too-large", test_too_large);
  return g_test_run ();
}
