/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference-solver.h"

#include <math.h>
#include <string.h>

#define P        5
#define STEPS    1500
#define RESTARTS 6

typedef struct
{
  const LabJointPoint *points;
  guint count;
  double bend;
} Data;

static double
objective (const Data *data, const double *p)
{
  double sum = 0.0;

  for (guint i = 0; i < data->count; i++) {
    const LabJointPoint *point = &data->points[i];
    double terms[] = {p[0], p[1] - p[3] * log (point->n), p[2] - p[4] * log (point->d)};
    double most = fmax (terms[0], fmax (terms[1], terms[2])), total = 0.0;
    for (int k = 0; k < 3; k++)
      total += exp (terms[k] - most);
    double r = fabs (most + log (total) - log (point->loss));
    if (!isfinite (data->bend))
      sum += r * r;
    else
      sum += r < data->bend ? 0.5 * r * r : data->bend * (r - 0.5 * data->bend);
  }
  return sum;
}

static void
sort (double simplex[P + 1][P], double *value)
{
  for (int i = 1; i <= P; i++)
    for (int j = i; j > 0 && value[j] < value[j - 1]; j--)
      for (int k = 0; k <= P; k++) {
        double *a = k < P ? &simplex[j][k] : &value[j];
        double *b = k < P ? &simplex[j - 1][k] : &value[j - 1];
        double held = *a;
        *a = *b;
        *b = held;
      }
}

static double
try_at (const Data *data, double simplex[P + 1][P], double factor, double *place)
{
  for (int k = 0; k < P; k++) {
    double centre = 0.0;
    for (int c = 0; c < P; c++)
      centre += simplex[c][k] / P;
    place[k] = centre + factor * (simplex[P][k] - centre);
  }
  return objective (data, place);
}

static double
minimise (const Data *data, double *p)
{
  static const double size[P] = {0.2, 1.0, 1.0, 0.06, 0.06};
  double simplex[P + 1][P], value[P + 1], place[P], other[P];

  for (int c = 0; c <= P; c++) {
    memcpy (simplex[c], p, sizeof simplex[c]);
    if (c > 0)
      simplex[c][c - 1] += size[c - 1];
    value[c] = objective (data, simplex[c]);
  }
  for (int s = 0; s < STEPS; s++) {
    sort (simplex, value);
    double reflected = try_at (data, simplex, -1.0, place), best = reflected;
    if (reflected < value[0] || reflected >= value[P - 1]) {
      double factor = reflected < value[0] ? -2.0 : (reflected < value[P] ? -0.5 : 0.5);
      double second = try_at (data, simplex, factor, other);
      if (second < fmin (reflected, value[P])) {
        best = second;
        memcpy (place, other, sizeof place);
      }
    }
    if (best < value[P]) {
      value[P] = best;
      memcpy (simplex[P], place, sizeof place);
      continue;
    }
    for (int c = 1; c <= P; c++) {
      for (int k = 0; k < P; k++)
        simplex[c][k] = 0.5 * (simplex[c][k] + simplex[0][k]);
      value[c] = objective (data, simplex[c]);
    }
  }
  sort (simplex, value);
  memcpy (p, simplex[0], sizeof simplex[0]);
  return value[0];
}

void
reference_fit (const LabJointPoint *points, guint count, double bend, Reference *reference)
{
  const Data data = {points, count, bend};
  static const double exponents[] = {0.25, 0.6};
  double best[P] = {0}, least = INFINITY;

  for (int i = 0; i < 4; i++) {
    double p[P] = {log (points[0].loss) - 0.2, 5.0, 5.0, exponents[i / 2], exponents[i % 2]};
    p[1] = p[3] * log (points[0].n);
    p[2] = p[4] * log (points[0].d);
    double value = INFINITY;
    for (int r = 0; r < RESTARTS; r++)
      value = minimise (&data, p);
    if (value < least) {
      least = value;
      memcpy (best, p, sizeof best);
    }
  }
  *reference = (Reference){exp (best[0]), exp (best[1]), exp (best[2]), best[3], best[4], least};
}
