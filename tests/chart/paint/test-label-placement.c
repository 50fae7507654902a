/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of what is drawn, and the overlap of turned boxes. */
#include <math.h>

#include "chart/paint/label-placement.h"

static void
test_cost (void)
{
  g_autoptr (LabOccupancy) map = lab_occupancy_new (10, 20, 400, 300, 2.0);
  const LabLabelBox label = {100, 100, 40, 12, 0.0};
  const LabLabelBox beside = {145, 100, 40, 12, 0.0};
  const LabLabelBox touching = {135, 100, 40, 12, 0.0};
  const LabLabelBox outside = {20, 100, 40, 12, 0.0};
  const LabLabelBox broken = {NAN, 100, 40, 12, 0.0};

  g_assert_cmpfloat (lab_occupancy_cost (map, &label), ==, 0.0);
  lab_occupancy_add_box (map, &label, LAB_COVER_LABEL);
  g_assert_cmpfloat (lab_occupancy_cost (map, &beside), ==, 0.0);
  g_assert_cmpfloat (lab_occupancy_cost (map, &touching), >=, 1000.0);
  g_assert_true (isinf (lab_occupancy_cost (map, &outside)));
  g_assert_true (isinf (lab_occupancy_cost (map, &broken)));
  lab_occupancy_add_box (map, &broken, LAB_COVER_DATA);
  lab_occupancy_clear (map, LAB_COVER_LABEL);
  g_assert_cmpfloat (lab_occupancy_cost (map, &touching), ==, 0.0);
}

/* A turned label along a line is free beside it and taken on it. */
static void
test_segment (void)
{
  g_autoptr (LabOccupancy) map = lab_occupancy_new (0, 0, 400, 400, 2.0);
  LabLabelBox label = {200, 200, 120, 10, G_PI / 4};

  lab_occupancy_add_segment (map, 0, 0, 400, 400, 1.0, LAB_COVER_DATA);
  lab_occupancy_add_segment (map, NAN, 0, 400, 400, 1.0, LAB_COVER_DATA);
  g_assert_cmpfloat (lab_occupancy_cost (map, &label), >=, 10.0);
  label.x += 9.0;
  label.y -= 9.0;
  g_assert_cmpfloat (lab_occupancy_cost (map, &label), ==, 0.0);
}

static void
test_overlap (void)
{
  const LabLabelBox a = {0, 0, 100, 10, 0.0};
  const LabLabelBox crossing = {0, 0, 10, 100, 0.5};
  const LabLabelBox near_corner = {54, 9, 20, 10, G_PI / 4};
  const LabLabelBox below = {0, 11, 100, 10, 0.0};

  g_assert_true (lab_label_boxes_overlap (&a, &crossing));
  g_assert_true (lab_label_boxes_overlap (&a, &a));
  g_assert_true (lab_label_boxes_overlap (&a, &near_corner));
  g_assert_false (lab_label_boxes_overlap (&a, &below));
  /* their upright bounds overlap, they do not */
  const LabLabelBox slanted = {62, 16, 60, 4, G_PI / 4 * 3};
  g_assert_false (lab_label_boxes_overlap (&a, &slanted));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/label-placement/cost", test_cost);
  g_test_add_func ("/label-placement/segment", test_segment);
  g_test_add_func ("/label-placement/overlap", test_overlap);
  return g_test_run ();
}
