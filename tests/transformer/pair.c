/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of matrices. */
#include "pair.h"

#include "core/memory.h"

#include <math.h>

Pair
pair_new (LabRandom *random, guint rows, guint columns, gsize stride)
{
  Pair pair = {rows, columns, stride, NULL, g_new0 (double, (gsize)rows *columns)};

  pair.fast = lab_memory_new (rows * stride, sizeof (float), "a test", NULL);
  g_assert_nonnull (pair.fast);
  for (guint i = 0; random && i < rows; i++)
    for (guint j = 0; j < columns; j++) {
      pair.fast[i * stride + j] = (float)lab_random_normal (random);
      pair.plain[i * columns + j] = pair.fast[i * stride + j];
    }
  return pair;
}

void
pair_clear (Pair *pair)
{
  lab_memory_free (pair->fast);
  g_free (pair->plain);
}

void
assert_pair (const char *what, const Pair *pair, double bound)
{
  double scale = 0, worst = 0;

  for (guint i = 0; i < pair->rows; i++)
    for (guint j = 0; j < pair->columns; j++) {
      const double expected = pair->plain[i * pair->columns + j];
      const double error = fabs (pair->fast[i * pair->stride + j] - expected);

      scale = MAX (scale, fabs (expected));
      worst = isfinite (error) ? MAX (worst, error) : INFINITY;
    }
  g_test_message ("%s: error %.2g of %.3g", what, worst, scale);
  g_assert_cmpfloat (scale, >, 0);
  g_assert_cmpfloat (worst, <=, bound * scale);
}
