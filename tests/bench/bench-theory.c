/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the finite-size prediction: curves of both levels over data, model size and time, for
 * several dimensions; processor time, the median of several repetitions. */
#include "clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "theory/kernel-picture.h"

#define REPETITIONS 7
#define MOST_POINTS 60

static int
compare (const void *a, const void *b)
{
  double first = *(const double *)a, second = *(const double *)b;
  return (first > second) - (first < second);
}

/* Milliseconds of one curve of count points from low to high. */
static double
time_curve (const LabKernelPicture *setting, guint level, guint count, double low, double high)
{
  double x[MOST_POINTS], excess[MOST_POINTS], train[MOST_POINTS], taken[REPETITIONS];

  for (guint i = 0; i < count; i++)
    x[i] = low * pow (high / low, (double)i / (count - 1));
  for (guint r = 0; r < REPETITIONS; r++) {
    double start = bench_seconds ();
    if (!lab_kernel_picture_compute (setting, level, count, x, excess, train, NULL, NULL, NULL))
      return NAN;
    taken[r] = 1e3 * (bench_seconds () - start);
  }
  qsort (taken, REPETITIONS, sizeof *taken, compare);
  return taken[REPETITIONS / 2];
}

int
main (void)
{
  static const struct
  {
    const char *name;
    LabTheoryAxis axis;
    double low, high, features;
  } curves[] = {
      {"data, infinite width", LAB_THEORY_DATA, 64.0, 65536.0, (double)INFINITY},
      {"data, N = 17,217", LAB_THEORY_DATA, 64.0, 65536.0, 17217.0},
      {"model", LAB_THEORY_MODEL, 100.0, 1e5, 0.0},
      {"time, infinite width", LAB_THEORY_TIME, 1.0, 1e6, (double)INFINITY},
      {"time, N = 17,217", LAB_THEORY_TIME, 1.0, 1e6, 17217.0},
  };
  static const double dimensions[] = {1.0, 2.0, 4.0, 8.0, 32.0};

  printf ("%-22s %4s %18s %18s\n", "curve", "d", "level 1, 60 (ms)", "level 2, 40 (ms)");
  for (gsize c = 0; c < G_N_ELEMENTS (curves); c++)
    for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++) {
      LabKernelPicture setting = {
          .axis = curves[c].axis,
          .smoothness = 1.0,
          .intrinsic_dimension = dimensions[i],
          .nu = 0.5,
          .noise = 0.5,
          .points = 8192.0,
          .features = curves[c].features,
          .time = 1e6,
          .stopping = LAB_STOPPING_BEST,
      };
      printf ("%-22s %4g %18.2f %18.1f\n", curves[c].name, dimensions[i],
              time_curve (&setting, 1, 60, curves[c].low, curves[c].high),
              time_curve (&setting, 2, 40, curves[c].low, curves[c].high));
    }
  return 0;
}
