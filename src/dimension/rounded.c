/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points shifted to their mean and scaled by a power of two, then rounded to float. */
#include "dimension/rounded.h"

#include "core/memory.h"

#include <glib/gi18n.h>
#include <math.h>

/* centre (D): the mean times the scale, which brings the largest distance from it, coordinate by
 * coordinate, below 1. */
static double
choose_frame (const double *x, gsize n, guint D, double *centre)
{
  double spread = 0.0;
  double scale;
  int exponent;

  for (gsize i = 0; i < n; i++)
    for (guint c = 0; c < D; c++)
      centre[c] += x[i * D + c] / (double)n;
  for (gsize i = 0; i < n; i++)
    for (guint c = 0; c < D; c++)
      spread = fmax (spread, fabs (x[i * D + c] / 2.0 - centre[c] / 2.0));
  frexp (spread, &exponent);
  /* Of halves, so that no difference overflows; the power itself must not either. */
  scale = ldexp (1.0, CLAMP (-exponent - 1, -1021, 1021));
  for (guint c = 0; c < D; c++)
    centre[c] *= scale;
  return scale;
}

LabRoundedPoints *
lab_rounded_points_new (const double *x, gsize n, guint dimensions, GError **error)
{
  LabRoundedPoints *rounded = g_new0 (LabRoundedPoints, 1);
  g_autofree double *centre = g_new0 (double, dimensions);

  rounded->points = lab_memory_new (n, (dimensions + 1) * sizeof (float), N_ ("the points"), error);
  if (rounded->points != NULL)
    rounded->norm = lab_memory_new (n, sizeof (double), N_ ("the points"), error);
  if (rounded->norm == NULL) {
    lab_rounded_points_free (rounded);
    return NULL;
  }
  rounded->scale = choose_frame (x, n, dimensions, centre);
  for (gsize i = 0; i < n; i++) {
    float *point = rounded->points + i * (dimensions + 1);

    for (guint c = 0; c < dimensions; c++) {
      double value = x[i * dimensions + c] * rounded->scale - centre[c];

      point[c] = (float)value;
      rounded->norm[i] += value * value;
    }
    point[dimensions] = (float)rounded->norm[i];
  }
  return rounded;
}

void
lab_rounded_points_free (LabRoundedPoints *rounded)
{
  if (rounded == NULL)
    return;
  lab_memory_free (rounded->points);
  lab_memory_free (rounded->norm);
  g_free (rounded);
}
