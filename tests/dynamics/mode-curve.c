/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mode-curve.h"

#include <math.h>

double
lab_mode_curve_risk (const LabModeCurve *curve, double t)
{
  double bias = 0, learned = 0, labels;

  g_return_val_if_fail (curve != NULL && curve->count > 0 && t > 0, NAN);

  labels = curve->n > 0 ? curve->n : t;
  for (guint k = 1; k <= curve->count; k++) {
    const double eigenvalue = MAX (pow (k, -curve->b), curve->floor);
    const double left = exp (-eigenvalue * t);

    if (curve->band == 0 || k <= curve->band)
      bias += pow (k, -curve->a) * left * left;
    learned += (1 - left) * (1 - left);
  }
  return bias + curve->noise * curve->noise / labels * learned;
}
