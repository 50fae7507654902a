/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nelder and Mead's simplex. */
#include "fit/law/joint-simplex.h"

#include <math.h>
#include <string.h>

#define SIMPLEX_STEPS   140
#define SIMPLEX_START   0.15
#define SIMPLEX_SETTLED 1e-9

void
lab_joint_sort_places (LabJointPlace *corner, guint count)
{
  for (guint i = 1; i < count; i++)
    for (guint j = i; j > 0 && corner[j].loss < corner[j - 1].loss; j--) {
      LabJointPlace held = corner[j];
      corner[j] = corner[j - 1];
      corner[j - 1] = held;
    }
}

/* Nelder and Mead's simplex over one or two numbers; corner (axes + 1) is sorted. */
static void
step_simplex (LabJointPlaceLoss loss, gpointer data, guint axes, LabJointPlace *corner)
{
  static const double factors[] = {-1.0, -2.0, 0.5,
                                   -0.5}; /* reflect, expand, contract in and out */
  double centre[2] = {0.0, 0.0};
  LabJointPlace trial[G_N_ELEMENTS (factors)];

  for (guint c = 0; c < axes; c++)
    for (guint j = 0; j < axes; j++)
      centre[j] += corner[c].place[j] / axes;
  for (guint f = 0; f < G_N_ELEMENTS (factors); f++) {
    for (guint j = 0; j < axes; j++)
      trial[f].place[j] = centre[j] + factors[f] * (corner[axes].place[j] - centre[j]);
    gboolean wanted = f == 0 || (f == 1 && trial[0].loss < corner[0].loss) ||
                      (f == 2 && trial[0].loss >= corner[axes].loss) ||
                      (f == 3 && trial[0].loss < corner[axes].loss);
    trial[f].loss = wanted ? loss (trial[f].place, data) : INFINITY;
    gboolean good =
        f == 0 ? trial[0].loss < corner[axes - 1].loss : trial[f].loss < corner[axes].loss;
    if (f == 0 && (trial[0].loss < corner[0].loss || !good))
      continue;
    if (f == 1 && trial[1].loss >= trial[0].loss && trial[0].loss < corner[0].loss) {
      corner[axes] = trial[0];
      return;
    }
    if (wanted && good) {
      corner[axes] = trial[f];
      return;
    }
  }
  for (guint c = 1; c <= axes; c++) {
    for (guint j = 0; j < axes; j++)
      corner[c].place[j] = 0.5 * (corner[c].place[j] + corner[0].place[j]);
    corner[c].loss = loss (corner[c].place, data);
  }
}

void
lab_joint_simplex (LabJointPlaceLoss loss, gpointer data, guint axes, double *ln_exponent)
{
  LabJointPlace corner[3];

  for (guint c = 0; c <= axes; c++) {
    memcpy (corner[c].place, ln_exponent, sizeof corner[c].place);
    if (c > 0)
      corner[c].place[c - 1] += corner[c].place[c - 1] > 1.0 ? -SIMPLEX_START : SIMPLEX_START;
    corner[c].loss = loss (corner[c].place, data);
  }
  lab_joint_sort_places (corner, axes + 1);
  for (guint s = 0; s < SIMPLEX_STEPS; s++) {
    double size = 0.0;
    for (guint c = 1; c <= axes; c++)
      for (guint j = 0; j < axes; j++)
        size = fmax (size, fabs (corner[c].place[j] - corner[0].place[j]));
    if (size < SIMPLEX_SETTLED)
      break;
    step_simplex (loss, data, axes, corner);
    lab_joint_sort_places (corner, axes + 1);
  }
  memcpy (ln_exponent, corner[0].place, sizeof *ln_exponent * axes);
}
