/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes and weights of the fixed Talbot contour, for t = 1. */
#include "theory/inverse-laplace.h"

#include <math.h>

void
lab_talbot_init (LabTalbot *talbot)
{
  g_return_if_fail (talbot != NULL);

  double m = LAB_TALBOT_NODES;
  double r = 2.0 * m / 5.0;

  talbot->direction[0] = r;
  talbot->weight[0] = exp (r) * r / (2.0 * m);
  for (guint j = 1; j < LAB_TALBOT_NODES; j++) {
    double theta = j * G_PI / m;
    double cotangent = 1.0 / tan (theta);
    double sigma = theta + (theta * cotangent - 1.0) * cotangent;
    double complex s = r * theta * (cotangent + I);
    talbot->direction[j] = s;
    talbot->weight[j] = (1.0 + I * sigma) * cexp (s) * r / m;
  }
}
