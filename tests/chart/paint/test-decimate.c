/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimation against all points: the same columns, from the same lowest to the same highest. */
#include <math.h>

#include "chart/paint/decimate.h"

#define COUNT 5000

/* Lowest and highest y that the polyline's points reach in each column of two pixels. */
static void
extents (const LabPixel *pixels, guint count, double *low, double *high)
{
  for (guint i = 0; i < 200; i++) {
    low[i] = INFINITY;
    high[i] = -INFINITY;
  }
  for (guint i = 0; i < count; i++) {
    guint column = (guint)floor (pixels[i].x / 2.0);

    if (!isfinite (pixels[i].y))
      continue;
    low[column] = fmin (low[column], pixels[i].y);
    high[column] = fmax (high[column], pixels[i].y);
  }
}

static void
test_against_all (void)
{
  g_autofree LabPixel *all = g_new (LabPixel, COUNT);
  g_autofree LabPixel *kept = g_new (LabPixel, COUNT);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  double low[2][200], high[2][200];
  guint count, next = 0;

  for (guint i = 0; i < COUNT; i++)
    all[i] = (LabPixel){399.0 * pow ((double)i / COUNT, 0.7), g_rand_double_range (random, 0, 300)};
  all[77].y = NAN;
  count = lab_decimate (all, COUNT, 2.0, kept);
  g_assert_cmpuint (count, <=, 4 * 200);
  extents (all, COUNT, low[0], high[0]);
  extents (kept, count, low[1], high[1]);
  for (guint i = 0; i < 200; i++) {
    g_assert_true (low[0][i] == low[1][i]);
    g_assert_true (high[0][i] == high[1][i]);
  }
  /* what is kept is a subsequence, with both ends */
  for (guint i = 0; i < count; i++) {
    while (next < COUNT && (all[next].x != kept[i].x || all[next].y != kept[i].y))
      next++;
    g_assert_cmpuint (next, <, COUNT);
  }
  g_assert_true (kept[0].x == all[0].x && kept[count - 1].x == all[COUNT - 1].x);
}

static void
test_sparse (void)
{
  const LabPixel pixels[] = {{0, 5}, {10, 7}, {20, 1}, {30, INFINITY}, {NAN, 2}, {40, 4}};
  LabPixel kept[6];

  g_assert_cmpuint (lab_decimate (pixels, 6, 1.0, kept), ==, 4);
  g_assert_cmpfloat (kept[3].x, ==, 40.0);
  g_assert_cmpuint (lab_decimate (pixels, 0, 1.0, kept), ==, 0);
  g_assert_cmpuint (lab_decimate (pixels + 3, 2, 1.0, kept), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/decimate/against-all", test_against_all);
  g_test_add_func ("/decimate/sparse", test_sparse);
  return g_test_run ();
}
