/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the points of a file are shared out: test, validation, training. */
#include "points/point-set.h"

#include "core/random.h"

#define MOST_TEST_POINTS       2048
#define MOST_VALIDATION_POINTS 1024

gsize
lab_point_set_test_points (const LabPointSet *set)
{
  g_return_val_if_fail (set != NULL, 0);

  return MIN (MOST_TEST_POINTS, set->n / 4);
}

gsize
lab_point_set_validation_points (const LabPointSet *set)
{
  g_return_val_if_fail (set != NULL, 0);

  return MIN (MOST_VALIDATION_POINTS, set->n / 8);
}

guint32 *
lab_point_set_order (const LabPointSet *set, guint64 seed, guint32 repeat)
{
  g_return_val_if_fail (set != NULL, NULL);

  guint32 *rows = g_new (guint32, set->n);
  LabRandom random;

  for (gsize i = 0; i < set->n; i++)
    rows[i] = (guint32)i;
  lab_random_init (&random, seed, repeat, LAB_STREAM_SPLIT);
  lab_random_shuffle (&random, set->n, rows);
  return rows;
}
